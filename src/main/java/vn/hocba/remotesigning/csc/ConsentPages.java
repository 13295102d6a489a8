package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.PageCode;
import vn.hocba.remotesigning.PageVisit;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.WireJson;

/**
 * Consent on the service's page ({@code authMode oauth2code}): oauth2/authorize with scope {@code credential} and PKCE, and
 * oauth2/token. A service that takes pushed requests (v2) is sent the request itself and hands out a short address; with any other
 * the whole request is in the address, of at most {@link #LONGEST_ADDRESS} characters, and so are the digests.
 */
final class ConsentPages {

    /** What browsers, proxies and servers take without complaint. */
    static final int LONGEST_ADDRESS = 8000;

    /** For digests; the rest is left to everything else. */
    private static final int ROOM_FOR_DIGESTS = 6600;

    private final ProviderHttp http;
    private final CscWords words;
    private final Capabilities capabilities;
    private final ProviderSettings settings;
    private final Clock clock;

    ConsentPages(ProviderHttp http, CscWords words, Capabilities capabilities, ProviderSettings settings, Clock clock) {
        this.http = http;
        this.words = words;
        this.capabilities = capabilities;
        this.settings = settings;
        this.clock = clock;
    }

    /** The digests as one parameter: base64url without padding, separated by commas. */
    static String list(List<DataToBeSignedRepresentation> digests) {
        var base64 = Base64.getUrlEncoder().withoutPadding();
        return digests.stream()
                .map(digest -> base64.encodeToString(digest.digest()))
                .collect(Collectors.joining(","));
    }

    /** Digests bound to one consent: as many as an address carries, where the service takes none but that. */
    Uni<Credential> bounded(Credential credential) {
        return credential.scal() == Scal.SCAL1
                ? Uni.createFrom().item(credential)
                : capabilities
                        .learnt()
                        .map(service -> service.has(CscMethod.PUSH)
                                ? credential
                                : credential.signingAtMost(inAddress(credential)));
    }

    private static int inAddress(Credential credential) {
        int longest = credential.algorithms().stream()
                .map(SignatureAlgorithm::digest)
                .mapToInt(digest -> digest.length())
                .max()
                .orElse(32);
        return ROOM_FOR_DIGESTS / perDigest(longest);
    }

    private static int perDigest(int bytes) {
        return (bytes * 4 + 2) / 3 + 1;
    }

    Uni<URI> address(AuthorisationRequest request, PageVisit visit) {
        return capabilities
                .learnt()
                .chain(service -> service.has(CscMethod.PUSH)
                        ? pushed(request, visit)
                        : Uni.createFrom().item(() -> whole(request, visit)));
    }

    private Map<String, String> parameters(AuthorisationRequest request, PageVisit visit) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", settings.clientId());
        parameters.put("redirect_uri", visit.redirect().toString());
        parameters.put("scope", "credential");
        parameters.put("state", visit.state());
        parameters.put("code_challenge", visit.challenge());
        parameters.put("code_challenge_method", "S256");
        parameters.put("lang", "vi");
        parameters.put("credentialID", request.credential().value());
        parameters.put("numSignatures", Integer.toString(request.digests().size()));
        return parameters;
    }

    /** The client's secret goes to the configured address only; the person's browser gets a name of the request. */
    private Uni<URI> pushed(AuthorisationRequest request, PageVisit visit) {
        var form = parameters(request, visit);
        form.putAll(words.pageDigests(request));
        form.put("description", request.description());
        form.put("clientData", Wire.clientData(request.labels()));
        form.put("client_secret", settings.clientSecret());
        return http.post(form(CscMethod.PUSH, "pushed_authorize", form)).map(answer -> {
            if (answer.status() != 201 && answer.status() != 200) {
                throw CscEndpoint.failure(CscMethod.PUSH, answer, clock);
            }
            var name = WireJson.read(CscMethod.PUSH.path(), answer.body(), Wire.Pushed.class)
                    .requestUri();
            if (name == null || name.isBlank() || name.length() > 2048) {
                throw new MalformedAnswer(CscMethod.PUSH.path() + ": no usable request_uri");
            }
            return page(query(Map.of("client_id", settings.clientId(), "request_uri", name)));
        });
    }

    /**
     * With more digests than fit, which a consent under SCAL 1 may be for, their number stands alone. What is only shown is left out
     * rather than making the address too long.
     */
    private URI whole(AuthorisationRequest request, PageVisit visit) {
        var parameters = parameters(request, visit);
        int digests =
                request.digests().size() * perDigest(request.digestAlgorithm().length());
        if (digests <= ROOM_FOR_DIGESTS) {
            parameters.putAll(words.pageDigests(request));
        }
        var address = page(query(parameters));
        for (var shown : List.of(
                Map.of("description", request.description()),
                Map.of("clientData", Wire.clientDataWithoutNames(request.labels())))) {
            var longer = address + "&" + query(shown);
            if (longer.length() <= LONGEST_ADDRESS) {
                address = URI.create(longer);
            }
        }
        return address;
    }

    private URI page(String query) {
        return URI.create(beside("authorize") + "?" + query);
    }

    /** The endpoints stand beside each other. */
    private URI beside(String endpoint) {
        return ServiceLogin.tokenAddress(settings).resolve(endpoint);
    }

    private HttpCall form(CscMethod method, String endpoint, Map<String, String> parameters) {
        return new HttpCall(
                beside(endpoint),
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                query(parameters).getBytes(StandardCharsets.UTF_8),
                method.connection());
    }

    /** Commas separate digests, and need no escape. */
    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)
                                .replace("%2C", ","))
                .collect(Collectors.joining("&"));
    }

    Uni<AuthorisationAnswer> redeem(PageCode code, PageVisit visit) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code.value());
        form.put("redirect_uri", visit.redirect().toString());
        form.put("code_verifier", visit.verifier());
        form.put("client_id", settings.clientId());
        form.put("client_secret", settings.clientSecret());
        return http.post(form(CscMethod.REDEEM, "token", form)).map(this::granted);
    }

    private AuthorisationAnswer granted(HttpAnswer answer) {
        if (answer.status() != 200) {
            throw CscEndpoint.failure(CscMethod.REDEEM, answer, clock);
        }
        var token = WireJson.read(CscMethod.REDEEM.path(), answer.body(), Wire.Token.class);
        var value = Objects.requireNonNullElse(token.accessToken(), "");
        return AuthorisationAnswer.Granted.of(
                CscMethod.REDEEM.path(), value.isBlank() ? null : words.activation(value), token.expiresIn(), clock);
    }
}
