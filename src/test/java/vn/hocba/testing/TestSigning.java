package vn.hocba.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SignatureValue;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.PreparedSignature;
import vn.hocba.xades.ProductionPlace;
import vn.hocba.xades.SignatureProfile;
import vn.hocba.xades.XadesSigner;

/** Signs transcripts with keys at hand, as the remote service would. */
public final class TestSigning {

    public static final String TAX_CODE = "0101234567";
    public static final String LEADER = "079080000002";

    private TestSigning() {}

    /** The three people of a school, each with an own certificate. */
    public record School(
            TestCa ca, TestCa.Signer teacher, TestCa.Signer leader, TestCa.Signer seal, SignatureAlgorithm algorithm) {

        /** All three with keys for this algorithm. */
        public static School of(TestCa ca, SignatureAlgorithm algorithm) {
            return of(ca, algorithm, LEADER, TAX_CODE);
        }

        /** The same, led by the person and owned by the school with these numbers. */
        public static School of(TestCa ca, SignatureAlgorithm algorithm, String leader, String taxCode) {
            return new School(
                    ca,
                    ca.person(keys(algorithm, Slot.HOMEROOM_TEACHER), "Trần Thị Lan", "079190000001"),
                    ca.person(keys(algorithm, Slot.PRINCIPAL), "Nguyễn Văn Hùng", leader),
                    ca.organisation(keys(algorithm, Slot.SCHOOL_SEAL), "Trường Tiểu học Hoa Sen", taxCode),
                    algorithm);
        }

        public TestCa.Signer signer(Slot slot) {
            return switch (slot) {
                case HOMEROOM_TEACHER -> teacher;
                case PRINCIPAL -> leader;
                case SCHOOL_SEAL -> seal;
            };
        }
    }

    /** Prime numbers take long to find: one RSA key for each slot, of all schools. */
    private static final class Rsa {
        static final Map<Slot, KeyPair> KEYS =
                Arrays.stream(Slot.values()).collect(Collectors.toMap(Function.identity(), slot -> TestCa.rsa(2048)));
    }

    /** A key of the smallest size that the algorithm is used with. */
    private static KeyPair keys(SignatureAlgorithm algorithm, Slot slot) {
        return switch (algorithm.key()) {
            case RSA -> Objects.requireNonNull(Rsa.KEYS.get(slot));
            case EC -> TestCa.ec(algorithm == SignatureAlgorithm.ECDSA_SHA256 ? "secp256r1" : "secp384r1");
        };
    }

    /** Signs all three slots. */
    public static TranscriptDocument signAll(TranscriptDocument document, School school) {
        TranscriptDocument signed = document;
        for (Slot slot : Slot.values()) {
            signed = sign(signed, slot, school.signer(slot), school.algorithm());
        }
        return signed;
    }

    public static TranscriptDocument sign(
            TranscriptDocument document, Slot slot, TestCa.Signer signer, SignatureAlgorithm algorithm) {
        return sign(document, profile(slot, signer, algorithm), signer);
    }

    public static TranscriptDocument sign(TranscriptDocument document, SignatureProfile profile, TestCa.Signer signer) {
        PreparedSignature prepared = XadesSigner.prepare(document, profile);
        return XadesSigner.complete(document, prepared, value(prepared, signer));
    }

    public static SignatureProfile profile(Slot slot, TestCa.Signer signer, SignatureAlgorithm algorithm) {
        String role = switch (slot) {
            case HOMEROOM_TEACHER -> "Giáo viên chủ nhiệm";
            case PRINCIPAL -> "Hiệu trưởng";
            case SCHOOL_SEAL -> "Con dấu của nhà trường";
        };
        return SignatureProfile.of(
                slot,
                signer.certificate(),
                algorithm,
                Instant.now(),
                role,
                ProductionPlace.inVietNam("Thành phố Hồ Chí Minh"));
    }

    public static SignatureValue value(PreparedSignature prepared, TestCa.Signer signer) {
        return SignatureValue.fromService(
                prepared.algorithm(),
                prepared.publicKey(),
                raw(prepared.algorithm(), signer.keys().getPrivate(), prepared.dataToBeSigned()));
    }

    /** What a service returns: RSA as it is, ECDSA in DER. */
    public static byte[] raw(SignatureAlgorithm algorithm, PrivateKey key, byte[] data) {
        try {
            Signature signature = Signature.getInstance(algorithm.jcaName());
            if (algorithm.pss()) {
                String digest = algorithm.digest().jcaName();
                signature.setParameter(new PSSParameterSpec(
                        digest,
                        "MGF1",
                        new MGF1ParameterSpec(digest),
                        algorithm.digest().length(),
                        1));
            }
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
