package vn.hocba.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.RandomXml;
import vn.hocba.testing.Santuario;

class CanonicalXmlTest {

    @Test
    void writesWhatSantuarioCanonicalises() {
        for (long seed = 0; seed < 400; seed++) {
            CanonicalXml xml = CanonicalXml.fragment()
                    .bind("a", "urn:a")
                    .bind("b", "urn:b?x=1&y")
                    .start("a:R");
            new RandomXml(seed).content(xml, 5, "", "a", "b");
            byte[] bytes = xml.end().toBytes();
            assertThat(Santuario.canonical(bytes, "/*")).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    @Test
    void escapesDifferentlyInTextAndAttributes() {
        String tricky = "\t\n\r\"<>&'";
        assertThat(text(CanonicalXml.fragment()
                        .start("E")
                        .attribute("a", tricky)
                        .text(tricky)
                        .end()))
                .isEqualTo("<E a=\"&#x9;&#xA;&#xD;&quot;&lt;>&amp;'\">\t\n&#xD;\"&lt;&gt;&amp;'</E>");
    }

    @Test
    void sortsAttributesAndDeclaresNamespacesWhereTheyAreUsed() {
        assertThat(text(CanonicalXml.fragment()
                        .bind("p", "urn:p")
                        .start("E")
                        .attribute("b", "2")
                        .attribute("A", "1")
                        .start("p:F")
                        .start("p:G")
                        .end()
                        .end()
                        .start("p:F")
                        .end()
                        .end()))
                .isEqualTo(
                        "<E A=\"1\" b=\"2\"><p:F xmlns:p=\"urn:p\"><p:G></p:G></p:F><p:F xmlns:p=\"urn:p\"></p:F></E>");
    }

    @Test
    void refusesWhatXmlCannotHold() {
        for (String forbidden : new String[] {"\0", "\u000b", "\ufffe", "\uffff", "a\ud800", "\udc00\ud800"}) {
            assertThat(CanonicalXml.firstForbidden(forbidden)).isPresent();
            CanonicalXml xml = CanonicalXml.fragment().start("E");
            assertThatThrownBy(() -> xml.text(forbidden)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(CanonicalXml.firstForbidden("\t\r\nẾ\ud83d\ude00\ufffd")).isEmpty();
    }

    @Test
    void refusesNamesThatNeedThought() {
        for (String name : new String[] {"", "1", "a:", ":a", "a:b:c", "tên", "a b", "x>"}) {
            assertThatThrownBy(() -> CanonicalXml.fragment().start(name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static String text(CanonicalXml xml) {
        return new String(xml.toBytes(), StandardCharsets.UTF_8);
    }
}
