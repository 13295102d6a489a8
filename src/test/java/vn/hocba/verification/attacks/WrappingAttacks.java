package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.HONEST;
import static vn.hocba.verification.attacks.Cast.OTHER;

import java.util.List;
import java.util.function.UnaryOperator;
import vn.hocba.transcript.Slot;

/**
 * Signature wrapping (XSW, in the numbering of the SAML literature): the signed element is still in the file, but a reader finds
 * another in its place. And signatures that were moved. The forger has no key.
 */
final class WrappingAttacks {

    private static final Slot TEACHER = Slot.HOMEROOM_TEACHER;
    private static final Slot PRINCIPAL = Slot.PRINCIPAL;
    private static final Slot SEAL = Slot.SCHOOL_SEAL;
    private static final String ID = "Id=\"thongtinhocba\"";
    private static final String OBJECT = "<ds:Object>%s</ds:Object></ds:Signature>";

    private WrappingAttacks() {}

    static List<Attack> all() {
        return List.of(
                of(
                        "xsw1-original-inside-evil-copy",
                        TEACHER,
                        f -> f.replace(
                                f.information(),
                                evil(f, "Id=\"evil\"")
                                        .replace("</THONG_TIN_HOC_BA>", f.information() + "</THONG_TIN_HOC_BA>"))),
                of(
                        "xsw2-original-before-signature",
                        TEACHER,
                        f -> inPlace(f, "Id=\"evil\"", o -> f.replace("<GVCN>", "<GVCN>" + o))),
                of(
                        "xsw3-evil-before-original",
                        TEACHER,
                        f -> f.replace(f.information(), evil(f, "Id=\"evil\"") + f.information())),
                of(
                        "xsw4-original-as-child-same-id",
                        TEACHER,
                        f -> f.replace(
                                f.information(),
                                evil(f, ID).replace("</THONG_TIN_HOC_BA>", f.information() + "</THONG_TIN_HOC_BA>"))),
                of(
                        "xsw5-original-at-end-of-root",
                        TEACHER,
                        f -> inPlace(f, ID, o -> f.replace("</HOC_BA>", o + "</HOC_BA>"))),
                of(
                        "xsw6-original-inside-signature",
                        TEACHER,
                        f -> inPlace(f, ID, o -> f.replace(TEACHER, "</ds:Signature>", o + "</ds:Signature>"))),
                of(
                        "xsw7-evil-in-extension-same-id",
                        TEACHER,
                        f -> f.replace("<DU_LIEU_HOC_BA", "<MO_RONG>" + evil(f, ID) + "</MO_RONG><DU_LIEU_HOC_BA")),
                of(
                        "xsw8-original-in-object",
                        TEACHER,
                        f -> inPlace(f, ID, o -> f.replace(TEACHER, "</ds:Signature>", OBJECT.formatted(o)))),
                of(
                        "xsw8-original-in-object-with-lower-case-id",
                        TEACHER,
                        f -> inPlace(
                                f,
                                ID,
                                o -> f.replace(TEACHER, "</ds:Signature>", OBJECT.formatted(o.replace("Id=", "id="))))),
                of(
                        "original-renamed",
                        TEACHER,
                        f -> inPlace(
                                f,
                                ID,
                                o -> f.replace(
                                        TEACHER,
                                        "</ds:Signature>",
                                        OBJECT.formatted(o.replace(ID, "Id=\"original\""))))),
                of("content-without-id", TEACHER, f -> f.replace(" " + ID, "")),
                of("content-with-id-in-upper-case", TEACHER, f -> f.replace(ID, "ID=\"thongtinhocba\"")),
                of("content-with-xml-id", TEACHER, f -> f.replace(ID, ID + " xml:id=\"data\"")),
                of(
                        "signed-info-id-as-content",
                        TEACHER,
                        f -> f.replace(TEACHER, "<ds:SignedInfo>", "<ds:SignedInfo Id=\"thongtinhocba\">")),
                of(
                        "signature-moved-to-next-slot",
                        PRINCIPAL,
                        f -> f.signature(PRINCIPAL, f.signature(TEACHER)).signature(TEACHER, "")),
                of("signatures-swapped", PRINCIPAL, f -> {
                    String principal = f.signature(PRINCIPAL);
                    return f.signature(PRINCIPAL, f.signature(SEAL)).signature(SEAL, principal);
                }),
                of("signature-copied-into-two-slots", SEAL, f -> f.signature(SEAL, f.signature(PRINCIPAL))),
                of(
                        "two-signatures-in-a-slot",
                        TEACHER,
                        f -> f.signature(TEACHER, f.signature(TEACHER) + f.signature(TEACHER))),
                of("signature-of-another-transcript", TEACHER, f -> f.signature(TEACHER, other().signature(TEACHER))),
                of("seal-of-another-transcript", SEAL, f -> f.signature(SEAL, other().signature(SEAL))),
                of("content-of-another-transcript", TEACHER, f -> f.replace(f.information(), other().information())),
                of("teacher-removed-after-the-principal", PRINCIPAL, f -> f.signature(TEACHER, "")),
                of("principal-removed-under-the-seal", SEAL, f -> f.signature(PRINCIPAL, "")));
    }

    private static Attack of(String name, Slot slot, UnaryOperator<Forgery> change) {
        return new Attack(
                name, slot, HONEST, change.apply(Forgery.of(HONEST, Cast.EC)).bytes());
    }

    private static Forgery other() {
        return Forgery.of(OTHER, Cast.EC);
    }

    /** The content with a better mark. */
    private static String evil(Forgery f, String id) {
        return f.information().replace("<DIEM>9<", "<DIEM>10<").replace(ID, id);
    }

    /** Puts the evil content where readers look, and the original where the forger wants it. */
    private static Forgery inPlace(Forgery f, String id, Placing place) {
        String original = f.information();
        f.replace(original, evil(f, id));
        return place.put(original);
    }

    private interface Placing {
        Forgery put(String original);
    }
}
