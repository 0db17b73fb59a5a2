package io.peregrine.venue.coinbase.gateway;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.FirstFills;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.venue.coinbase.access.CdpToken;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Messages of the user channels with bytes changed, left out and put in: whatever they are, nothing is thrown. */
class CoinbaseUserChannelFuzzTest {
    private static final int ROUNDS = 50_000;
    private static final String ORDER =
            "\"order_id\":\"d50ec984-77a8-460a-b958-66f114b0de9b\",\"product_id\":\"BTC-USD\",\"side\":\"buy\",";
    private static final String[] EXCHANGE = {
        "{\"type\":\"received\"," + ORDER + "\"size\":\"0.03\",\"price\":\"60000.00\",\"client_oid\":"
                + "\"70657265-6772-4000-9550-000100000001\"}",
        "{\"type\":\"match\",\"trade_id\":7,\"maker_order_id\":\"d50ec984-77a8-460a-b958-66f114b0de9b\",\"taker_order_id\":"
                + "\"132fb6ae-456b-4654-b4e0-d681ac05cea1\",\"time\":\"2023-11-14T22:13:20.2Z\",\"product_id\":\"BTC-USD\","
                + "\"size\":\"0.01\",\"price\":\"60000.00\",\"side\":\"buy\",\"maker_fee_rate\":\"0.004\"}",
        "{\"type\":\"change\"," + ORDER + "\"old_size\":\"0.02\",\"new_size\":\"0.01\",\"reason\":\"STP\"}",
        "{\"type\":\"done\"," + ORDER + "\"reason\":\"canceled\",\"remaining_size\":\"0.01\",\"cancel_reason\":\"102:Self\"}",
        "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"user\",\"product_ids\":[\"BTC-USD\"]}]}"};
    private static final String ADVANCED = "{\"channel\":\"user\",\"client_id\":\"\",\"timestamp\":\"2026-04-07T14:30:06.000000Z\","
            + "\"sequence_num\":1,\"events\":[{\"type\":\"update\",\"orders\":[{\"order_id\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\","
            + "\"client_order_id\":\"70657265-6772-4000-9550-000000000007\",\"cumulative_quantity\":\"0.01\",\"leaves_quantity\":\"0.03\","
            + "\"status\":\"OPEN\",\"product_id\":\"BTC-USD\",\"creation_time\":\"2026-04-07T14:29:55.123456Z\",\"order_side\":\"BUY\","
            + "\"order_type\":\"Stop Limit\",\"limit_price\":\"60000\",\"cancel_reason\":\"\",\"trigger_status\":\"STOP_PENDING\"}]}]}";

    private final Random random = new Random(20261126);

    @Test
    void theExchangesMessages() {
        final Instruments instruments = ScriptedCoinbase.instruments(Venue.COINBASE_EXCHANGE);
        final ExchangeUserChannel channel = new ExchangeUserChannel(
                instruments, new ExchangeSignature(ScriptedCoinbase.credentials()), new ExchangeOrderEvents(reports(instruments)));
        fuzz(channel, EXCHANGE);
    }

    @Test
    void theFramesOfAdvancedTrade() throws GeneralSecurityException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        final String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        final Instruments instruments = ScriptedCoinbase.instruments(Venue.COINBASE_ADVANCED);
        fuzz(new AdvancedUserChannel(instruments, new CdpToken(new Credentials("a", pem.getBytes(StandardCharsets.US_ASCII))),
                reports(instruments)), ADVANCED);
    }

    private void fuzz(final UserChannel channel, final String... messages) {
        int unreadable = 0;
        for (int round = 0; round < ROUNDS; round++) {
            final byte[] bytes = damaged(messages[random.nextInt(messages.length)]);
            try {
                channel.onOpen();
                if (channel.onMessage(new UnsafeBuffer(bytes), 0, bytes.length, 0, 0) == UserChannel.Event.UNREADABLE) {
                    unreadable++;
                }
            } catch (final RuntimeException e) {
                throw new AssertionError("round " + round + ": " + new String(bytes, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertTrue(unreadable > ROUNDS / 10, unreadable + " of " + ROUNDS + " were unreadable");
    }

    private byte[] damaged(final String message) {
        final byte[] bytes = message.getBytes(StandardCharsets.US_ASCII);
        final int at = random.nextInt(bytes.length);
        return switch (random.nextInt(3)) {
            case 0 -> {
                bytes[at] = (byte) random.nextInt(256);
                yield bytes;
            }
            case 1 -> message.substring(0, at).getBytes(StandardCharsets.US_ASCII);
            default -> (message.substring(0, at) + "\"{}[],:9-."
                    .charAt(random.nextInt(10)) + message.substring(at)).getBytes(StandardCharsets.US_ASCII);
        };
    }

    private static OrderReports reports(final Instruments instruments) {
        return new OrderReports(new ExecutionReportWriter((report, nowNs) -> { }), instruments, new SentOrders(),
                new FirstFills(new LatencyRecorder()));
    }
}
