package io.peregrine.net;

import io.peregrine.net.FrameDecoder.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** What a decoder finds in bytes, as text; stops at an error or an unfinished frame. */
final class DecodedFrames {
    private DecodedFrames() {
    }

    static List<String> of(final FrameDecoder decoder, final byte[] bytes) {
        final List<String> events = new ArrayList<>();
        into(events, decoder, bytes, bytes.length);
        return events;
    }

    /** @return bytes used, or -1 after an error */
    static int into(final List<String> events, final FrameDecoder decoder, final byte[] bytes, final int length) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        int offset = 0;
        while (true) {
            final Result result = decoder.decode(buffer, offset, length - offset);
            if (result == Result.INCOMPLETE) {
                return offset;
            }
            if (result == Result.ERROR) {
                events.add("error " + decoder.errorCode() + " " + decoder.errorText());
                return -1;
            }
            if (result != Result.FRAGMENT) {
                events.add(event(result, decoder));
            }
            offset += decoder.requiredLength();
        }
    }

    private static String event(final Result result, final FrameDecoder decoder) {
        final byte[] payload = new byte[decoder.payloadLength()];
        decoder.payloadBuffer().getBytes(decoder.payloadOffset(), payload);
        final String text = new String(payload, StandardCharsets.ISO_8859_1);
        return switch (result) {
            case PING -> "ping " + text;
            case PONG -> "pong " + text;
            case CLOSE -> "close " + text;
            default -> decoder.text() ? "text " + text : "binary " + payload.length;
        };
    }
}
