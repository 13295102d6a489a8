package vn.hocba.verification.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import vn.hocba.testing.Santuario;
import vn.hocba.verification.ValidationPolicy;

/** Whatever is changed in a file, it is never accepted unless what was signed is still the same. */
class MutationTest {

    private static final ValidationPolicy POLICY = Judgement.policy();

    /** What is changed. */
    enum Honest {
        LEVEL_B,
        LEVEL_LTA;

        byte[] file() {
            return switch (this) {
                case LEVEL_B -> Cast.HONEST_RSA;
                case LEVEL_LTA -> LongTermCast.HONEST_LTA;
            };
        }

        /** The larger file is changed a third as often. */
        int share() {
            return switch (this) {
                case LEVEL_B -> 1;
                case LEVEL_LTA -> 3;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesChangedBytes(Honest honest) {
        check(honest, 120, 1, MutationTest::byteFlipped);
        check(honest, 45, 2, MutationTest::byteInserted);
        check(honest, 45, 3, MutationTest::bytesRemoved);
    }

    @ParameterizedTest
    @EnumSource
    void refusesChangedTrees(Honest honest) {
        check(honest, 45, 4, (file, random) -> tree(file, random, MutationTest::nodeRemoved));
        check(honest, 45, 5, (file, random) -> tree(file, random, MutationTest::nodeDuplicated));
        check(honest, 45, 6, (file, random) -> tree(file, random, MutationTest::nodeMoved));
    }

    @ParameterizedTest
    @EnumSource
    void refusesChangedAttributes(Honest honest) {
        check(honest, 60, 7, (file, random) -> tree(file, random, MutationTest::attributeChanged));
    }

    private static void check(Honest honest, int times, long seed, BiFunction<byte[], Random, byte[]> mutation) {
        Random random = new Random(100L * honest.share() + seed);
        String signed = signed(honest.file());
        int rounds = times / honest.share();
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] mutated = mutation.apply(honest.file(), random);
            if ("VALID".equals(Judgement.of(mutated, POLICY).verdict())) {
                assertThat(signed(mutated))
                        .as("%s seed %d round %d", honest, seed, round)
                        .isEqualTo(signed);
            } else {
                refused++;
            }
        }
        assertThat(refused).as("most mutations matter").isGreaterThan(rounds / 4);
    }

    private static byte[] byteFlipped(byte[] file, Random random) {
        byte[] mutated = file.clone();
        mutated[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
        return mutated;
    }

    private static byte[] byteInserted(byte[] file, Random random) {
        int at = random.nextInt(file.length);
        byte[] mutated = Arrays.copyOf(file, file.length + 1);
        System.arraycopy(file, at, mutated, at + 1, file.length - at);
        mutated[at] = random.nextBoolean() ? (byte) random.nextInt(32, 127) : file[random.nextInt(file.length)];
        return mutated;
    }

    private static byte[] bytesRemoved(byte[] file, Random random) {
        int at = random.nextInt(file.length);
        int count = Math.min(random.nextBoolean() ? 1 : random.nextInt(1, 60), file.length - at);
        byte[] mutated = Arrays.copyOf(file, file.length - count);
        System.arraycopy(file, at + count, mutated, at, file.length - at - count);
        return mutated;
    }

    private interface TreeChange {
        void apply(List<Element> elements, Random random);
    }

    private static byte[] tree(byte[] file, Random random, TreeChange change) {
        Document document = Santuario.parse(file);
        NodeList all = document.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 1; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        change.apply(elements, random);
        return canonical(document, Canonicalizer.ALGO_ID_C14N_WITH_COMMENTS);
    }

    private static void nodeRemoved(List<Element> elements, Random random) {
        Node node = any(elements, random);
        node.getParentNode().removeChild(node);
    }

    private static void nodeDuplicated(List<Element> elements, Random random) {
        Node node = any(elements, random);
        place(node.cloneNode(true), any(elements, random), random);
    }

    private static void nodeMoved(List<Element> elements, Random random) {
        Node node = any(elements, random);
        Element to = any(elements, random);
        for (Node at = to; at != null; at = at.getParentNode()) {
            if (at.isSameNode(node)) {
                return;
            }
        }
        place(node, to, random);
    }

    private static void place(Node node, Element to, Random random) {
        if (random.nextBoolean() && to.getParentNode() != null) {
            to.getParentNode().insertBefore(node, to);
        } else {
            to.appendChild(node);
        }
    }

    private static void attributeChanged(List<Element> elements, Random random) {
        List<Attr> attributes = new ArrayList<>();
        for (Element element : elements) {
            NamedNodeMap own = element.getAttributes();
            for (int i = 0; i < own.getLength(); i++) {
                Attr attribute = (Attr) own.item(i);
                // what a prefix stands for may not be any text
                if (attribute.getNamespaceURI() == null) {
                    attributes.add(attribute);
                }
            }
        }
        Attr attribute = attributes.get(random.nextInt(attributes.size()));
        Attr other = attributes.get(random.nextInt(attributes.size()));
        Element owner = attribute.getOwnerElement();
        switch (random.nextInt(4)) {
            case 0 -> attribute.setValue(attribute.getValue() + "x");
            case 1 -> attribute.setValue(other.getValue());
            case 2 -> owner.removeAttributeNode(attribute);
            default -> any(elements, random).setAttribute("Id", other.getValue());
        }
    }

    private static Element any(List<Element> elements, Random random) {
        return elements.get(random.nextInt(elements.size()));
    }

    /**
     * What was signed, as an independent reader sees it: the canonical data, and of the signatures outside them what each
     * signer signed. Everything else (KeyInfo, ids of unsigned parts, white space between them) says nothing to a reader.
     */
    private static String signed(byte[] file) {
        Document document = Santuario.parse(file);
        StringBuilder signed = new StringBuilder();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String name = all.item(i).getLocalName();
            if (List.of("DU_LIEU_HOC_BA", "SignedInfo", "SignedProperties").contains(name)) {
                signed.append(new String(
                                canonical(all.item(i), Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS),
                                StandardCharsets.UTF_8))
                        .append('\n');
            }
        }
        return signed.toString();
    }

    private static byte[] canonical(Node node, String method) {
        Init.init();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Canonicalizer.getInstance(method).canonicalizeSubtree(node, out);
            return out.toByteArray();
        } catch (XMLSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
