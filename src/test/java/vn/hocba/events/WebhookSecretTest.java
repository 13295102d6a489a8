package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {

    @Test
    void signsThePublishedExampleOfStandardWebhooks() {
        WebhookSecret secret = WebhookSecret.of(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(secret.reveal()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void isLongRandomAndHidden() {
        WebhookSecret secret = WebhookSecret.random();
        assertThat(secret.key()).hasSize(32).isNotEqualTo(WebhookSecret.random().key());
        assertThat(secret).hasToString("WebhookSecret[hidden]");
    }
}
