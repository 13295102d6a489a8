package vn.hocba.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.testing.Oracles;
import vn.hocba.testing.Oracles.DssVerdict;
import vn.hocba.verification.ValidationPolicy;

/**
 * EU DSS, in one process, and the JDK's core check beside our verifier on every attack file and every honest one. The committed
 * table {@code agreement.txt} holds all verdicts, so that a change shows in review; {@code -Dhocba.golden.rewrite=true} writes it
 * anew. Where DSS passes what we refuse, the table names the reason, which the decision record on the agreement explains.
 */
class DssAgreementIT {

    private static final Path COMMITTED = Path.of("src/test/resources/vn/hocba/verification/attacks/agreement.txt");
    private static final Path MADE = Path.of("target", "oracles", "agreement.txt");
    private static final String HEADER = """
            # file | ours: verdict, and the attacked slot's sub-indication | EU DSS 6.4, shipped policy: passed, or what it says of \
            the signatures that did not pass | JDK: core check of all signatures | reason where DSS passes what we refuse
            """;
    private static final String PASSED = "passed";
    private static final String UNFILED = "?";

    private static final Map<String, byte[]> HONEST = new LinkedHashMap<>();
    private static final List<Row> ROWS = new ArrayList<>();

    @TempDir
    private static Path directory;

    private record Row(String file, String ours, String dss, String core, String reason) {

        static Row parse(String line) {
            String[] fields = line.split(" *\\| *", -1);
            return new Row(fields[0], fields[1], fields[2], fields[3], fields[4]);
        }

        String line() {
            return "%-60s| %-48s| %s | %s | %s"
                    .formatted(file, ours, dss, core, reason)
                    .stripTrailing();
        }

        boolean passedByUs() {
            return "VALID".equals(ours);
        }

        boolean passedByDss() {
            return PASSED.equals(dss);
        }
    }

    @BeforeAll
    static void askAll() throws IOException, GeneralSecurityException {
        HONEST.put("honest-B-ecdsa", Cast.HONEST);
        HONEST.put("honest-B-rsa", Cast.HONEST_RSA);
        HONEST.put("honest-B-pss", Cast.HONEST_PSS);
        HONEST.put("honest-T", LongTermCast.HONEST_T);
        HONEST.put("honest-LT", LongTermCast.HONEST_LT);
        HONEST.put("honest-LTA", LongTermCast.HONEST_LTA);
        HONEST.put("honest-T-revoked-afterwards", LongTermCast.revokedAfterwards());
        HONEST.put("honest-T-expired-afterwards", LongTermCast.expiredAfterwards());
        Map<String, Attack> attacks = new LinkedHashMap<>();
        AttackFiles.ALL.forEach(attack -> attacks.put(attack.name(), attack));
        Map<String, byte[]> files = new LinkedHashMap<>(HONEST);
        attacks.values().forEach(attack -> files.put(attack.name(), attack.file()));
        publish();
        List<Path> paths = new ArrayList<>();
        for (var file : files.entrySet()) {
            paths.add(Files.write(directory.resolve(file.getKey() + ".xml"), file.getValue()));
        }
        Map<String, String> theirs = dss(paths);
        Map<String, String> reasons = committed().stream().collect(Collectors.toMap(Row::file, Row::reason));
        ValidationPolicy policy = Judgement.policy();
        for (var file : files.entrySet()) {
            String name = file.getKey();
            Judgement judgement = Judgement.of(file.getValue(), policy);
            Attack attack = attacks.get(name);
            String ours = attack == null || judgement.signatures().isEmpty()
                    ? judgement.verdict()
                    : judgement.verdict() + " " + judgement.of(attack.slot()).replaceFirst(".*/", "");
            String dss = theirs.getOrDefault(name, "-");
            boolean differs = PASSED.equals(dss) && !"VALID".equals(ours);
            String reason = differs ? reasons.getOrDefault(name, UNFILED) : "";
            ROWS.add(new Row(name, ours, dss, core(name), reason.isEmpty() && differs ? UNFILED : reason));
        }
        Files.createDirectories(MADE.getParent());
        Files.writeString(MADE, table(ROWS));
        if (Boolean.getBoolean("hocba.golden.rewrite")) {
            Files.writeString(COMMITTED, table(ROWS));
        }
    }

    @Test
    void bothPassHonestFiles() {
        assertThat(ROWS)
                .filteredOn(row -> HONEST.containsKey(row.file()))
                .allMatch(row -> row.passedByUs() && row.passedByDss());
    }

    @Test
    void wePassNothingThatDssDoesNot() {
        assertThat(ROWS).filteredOn(Row::passedByUs).allMatch(Row::passedByDss);
    }

    @Test
    void whereDssPassesWhatWeRefuseTheReasonIsFiled() {
        assertThat(ROWS).extracting(Row::reason).doesNotContain(UNFILED);
    }

    @Test
    void theTableIsTheCommittedOne() throws IOException {
        assertThat(ROWS).isEqualTo(committed());
    }

    private static List<Row> committed() throws IOException {
        return Files.exists(COMMITTED)
                ? Files.readAllLines(COMMITTED).stream()
                        .filter(line -> !line.startsWith("#"))
                        .map(Row::parse)
                        .toList()
                : List.of();
    }

    private static String table(List<Row> rows) {
        return HEADER + rows.stream().map(row -> row.line() + "\n").collect(Collectors.joining());
    }

    private static Map<String, String> dss(List<Path> paths) {
        Map<String, List<DssVerdict>> verdicts = new TreeMap<>();
        for (DssVerdict verdict :
                Oracles.dss(directory.resolve("trust-anchors.pem"), directory.resolve("crl"), paths)) {
            String name = verdict.file().getFileName().toString().replace(".xml", "");
            verdicts.computeIfAbsent(name, key -> new ArrayList<>()).add(verdict);
        }
        Map<String, String> said = new TreeMap<>();
        verdicts.forEach((name, all) -> said.put(
                name,
                all.stream().allMatch(DssVerdict::totalPassed)
                        ? PASSED
                        : all.stream()
                                .filter(verdict -> !verdict.totalPassed())
                                .map(DssAgreementIT::say)
                                .distinct()
                                .collect(Collectors.joining(" "))));
        return said;
    }

    /** DSS derives names for signatures without an id from the signature, which is another in each run. */
    private static String say(DssVerdict verdict) {
        if ("UNREADABLE".equals(verdict.indication())) {
            return "unreadable";
        }
        String id = verdict.id().replace("signature-", "");
        boolean slot = List.of("GVCN", "CBQL", "KY_PHAT_HANH").contains(id);
        return (slot ? id + "=" : "") + verdict.indication() + "/" + verdict.subIndication();
    }

    private static void publish() throws IOException, GeneralSecurityException {
        StringBuilder pem = new StringBuilder();
        for (X509Certificate anchor : Cast.anchors().certificates()) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(anchor.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        Files.writeString(directory.resolve("trust-anchors.pem"), pem);
        Path lists = Files.createDirectory(directory.resolve("crl"));
        int n = 0;
        for (X509CRL list : Cast.lists().lists()) {
            Files.write(lists.resolve(n++ + ".crl"), list.getEncoded());
        }
    }

    /** What a reader believes that stops at the core check of XML signatures. */
    private static String core(String name) {
        try {
            return Oracles.jdk(directory.resolve(name + ".xml")) ? "valid" : "invalid";
        } catch (RuntimeException e) {
            return "unreadable";
        }
    }
}
