package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import vn.hocba.document.SecureXml;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.XmlNames;

/** Holds the reading of a file's own bytes to what the JDK's parser and Apache Santuario make of it. */
public final class BothReadings {

    private BothReadings() {}

    /** The report on a file; where its bytes are taken as they are, the parsed file must get the same in every detail. */
    public static ValidationReport validate(byte[] file, ValidationPolicy policy) {
        ValidationReport report = SignatureValidator.validate(file, policy);
        if (ScannedTranscript.of(file).isPresent()) {
            ValidationReport parsed = SignatureValidator.validate(new ParsedTranscript(SecureXml.parse(file)), policy);
            assertThat(VerificationResult.of(report, policy, VerificationResult.Extent.FULL))
                    .isEqualTo(VerificationResult.of(parsed, policy, VerificationResult.Extent.FULL));
        }
        return report;
    }

    /**
     * Whether the file's bytes are taken as they are; everything that is read of them must then be in the parsed file, and its
     * canonical form the same byte for byte.
     */
    static boolean agree(byte[] file, Stream<String> ids) {
        Optional<ScannedTranscript> scanned = ScannedTranscript.of(file);
        scanned.ifPresent(own -> {
            ParsedTranscript parsed = new ParsedTranscript(SecureXml.parse(file));
            for (Slot slot : Slot.values()) {
                pair(own.signature(slot), parsed.signature(slot), BothReadings::same);
            }
            Stream.concat(Stream.of("data", "thongtinhocba", "", "#"), ids)
                    .forEach(id -> pair(own.element(id), parsed.element(id), BothReadings::sameForm));
            for (List<String> path : List.of(
                    List.of("THONG_TIN_CHUNG", "LANH_DAO_KY", "SO_DINH_DANH"),
                    List.of("THONG_TIN_CHUNG", "MA_SO_THUE"),
                    List.of("THONG_TIN_CHUNG"),
                    List.of("E1"),
                    List.of("E2", "E3"))) {
                String[] names = path.toArray(String[]::new);
                assertThat(own.informationText(names)).isEqualTo(parsed.informationText(names));
            }
        });
        return scanned.isPresent();
    }

    private static <T> void pair(Optional<T> own, Optional<T> parsed, BiConsumer<T, T> comparison) {
        assertThat(own.isPresent()).isEqualTo(parsed.isPresent());
        own.ifPresent(one -> comparison.accept(one, parsed.orElseThrow()));
    }

    private static void same(XmlElement own, XmlElement parsed) {
        assertThat(own.tagName()).isEqualTo(parsed.tagName());
        assertThat(own.localName()).isEqualTo(parsed.localName());
        assertThat(own.is(null, own.localName())).isEqualTo(parsed.is(null, own.localName()));
        for (String namespace : List.of(XmlNames.DS, XmlNames.XADES, XmlNames.XADES_141)) {
            assertThat(own.is(namespace, own.localName())).isEqualTo(parsed.is(namespace, own.localName()));
        }
        assertThat(own.attributeNames()).containsExactlyElementsOf(parsed.attributeNames());
        Stream.concat(own.attributeNames().stream(), Stream.of("Id", "id"))
                .forEach(name -> assertThat(own.attribute(name)).isEqualTo(parsed.attribute(name)));
        assertThat(own.text()).isEqualTo(parsed.text());
        sameForm(own, parsed);
        assertThat(own.children()).hasSameSizeAs(parsed.children());
        for (int i = 0; i < own.children().size(); i++) {
            same(own.children().get(i), parsed.children().get(i));
        }
    }

    private static void sameForm(CanonicalPart own, CanonicalPart parsed) {
        byte[] form = own.canonicalForm();
        if (!Arrays.equals(form, parsed.canonicalForm())
                || !Arrays.equals(own.digest(DigestAlgorithm.SHA256), DigestAlgorithm.SHA256.digest(form))) {
            assertThat(form).isEqualTo(parsed.canonicalForm());
            throw new AssertionError("digest of something else than the canonical form");
        }
    }
}
