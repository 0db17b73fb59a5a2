package io.peregrine.sim.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders over the WebSocket API between two clients in otherwise empty books, with every event that they see. */
class BinanceOrdersIT {
    private Simulator simulator;
    private VenueClient alice;
    private VenueClient bob;
    private VenueClient.Connection orders;
    private VenueClient.Connection counterOrders;

    @BeforeEach
    void start() throws BindException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("binance", 0)).withClients(2)
                .withFlow(new FlowSettings(0, 0, 1)));
        alice = new VenueClient(simulator, 0);
        bob = new VenueClient(simulator, 1);
        orders = alice.connect("/ws-api/v3");
        counterOrders = bob.connect("/ws-api/v3");
        assertEquals(0, orders.call("userDataStream.subscribe.signature").path("result").path("subscriptionId").asInt(-1));
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        simulator.close();
    }

    @Test
    void aRestingOrderIsFilledInTwoPartsAndEachPartIsReported() {
        final JsonNode placed = limit(orders, "BUY", "60000.00", "0.02", "newClientOrderId", "first").path("result");
        assertEquals("NEW", placed.path("status").asText());
        limit(counterOrders, "SELL", "59999.00", "0.005");
        limit(counterOrders, "SELL", "60000.00", "0.1");
        assertEquals(List.of(
                "NEW NEW first l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "TRADE PARTIALLY_FILLED first l=0.00500000 z=0.00500000 t=1 w=true m=true",
                "TRADE FILLED first l=0.01500000 z=0.02000000 t=2 w=false m=true"), executions(3));
        final JsonNode balances = alice.state().path("accounts").path(0).path("balances");
        assertEquals("10.01998000", balances.path("BTC").path("free").asText());
        assertEquals("998800.00000000", balances.path("USDT").path("free").asText());
        assertEquals("0.00000000", balances.path("USDT").path("locked").asText());
    }

    @Test
    void everyExecutionIsFollowedByTheBalancesItLeft() {
        limit(orders, "SELL", "60000.00", "0.01");
        limit(counterOrders, "BUY", "60000.00", "0.01");
        final List<String> events = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            final JsonNode event = event();
            events.add(event.path("e").asText() + ' ' + event.path("x").asText() + event.path("B"));
        }
        assertEquals(List.of(
                "executionReport NEW",
                "outboundAccountPosition [{\"a\":\"BTC\",\"f\":\"9.99000000\",\"l\":\"0.01000000\"}]",
                "executionReport TRADE",
                "outboundAccountPosition [{\"a\":\"BTC\",\"f\":\"9.99000000\",\"l\":\"0.00000000\"},"
                        + "{\"a\":\"USDT\",\"f\":\"1000599.40000000\",\"l\":\"0.00000000\"}]"), events);
    }

    @Test
    void anOrderThatTakesAtOnceIsNewBeforeItTrades() {
        limit(counterOrders, "SELL", "60000.00", "0.01");
        final JsonNode placed = limit(orders, "BUY", "60001.00", "0.01", "newClientOrderId", "taker").path("result");
        assertEquals("FILLED", placed.path("status").asText());
        assertEquals("[{\"price\":\"60000.00000000\",\"qty\":\"0.01000000\",\"commission\":\"0.00001000\",\"commissionAsset\":\"BTC\","
                + "\"tradeId\":1}]", placed.path("fills").toString());
        assertEquals(List.of(
                "NEW NEW taker l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "TRADE FILLED taker l=0.01000000 z=0.01000000 t=1 w=false m=false"), executions(2));
        assertEquals("999400.00000000", alice.state().at("/accounts/0/balances/USDT/free").asText());
    }

    @Test
    void aCancelCarriesBothClientOrderIds() {
        limit(orders, "BUY", "50000.00", "0.01", "newClientOrderId", "mine");
        final JsonNode canceled = orders.call("order.cancel", "symbol", "BTCUSDT", "origClientOrderId", "mine",
                "newClientOrderId", "theCancel").path("result");
        assertEquals("CANCELED mine theCancel", canceled.path("status").asText() + ' ' + canceled.path("origClientOrderId").asText()
                + ' ' + canceled.path("clientOrderId").asText());
        executions(1);
        final JsonNode event = awaitExecution();
        assertEquals("CANCELED CANCELED c=theCancel C=mine", event.path("x").asText() + ' ' + event.path("X").asText()
                + " c=" + event.path("c").asText() + " C=" + event.path("C").asText());
        assertError(-2011, "Unknown order sent.", orders.call("order.cancel", "symbol", "BTCUSDT", "origClientOrderId", "mine"));
        assertEquals("1000000.00000000", alice.state().at("/accounts/0/balances/USDT/free").asText());
    }

    @Test
    void immediateOrCancelAndFillOrKillExpire() {
        limit(counterOrders, "SELL", "60000.00", "0.01");
        place(orders, "BUY", "LIMIT", "price", "60000.00", "quantity", "0.03", "timeInForce", "IOC", "newClientOrderId", "ioc");
        limit(counterOrders, "SELL", "60000.00", "0.01");
        place(orders, "BUY", "LIMIT", "price", "60000.00", "quantity", "0.03", "timeInForce", "FOK", "newClientOrderId", "fok");
        assertEquals(List.of(
                "NEW NEW ioc l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "TRADE PARTIALLY_FILLED ioc l=0.01000000 z=0.01000000 t=1 w=true m=false",
                "EXPIRED EXPIRED ioc l=0.00000000 z=0.01000000 t=-1 w=false m=false",
                "NEW NEW fok l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "EXPIRED EXPIRED fok l=0.00000000 z=0.00000000 t=-1 w=false m=false"), executions(5));
        assertEquals("0.00000000", alice.state().at("/accounts/0/balances/USDT/locked").asText());
    }

    @Test
    void aPostOnlyOrderThatWouldTakeIsRefusedWithoutAnyEvent() {
        limit(counterOrders, "SELL", "60000.00", "0.01");
        assertError(-2010, "Order would immediately match and take.",
                place(orders, "BUY", "LIMIT_MAKER", "price", "60000.00", "quantity", "0.01"));
        assertTrue(orders.call("openOrders.status", "symbol", "BTCUSDT").path("result").isEmpty());
        assertTrue(orders.skipped().isEmpty());
    }

    @Test
    void marketOrdersSweepAndStopOrdersWaitForTheirPrice() {
        limit(counterOrders, "BUY", "59000.00", "0.01");
        limit(counterOrders, "BUY", "58000.00", "0.02");
        limit(counterOrders, "SELL", "61000.00", "0.01");
        place(counterOrders, "BUY", "MARKET", "quoteOrderQty", "610", "selfTradePreventionMode", "NONE");
        place(orders, "SELL", "STOP_LOSS_LIMIT", "stopPrice", "59000.00", "price", "58000.00", "quantity", "0.02",
                "timeInForce", "GTC", "newClientOrderId", "stop");
        place(orders, "SELL", "MARKET", "quantity", "0.01", "newClientOrderId", "market");
        assertEquals(List.of(
                "NEW NEW stop l=0.00000000 z=0.00000000 t=-1 w=false m=false",
                "NEW NEW market l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "TRADE FILLED market l=0.01000000 z=0.01000000 t=2 w=false m=false",
                "NEW NEW stop l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "TRADE FILLED stop l=0.02000000 z=0.02000000 t=3 w=false m=false"), executions(5));
        assertError(-2010, "Order would trigger immediately.", place(orders, "SELL", "STOP_LOSS", "stopPrice", "59000.00",
                "quantity", "0.01"));
    }

    @Test
    void ordersOfOneAccountDoNotTradeWithEachOther() {
        limit(orders, "SELL", "60000.00", "0.01", "newClientOrderId", "old");
        limit(orders, "BUY", "60000.00", "0.01", "newClientOrderId", "new");
        limit(orders, "BUY", "60000.00", "0.01", "newClientOrderId", "newer", "selfTradePreventionMode", "EXPIRE_MAKER");
        assertEquals(List.of(
                "NEW NEW old l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "NEW NEW new l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "TRADE_PREVENTION EXPIRED_IN_MATCH new l=0.00000000 z=0.00000000 t=-1 w=false m=false",
                "NEW NEW newer l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "TRADE_PREVENTION EXPIRED_IN_MATCH old l=0.00000000 z=0.00000000 t=-1 w=false m=false"), executions(5));
        assertEquals(1, orders.call("openOrders.status", "symbol", "BTCUSDT").path("result").size());
    }

    @Test
    void cancelReplaceReportsEachHalf() {
        limit(orders, "BUY", "50000.00", "0.01", "newClientOrderId", "a");
        final JsonNode replaced = replace("STOP_ON_FAILURE", "a", "51000.00", "b").path("result");
        assertEquals("SUCCESS SUCCESS CANCELED NEW", replaced.path("cancelResult").asText() + ' '
                + replaced.path("newOrderResult").asText() + ' ' + replaced.at("/cancelResponse/status").asText() + ' '
                + replaced.at("/newOrderResponse/status").asText());
        final JsonNode stopped = replace("STOP_ON_FAILURE", "a", "51000.00", "c");
        assertError(-2022, "Order cancel-replace failed.", stopped);
        assertEquals("{\"cancelResult\":\"FAILURE\",\"newOrderResult\":\"NOT_ATTEMPTED\",\"cancelResponse\":{\"code\":-2011,"
                + "\"msg\":\"Unknown order sent.\"},\"newOrderResponse\":null}", stopped.at("/error/data").toString());
        final JsonNode partly = replace("ALLOW_FAILURE", "a", "51000.00", "c");
        assertEquals(409, partly.path("status").asInt());
        assertError(-2021, "Order cancel-replace partially failed.", partly);
    }

    @Test
    void anAmendedOrderIsSmallerAndUnlocksTheDifference() {
        limit(orders, "BUY", "50000.00", "0.02", "newClientOrderId", "big");
        final JsonNode amended = orders.call("order.amend.keepPriority", "symbol", "BTCUSDT", "origClientOrderId", "big",
                "newQty", "0.01", "newClientOrderId", "small").path("result");
        assertEquals("0.01000000", amended.at("/amendedOrder/qty").asText());
        assertEquals("500.00000000", alice.state().at("/accounts/0/balances/USDT/locked").asText());
        assertEquals(List.of(
                "NEW NEW big l=0.00000000 z=0.00000000 t=-1 w=true m=false",
                "REPLACED NEW small l=0.00000000 z=0.00000000 t=-1 w=true m=false"), executions(2));
    }

    @Test
    void refusalsLeaveNoTrace() {
        assertError(-2010, "Account has insufficient balance for requested action.", limit(orders, "BUY", "60000.00", "17"));
        limit(orders, "BUY", "50000.00", "0.01", "newClientOrderId", "same");
        assertError(-2010, "Duplicate order sent.", limit(orders, "BUY", "50000.00", "0.01", "newClientOrderId", "same"));
        assertError(-1013, "Filter failure: PRICE_FILTER", limit(orders, "BUY", "50000.001", "0.01"));
        assertError(-1013, "Filter failure: LOT_SIZE", limit(orders, "BUY", "50000.00", "0.000001"));
        assertError(-1013, "Filter failure: NOTIONAL", limit(orders, "BUY", "50000.00", "0.00001"));
        assertError(-1111, "Parameter 'quantity' has too much precision.", limit(orders, "BUY", "50000.00", "0.000000001"));
        assertError(-1121, "Invalid symbol.", orders.call("order.cancel", "symbol", "NOPE", "orderId", "1"));
        assertError(-1102, "Mandatory parameter 'price' was not sent, was empty/null, or malformed.",
                place(orders, "BUY", "LIMIT", "quantity", "1", "timeInForce", "GTC"));
        assertEquals(1, orders.call("order.status", "symbol", "BTCUSDT", "origClientOrderId", "same").at("/result/orderId").asInt());
        assertEquals("500.00000000", alice.state().at("/accounts/0/balances/USDT/locked").asText());
        assertFalse(alice.state().at("/accounts/0/orders/placed").asInt() != 1);
    }

    private static JsonNode limit(final VenueClient.Connection connection, final String side, final String price,
            final String quantity, final String... more) {
        final List<String> parameters = new ArrayList<>(List.of("price", price, "quantity", quantity, "timeInForce", "GTC"));
        parameters.addAll(List.of(more));
        return place(connection, side, "LIMIT", parameters.toArray(new String[0]));
    }

    private static JsonNode place(final VenueClient.Connection connection, final String side, final String type,
            final String... more) {
        final List<String> parameters = new ArrayList<>(List.of("symbol", "BTCUSDT", "side", side, "type", type));
        parameters.addAll(List.of(more));
        return connection.call("order.place", parameters.toArray(new String[0]));
    }

    private JsonNode replace(final String mode, final String old, final String price, final String fresh) {
        return orders.call("order.cancelReplace", "symbol", "BTCUSDT", "side", "BUY", "type", "LIMIT", "price", price,
                "quantity", "0.01", "timeInForce", "GTC", "cancelReplaceMode", mode, "cancelOrigClientOrderId", old,
                "newClientOrderId", fresh);
    }

    private List<String> executions(final int count) {
        final List<String> result = new ArrayList<>();
        while (result.size() < count) {
            final JsonNode event = awaitExecution();
            result.add(event.path("x").asText() + ' ' + event.path("X").asText() + ' ' + event.path("c").asText()
                    + " l=" + event.path("l").asText() + " z=" + event.path("z").asText() + " t=" + event.path("t").asText()
                    + " w=" + event.path("w").asText() + " m=" + event.path("m").asText());
        }
        return result;
    }

    private JsonNode awaitExecution() {
        JsonNode event = event();
        while (!event.path("e").asText().equals("executionReport")) {
            event = event();
        }
        return event;
    }

    private JsonNode event() {
        return orders.nextOf(message -> message.has("subscriptionId")).path("event");
    }

    private static void assertError(final int code, final String message, final JsonNode response) {
        assertEquals(code + " " + message, response.at("/error/code").asInt() + " " + response.at("/error/msg").asText());
    }
}
