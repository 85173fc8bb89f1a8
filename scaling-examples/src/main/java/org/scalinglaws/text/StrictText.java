package org.scalinglaws.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.Optional;
import org.scalinglaws.data.DataException;

/** Bytes read as text without mercy: what is not of the encoding is told, never replaced. */
final class StrictText {
    private static final int PART = 1 << 13;

    private StrictText() {}

    static String of(String name, byte[] bytes, Charset charset) {
        return ifAny(bytes, 0, bytes.length, charset)
                .orElseThrow(() -> new DataException(complaint(name, bytes, charset)));
    }

    /** Empty where some byte is not of the encoding. */
    static Optional<String> ifAny(byte[] bytes, int from, int length, Charset charset) {
        try {
            ByteBuffer part = ByteBuffer.wrap(bytes, from, length);
            return Optional.of(charset.newDecoder().decode(part).toString());
        } catch (CharacterCodingException broken) {
            return Optional.empty();
        }
    }

    /** How many bytes are wrong, and where the first of them stands. */
    private static String complaint(String name, byte[] bytes, Charset charset) {
        // The decoder stops at each wrong sequence and is set behind it.
        CharsetDecoder decoder = charset.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(PART);
        int first = -1;
        int wrong = 0;
        CoderResult result = decoder.decode(in, out, true);
        while (!result.isUnderflow()) {
            if (result.isError()) {
                first = first < 0 ? in.position() : first;
                wrong += result.length();
                in.position(in.position() + result.length());
            }
            out.clear();
            result = decoder.decode(in, out, true);
        }

        // The first one is told by line and byte, both counted from 1.
        int line = 1;
        for (int i = 0; i < first; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String how = wrong == 1 ? "1 byte is" : wrong + " bytes are";
        return String.format(
                "%s:%d: %s not %s, the first 0x%02x at byte %d; name what they are by --encoding,"
                        + " such as %s",
                name,
                line,
                how,
                charset,
                bytes[first] & 0xff,
                first + 1,
                charset.name().equals("windows-1252") ? "ISO-8859-1" : "windows-1252");
    }
}
