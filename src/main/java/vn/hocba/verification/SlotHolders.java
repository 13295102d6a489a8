package vn.hocba.verification;

import java.util.List;
import java.util.Optional;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureProfile;

/** Whose certificate may stand in a slot: a person's or the school's, and the one that the document itself names. */
final class SlotHolders {

    private SlotHolders() {}

    /** @param holder whom the signer's certificate names */
    static void require(Slot slot, Optional<CertificateSubject> holder, TranscriptTree tree) {
        CertificateSubject subject = holder.orElseThrow(() -> refusal(
                "Chứng thư số không ghi số định danh hoặc mã số thuế của người ký.",
                "The certificate does not say whose it is."));
        switch (slot) {
            case HOMEROOM_TEACHER -> requirePerson(subject);
            case PRINCIPAL -> {
                String number = requirePerson(subject).personalNumber();
                Optional<String> leader = tree.informationText("THONG_TIN_CHUNG", "LANH_DAO_KY", "SO_DINH_DANH");
                if (leader.isPresent() && !leader.get().equals(number)) {
                    throw refusal(
                            "Người ký không phải là lãnh đạo được ghi trong học bạ.",
                            "The signer is not the leader whom the transcript names.");
                }
            }
            case SCHOOL_SEAL -> {
                if (!(subject instanceof CertificateSubject.Organisation organisation)) {
                    throw refusal(
                            "Vị trí con dấu phải dùng chứng thư số của nhà trường.",
                            "The seal's slot needs an organisation's certificate.");
                }
                Optional<String> school = tree.informationText("THONG_TIN_CHUNG", "MA_SO_THUE");
                if (school.isPresent() && !school.get().equals(organisation.taxCode())) {
                    throw refusal(
                            "Con dấu không phải của trường được ghi trong học bạ.",
                            "The seal is not that of the school which the transcript names.");
                }
            }
        }
    }

    /** A role that is another slot's name would present the signature as what it is not. */
    static void requireRoles(Slot slot, List<String> roles) {
        for (Slot other : Slot.values()) {
            if (other != slot && roles.contains(SignatureProfile.slotName(other))) {
                throw refusal(
                        "Chữ ký tự nhận vai trò của một vị trí ký khác.",
                        "The signature claims the role of another slot.");
            }
        }
    }

    private static CertificateSubject.Person requirePerson(CertificateSubject subject) {
        if (subject instanceof CertificateSubject.Person person) {
            return person;
        }
        throw refusal("Vị trí ký này phải dùng chứng thư số của cá nhân.", "This slot needs a person's certificate.");
    }

    private static Objection.Raised refusal(String vi, String en) {
        return new Objection.Raised(SubIndication.SIG_CONSTRAINTS_FAILURE, vi, en);
    }
}
