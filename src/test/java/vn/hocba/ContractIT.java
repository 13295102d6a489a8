package vn.hocba;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.Contract;

class ContractIT {

    private static final Path COMMITTED = Path.of("openapi", "hocba.yaml");
    private static final Path PRODUCED = Path.of("target", "openapi", "openapi.yaml");

    @Test
    void committedContractIsWhatTheCodeProduces() throws IOException {
        assertThat(Files.readString(COMMITTED))
                .as("%s; if the change is meant, run deploy/openapi.sh and commit it", COMMITTED)
                .isEqualTo(Files.readString(PRODUCED));
    }

    @Test
    void servedContractIsTheProducedOne() throws IOException {
        assertThat(ApiUnderTest.shared()
                        .anonymous()
                        .get("/q/openapi")
                        .expect(200)
                        .text())
                .isEqualTo(Files.readString(PRODUCED));
    }

    @Test
    void isPublishedInAFormThatToolsCheck() throws IOException {
        assertThat(Files.readString(PRODUCED)).contains("openapi: 3.0.3");
    }

    @Test
    void everyOperationHasANameASummaryAndItsErrors() {
        assertThat(Contract.produced().operations()).isNotEmpty().allSatisfy(operation -> {
            assertThat(operation.id()).matches("[a-z][A-Za-z]+");
            assertThat(operation.described().path("summary").asText())
                    .as("summary of %s", operation)
                    .isNotBlank();
            assertThat(operation.described().at("/responses/default/$ref").asText())
                    .isEqualTo("#/components/responses/Problem");
            assertThat(operation.described().at("/security/0").has("accessToken"))
                    .isTrue();
        });
        assertThat(Contract.produced().operations().stream().map(Contract.Operation::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void swaggerUiIsThereInProduction() {
        assertThat(ApiUnderTest.shared()
                        .anonymous()
                        .get("/q/swagger-ui/")
                        .expect(200)
                        .text())
                .contains("swagger-ui");
    }
}
