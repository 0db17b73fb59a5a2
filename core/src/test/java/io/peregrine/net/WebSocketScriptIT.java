package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The client against a raw socket that sends what a decent server would not. */
class WebSocketScriptIT {
    private static final long MS = 1_000_000;

    private final RecordingListener listener = new RecordingListener();
    private final List<String> atServer = new ArrayList<>();

    @Test
    void bytesThatComeOneByOneMakeTheSameMessages() throws IOException, InterruptedException {
        final String longer = "x".repeat(300);
        try (ScriptedServer server = ScriptedServer.start((peer, request) -> {
            drip(peer, ScriptedServer.accepted(request));
            drip(peer, Frames.join(Frames.text("one"), Frames.text(longer), Frames.frame(0x82, new byte[126]), Frames.close(1000, "done")));
            readToEnd(peer);
        })) {
            run(server, WebSocketSettings.DEFAULT);
            assertEquals(List.of("open", "text one", "text " + longer, "binary 126", "closed 1000 done"), listener.events);
            assertEquals(List.of("88 1000"), atServer);
        }
    }

    @Test
    void fragmentsArePutTogetherAndPingsBetweenThemAreAnswered() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            peer.getOutputStream().write(Frames.join(
                    Frames.frame(0x01, "Hel".getBytes(StandardCharsets.UTF_8)),
                    Frames.frame(0x89, "now".getBytes(StandardCharsets.UTF_8)),
                    Frames.frame(0x00, new byte[0]),
                    Frames.frame(0x8A, new byte[0]),
                    Frames.frame(0x80, "lo".getBytes(StandardCharsets.UTF_8)),
                    Frames.text("next"),
                    Frames.frame(0x88, new byte[0])));
            readToEnd(peer);
        })) {
            run(server, WebSocketSettings.DEFAULT);
            assertEquals(List.of("open", "text Hello", "text next", "closed 1005 "), listener.events);
            assertEquals(List.of("8a now", "88 1000"), atServer);
        }
    }

    @Test
    void framesOfOneReadAreAllDeliveredInOrder() throws IOException, InterruptedException {
        final int count = 10_000;
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            peer.getOutputStream().write(Frames.join(
                    IntStream.range(0, count).mapToObj(i -> Frames.text("message " + i)).toArray(byte[][]::new)));
            peer.getOutputStream().write(Frames.close(1001, ""));
            readToEnd(peer);
        })) {
            run(server, WebSocketSettings.DEFAULT);
            final List<String> expected = new ArrayList<>(List.of("open"));
            IntStream.range(0, count).forEach(i -> expected.add("text message " + i));
            expected.add("closed 1001 ");
            assertEquals(expected, listener.events);
        }
    }

    @Test
    void aMessageLongerThanTheBufferMakesItGrow() throws IOException, InterruptedException {
        final String huge = "0123456789".repeat(500_000);
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            peer.getOutputStream().write(Frames.join(Frames.text("a"), Frames.text(huge), Frames.text("b"), Frames.close(1000, "")));
            readToEnd(peer);
        })) {
            run(server, WebSocketSettings.DEFAULT.withSizes(WebSocketSettings.READ_BUFFER_BYTES_MIN, 4096, huge.length()));
            assertEquals(List.of("open", "text a", "text " + huge, "text b", "closed 1000 "), listener.events);
        }
    }

    @Test
    void aMessageLongerThanAllowedClosesWith1009() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            peer.getOutputStream().write(Frames.hex("81 7f 00 00 00 00 00 00 27 11"));
            readToEnd(peer);
        })) {
            run(server, WebSocketSettings.DEFAULT.withSizes(WebSocketSettings.READ_BUFFER_BYTES_MIN, 4096, 10_000));
            assertEquals(List.of("open", "closed 1009 message longer than 10000 bytes"), listener.events);
            assertEquals(List.of("88 1009"), atServer);
        }
    }

    @Test
    void aMaskedFrameClosesWith1002() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            peer.getOutputStream().write(Frames.join(Frames.text("a"), Frames.hex("81 85 37 fa 21 3d 7f 9f 4d 51 58")));
            readToEnd(peer);
        })) {
            run(server, WebSocketSettings.DEFAULT);
            assertEquals(List.of("open", "text a", "closed 1002 masked frame from a server"), listener.events);
            assertEquals(List.of("88 1002"), atServer);
        }
    }

    @Test
    void anEndWithoutACloseIsAbnormal() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) ->
                peer.getOutputStream().write(Frames.join(Frames.text("a"), Frames.hex("81 05 48"))))) {
            run(server, WebSocketSettings.DEFAULT);
            assertEquals(List.of("open", "text a", "closed 1006 connection ended by the peer without a Close"), listener.events);
        }
    }

    @Test
    void aSilentPeerIsGivenUpAndOurOwnPingsGoOut() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> readToEnd(peer))) {
            // The clock is the test's own.
            try (WebSocketClient client = new WebSocketClient(server.uri(), listener,
                    WebSocketSettings.DEFAULT.withLiveness(20_000 * MS, 60_000 * MS))) {
                client.connect(0);
                while (client.state() != ConnectionState.OPEN) {
                    client.doWork(0);
                }
                IntStream.rangeClosed(1, 4).forEach(i -> client.doWork(i * 14_000 * MS + 3_999 * MS));
                assertEquals(ConnectionState.OPEN, client.state());
                client.doWork(60_000 * MS);
                assertEquals(List.of("open", "closed 1006 nothing received for 60000 ms"), listener.events);
            }
            server.join();
            assertEquals(List.of("89 ", "89 ", "end"), atServer);
        }
    }

    @Test
    void aCloseWithoutAnswerTimesOut() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> readToEnd(peer));
                WebSocketClient client = new WebSocketClient(server.uri(), listener, WebSocketSettings.DEFAULT)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
            final long nowNs = EngineClock.nowNs();
            client.disconnect(nowNs);
            client.doWork(nowNs + 999 * MS);
            assertEquals(ConnectionState.CLOSING, client.state());
            client.doWork(nowNs + 1000 * MS);
            assertEquals(List.of("open", "closed 1006 no answer to our Close"), listener.events);
            server.join();
            assertEquals(List.of("88 1000"), atServer);
        }
    }

    @Test
    void theLastWordArrivesThoughThePeerHasMoreToSayItself() throws IOException, InterruptedException {
        final CountDownLatch spoken = new CountDownLatch(1);
        final CountDownLatch finished = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            await(spoken);
            await(finished, 50);
            for (int i = 0; i < 100; i++) {
                peer.getOutputStream().write(Frames.text("z".repeat(10_000)));
            }
            readToEnd(peer);
        })) {
            final WebSocketClient client = new WebSocketClient(server.uri(), listener, WebSocketSettings.DEFAULT);
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
            assertTrue(DutyCycle.send(client, "last"));
            spoken.countDown();
            client.finish();
            finished.countDown();
            server.join();
            assertEquals(List.of("81 last", "88 1000"), atServer);
        }
    }

    @Test
    void aReaderThatStopsMakesSendSayNoAndLosesNothing() throws IOException, InterruptedException {
        final CountDownLatch mayRead = new CountDownLatch(1);
        final String text = "y".repeat(10_000);
        final List<String> sent = new ArrayList<>();
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            await(mayRead);
            readToEnd(peer);
        })) {
            try (WebSocketClient client = new WebSocketClient(server.uri(), listener, WebSocketSettings.DEFAULT)) {
                client.connect(EngineClock.nowNs());
                DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
                while (DutyCycle.send(client, sent.size() + text)) {
                    sent.add("81 " + sent.size() + text);
                }
                assertFalse(client.flushed());
                assertEquals(ConnectionState.OPEN, client.state());
                mayRead.countDown();
                DutyCycle.until(client, client::flushed);
                assertTrue(DutyCycle.send(client, "last"));
                sent.add("81 last");
            }
            server.join();
            sent.add("end");
            assertEquals(sent, atServer);
        }
    }

    @Test
    void theListenerMayCloseWithinAMessage() throws IOException, InterruptedException {
        final List<WebSocketClient> clients = new ArrayList<>();
        final RecordingListener closing = new RecordingListener() {
            @Override
            public void onMessage(final org.agrona.DirectBuffer buffer, final int offset, final int length, final boolean text,
                    final long receiveTimeNs, final long nowNs) {
                super.onMessage(buffer, offset, length, text, receiveTimeNs, nowNs);
                clients.getFirst().close();
            }
        };
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> {
            peer.getOutputStream().write(Frames.join(Frames.text("a"), Frames.text("b")));
            readToEnd(peer);
        })) {
            final WebSocketClient client = new WebSocketClient(server.uri(), closing, WebSocketSettings.DEFAULT);
            clients.add(client);
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> closing.events.size() == 2);
            client.doWork(EngineClock.nowNs());
            assertEquals(List.of("open", "text a"), closing.events);
            assertEquals(ConnectionState.CLOSED, client.state());
            server.join();
        }
    }

    private void run(final ScriptedServer server, final WebSocketSettings settings) throws InterruptedException {
        try (WebSocketClient client = new WebSocketClient(server.uri(), listener, settings)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
        }
        server.join();
    }

    private static void drip(final Socket peer, final byte[] bytes) throws IOException {
        for (final byte b : bytes) {
            peer.getOutputStream().write(b);
        }
    }

    private void readToEnd(final Socket peer) throws IOException {
        String frame = "";
        while (!"end".equals(frame) && !frame.startsWith("88")) {
            frame = Frames.read(peer.getInputStream());
            atServer.add(frame);
        }
        if (frame.startsWith("88") && peer.getInputStream().read() >= 0) {
            throw new IOException("bytes after Close");
        }
    }

    private static void await(final CountDownLatch latch, final long atMostMs) {
        try {
            latch.await(atMostMs, TimeUnit.MILLISECONDS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
