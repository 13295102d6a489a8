import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.ExternalResourcesCRLSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/**
 * EU DSS with its shipped policy as an independent judge. Started from source, on the class path of DSS only:
 * {@code java -cp "target/oracles/dss/*" src/oracles/DssOracle.java <anchors.pem> <directory of *.crl> <time or now> <file>...}
 *
 * <p>Without arguments it reads them from its input, separated by tabs, a line for each question, until that ends: it takes longer to
 * start than to judge. An empty line ends each answer.
 *
 * <p>Prints one line per signature, fields separated by tabs: file, id, indication, sub-indication or -, level; for a file that
 * DSS does not read: file, -, UNREADABLE, reason, -.
 */
public final class DssOracle {

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            answer(arguments);
            return;
        }
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            answer(question.split("\t"));
            print("\n");
        }
    }

    private static void answer(String[] arguments) throws Exception {
        CommonTrustedCertificateSource anchors = new CommonTrustedCertificateSource();
        byte[] pem = Files.readAllBytes(Path.of(arguments[0]));
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            anchors.addCertificate(DSSUtils.loadCertificate(certificate.getEncoded()));
        }
        CommonCertificateVerifier verifier = new CommonCertificateVerifier();
        verifier.setTrustedCertSources(anchors);
        verifier.setAIASource(null);
        verifier.setOcspSource(null);
        verifier.setCrlSource(new ExternalResourcesCRLSource(lists(Path.of(arguments[1]))));
        Arrays.asList(arguments).subList(3, arguments.length).parallelStream()
                .map(file -> judge(file, verifier, arguments[2]))
                .forEachOrdered(DssOracle::print);
    }

    private static InputStream[] lists(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> lists = files.filter(f -> f.toString().endsWith(".crl")).toList();
            InputStream[] streams = new InputStream[lists.size()];
            for (int i = 0; i < streams.length; i++) {
                streams[i] = new ByteArrayInputStream(Files.readAllBytes(lists.get(i)));
            }
            return streams;
        }
    }

    private static String judge(String file, CommonCertificateVerifier verifier, String time) {
        StringBuilder lines = new StringBuilder();
        try {
            SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
            validator.setCertificateVerifier(verifier);
            if (!"now".equals(time)) {
                validator.setValidationTime(Date.from(Instant.parse(time)));
            }
            Reports reports = validator.validateDocument();
            SimpleReport report = reports.getSimpleReport();
            for (String id : report.getSignatureIdList()) {
                String name = reports.getDiagnosticData().getSignatureById(id).getDAIdentifier();
                Object sub = report.getSubIndication(id);
                lines.append(line(
                        file,
                        name == null ? id : name,
                        report.getIndication(id),
                        sub == null ? "-" : sub,
                        report.getSignatureFormat(id)));
                if (Boolean.getBoolean("explain")) {
                    report.getAdESValidationErrors(id).forEach(m -> System.err.println("error " + m.getValue()));
                    report.getAdESValidationWarnings(id).forEach(m -> System.err.println("warning " + m.getValue()));
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            String reason = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            return line(file, "-", "UNREADABLE", reason, "-");
        }
        return lines.toString();
    }

    private static String line(Object... fields) {
        return String.join("\t", Arrays.stream(fields).map(String::valueOf).toList()) + "\n";
    }

    private static void print(String lines) {
        byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}
