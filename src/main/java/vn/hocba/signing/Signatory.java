package vn.hocba.signing;

import vn.hocba.access.Actor;
import vn.hocba.access.Role;
import vn.hocba.directory.School;
import vn.hocba.directory.StaffMember;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.transcript.Slot;

/** The person who signs a slot: with the own certificate, or, for the seal, with the school's. */
record Signatory(Actor actor, School school, StaffMember staff, Slot slot) {

    /** Who may sign a slot at all; which transcripts of it, is a question of assignment. */
    static Role roleFor(Slot slot) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> Role.HOMEROOM_TEACHER;
            case PRINCIPAL -> Role.PRINCIPAL;
            case SCHOOL_SEAL -> Role.SEAL_OFFICER;
        };
    }

    /** Whether a certificate with this subject may fill the slot: the person's own, or the school's for the seal. */
    boolean owns(CertificateSubject subject) {
        return switch (subject) {
            case CertificateSubject.Person person ->
                slot != Slot.SCHOOL_SEAL && person.personalNumber().equals(staff.personalNumber());
            case CertificateSubject.Organisation organisation ->
                slot == Slot.SCHOOL_SEAL && organisation.taxCode().equals(school.taxCode());
        };
    }

    /** The role in words, as the signature claims it. */
    String claimedRole() {
        return switch (slot) {
            case HOMEROOM_TEACHER -> "Giáo viên chủ nhiệm";
            case PRINCIPAL -> staff.title();
            case SCHOOL_SEAL -> "Phát hành học bạ";
        };
    }
}
