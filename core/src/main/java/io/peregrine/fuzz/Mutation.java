package io.peregrine.fuzz;

import static io.peregrine.text.Ascii.ascii;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes messages that a decoder must survive, out of ones that it knows: as they are, with bytes changed, cut, spliced, with a piece
 * repeated, nested too deep, with numbers too long; and out of nothing.
 *
 * <p><b>Threading:</b> confined. The same seed and corpus give the same messages. <b>Allocates:</b> each message.
 */
public final class Mutation {
    private static final byte[] LIKELY = ascii("0129\"[]{},:.-\\eE+ntf");
    private static final int RANDOM_LENGTH_MAX = 512;
    private static final int CHANGES_MAX = 4;
    private static final int REPEATS_MAX = 32;
    private static final int NESTING_MAX = 500;
    private static final int DIGITS_MAX = 100;

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    /** @param corpus messages as the venue sends them; not empty, and none of them is changed */
    public Mutation(final long seed, final List<byte[]> corpus) {
        random = new SplittableRandom(seed);
        this.corpus = List.copyOf(corpus);
    }

    /** The next message; at least one byte. */
    public byte[] next() {
        final byte[] message = pick();
        return switch (random.nextInt(16)) {
            case 0 -> noise();
            case 1, 2, 3, 4 -> message.clone();
            case 5, 6 -> Arrays.copyOf(message, 1 + random.nextInt(message.length));
            case 7 -> splice(message, pick());
            case 8 -> repeat(message);
            case 9 -> insert(message, "[".repeat(1 + random.nextInt(NESTING_MAX)));
            case 10 -> insert(message, "{\"x\":".repeat(1 + random.nextInt(NESTING_MAX / 5)));
            case 11 -> insert(message, "9".repeat(1 + random.nextInt(DIGITS_MAX)));
            default -> change(message);
        };
    }

    /** The message with its innermost value nested so deep. */
    static byte[] nested(final byte[] message, final int depth) {
        final int at = innermost(message);
        return join(message, at, ascii("[".repeat(depth)), at);
    }

    /** The message with its innermost object or array so many times; null where there is none. */
    static byte[] widened(final byte[] message, final int times) {
        final int start = innermost(message);
        int end = start;
        while (end < message.length && message[end] != ']' && message[end] != '}') {
            end++;
        }
        if (start == 0 || end >= message.length) {
            return null;
        }
        final String element = new String(message, start, end + 1 - start, StandardCharsets.US_ASCII);
        return join(message, start, ascii((element + ',').repeat(times)), start);
    }

    /** Where the bracket is that the first closing one belongs to. */
    private static int innermost(final byte[] message) {
        int at = 0;
        for (int i = 0; i < message.length && message[i] != ']' && message[i] != '}'; i++) {
            at = message[i] == '[' || message[i] == '{' ? i : at;
        }
        return at;
    }

    private byte[] pick() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] noise() {
        final byte[] noise = new byte[1 + random.nextInt(RANDOM_LENGTH_MAX)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] change(final byte[] message) {
        final byte[] changed = message.clone();
        for (int changes = 1 + random.nextInt(CHANGES_MAX); changes > 0; changes--) {
            changed[random.nextInt(changed.length)] = switch (random.nextInt(3)) {
                case 0 -> (byte) random.nextInt();
                case 1 -> message[random.nextInt(message.length)];
                default -> LIKELY[random.nextInt(LIKELY.length)];
            };
        }
        return changed;
    }

    private byte[] splice(final byte[] head, final byte[] tail) {
        return join(head, 1 + random.nextInt(head.length), tail, random.nextInt(tail.length), tail.length);
    }

    private byte[] repeat(final byte[] message) {
        final int from = random.nextInt(message.length);
        final int to = from + 1 + random.nextInt(message.length - from);
        final byte[] piece = Arrays.copyOfRange(message, from, to);
        final byte[] pieces = new byte[piece.length * (1 + random.nextInt(REPEATS_MAX))];
        for (int i = 0; i < pieces.length; i += piece.length) {
            System.arraycopy(piece, 0, pieces, i, piece.length);
        }
        return join(message, to, pieces, to);
    }

    private byte[] insert(final byte[] message, final String text) {
        final int at = random.nextInt(message.length);
        return join(message, at, ascii(text), at);
    }

    /** The head up to {@code to}, the middle, and the message again from {@code from} on. */
    private static byte[] join(final byte[] message, final int to, final byte[] middle, final int from) {
        final byte[] joined = Arrays.copyOf(message, to + middle.length + message.length - from);
        System.arraycopy(middle, 0, joined, to, middle.length);
        System.arraycopy(message, from, joined, to + middle.length, message.length - from);
        return joined;
    }

    private static byte[] join(final byte[] head, final int to, final byte[] tail, final int from, final int end) {
        final byte[] joined = Arrays.copyOf(head, to + end - from);
        System.arraycopy(tail, from, joined, to, end - from);
        return joined;
    }
}
