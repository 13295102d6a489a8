package vn.hocba.xades;

/** Identifiers of W3C XML-DSig 1.1 and ETSI EN 319 132-1 that making and checking signatures share. */
public final class XmlNames {

    public static final String DS = "http://www.w3.org/2000/09/xmldsig#";
    public static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    public static final String XADES_141 = "http://uri.etsi.org/01903/v1.4.1#";
    public static final String EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    public static final String SIGNED_PROPERTIES_TYPE = "http://uri.etsi.org/01903#SignedProperties";

    private XmlNames() {}
}
