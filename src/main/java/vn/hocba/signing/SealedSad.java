package vn.hocba.signing;

/**
 * Signature activation data as it is stored: encrypted and bound to its session, see {@link SadVault}.
 * Neither the clear value nor the cipher text ever shows in {@link #toString()}.
 */
public record SealedSad(byte[] cipherText) {

    public SealedSad {
        cipherText = cipherText.clone();
    }

    @Override
    public byte[] cipherText() {
        return cipherText.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedSad sad && java.util.Arrays.equals(cipherText, sad.cipherText);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(cipherText);
    }

    @Override
    public String toString() {
        return "SealedSad[*]";
    }
}
