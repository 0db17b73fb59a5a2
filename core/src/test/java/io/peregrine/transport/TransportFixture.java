package io.peregrine.transport;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aeron.Publication;
import io.peregrine.time.EngineClock;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.agrona.sbe.MessageDecoderFlyweight;

/** An embedded driver with the smallest terms, so that a publication is soon full. */
final class TransportFixture implements AutoCloseable {
    static final long NOW_NS = 77;
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);

    final List<Throwable> errors = new CopyOnWriteArrayList<>();
    final Transport transport = Transport.launch(new TransportSettings("aeron:ipc", "", 64 * 1024), errors::add);

    /** The body of a message as text, with the template's name in front. */
    static String text(final MessageDecoderFlyweight message, final long nowNs) {
        final byte[] bytes = new byte[message.sbeDecodedLength()];
        message.buffer().getBytes(message.offset(), bytes);
        return message.getClass().getSimpleName() + " " + HexFormat.of().formatHex(bytes) + " @" + nowNs;
    }

    static void await(final BooleanSupplier condition) {
        final long deadlineNs = EngineClock.nowNs() + TIMEOUT_NS;
        while (!condition.getAsBoolean()) {
            assertTrue(EngineClock.nowNs() - deadlineNs < 0, "waited in vain");
            Thread.yield();
        }
    }

    static void awaitConnected(final Publication publication) {
        await(publication::isConnected);
    }

    @Override
    public void close() {
        transport.close();
        assertTrue(errors.isEmpty(), errors::toString);
    }
}
