package vn.hocba.document;

import java.util.Arrays;

/** A growing array of UTF-8; exists because encoding whole strings would copy every byte twice. */
final class Utf8Buffer {

    private byte[] bytes = new byte[4096];
    private int length;

    Utf8Buffer ascii(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    Utf8Buffer ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    Utf8Buffer codePoint(int c) {
        room(4);
        if (c < 0x80) {
            bytes[length++] = (byte) c;
        } else if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
            bytes[length++] = continuation(c);
        } else if (c < 0x10000) {
            bytes[length++] = (byte) (0xE0 | (c >> 12));
            bytes[length++] = continuation(c >> 6);
            bytes[length++] = continuation(c);
        } else {
            bytes[length++] = (byte) (0xF0 | (c >> 18));
            bytes[length++] = continuation(c >> 12);
            bytes[length++] = continuation(c >> 6);
            bytes[length++] = continuation(c);
        }
        return this;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    int length() {
        return length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
