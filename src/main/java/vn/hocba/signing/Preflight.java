package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.draft.ClaimId;
import vn.hocba.draft.Refusal;
import vn.hocba.draft.RefusedTranscript;
import vn.hocba.draft.Standing;
import vn.hocba.draft.TranscriptState.Step;
import vn.hocba.draft.TranscriptsRefusedException;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.Text;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.MaintenanceWindows;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.signing.PreflightView.About;
import vn.hocba.signing.PreflightView.Effort;
import vn.hocba.signing.PreflightView.Finding;
import vn.hocba.signing.PreflightView.Severity;

/**
 * Says what would become of a request that is not opened: the checks of opening, all of them to their end. Changes nothing, and
 * nobody is asked.
 */
@ApplicationScoped
class Preflight {

    private static final DateTimeFormatter CLOCKS =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy").withZone(MaintenanceWindows.VIET_NAM);

    private final SigningChecks checks;
    private final CredentialDesk desk;
    private final Trust trust;
    private final SessionStore sessions;
    private final RemoteSigningServices services;
    private final Estimates estimates;
    private final SigningConfiguration configuration;
    private final Clock clock;

    Preflight(
            SigningChecks checks,
            CredentialDesk desk,
            Trust trust,
            SessionStore sessions,
            RemoteSigningServices services,
            Estimates estimates,
            SigningConfiguration configuration,
            Clock clock) {
        this.checks = checks;
        this.desk = desk;
        this.trust = trust;
        this.sessions = sessions;
        this.services = services;
        this.estimates = estimates;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** What the checks found so far. */
    private record Found(
            int transcripts, List<Finding> findings, Optional<ProviderId> provider, Optional<Credential> credential) {

        Found at(ProviderId bound, Optional<Finding> announced) {
            return new Found(
                    transcripts,
                    Stream.concat(findings.stream(), announced.stream()).toList(),
                    Optional.of(bound),
                    credential);
        }

        Found with(Optional<Credential> found, List<Finding> more) {
            return new Found(
                    transcripts, Stream.concat(findings.stream(), more.stream()).toList(), provider, found);
        }
    }

    /** @throws ProblemException through the {@code Uni} for a wish that makes no sense, or names a class that is not the signer's */
    Uni<PreflightView> of(Signatories.Signer signer, OpenRequest wish) {
        var signatory = signer.signatory();
        return checks.wanted(signatory, wish)
                .map(wanted -> transcripts(signatory, wish, wanted))
                .flatMap(found -> credential(signer, found))
                .map(this::view);
    }

    private static Found transcripts(Signatory signatory, OpenRequest wish, SigningChecks.Wanted wanted) {
        var claim = new ClaimId(TimeOrderedIds.next());
        var findings = new ArrayList<Finding>();
        wanted.leftOut().stream()
                .map(standing -> leftOut(standing, signatory, claim))
                .forEach(findings::add);
        int count = wanted.ids().size();
        try {
            SigningChecks.requireFree(signatory, wish, wanted, claim);
        } catch (TranscriptsRefusedException failure) {
            failure.refused().forEach(one -> findings.add(refused(one)));
            count -= failure.refused().size();
        }
        return new Found(count, List.copyOf(findings), Optional.empty(), Optional.empty());
    }

    private static Finding leftOut(Standing standing, Signatory signatory, ClaimId claim) {
        var why = standing.state().beginSigning(signatory.slot(), claim) instanceof Step.Refused no
                ? no.reason()
                : Refusal.NOT_LOCKED;
        return transcript(Severity.LEFT_OUT, standing.id().value(), standing.pupilName(), why);
    }

    private static Finding refused(RefusedTranscript one) {
        return transcript(Severity.STOPS, one.id().value(), one.pupilName(), one.reason());
    }

    private static Finding transcript(Severity severity, UUID id, @Nullable String label, Refusal why) {
        return new Finding(severity, About.TRANSCRIPT, id, label, why.code(), new Text(why.vi(), why.en()), null);
    }

    private Uni<Found> credential(Signatories.Signer signer, Found found) {
        return Uni.createFrom()
                .item(signer::credential)
                .flatMap(reference -> credential(
                        signer.signatory(), reference, found.at(reference.provider(), announced(reference.provider()))))
                .onFailure(ProblemException.class)
                .recoverWithItem(failure -> found.with(Optional.empty(), List.of(problem(failure))));
    }

    private Optional<Finding> announced(ProviderId provider) {
        return services.find(provider)
                .flatMap(known -> announced(services.maintenance(provider), configuration.window(), clock.instant()));
    }

    /** Whoever is asked just before the provider goes away may have to wait, or to be asked again. */
    static Optional<Finding> announced(MaintenanceWindows windows, Duration window, Instant now) {
        return windows.beginningWithin(window, now).map(Preflight::maintenanceSoon);
    }

    private static Finding maintenanceSoon(Instant begins) {
        var time = CLOCKS.format(begins);
        return new Finding(
                Severity.WARNS,
                About.PROVIDER,
                null,
                null,
                "maintenance-soon",
                new Text(
                        "Dịch vụ ký số bảo trì từ " + time + "; việc ký còn dở sẽ chờ đến khi dịch vụ trở lại.",
                        "The signing service is away from " + time
                                + " (Việt Nam) on; what is not signed by then waits until it is back."),
                null);
    }

    private Uni<Found> credential(Signatory signatory, CredentialReference reference, Found found) {
        return desk.credential(reference)
                .flatMap(credential -> trust.obstacles(credential, signatory)
                        .flatMap(obstacles -> usedUp(signatory, reference)
                                .map(usedUp -> found.with(
                                        Optional.of(credential),
                                        Stream.concat(obstacles.stream().map(Preflight::ofCredential), usedUp.stream())
                                                .toList()))))
                .onFailure(ProblemException.class)
                .recoverWithItem(failure -> found.with(Optional.empty(), List.of(problem(failure))));
    }

    /** It may have been filled up since: no service tells before it signs. */
    private Uni<Optional<Finding>> usedUp(Signatory signatory, CredentialReference reference) {
        return Panache.withSession(() -> sessions.usedUpSince(signatory.school().id(), reference))
                .map(since -> since.map(time -> new Finding(
                        Severity.WARNS,
                        About.CREDENTIAL,
                        null,
                        null,
                        FailureReason.SIGNATURES_USED_UP.code(),
                        Reasons.USED_UP,
                        time)));
    }

    private static Finding ofCredential(Obstacle obstacle) {
        return new Finding(
                obstacle.stops() ? Severity.STOPS : Severity.WARNS,
                About.CREDENTIAL,
                null,
                null,
                obstacle.code(),
                obstacle.messages(),
                null);
    }

    /** There is no credential, or the service does not tell about it. */
    private static Finding problem(ProblemException problem) {
        return new Finding(
                Severity.STOPS,
                switch (problem.type()) {
                    case SIGNING_SERVICE_UNAVAILABLE, SIGNING_SERVICE_INVALID_ANSWER, SIGNING_SERVICE_NOT_USABLE ->
                        About.PROVIDER;
                    default -> About.CREDENTIAL;
                },
                null,
                null,
                problem.type().code(),
                problem.messages(),
                null);
    }

    private PreflightView view(Found found) {
        var provider = found.provider().filter(bound -> services.find(bound).isPresent());
        var credential = found.credential().filter(any -> found.transcripts() > 0);
        return new PreflightView(
                found.transcripts() > 0
                        && found.findings().stream().noneMatch(finding -> finding.severity() == Severity.STOPS),
                found.transcripts(),
                found.findings(),
                found.credential().map(Preflight::credential).orElse(null),
                provider.map(bound -> ProviderState.of(bound, services.condition(bound)))
                        .orElse(null),
                credential
                        .map(any -> effort(workload(found, any), found.transcripts(), any))
                        .orElse(null),
                credential
                        .flatMap(any ->
                                estimates.doneAt(any.reference().provider(), workload(found, any), Workload.NONE))
                        .orElse(null));
    }

    private Workload workload(Found found, Credential credential) {
        return workload(
                found.transcripts(),
                credential.maxSignatures(),
                services.mostDigests(credential.reference().provider()));
    }

    /** Sessions of at most as many as one consent covers, each in orders of at most as many as the service takes. */
    static Workload workload(int transcripts, int perConsent, int perOrder) {
        int rest = transcripts % perConsent;
        int full = transcripts / perConsent;
        return new Workload(
                full * Workload.in(perConsent, perOrder).orders()
                        + Workload.in(rest, perOrder).orders(),
                transcripts);
    }

    private static Effort effort(Workload workload, int transcripts, Credential credential) {
        int consents = Workload.in(transcripts, credential.maxSignatures()).orders();
        return new Effort(consents, consents + workload.orders());
    }

    private static PreflightView.Credential credential(Credential credential) {
        var certificate = credential.certificate().certificate();
        return new PreflightView.Credential(
                credential.reference().provider().value(),
                credential.reference().credential().value(),
                CertificateSubject.displayName(certificate),
                certificate.getNotAfter().toInstant(),
                credential.consent() instanceof ConsentMode.Unsupported
                        ? null
                        : SigningRequestViews.consent(credential.consent()));
    }
}
