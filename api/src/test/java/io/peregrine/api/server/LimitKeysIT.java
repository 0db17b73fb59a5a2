package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.message.Side;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The limits of orders bite as the configuration file gives them, and a refusal is told with its facts. {@link LimitsIT} changes them. */
class LimitKeysIT extends OnKeyRig {
    private static final String BTC = "instrument:binance:BTC/USDT";

    private int prices = 49_000;

    @Test
    @Bites({"risk_management.price_collar", "risk_management.last_trade_collar", "risk_management.max_order_size",
        "risk_management.max_order_notional", "risk_management.max_position_size", "risk_management.max_exposure",
        "risk_management.max_net_exposure", "risk_management.max_venue_exposure", "risk_management.max_strategy_exposure",
        "risk_management.max_instrument_exposure", "risk_management.instruments"})
    void anOrderIsHeldToEachLimitAndToldWithTheFacts() throws Exception {
        rig.start("", "price_collar: 2, last_trade_collar: 1, max_order_size: 2, max_order_notional: 80000, max_position_size: 1.5,"
                + "instruments: {\"binance:BTC/USDT\": {max_position_size: 1.48}}, max_exposure: 70000, max_net_exposure: 68000,"
                + "max_venue_exposure: 60000, max_strategy_exposure: 50000, max_instrument_exposure: 40000");
        rig.counterparty().quote(Side.SELL, "50000", "0.01");
        rig.counterparty().take(Side.BUY, "50000", "0.01");
        rig.await("the last trade", () -> rig.client().get("/status").path("venues").get(0).path("books").get(0).path("counters")
                .path("trades").asLong() > 0 ? true : null);
        refused("0.001", "51100", "PRICE_COLLAR", "price_collar of total: limit 51000, value 51100");
        refused("0.001", "50600", "LAST_TRADE_COLLAR", "last_trade_collar of total: limit 50500, value 50600");
        refused("2.5", "49000", "ORDER_SIZE", "max_order_size of total: limit 2, value 2.5");
        refused("1.9", "49000", "ORDER_NOTIONAL", "max_order_notional of total: limit 80000, value 93100");
        refused("1.6", "49000", "POSITION_LIMIT", "max_position_size of total: limit 1.5, value 1.6");
        refused("1.49", "49000", "POSITION_LIMIT", "max_position_size of " + BTC + ": limit 1.48, value 1.49");
        refused("1.45", "49000", "EXPOSURE_LIMIT", "max_exposure of total: limit 70000, value 72500");
        refused("1.4", "49000", "NET_EXPOSURE", "max_net_exposure of total: limit 68000, value 70000");
        refused("1.3", "49000", "EXPOSURE_LIMIT", "max_exposure of venue:binance: limit 60000, value 65000");
        refused("1.1", "49000", "EXPOSURE_LIMIT", "max_exposure of strategy:manual: limit 50000, value 55000");
        final JsonNode event = refused("0.9", "49000", "EXPOSURE_LIMIT", "max_exposure of " + BTC + ": limit 40000, value 45000");
        rig.market("49899", "49901");
        assertEquals(event, rig.awaitEvent("ORDER_REFUSED", "EXPOSURE_LIMIT"), "the book is that of the refusal");
        assertEquals(201, rig.place("manual", "BUY", "0.7", "49000", "IOC").statusCode());
    }

    @Test
    @Bites({"risk_management.max_open_orders", "risk_management.duplicate_interval", "risk_management.max_order_factor",
        "risk_management.max_messages_per_fill", "risk_management.message_floor"})
    void ordersAreHeldToWhatWasSentBefore() throws Exception {
        rig.start("fill_timeout: 0s", "max_open_orders: 2, duplicate_interval: 60s, max_order_factor: 10, max_messages_per_fill: 5,"
                + "message_floor: 30");
        rig.placed("manual", "BUY", "0.001", "48000");
        rig.placed("manual", "BUY", "0.001", "48001");
        refused("0.001", "48002", "OPEN_ORDERS", "max_open_orders of total: limit 2, value 3");
        assertEquals(200, rig.client().delete("/orders").statusCode());
        rig.await("cancelled", () -> rig.client().get("/orders").path("orders").isEmpty() ? true : null);
        refused("0.001", "48000", "REPEATED_ORDER", "duplicate_interval of total");
        for (int i = 0; i < 16; i++) {
            assertEquals(201, another("0.001").statusCode(), "twenty messages and no fill, but fewer than the floor");
        }
        refused("0.011", "48000", "FAT_FINGER", "max_order_factor of total: limit 0.01, value 0.011");
        final HttpResponse<String> refused = rig.await("too many messages", () -> {
            final HttpResponse<String> answer = another("0.001");
            return answer.statusCode() == 201 ? null : answer;
        });
        assertEquals("MESSAGE_RATIO", ApiClient.problem(422, refused));
        assertTrue(refused.body().contains("max_messages_per_fill of total: limit 5, value 31)"), refused.body());
    }

    @Test
    @Bites("risk_management.trading_hours")
    void outsideTradingHoursNothingIsTaken() throws Exception {
        rig.start("", "trading_hours: \"" + LimitsIT.hoursWithoutNow() + '"');
        refused("0.001", "49000", "TRADING_HOURS", "trading_hours of total");
    }

    private HttpResponse<String> another(final String quantity) {
        return rig.place("manual", "BUY", quantity, Integer.toString(prices++), "IOC");
    }

    /** The risk event of a refusal with this code and these words, which is at REST as it is in the answer. */
    private JsonNode refused(final String quantity, final String price, final String code, final String words) {
        final HttpResponse<String> answer = rig.place("manual", "BUY", quantity, price, "IOC");
        assertEquals(code, ApiClient.problem(422, answer));
        final JsonNode problem = ApiClient.json(answer);
        assertTrue(problem.path("detail").asText().contains(words), problem.path("detail").asText() + " has not: " + words);
        final JsonNode event = rig.awaitEvent("ORDER_REFUSED", code);
        assertEquals(problem.path("risk"), event);
        assertEquals(problem.path("order").path("id").asText() + " manual binance BTC/USDT 49999 50001",
                event.path("order_id").asText() + ' ' + event.path("strategy_id").asText() + ' ' + event.path("venue").asText() + ' '
                        + event.path("symbol").asText() + ' ' + event.path("bid").asText() + ' ' + event.path("ask").asText());
        return event;
    }
}
