package vn.hocba.verification;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Element;
import vn.hocba.pki.DigestAlgorithm;

/** Exclusive canonical forms of elements of one tree; each is made and digested once, since two slots sign the same element. */
final class CanonicalForms {

    static {
        Init.init();
    }

    private final IdentityHashMap<Element, Form> forms = new IdentityHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never leaves this class nor is compared
    private record Form(byte[] bytes, Map<DigestAlgorithm, byte[]> digests) {}

    byte[] of(Element element) {
        return form(element).bytes();
    }

    /** The digest of an element's canonical form. */
    byte[] digest(Element element, DigestAlgorithm algorithm) {
        Form form = form(element);
        return form.digests()
                .computeIfAbsent(algorithm, a -> a.digest(form.bytes()))
                .clone();
    }

    private Form form(Element element) {
        return forms.computeIfAbsent(element, e -> new Form(canonicalise(e), new EnumMap<>(DigestAlgorithm.class)));
    }

    private static byte[] canonicalise(Element element) {
        Bytes out = new Bytes();
        try {
            Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
                    .canonicalizeSubtree(element, out);
        } catch (XMLSecurityException e) {
            throw Objection.format("cannot be canonicalised");
        }
        return out.written();
    }

    /** Santuario writes single bytes; a ByteArrayOutputStream would take its lock for each of them. */
    private static final class Bytes extends OutputStream {
        private byte[] bytes = new byte[1024];
        private int length;

        @Override
        public void write(int b) {
            if (length == bytes.length) {
                bytes = Arrays.copyOf(bytes, length * 2);
            }
            bytes[length++] = (byte) b;
        }

        @Override
        public void write(byte[] more, int from, int count) {
            if (length + count > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(length * 2, length + count));
            }
            System.arraycopy(more, from, bytes, length, count);
            length += count;
        }

        byte[] written() {
            return Arrays.copyOf(bytes, length);
        }
    }
}
