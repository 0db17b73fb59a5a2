package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.venue.SteppedVenue;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders over the private connection between two clients in otherwise empty books, with every event that they see. */
class KrakenOrdersTest {
    private static final String[] STORY = {"exec_type", "order_status", "cl_ord_id", "last_qty", "cum_qty", "liquidity_ind", "reason"};

    private SteppedVenue venue;
    private SteppedClient alice;
    private SteppedClient bob;

    @BeforeEach
    void start() {
        venue = new SteppedVenue("kraken", 1, new FlowSettings(0, 0, 1), 2);
        alice = new SteppedClient(venue, 0);
        bob = new SteppedClient(venue, 1);
    }

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void aRestingOrderIsFilledInTwoPartsAndThenReportedFilled() {
        final JsonNode placed = alice.limit("buy", "60000.0", "0.02", ",\"cl_ord_id\":\"first\"");
        assertTrue(placed.path("success").asBoolean(), placed.toString());
        assertEquals("first", placed.at("/result/cl_ord_id").asText());
        bob.limit("sell", "59999.0", "0.005", "");
        bob.limit("sell", "60000.0", "0.1", "");
        assertEquals(List.of(
                "pending_new pending_new first - - - -",
                "new new first - - - -",
                "trade partially_filled first 0.00500000 0.00500000 m -",
                "trade partially_filled first 0.01500000 0.02000000 m -",
                "filled filled first - 0.02000000 - -"), alice.events("executions", STORY));
        // 0.02 BTC for 1,200 USD and 0.25 % of them.
        final Account account = venue.venue().accounts().get(alice.apiKey());
        assertEquals(10_02000000L, account.balance("BTC").free());
        assertEquals(998_797_00000000L, account.balance("USD").free());
        assertEquals(0, account.balance("USD").locked());
    }

    @Test
    void aTakerIsToldOfNewBeforeItTradesAndPaysItsFeeInTheQuoteAsset() {
        bob.limit("sell", "60000.0", "0.01", "");
        alice.limit("buy", "60001.0", "0.01", ",\"order_userref\":7");
        assertEquals(List.of(
                "pending_new 7 - 0.00000 -", "new 7 - - -", "trade 7 60000.0 600.00000 [{\"asset\":\"USD\",\"qty\":2.40000}]",
                "filled 7 - 600.00000 -"), alice.events("executions", "exec_type", "order_userref", "last_price", "cum_cost", "fees"));
        assertEquals("999397.6000", alice.call("Balance", "").at("/result/ZUSD").asText());
    }

    @Test
    void balancesTellTotalsOnceATradeHasChangedThem() {
        bob.limit("sell", "60000.0", "0.01", "");
        alice.limit("buy", "60000.0", "0.01", "");
        assertEquals(List.of("BTC trade 0.01000 0.00000 10.01000", "USD trade -600.00 2.40 999397.60"),
                alice.events("balances", "asset", "type", "amount", "fee", "balance"));
    }

    @Test
    void sequencesGrowByOneFromTheSnapshot() {
        alice.limit("buy", "50000.0", "0.01", "");
        alice.request("cancel_all", "");
        long expected = 2;
        for (final JsonNode frame : alice.frames("executions")) {
            assertEquals(expected++, frame.path("sequence").asLong(), frame.toString());
        }
        assertEquals(5, expected);
    }

    @Test
    void anIcebergShowsItsTipAndGoesToTheEndOfTheQueueWithTheNext() {
        bob.request("add_order", "\"order_type\":\"iceberg\",\"side\":\"sell\",\"symbol\":\"BTC/USD\",\"order_qty\":0.05,"
                + "\"limit_price\":60000,\"display_qty\":0.02,\"cl_ord_id\":\"berg\"");
        bob.limit("sell", "60000.0", "0.01", ",\"cl_ord_id\":\"whole\"");
        assertEquals(0.03, shownAt60000(), "the tip and the whole order");
        alice.limit("buy", "60000.0", "0.025", "");
        assertEquals(List.of("berg 0.02000000", "whole 0.00500000"), bob.events("executions", "cl_ord_id", "last_qty").stream()
                .filter(line -> !line.endsWith("-")).toList());
        assertEquals(0.025, shownAt60000(), "the rest of the whole order and the next tip");
        alice.limit("buy", "60000.0", "0.035", "");
        assertEquals(0, bob.call("OpenOrders", "").at("/result/open").size());
    }

