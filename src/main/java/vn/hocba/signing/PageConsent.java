package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.PageVisit;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.signing.SessionColumns.StateName;
import vn.hocba.signing.SigningRequestView.Consent;
import vn.hocba.workers.EventLoops;

/**
 * Consent on a provider's own page: where a signer's browser is to go, and where the provider sends it back. Until it comes back
 * the session waits for its signer, as it does for a PIN; what came back goes through {@link ConsentFlow}.
 */
@Startup
@ApplicationScoped
class PageConsent {

    static final String PAGES = "/v1/consent-pages/";
    static final String CALLBACK = "/v1/consent-callbacks";

    private final PageTickets tickets;
    private final RemoteSigningServices services;
    private final ServiceCalls calls;
    private final SigningConfiguration configuration;
    private final Optional<String> publicUrl;
    private final Clock clock;

    PageConsent(
            PageTickets tickets,
            RemoteSigningServices services,
            ServiceCalls calls,
            SigningConfiguration configuration,
            @ConfigProperty(name = "hocba.public-url") Optional<URI> publicUrl,
            Clock clock) {
        this.tickets = tickets;
        this.services = services;
        this.calls = calls;
        this.configuration = configuration;
        this.publicUrl = publicUrl.map(PageConsent::base);
        this.clock = clock;
    }

    private static String base(URI address) {
        boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
        if (!web || address.getHost() == null || address.getRawQuery() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "hocba.public-url must be an http or https address without query and fragment");
        }
        return address.toString().replaceAll("/+$", "");
    }

    /** Where the session's signer consents, and until when; relative where this system does not know its own address. */
    Consent.Page page(SigningSessionEntity row) {
        return new Consent.Page(
                publicUrl.orElse("") + PAGES + tickets.ticket(new RowKey(row.schoolId, row.id)), expires(row));
    }

    private Instant expires(SigningSessionEntity row) {
        return row.createdAt.plus(configuration.preparation().expires());
    }

    /** That the provider could send nobody back stands against a credential whose consent is given on a page. */
    Optional<Obstacle> noWayBack(Credential credential) {
        return credential.consent() instanceof ConsentMode.OnPage
                        && redirect(credential.reference().provider()).isEmpty()
                ? Optional.of(Obstacle.stopping(
                        ProblemType.CERTIFICATE_NOT_USABLE,
                        "no-way-back",
                        "Chứng thư số này xác nhận trên trang của dịch vụ ký, nhưng hệ thống chưa khai báo địa chỉ quay lại.",
                        "This credential's consent is given on the signing service's page, and no address to come back to is"
                                + " configured."))
                : Optional.empty();
    }

    private Optional<URI> redirect(ProviderId provider) {
        return services.redirect(provider).or(() -> publicUrl.map(base -> URI.create(base + CALLBACK)));
    }

    /** The visit that belongs to a session: the same however often its signer opens the page. */
    PageVisit visit(StoredSession session) {
        var redirect = redirect(session.credential().provider())
                .orElseThrow(() -> new RemoteSigningFailure.Permanent(
                        "no address is configured to which a consent page could send people back", null));
        return new PageVisit(tickets.state(session.key()), tickets.verifier(session.key()), redirect);
    }

    /** The session of a state that came back; empty unless it was made here. */
    Optional<RowKey> ofState(String state) {
        return tickets.ofState(state);
    }

    /** Whether the state is this session's. */
    boolean isOf(SigningSessionEntity row, String state) {
        return tickets.ofState(state)
                .filter(new RowKey(row.schoolId, row.id)::equals)
                .isPresent();
    }

    /**
     * The provider's page, for the browser of whoever has the ticket: there the holder of the credential has to log in.
     *
     * @throws ProblemException through the {@code Uni}: {@link ProblemType#NOT_FOUND}, {@link ProblemType#WRONG_STATE} when the
     *     session does not wait for its signer, {@link ProblemType#CONSENT_EXPIRED}, or what the service's failure amounts to
     */
    Uni<URI> open(String ticket) {
        var key = tickets.ofTicket(ticket);
        if (key.isEmpty()) {
            return Uni.createFrom().failure(new ProblemException(ProblemType.NOT_FOUND));
        }
        return Panache.withSession(() -> Panache.getSession()
                        .flatMap(database -> database.find(SigningSessionEntity.class, key.get()))
                        .onItem()
                        .ifNull()
                        .failWith(() -> new ProblemException(ProblemType.NOT_FOUND))
                        .invoke(this::requireWaiting)
                        .map(StoredSession::of)
                        .flatMap(session -> calls.authorisation(session, ConsentFactors.none())
                                .map(request -> calls.consentPage(session, request, visit(session)))))
                .flatMap(EventLoops::backHere)
                .onFailure(RemoteSigningFailure.class)
                .transform(failure -> ServiceProblem.ofQuestion(failure, clock));
    }

    private void requireWaiting(SigningSessionEntity row) {
        if (row.state != StateName.AWAITING_FACTORS) {
            throw new ProblemException(
                            ProblemType.WRONG_STATE,
                            "Yêu cầu ký này không còn chờ bạn xác nhận.",
                            "This request does not wait for your consent any more.")
                    .withCurrentState(row.state.name());
        }
        if (Duration.between(expires(row), clock.instant()).isPositive()) {
            throw new ProblemException(ProblemType.CONSENT_EXPIRED);
        }
    }
}
