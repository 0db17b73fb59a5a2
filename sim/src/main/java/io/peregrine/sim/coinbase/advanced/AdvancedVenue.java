package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.OrderForms;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.RequestCounter;
import io.peregrine.sim.coinbase.RestLimits;
import io.peregrine.sim.coinbase.RestServer;
import io.peregrine.sim.coinbase.Route;
import io.peregrine.sim.coinbase.TokenBucket;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.server.SessionLimits;
import io.peregrine.sim.venue.SimulatedVenue;
import io.peregrine.sim.venue.VenueSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The simulated Coinbase Advanced Trade.
 *
 * <p><b>Threading:</b> thread-safe; owns the exchange thread.
 */
public final class AdvancedVenue implements SimulatedVenue {
    /** Its name on the command line. */
    public static final String NAME = "coinbase-advanced";
    private static final Map<String, String> MESSAGE_KINDS = Map.of(
            "book", "\"channel\":\"l2_data\"",
            "trade", "\"channel\":\"market_trades\"",
            "ticker", "\"channel\":\"ticker",
            "heartbeat", "\"channel\":\"heartbeats\"",
            "ack", "(?=.*\"channel\":\"user\").*\"status\":\"(PENDING|OPEN)\"",
            "fill", "(?=.*\"channel\":\"user\").*\"cumulative_quantity\":\"[^\"]*[1-9]");

    private static final int PER_SECOND = 8;
    private static final int CONNECTIONS_BURST = 20;
    private static final long KEY_IDS = 1L << 56;

    private final Marketplace market;
    private final Feed feed;
    private final Tokens tokens;
    private final RestServer rest;
    private final SessionLimits sessionLimits;
    private final Map<Credentials, Account> clients = new LinkedHashMap<>();
    private final Map<String, TokenBucket> connections = new ConcurrentHashMap<>();
    private final Map<String, TokenBucket> messages = new ConcurrentHashMap<>();

    /**
     * @param settings decide everything; the venue is quiet until {@link #open}
     * @throws IllegalArgumentException where the capture cannot be used or a limit is unknown
     */
    public AdvancedVenue(final VenueSettings settings) {
        final OrderForms<OrderForm> forms = new OrderForms<>();
        feed = new Feed(forms);
        market = new Marketplace(settings, CapturedMessages::new, feed, "sim-coinbase-advanced");
        final OrderJson orderJson = new OrderJson(market, forms);
        feed.connect(market, orderJson);
        sessionLimits = settings.sessionLimits().orElse(SessionLimits.STANDARD);
        final Map<String, Tokens.Client> byName = new HashMap<>();
        market.profiles().forEach(profile -> {
            final int client = clients.size();
            final Credentials credentials = Credentials.generate(settings.seed(), market.ids().of(KEY_IDS + 2L * client),
                    market.ids().of(KEY_IDS + 2L * client + 1), client);
            clients.put(credentials, profile.account());
            byName.put(credentials.keyName(), new Tokens.Client(credentials, profile));
        });
        tokens = new Tokens(byName, new RequestCounter(RestLimits.ADVANCED.with(settings.limits())));
        final List<Route> routes = new ArrayList<>(new MarketRoutes(market).routes());
        routes.addAll(new OrderRoutes(market, forms, orderJson).routes());
        routes.addAll(new AccountRoutes(market).routes());
        rest = new RestServer(market, routes, tokens);
    }

    /** The clients' keys, the default client's first. */
    public List<Credentials> credentials() {
        return List.copyOf(clients.keySet());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> webSocketPaths() {
        return List.of("/");
    }

    @Override
    public Conversation connect(final Connection connection, final Outbound outbound) {
        final boolean admitted = connections
                .computeIfAbsent(connection.address(), address -> new TokenBucket(PER_SECOND, CONNECTIONS_BURST)).take(market.clockUs());
        final TokenBucket anonymous =
                messages.computeIfAbsent(connection.address(), address -> new TokenBucket(PER_SECOND, PER_SECOND));
        return new FeedSession(market, feed, tokens, outbound, anonymous, admitted);
    }

    @Override
    public void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        rest.handle(request, replyTo);
    }

    @Override
    public SessionLimits sessionLimits() {
        return sessionLimits;
    }

    @Override
    public void open() {
        market.open();
    }

    @Override
    public Exchange exchange() {
        return market.exchange();
    }

    @Override
    public ExchangeThread thread() {
        return market.thread();
    }

    @Override
    public MarketFlow flow() {
        return market.flow();
    }

    @Override
    public Map<String, Account> accounts() {
        final Map<String, Account> accounts = new LinkedHashMap<>();
        clients.forEach((credentials, account) -> accounts.put(credentials.keyName(), account));
        return accounts;
    }

    @Override
    public void describe(final ObjectNode json) {
        final Credentials client = credentials().getFirst();
        json.put("orders", json.path("rest").asText()).put("apiKey", client.keyName()).put("privateKeyPem", client.privateKeyPem());
    }

    @Override
    public String symbol(final Market listed) {
        return Product.id(listed);
    }

    @Override
    public String executionId(final Fill fill) {
        return OrderJson.tradeId(market, fill);
    }

    @Override
    public Map<String, String> messageKinds() {
        return MESSAGE_KINDS;
    }

    @Override
    public List<String> booksIn(final JsonNode message) {
        return "l2_data".equals(message.path("channel").asText())
                ? message.path("events").valueStream().map(event -> event.path("product_id").asText()).toList() : List.of();
    }

    @Override
    public void close() {
        market.close();
    }
}