    @Test
    void aPostOnlyOrderThatWouldTakeIsAcceptedAndCanceled() {
        bob.limit("sell", "60000.0", "0.01", "");
        assertTrue(alice.limit("buy", "60000.0", "0.01", ",\"post_only\":true,\"cl_ord_id\":\"p\"").path("success").asBoolean());
        assertEquals(List.of("pending_new pending_new p - - - -", "new new p - - - -",
                "canceled canceled p - 0.00000000 - Post only order"), alice.events("executions", STORY));
        assertEquals(0, venue.venue().accounts().get(alice.apiKey()).balance("USD").locked());
        assertEquals("canceled", only(alice.call("ClosedOrders", "").at("/result/closed")).path("status").asText());
    }

    @Test
    void whatDoesNotTradeAtOnceOfIocAndFokIsCanceled() {
        bob.limit("sell", "60000.0", "0.01", "");
        alice.limit("buy", "60000.0", "0.03", ",\"time_in_force\":\"fok\",\"cl_ord_id\":\"fok\"");
        alice.limit("buy", "60000.0", "0.03", ",\"time_in_force\":\"ioc\",\"cl_ord_id\":\"ioc\"");
        assertEquals(List.of("pending_new fok -", "new fok -", "canceled fok 0.00000000", "pending_new ioc -", "new ioc -",
                "trade ioc 0.01000000", "canceled ioc 0.01000000"), alice.events("executions", "exec_type", "cl_ord_id", "cum_qty"));
    }

    @Test
    void aMarketBuyInCashSpendsNoMoreThanThat() {
        bob.limit("sell", "60000.0", "0.01", "");
        bob.limit("sell", "61000.0", "1", "");
        final JsonNode placed = alice.request("add_order",
                "\"order_type\":\"market\",\"side\":\"buy\",\"symbol\":\"BTC/USD\",\"cash_order_qty\":1000");
        assertTrue(placed.path("success").asBoolean(), placed.toString());
        final long spent = 1_000_000_00000000L - venue.venue().accounts().get(alice.apiKey()).balance("USD").free();
        assertTrue(spent <= 1_000_00000000L && spent > 999_99900000L, "spent " + spent);
    }

    @Test
    void aStopWaitsForItsTriggerAndIsReportedTriggered() {
        bob.limit("buy", "58000.0", "1", "");
        final JsonNode placed = alice.request("add_order", "\"order_type\":\"stop-loss\",\"side\":\"sell\",\"symbol\":\"BTC/USD\","
                + "\"order_qty\":0.5,\"cl_ord_id\":\"stop\",\"triggers\":{\"reference\":\"last\",\"price\":59000.0}");
        assertTrue(placed.path("success").asBoolean(), placed.toString());
        assertEquals("stop-loss", only(alice.call("OpenOrders", "").at("/result/open")).at("/descr/ordertype").asText());
        alice.limit("sell", "59500.0", "0.01", "");
        bob.limit("buy", "59500.0", "0.01", "");
        assertEquals(List.of(), alice.events("executions", STORY).stream().filter(line -> line.startsWith("status")).toList());
        alice.limit("sell", "59000.0", "0.01", "");
        bob.limit("buy", "59000.0", "0.01", "");
        assertEquals(List.of("status new stop - - - -", "trade partially_filled stop 0.50000000 0.50000000 t -",
                "filled filled stop - 0.50000000 - -"),
                alice.events("executions", STORY).stream().filter(line -> line.contains(" stop ")).toList());
    }

    @Test
    void aStopLimitTriggersByTradesOfOthersAndRests() {
        bob.limit("sell", "60000.0", "0.01", "");
        final JsonNode placed = alice.call("AddOrder",
                "pair=XBTUSD&type=buy&ordertype=stop-loss-limit&price=60000.0&price2=60100.0&volume=0.5&cl_ord_id=sl");
        assertEquals("buy 0.50000000 XBTUSD @ stop loss 60000.0 -> limit 60100.0", placed.at("/result/descr/order").asText());
        alice.events("executions");
        alice.limit("buy", "60000.0", "0.01", "");
        final List<String> story = alice.events("executions", "exec_type", "cl_ord_id", "triggers");
        assertTrue(story.contains("status sl {\"reference\":\"last\",\"price\":60000.0,\"price_type\":\"static\","
                + "\"status\":\"triggered\"}"), story.toString());
        assertArrayEquals(new long[] {60_100_00000000L, 50000000L},
                venue.venue().exchange().listing("BTC/USD").book().levels(Side.BUY, 10));
    }

