package io.peregrine.api.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.peregrine.api.alert.ChannelSettings.Mail;
import io.peregrine.api.rest.Json;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.message.Severity;
import jakarta.mail.internet.MimeMessage;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each channel against a server of its kind. */
class ChannelsTest {
    private static final Alert ALERT = new Alert("1-TRADING_HALTED-7", 1, RiskEventType.TRADING_HALTED, Severity.CRITICAL,
            "CRITICAL TRADING_HALTED DAILY_LOSS", Json.object().put("id", "1-TRADING_HALTED-7"));

    @Test
    void aWebhookIsTriedAgainWithTheSameIdUntilTheOtherSideHasIt() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver().answers(503, "").answers(429, "1").answers(204, "")) {
            final AlertQueue queue = start(receiver.settings(), 5);
            final long startNs = System.nanoTime();
            queue.offer(ALERT, 1);
            final List<AlertReceiver.Request> tries = List.of(receiver.take(), receiver.take(), receiver.take());
            assertTrue(System.nanoTime() - startNs >= 1_000_000_000L, "as long as Retry-After says");
            tries.forEach(request -> {
                assertTrue(request.signed());
                assertEquals(ALERT.id(), request.header("X-peregrine-delivery"));
            });
            queue.close();
            assertEquals(new ChannelStatus("hook", "webhook", 1, 0, 0, 0, "answer 429"), queue.status());
        }
    }

    @Test
    void aWebhookIsGivenUpAfterItsTriesOrAtOnceWhereAnotherTryWouldNotHelp() throws Exception {
        try (AlertReceiver receiver = new AlertReceiver().answers(500, "").answers(500, "").answers(400, "").answers(302, "/elsewhere")) {
            final AlertQueue queue = start(receiver.settings(), 2);
            queue.offer(ALERT, 1);
            queue.offer(ALERT, 1);
            queue.offer(ALERT, 1);
            for (int i = 0; i < 4; i++) {
                receiver.take();
            }
            queue.close();
            assertEquals(new ChannelStatus("hook", "webhook", 0, 3, 0, 0, "answer 302"), queue.status());
            assertEquals(0, receiver.waiting(), "a redirect is not followed");
        }
    }

    @Test
    void whatDoesNotFitIntoTheQueueIsDroppedAndCounted() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            final URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/hidden");
            final AlertQueue queue = AlertQueue.start(new ChannelSettings.Webhook("hook", url, AlertReceiver.SECRET, 60_000_000_000L),
                    new ChannelSettings.Webhook("hook", url, AlertReceiver.SECRET, 60_000_000_000L).open(),
                    new AlertSettings(List.of(), List.of(), 0, 10_000, 1, 5));
            for (int i = 0; i < 20; i++) {
                queue.offer(ALERT, 1);
            }
            final long dropped = queue.status().dropped();
            assertTrue(dropped == 14 || dropped == 15, dropped + " dropped: five wait, one may be under way");
        }
    }

    @Test
    void noTextOfAWebhookNamesItsAddressOrItsSecret() throws Exception {
        final int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        final ChannelSettings.Webhook settings = new ChannelSettings.Webhook(
                "hook", URI.create("http://127.0.0.1:" + port + "/hidden"), AlertReceiver.SECRET, 2_000_000_000L);
        try (AlertChannel channel = settings.open()) {
            final AlertException e = assertThrows(AlertException.class, () -> channel.send(ALERT));
            assertFalse(e.lasting());
            final String text = e.getMessage() + e.getCause() + settings;
            assertFalse(text.contains("hidden") || text.contains(AlertReceiver.SECRET) || text.contains(Integer.toString(port)), text);
        }
        assertFalse(new Mail.Login("me", "the-password").toString().contains("the-password"));
    }

    @Test
    void aSignatureIsHmacSha256AsRfc4231HasIt() {
        // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?"; the first dot of ours is inside of the data.
        assertEquals("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                hmac("Jefe", "what do ya want for nothing?"));
        assertEquals(hmac("Jefe", "12.abc"), WebhookChannel.signature("Jefe", "12", "abc".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aMailReachesItsReceiversAfterLogin() throws Exception {
        final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("engine@example.org", "engine", "the-password");
        server.start();
        try {
            final Mail settings = mail(server.getSmtp().getPort(), Mail.Security.NONE, new Mail.Login("engine", "the-password"));
            try (AlertChannel channel = settings.open()) {
                channel.send(ALERT);
            }
            final MimeMessage[] messages = server.getReceivedMessages();
            assertEquals(2, messages.length, "one for each receiver");
            assertEquals("[Peregrine] " + ALERT.title(), messages[0].getSubject());
            assertEquals(ALERT.id(), messages[0].getHeader("X-Peregrine-Delivery")[0]);
            assertTrue(messages[0].getContent().toString().contains("{\"id\":\"1-TRADING_HALTED-7\"}"));

            try (AlertChannel channel = mail(
                    server.getSmtp().getPort(), Mail.Security.NONE, new Mail.Login("engine", "wrong")).open()) {
                final AlertException e = assertThrows(AlertException.class, () -> channel.send(ALERT));
                assertTrue(e.lasting(), e.getMessage());
            }
        } finally {
            server.stop();
        }
    }

    @Test
    void nothingIsSentInTheClearOrToAServerThatCanNotProveItsName() {
        final GreenMail plain = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        final GreenMail unproved = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        plain.start();
        unproved.start();
        try {
            assertRefused(mail(plain.getSmtp().getPort(), Mail.Security.STARTTLS, null));
            assertRefused(mail(plain.getSmtp().getPort(), Mail.Security.TLS, null));
            assertRefused(mail(unproved.getSmtps().getPort(), Mail.Security.TLS, null));
            assertEquals(0, plain.getReceivedMessages().length + unproved.getReceivedMessages().length);
        } finally {
            plain.stop();
            unproved.stop();
        }
    }

    private static void assertRefused(final Mail settings) {
        try (AlertChannel channel = settings.open()) {
            final AlertException e = assertThrows(AlertException.class, () -> channel.send(ALERT), settings.security().toString());
            assertFalse(e.lasting(), e.getMessage());
        }
    }

    private static Mail mail(final int port, final Mail.Security security, final Mail.Login login) {
        return new Mail("mail", "127.0.0.1", port, security, login, "engine@example.org", List.of("a@example.org", "b@example.org"),
                3_000_000_000L);
    }

    private static AlertQueue start(final ChannelSettings settings, final int attempts) {
        return AlertQueue.start(settings, settings.open(), new AlertSettings(List.of(), List.of(), 0, 100, attempts, 100));
    }

    private static String hmac(final String key, final String data) {
        try {
            final javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
            mac.init(new javax.crypto.spec.SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return java.util.HexFormat.of().formatHex(mac.doFinal(data.getBytes(StandardCharsets.UTF_8)));
        } catch (final java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
