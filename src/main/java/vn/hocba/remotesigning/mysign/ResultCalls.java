package vn.hocba.remotesigning.mysign;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.FixedCallbacks;
import vn.hocba.remotesigning.WireJson;

/**
 * The service's callback ({@code async=3}). It takes a token from us first; whoever can ask for one knows the secret address, so the
 * token proves nothing more and is not looked at when it comes back.
 */
final class ResultCalls implements FixedCallbacks {

    private static final int TOKEN_BYTES = 32;
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;

    ResultCalls(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Optional<ApprovalHandle> transaction(byte[] body) {
        return WireJson.find(body, "meta_data", "transaction_id").flatMap(ApprovalHandle::find);
    }

    @Override
    public Optional<byte[]> receipt() {
        return Optional.of(WireJson.write(Wire.Receipt.taken()));
    }

    @Override
    public Optional<byte[]> token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Optional.of(WireJson.write(Wire.TokenAnswer.of(
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                TOKEN_LIFE.toMillis(),
                clock.instant().getEpochSecond())));
    }
}