    @Test
    void anAmendmentKeepsTheIdAndTheFundsFit() {
        alice.limit("buy", "50000.0", "0.02", ",\"cl_ord_id\":\"a\"");
        final JsonNode smaller = alice.request("amend_order", "\"cl_ord_id\":\"a\",\"order_qty\":0.01");
        assertTrue(smaller.at("/result/amend_id").asText().startsWith("T"), smaller.toString());
        assertEquals("a", smaller.at("/result/cl_ord_id").asText());
        alice.request("amend_order", "\"cl_ord_id\":\"a\",\"order_qty\":0.03,\"limit_price\":51000.0");
        assertEquals(List.of("pending_new 0.02000000 50000.0", "new - -", "amended 0.01000000 50000.0", "amended 0.03000000 51000.0"),
                alice.events("executions", "exec_type", "order_qty", "limit_price"));
        // 0.03 x 51,000 and 0.40 % of it.
        assertEquals(1_536_12000000L, venue.venue().accounts().get(alice.apiKey()).balance("USD").locked());
        bob.limit("sell", "51000.0", "0.03", "");
        assertEquals("filled", alice.events("executions", "exec_type").getLast());
    }

    @Test
    void anAmendmentThatIsRefusedChangesNothing() {
        bob.limit("sell", "60000.0", "1", "");
        alice.limit("buy", "50000.0", "0.02", ",\"cl_ord_id\":\"a\",\"post_only\":true");
        final String before = alice.call("OpenOrders", "").toString();
        assertError("EOrder:Post only order", alice.request("amend_order", "\"cl_ord_id\":\"a\",\"limit_price\":60000.0"));
        assertError("EOrder:Insufficient funds", alice.request("amend_order", "\"cl_ord_id\":\"a\",\"order_qty\":100"));
        assertError("EOrder:Tick size check failed", alice.request("amend_order", "\"cl_ord_id\":\"a\",\"limit_price\":50000.05"));
        assertError("EOrder:Unknown order", alice.request("amend_order", "\"cl_ord_id\":\"b\",\"limit_price\":50000.0"));
        assertEquals(before, alice.call("OpenOrders", "").toString());
    }

    @Test
    void anEditCancelsTheOrderAndPlacesAnother() {
        final String first = alice.limit("buy", "50000.0", "0.02", "").at("/result/order_id").asText();
        final JsonNode edited = alice.request("edit_order",
                "\"order_id\":\"" + first + "\",\"symbol\":\"BTC/USD\",\"limit_price\":51000.0,\"order_qty\":0.01");
        assertEquals(first, edited.at("/result/original_order_id").asText(), edited.toString());
        assertFalse(edited.at("/result/order_id").asText().equals(first));
        assertEquals(List.of("pending_new", "new", "canceled", "pending_new", "new"), alice.events("executions", "exec_type"));
    }

    @Test
    void eachCancelHasItsOwnAnswer() {
        final String first = alice.limit("buy", "50000.0", "0.01", "").at("/result/order_id").asText();
        alice.limit("buy", "50001.0", "0.01", ",\"cl_ord_id\":\"c\"");
        alice.limit("buy", "50002.0", "0.01", ",\"order_userref\":9");
        alice.limit("buy", "50003.0", "0.01", ",\"order_userref\":9");
        final List<JsonNode> answers = alice.requests("cancel_order",
                "\"order_id\":[\"" + first + "\",\"" + first + "\"],\"cl_ord_id\":[\"c\"],\"order_userref\":[9]");
        assertEquals(List.of("true", "false", "true", "true", "true"), answers.stream().map(a -> a.path("success").asText()).toList());
        assertEquals("EOrder:Unknown order", answers.get(1).path("error").asText());
        assertEquals("0", alice.request("cancel_all", "").at("/result/count").asText());
    }

    @Test
    void theDeadMansSwitchCancelsEverythingUnlessItIsSetAnew() {
        alice.limit("buy", "50000.0", "0.01", "");
        assertEquals("{\"currentTime\":\"2026-01-01T00:00:00Z\",\"triggerTime\":\"2026-01-01T00:01:00Z\"}",
                alice.request("cancel_all_orders_after", "\"timeout\":60").path("result").toString());
        venue.run(59_000_000);
        alice.request("cancel_all_orders_after", "\"timeout\":60");
        venue.run(59_000_000);
        assertEquals(1, alice.call("OpenOrders", "").at("/result/open").size());
        alice.events("executions");
        venue.run(1_000_000);
        assertEquals(List.of("canceled CancelAllOrdersAfter Timeout"), alice.events("executions", "exec_type", "reason"));
        alice.limit("buy", "50000.0", "0.01", "");
        alice.request("cancel_all_orders_after", "\"timeout\":60");
        alice.request("cancel_all_orders_after", "\"timeout\":0");
        venue.run(100_000_000);
        assertEquals(1, alice.call("OpenOrders", "").at("/result/open").size());
    }

