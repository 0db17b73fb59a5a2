package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.drill.engine.DrillConfig;
import io.peregrine.api.gateway.Counterparty;
import io.peregrine.api.rest.Json;
import io.peregrine.api.view.LiveEngine;
import io.peregrine.message.EngineMode;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.EngineContext;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.time.EngineClock;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * An engine as a configuration file makes it, trading at a simulated Binance, and its REST. The market BTC/USDT has nobody in it but the
 * client and the test, so that prices are what the test says, and the engine's clock is the machine's and what the test adds to it. Two
 * strategies, alpha and beta, quote ten percent from the market once they are started.
 *
 * <p><b>Threading:</b> one thread. <b>Units:</b> decimal texts.
 */
final class KeyRig implements AutoCloseable {
    /** Nothing comes late, nothing is silent for too long. */
    private static final String CALM = "latency_threshold: 60s";

    private static final String PAIR = "BTC/USDT";
    private static final String QUOTER = "{type: market-making, venue: binance, symbols: [BTC/USDT], "
            + "parameters: {half_spread_bps: 1000, skew: 0, order_size: 0.001}}";
    private static final int DEEP = 1_000;
    private static final int PROBES_A_CHANGE = 25;

    private final AtomicLong aheadNs = new AtomicLong();
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, String> strategies = new TreeMap<>(Map.of("alpha", QUOTER, "beta", QUOTER));
    private final Path folder;
    private final Simulator simulator;
    private final Counterparty market;
    private String bidPrice = "49999";
    private String askPrice = "50001";
    private int stirs;
    private Configuration configuration;
    private Engine engine;
    private LiveEngine access;
    private ApiClient client;

