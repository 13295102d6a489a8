package vn.hocba.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was measured, as Markdown for people and as JSON for programs. */
record Report(Machine before, Machine after, List<Measurement> measurements) {

    private static final String RSA = "rsa";

    void write(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode root = json.createObjectNode();
        root.putObject("machine")
                .put("processor", before.processor())
                .put("processors", before.processors())
                .put("system", before.system())
                .put("jdk", before.jdk())
                .put("started", before.date().toString())
                .put("ended", after.date().toString())
                .put("loadAtStart", before.load())
                .put("loadAtEnd", after.load());
        ArrayNode all = root.putArray("measurements");
        for (Measurement each : measurements) {
            all.addObject()
                    .put("name", each.name())
                    .put("keys", each.keys())
                    .put("kilobytes", each.kilobytes())
                    .put("microsPerOperation", each.micros())
                    .put("bytesPerOperation", each.bytes());
        }
        ObjectNode ratios = root.putObject("ratios");
        for (int size : Fixture.KILOBYTES) {
            ObjectNode own = ratios.putObject(size + " KB");
            put(own, "signing: DSS / ours", of("Signing.dss", size), of("Signing.ours", size));
            put(own, "signing: ours / SHA-256", of("Signing.ours", size), of("Signing.sha256", size));
            put(own, "signing in two steps: / SHA-256", of("Signing.oursInTwoSteps", size), of("Signing.sha256", size));
            put(own, "verification: DSS / ours", of("Verification.dss", size), of("Verification.ours", size));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static void put(ObjectNode node, String name, Optional<Measurement> one, Optional<Measurement> other) {
        if (one.isPresent() && other.isPresent()) {
            node.put(name, one.get().micros() / other.get().micros());
        }
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("%s, %d processors, JDK %s, %s, load %.1f to %.1f. Times in µs per document.%n%n"
                .formatted(
                        before.processor(),
                        before.processors(),
                        before.jdk(),
                        before.date(),
                        before.load(),
                        after.load()));
        out.append("| RSA-2048 | 8 KB | 80 KB | 800 KB | × from 8 to 80 | × from 80 to 800 |\n"
                + "|---|--:|--:|--:|--:|--:|\n");
        times(out, "SHA-256 of the document", "Signing.sha256");
        times(out, "**prepare + complete**", "Signing.ours");
        times(out, "the same in two steps, stored between, value checked", "Signing.oursInTwoSteps");
        times(out, "EU DSS: getDataToSign + signDocument", "Signing.dss");
        times(out, "JDK XMLSignature (no XAdES)", "Signing.jdk");
        ratios(out, "EU DSS : ours", "Signing.dss", "Signing.ours");
        ratios(out, "ours : SHA-256", "Signing.ours", "Signing.sha256");
        ratios(out, "in two steps : SHA-256", "Signing.oursInTwoSteps", "Signing.sha256");
        times(out, "**verification of three signatures**", "Verification.ours");
        times(out, "EU DSS: validateDocument", "Verification.dss");
        times(out, "JDK XMLSignature (core only)", "Verification.jdk");
        ratios(out, "EU DSS : ours", "Verification.dss", "Verification.ours");
        out.append("\n| Allocated per document, KB | 8 KB | 80 KB | 800 KB |\n|---|--:|--:|--:|\n");
        allocated(out, "prepare + complete", "Signing.ours");
        allocated(out, "the same in two steps", "Signing.oursInTwoSteps");
        allocated(out, "EU DSS", "Signing.dss");
        allocated(out, "JDK", "Signing.jdk");
        allocated(out, "verification", "Verification.ours");
        allocated(out, "EU DSS", "Verification.dss");
        allocated(out, "JDK", "Verification.jdk");
        out.append("\n| Key operations alone, µs | RSA-2048 | P-256 |\n|---|--:|--:|\n");
        keys(out, "verify one value", "KeyOperation.verify", 0);
        keys(out, "sign", "KeyOperation.sign", 0);
        keys(out, "prepare + complete in two steps, 8 KB", "Signing.oursInTwoSteps", 8);
        keys(out, "verification of three signatures, 8 KB", "Verification.ours", 8);
        keys(out, "EU DSS: validateDocument, 8 KB", "Verification.dss", 8);
        return out.toString();
    }

    private void times(StringBuilder out, String label, String name) {
        out.append("| ").append(label);
        for (int size : Fixture.KILOBYTES) {
            out.append(" | ").append(of(name, size).map(m -> number(m.micros())).orElse("–"));
        }
        out.append(" | ").append(ratio(of(name, 80), of(name, 8)));
        out.append(" | ").append(ratio(of(name, 800), of(name, 80))).append(" |\n");
    }

    private void ratios(StringBuilder out, String label, String one, String other) {
        out.append("| ").append(label);
        for (int size : Fixture.KILOBYTES) {
            out.append(" | **").append(ratio(of(one, size), of(other, size))).append("**");
        }
        out.append(" | | |\n");
    }

    private void allocated(StringBuilder out, String label, String name) {
        out.append("| ").append(label);
        for (int size : Fixture.KILOBYTES) {
            out.append(" | ")
                    .append(of(name, size).map(m -> number(m.bytes() / 1000)).orElse("–"));
        }
        out.append(" |\n");
    }

    private void keys(StringBuilder out, String label, String name, int size) {
        out.append("| ").append(label);
        for (String keys : List.of(RSA, "p256")) {
            out.append(" | ")
                    .append(of(name, keys, size).map(m -> number(m.micros())).orElse("–"));
        }
        out.append(" |\n");
    }

    private Optional<Measurement> of(String name, int kilobytes) {
        return of(name, RSA, kilobytes);
    }

    private Optional<Measurement> of(String name, String keys, int kilobytes) {
        return measurements.stream()
                .filter(each -> each.name().equals(name) && each.keys().equals(keys) && each.kilobytes() == kilobytes)
                .findFirst();
    }

    private static String ratio(Optional<Measurement> one, Optional<Measurement> other) {
        return one.isPresent() && other.isPresent()
                ? number(one.get().micros() / other.get().micros())
                : "–";
    }

    /** Three significant figures, more before the point as they come. */
    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