    @Test
    void aGoodTillDateOrderExpires() {
        alice.limit("buy", "50000.0", "0.01", ",\"time_in_force\":\"gtd\",\"expire_time\":\"2026-01-01T00:00:10Z\",\"cl_ord_id\":\"g\"");
        alice.events("executions");
        venue.run(9_999_999);
        assertEquals(List.of(), alice.events("executions", STORY));
        venue.run(1);
        assertEquals(List.of("expired expired g - 0.00000000 - Order expired"), alice.events("executions", STORY));
        assertEquals("expired", only(alice.call("ClosedOrders", "").at("/result/closed")).path("status").asText());
    }

    @Test
    void selfTradePreventionCancelsWhatItIsToldTo() {
        alice.limit("sell", "60000.0", "0.01", ",\"cl_ord_id\":\"s1\"");
        alice.limit("buy", "60000.0", "0.01", ",\"cl_ord_id\":\"b1\"");
        alice.limit("buy", "60000.0", "0.01", ",\"cl_ord_id\":\"b2\",\"stp_type\":\"cancel_both\"");
        alice.limit("sell", "60000.0", "0.01", ",\"cl_ord_id\":\"s2\"");
        alice.limit("buy", "60000.0", "0.01", ",\"cl_ord_id\":\"b3\",\"stp_type\":\"cancel_oldest\"");
        assertEquals(List.of("b1", "s1", "b2", "s2"),
                alice.events("executions", "exec_type", "cl_ord_id").stream().filter(line -> line.startsWith("canceled "))
                        .map(line -> line.substring(9)).toList());
    }

    @Test
    void aBatchIsPlacedAndCanceledOrderByOrder() {
        final JsonNode answer = alice.request("batch_add", "\"symbol\":\"BTC/USD\",\"orders\":["
                + "{\"order_type\":\"limit\",\"side\":\"buy\",\"order_qty\":0.01,\"limit_price\":50000.0,\"cl_ord_id\":\"one\"},"
                + "{\"order_type\":\"limit\",\"side\":\"buy\",\"order_qty\":100,\"limit_price\":50000.0,\"cl_ord_id\":\"two\"}]");
        assertTrue(answer.at("/result/0/order_id").asText().startsWith("O"), answer.toString());
        assertEquals("EOrder:Insufficient funds", answer.at("/result/1/error").asText());
        assertError("EGeneral:Invalid arguments:orders", alice.request("batch_add", "\"symbol\":\"BTC/USD\",\"orders\":[]"));
        final JsonNode canceled = alice.request("batch_cancel", "\"orders\":[\"one\",\"two\"]");
        assertEquals("1 true", canceled.path("orders_cancelled").asText() + ' ' + canceled.path("success").asText());
    }

