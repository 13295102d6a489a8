package vn.hocba.standin;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import vn.hocba.testing.Answer;
import vn.hocba.testing.Program;
import vn.hocba.testing.SandboxProcess;

/** What the sandbox publishes about certificates, as files and addresses, and {@code openssl} to judge it with. */
final class PublishedPki {

    private final SandboxProcess sandbox = RunningSandbox.get();

    X509Certificate anchor() throws IOException {
        return CscCaller.certificate(Files.readAllBytes(sandbox.directory().resolve("trust-anchors.pem")));
    }

    X509Certificate issuing() {
        return CscCaller.certificate(
                sandbox.client().get("/pki/ca/issuing.cer").expect(200).bytes());
    }

    Answer post(String path, String contentType, byte[] body) {
        return sandbox.client().with("Content-Type", contentType).post(path, body);
    }

    /** One fault for the next call. */
    void fault(Map<String, ?> fault) {
        Answer _ = sandbox.client().post("/control/faults", fault).expect(204);
    }

    /** Where a certificate says that something is, by the access method's OID; empty text when it does not say. */
    static String access(X509Certificate certificate, String method) {
        byte[] extension = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
        if (extension == null) {
            return "";
        }
        AuthorityInformationAccess access = AuthorityInformationAccess.getInstance(
                ASN1OctetString.getInstance(extension).getOctets());
        for (AccessDescription description : access.getAccessDescriptions()) {
            if (description.getAccessMethod().getId().equals(method)) {
                return description.getAccessLocation().getName().toString();
            }
        }
        return "";
    }

    /** A PEM file with the certificates. */
    static Path pem(Path file, X509Certificate... certificates) throws IOException, CertificateEncodingException {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.write(file, pem.toString().getBytes(StandardCharsets.US_ASCII));
    }

    /** Runs a command of the program, or skips the test where it is missing. */
    static Program.Run openssl(Object... arguments) {
        assumeThat(Program.installed("openssl"))
                .as("the program openssl is not installed")
                .isTrue();
        List<String> command = new ArrayList<>(List.of("openssl"));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        return Program.run(command);
    }
}
