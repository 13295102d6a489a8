package vn.hocba.verification.attacks;

import vn.hocba.transcript.Slot;

/**
 * One attack file.
 *
 * @param name short, as in the table of expected verdicts
 * @param slot whose signature is attacked
 * @param honest the file that it was made from, fully signed and valid
 * @param file the forgery
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Attack(String name, Slot slot, byte[] honest, byte[] file) {

    @Override
    public String toString() {
        return name;
    }
}