    /** Starts the venue; the market is 49999 to 50001. */
    KeyRig(final Path folder) throws Exception {
        this.folder = folder;
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0))
                .withFlow(new FlowSettings(0, 0, 0)));
        market = new Counterparty(simulator.venue(SimulatorSettings.BINANCE), PAIR);
    }

    /** Starts the engine with these keys of {@code order_management} and {@code risk_management}, and waits until it can trade. */
    void start(final String orders, final String risk) throws Exception {
        start(CALM, orders, risk, "");
    }

    /** The same with keys of {@code feeds} and further blocks. */
    void start(final String feeds, final String orders, final String risk, final String blocks) throws Exception {
        final JsonNode venue = Json.parse(simulator.firstLine()).path("venues").path("binance");
        final StringBuilder text = new StringBuilder("""
                hft:
                  feeds: {providers: [binance], reconnect_interval: 100ms, stale_after: 0s, peer_stale_after: 0s, audit_interval: 0s, %s}
                  order_management: {%s}
                  risk_management: {%s}
                venues:
                """.formatted(feeds, orders, risk));
        DrillConfig.venue(new DrillConfig.Target("binance", venue.path("rest").asText(), venue.path("apiKey").asText(), List.of(PAIR)),
                venue, text, environment);
        text.append("strategies:\n");
        strategies.forEach((id, strategy) -> text.append("  - {id: ").append(id).append(", ").append(strategy.substring(1)).append('\n'));
        text.append("threads: {plan: shared}\ndata_directory: ").append(folder.resolve("data")).append('\n').append(blocks);
        final Path file = folder.resolve("config.yaml");
        Files.writeString(file, text);
        configuration = ConfigReader.read(file, new Environment(environment::get));
        launch();
    }

    /** Stops the engine and starts it again on its journal. */
    void restart() {
        stop();
        launch();
    }

    private void launch() {
        engine = Engine.launch(configuration.engine(EngineMode.SIMULATED),
                EngineContext.STANDARD.withClock(() -> EngineClock.nowNs() + aheadNs.get()));
        access = new LiveEngine(engine);
        client = new ApiClient(access, 10_000, WatchSettings.of(configuration.alerts(), configuration.dataDirectory()));
        await("ready", () -> {
            final JsonNode status = client.get("/status").path("venues").get(0);
            return status.path("orderEntryReady").asBoolean() && client.get("/reconciliation").path("venues").get(0)
                    .path("complete_ns").asLong() > 0 ? status : null;
        });
        awaitMarket();
    }

    /** A variable for the configuration file, before the start. */
    KeyRig environment(final String name, final String value) {
        environment.put(name, value);
        return this;
    }

    /** Another strategy of this name, in the configuration's words, before the start. */
    KeyRig strategy(final String id, final String words) {
        strategies.put(id, words);
        return this;
    }

    ApiClient client() {
        return client;
    }

    Counterparty counterparty() {
        return market;
    }

    /**
     * The engine's clock goes on by this at once. The feed takes its stream for dead and reads the book anew; the gateway, whose requests
     * are timed by the machine's clock, can send nothing any more.
     */
    void pass(final long amount, final TimeUnit unit) {
        aheadNs.addAndGet(unit.toNanos(amount));
    }

    /** What goes wrong from now on; docs/simulator.md. */
    void faults(final String script) {
        simulate("POST", HttpRequest.BodyPublishers.ofString(script));
    }

    /** The market moves, and stays where it is. */
    void stir() {
        market.market(bidPrice, askPrice, Integer.toString(DEEP + stirs++ % 2));
    }

    /** Nothing goes wrong any more. */
    void noFaults() {
        simulate("DELETE", HttpRequest.BodyPublishers.noBody());
    }

    private void simulate(final String method, final HttpRequest.BodyPublisher body) {
        final HttpResponse<String> answer = client.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + simulator.port(SimulatorSettings.BINANCE) + "/sim/faults")).method(method, body).build());
        assertEquals(200, answer.statusCode(), answer.body());
    }

    /** The market is this from now on, and the engine has seen it in a LIVE book. */
    void market(final String bid, final String ask) {
        bidPrice = bid;
        askPrice = ask;
        awaitMarket();
    }

    /** A book becomes LIVE with the first change after its snapshot, so there is one now and then. */
    private void awaitMarket() {
        final int[] probes = {0};
        final String expected = "LIVE " + bidPrice + ' ' + askPrice;
        await(expected, () -> {
            if (probes[0]++ % PROBES_A_CHANGE == 0) {
                stir();
            }
            return expected.equals(top()) ? expected : null;
        });
    }

    private String top() {
        final JsonNode book = client.get("/books/binance/BTC-USDT");
        return book.path("state").asText() + ' ' + text(book.path("bids").path(0).path(0)) + ' ' + text(book.path("asks").path(0).path(0));
    }

    private static String text(final JsonNode price) {
        return price.isMissingNode() ? "" : new BigDecimal(price.asText()).stripTrailingZeros().toPlainString();
    }

    /** Places a limit order by hand or of a strategy. */
    HttpResponse<String> place(final String strategy, final String side, final String quantity, final String price) {
        return place(strategy, side, quantity, price, "GTC");
    }

    /** The same with a time in force. */
    HttpResponse<String> place(
            final String strategy, final String side, final String quantity, final String price, final String timeInForce) {
        return client.post("/orders", "{\"venue\":\"binance\",\"symbol\":\"BTC/USDT\",\"type\":\"LIMIT\",\"side\":\"" + side
                + "\",\"quantity\":\"" + quantity + "\",\"price\":\"" + price + "\",\"strategy_id\":\"" + strategy
                + "\",\"time_in_force\":\"" + timeInForce + "\"}");
    }

    /** The same; it must be taken. Its id. */
    String placed(final String strategy, final String side, final String quantity, final String price) {
        final HttpResponse<String> answer = place(strategy, side, quantity, price);
        assertEquals(201, answer.statusCode(), answer.body());
        return ApiClient.json(answer).path("id").asText();
    }

    /** Trades with the market's bid or ask, and waits for the fill. */
    void fill(final String strategy, final String side, final String quantity) {
        final HttpResponse<String> answer = place(strategy, side, quantity, side.equals("BUY") ? askPrice : bidPrice, "IOC");
        assertEquals(201, answer.statusCode(), answer.body());
        awaitStatus(ApiClient.json(answer).path("id").asText(), "FILLED");
    }

    /** The order once it is in this status. */
    JsonNode awaitStatus(final String order, final String status) {
        return await("order " + status, () -> {
            final JsonNode node = client.get("/orders/" + order);
            return node.path("status").asText().equals(status) ? node : null;
        });
    }

    /** The circuit breaker once it is in this state for this cause. */
    JsonNode awaitBreaker(final String scope, final String id, final String state, final String cause) {
        return await("breaker " + scope + ' ' + id + ' ' + state + ' ' + cause, () -> {
            final JsonNode breaker = breaker(scope, id);
            return breaker.path("state").asText().equals(state) && breaker.path("cause").asText().equals(cause) ? breaker : null;
        });
    }

    /** A circuit breaker that has tripped, or a missing node. */
    JsonNode breaker(final String scope, final String id) {
        for (final JsonNode breaker : client.get("/risk/breakers").path("breakers")) {
            if (breaker.path("scope").asText().equals(scope) && breaker.path("id").asText().equals(id)) {
                return breaker;
            }
        }
        return Json.object().path("absent");
    }

    /** A person resets a circuit breaker. */
    void reset(final String scope, final String id) {
        final HttpResponse<String> answer = client.send("POST", "/api/v1/hft/risk/breakers/" + scope + '/' + id + "/reset",
                ApiClient.ADMIN_KEY, "{\"reason\":\"seen\"}");
        assertEquals(200, answer.statusCode(), answer.body());
    }

    /** The same of everything together, and of the kill switch, which a hard limit has tripped. */
    void release() {
        reset("total", "all");
        assertEquals(200, client.send("DELETE", "/api/v1/hft/risk/kill-switch", ApiClient.ADMIN_KEY, null).statusCode());
        await("trading again", () -> client.get("/risk/breakers").path("breakers").isEmpty()
                && place("manual", "BUY", "0.001", "30000", "IOC").statusCode() == 201 ? true : null);
    }

    /** What is held against a limit of everything, or NaN where that is not known. */
    double use(final String limit) {
        for (final JsonNode use : client.get("/risk").path("limit_use")) {
            if (use.path("limit").asText().equals(limit) && use.path("scope").asText().equals("total")) {
                return use.path("value").asDouble();
            }
        }
        return Double.NaN;
    }

    /** Waits until so much is held against a limit of everything. */
    void awaitUse(final String limit, final double least, final double most) {
        await(limit + " between " + least + " and " + most, () -> {
            final double use = use(limit);
            return use >= least && use <= most ? use : null;
        });
    }

    /** Waits for a check of the core that finds so much held against a limit of everything. */
    void awaitCheck(final String limit, final double value) {
        await("a check of " + limit + " at " + value,
                () -> client.limit("total", limit).path("use").asDouble() == value ? value : null);
    }

    /** The newest risk event of this type and rule, once there is one. */
    JsonNode awaitEvent(final String type, final String rule) {
        return await(type + ' ' + rule, () -> {
            for (final JsonNode event : client.get("/risk/events?limit=1000").path("events")) {
                if (event.path("type").asText().equals(type) && event.path("rule").asText().equals(rule)) {
                    return event;
                }
            }
            return null;
        });
    }

    /** The answer once there is one. */
    <T> T await(final String what, final Supplier<T> probe) {
        return client.await(what, probe);
    }

    private void stop() {
        if (engine != null) {
            access.detach();
            engine.close();
            client.close();
            engine = null;
        }
    }

    @Override
    public void close() {
        stop();
        simulator.close();
    }
}