    @Test
    void everyRefusalIsInTheVenuesWords() {
        alice.limit("buy", "50000.0", "0.01", ",\"cl_ord_id\":\"same\"");
        assertError("EOrder:Duplicate cl_ord_id", alice.limit("buy", "50000.0", "0.01", ",\"cl_ord_id\":\"same\""));
        assertError("EOrder:Insufficient funds", alice.limit("buy", "50000.0", "100", ""));
        assertError("EOrder:Order minimum not met", alice.limit("buy", "50000.0", "0.00001", ""));
        assertError("EOrder:Cost minimum not met", alice.limit("buy", "1.0", "0.00005", ""));
        assertError("EOrder:Tick size check failed", alice.limit("buy", "50000.05", "0.01", ""));
        assertError("EOrder:Invalid price", alice.limit("buy", "-1", "0.01", ""));
        assertError("EGeneral:Invalid arguments:limit_price", alice.limit("buy", "1e-30", "0.01", ""));
        assertError("EGeneral:Invalid arguments:order_qty", alice.limit("buy", "50000.0", "1e999999999", ""));
        assertError("EGeneral:Invalid arguments:cl_ord_id", alice.limit("buy", "50000.0", "0.01", ",\"cl_ord_id\":\"" + "x".repeat(19)
                + '"'));
        assertError("EGeneral:Invalid arguments:timeinforce", alice.limit("buy", "50000.0", "0.01", ",\"time_in_force\":\"day\""));
        assertError("EGeneral:Invalid arguments:post_only", alice.limit("buy", "50000.0", "0.01",
                ",\"post_only\":true,\"time_in_force\":\"ioc\""));
        assertError("EGeneral:Invalid arguments:type", alice.limit("hold", "50000.0", "0.01", ""));
        assertError("EService:Deadline elapsed", alice.limit("buy", "50000.0", "0.01", ",\"deadline\":\"2025-12-31T23:59:59Z\""));
        assertError("EGeneral:Invalid arguments:deadline", alice.limit("buy", "50000.0", "0.01",
                ",\"deadline\":\"2026-01-01T00:00:00.1Z\""));
        assertError("EGeneral:Invalid arguments:Index unavailable", alice.request("add_order",
                "\"order_type\":\"stop-loss\",\"side\":\"sell\","
                + "\"symbol\":\"BTC/USD\",\"order_qty\":1,\"triggers\":{\"reference\":\"index\",\"price\":1}"));
        assertError("EQuery:Unknown asset pair", alice.request("add_order",
                "\"order_type\":\"market\",\"side\":\"buy\",\"symbol\":\"XBT/USD\",\"order_qty\":1"));
        assertError("EGeneral:Invalid arguments:display_qty", alice.request("add_order", "\"order_type\":\"iceberg\",\"side\":\"buy\","
                + "\"symbol\":\"BTC/USD\",\"order_qty\":1,\"limit_price\":50000,\"display_qty\":0.06"));
        assertError("EGeneral:Invalid arguments:ordertype", alice.request("add_order", "\"order_type\":\"trailing-stop\","
                + "\"side\":\"buy\",\"symbol\":\"BTC/USD\",\"order_qty\":1"));
        assertError("Method not found", alice.request("sell_everything", ""));
        assertEquals(1, alice.call("OpenOrders", "").at("/result/open").size());
    }

    @Test
    void validateChecksAndPlacesNothing() {
        assertTrue(alice.limit("buy", "50000.0", "0.01", ",\"validate\":true").path("success").asBoolean());
        assertError("EOrder:Insufficient funds", alice.limit("buy", "50000.0", "100", ",\"validate\":true"));
        assertEquals(List.of(), alice.events("executions", STORY));
    }

    @Test
    void theTradingCounterCountsAndRunsDown() {
        for (int i = 0; i < 20; i++) {
            final String id = alice.limit("buy", "50000.0", "0.01", "").at("/result/order_id").asText();
            alice.request("cancel_order", "\"order_id\":[\"" + id + "\"]");
        }
        assertError("EOrder:Rate limit exceeded", alice.limit("buy", "50000.0", "0.01", ""));
        assertTrue(alice.request("add_order", "\"order_type\":\"limit\",\"side\":\"buy\",\"symbol\":\"ETH/USD\",\"limit_price\":1000,"
                + "\"order_qty\":0.01").path("success").asBoolean(), "another pair has its own counter");
        venue.run(2_000_000);
        assertTrue(alice.limit("buy", "50000.0", "0.01", "").path("success").asBoolean());
    }

    @Test
    void aNewSubscriptionStartsFromTheOpenOrders() {
        alice.limit("buy", "50000.0", "0.02", ",\"cl_ord_id\":\"o\"");
        bob.limit("sell", "50000.0", "0.01", "");
        final SteppedVenue.Client other = venue.connect("/auth/v2", "");
        other.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\",\"snap_trades\":true,\"token\":\"" + alice.token()
                + "\"}}");
        final JsonNode snapshot = Fixtures.parse(other.take().getLast());
        assertEquals("snapshot 1", snapshot.path("type").asText() + ' ' + snapshot.path("sequence").asText());
        assertEquals("trade", snapshot.at("/data/0/exec_type").asText());
        assertEquals("new partially_filled 0.01000000", snapshot.at("/data/1/exec_type").asText() + ' '
                + snapshot.at("/data/1/order_status").asText() + ' ' + snapshot.at("/data/1/cum_qty").decimalValue().toPlainString());
    }

    private double shownAt60000() {
        final MatchingBook<?> book = venue.venue().exchange().listing("BTC/USD").book();
        return (double) book.quantityAt(Side.SELL, 60_000 * Decimal.ONE) / Decimal.ONE;
    }

    private static void assertError(final String error, final JsonNode answer) {
        assertEquals("false " + error, answer.path("success").asText() + ' ' + answer.path("error").asText());
    }

    private static JsonNode only(final JsonNode object) {
        assertEquals(1, object.size(), object.toString());
        return object.iterator().next();
    }
}
