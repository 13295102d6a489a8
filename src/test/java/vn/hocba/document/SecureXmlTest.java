package vn.hocba.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vn.hocba.document.UnreadableXmlException.Reason;

class SecureXmlTest {

    @Test
    void parsesPlainXml() {
        assertThat(SecureXml.parse(utf8("<a>ế</a>")).getDocumentElement().getTextContent())
                .isEqualTo("ế");
    }

    @Test
    void refusesAnyDoctype() {
        refuses("<!DOCTYPE a><a/>", Reason.DOCTYPE);
        refuses("<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/x.dtd\"><a/>", Reason.DOCTYPE);
        refuses("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", Reason.DOCTYPE);
        refuses("<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>", Reason.DOCTYPE);
        refuses("<!DOCTYPE a [<!ATTLIST a Id CDATA \"data\">]><a/>", Reason.DOCTYPE);
    }

    @Test
    void leavesXIncludeAlone() {
        assertThat(SecureXml.parse(utf8("<a xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"x\"/></a>"))
                        .getDocumentElement()
                        .getFirstChild()
                        .getLocalName())
                .isEqualTo("include");
    }

    @Test
    void refusesWhatIsMalformedOrOverTheBounds() {
        refuses("", Reason.MALFORMED);
        refuses("<a>", Reason.MALFORMED);
        refuses("<?xml version=\"1.1\"?><a/>", Reason.MALFORMED);
        refuses("<a>".repeat(70) + "</a>".repeat(70), Reason.MALFORMED);
        refuses("<a>" + "<a/>".repeat(200_000) + "</a>", Reason.MALFORMED);
        refuses("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", Reason.ENCODING);
        refuses("<a>" + " ".repeat(TranscriptDocument.MAX_BYTES) + "</a>", Reason.TOO_LARGE);
        assertThatThrownBy(() -> SecureXml.parse("<a>ế</a>".getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(UnreadableXmlException.class);
    }

    @Test
    void nothingIsLeftOfTheFilesBefore() {
        byte[] plain = utf8("<a Id=\"x\">ế</a>");
        for (String before : new String[] {
            "<!DOCTYPE a [<!ATTLIST a Id ID #IMPLIED><!ENTITY x \"y\">]><a/>",
            "<?xml version=\"1.1\"?><a/>",
            "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
            "<a><b xmlns=\"urn:b\" xmlns:c=\"urn:c\">",
            "<a>".repeat(70),
            "<a xmlns=\"urn:b\" Id=\"y\"></a>",
        }) {
            assertThatThrownBy(() -> SecureXml.parse(utf8(before + "<"))).isInstanceOf(UnreadableXmlException.class);
            try {
                SecureXml.parse(utf8(before));
            } catch (UnreadableXmlException e) {
                assertThat(e.reason()).isNotNull();
            }
            assertThat(SecureXml.parse(plain).isEqualNode(SecureXml.parse(plain)))
                    .isTrue();
            assertThat(SecureXml.parse(plain).getDocumentElement().getNamespaceURI())
                    .isNull();
            assertThat(SecureXml.parse(plain).getElementById("x")).isNull();
            assertThat(SecureXml.parse(plain).getXmlVersion()).isEqualTo("1.0");
        }
    }

    private static void refuses(String xml, Reason reason) {
        assertThatThrownBy(() -> SecureXml.parse(utf8(xml)))
                .asInstanceOf(type(UnreadableXmlException.class))
                .extracting(UnreadableXmlException::reason)
                .isEqualTo(reason);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
