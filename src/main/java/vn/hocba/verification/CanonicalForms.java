package vn.hocba.verification;

import java.io.ByteArrayOutputStream;
import java.util.IdentityHashMap;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.w3c.dom.Element;

/** Exclusive canonical forms of elements of one tree; each is made once, since two slots sign the same element. */
final class CanonicalForms {

    static {
        Init.init();
    }

    private final IdentityHashMap<Element, byte[]> forms = new IdentityHashMap<>();

    byte[] of(Element element) {
        return forms.computeIfAbsent(element, CanonicalForms::canonicalise);
    }

    private static byte[] canonicalise(Element element) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
                    .canonicalizeSubtree(element, out);
        } catch (XMLSecurityException e) {
            throw Objection.format("cannot be canonicalised");
        }
        return out.toByteArray();
    }
}
