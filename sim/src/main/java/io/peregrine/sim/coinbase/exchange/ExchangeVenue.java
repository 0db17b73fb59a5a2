package io.peregrine.sim.coinbase.exchange;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The simulated Coinbase Exchange.
 *
 * <p><b>Threading:</b> thread-safe; owns the exchange thread.
 */
public final class ExchangeVenue implements SimulatedVenue {
    /** Its name on the command line. */
    public static final String NAME = "coinbase";
    private static final Map<String, String> MESSAGE_KINDS = Map.of(
            "book", "\"type\":\"(l2update|snapshot|open|done|change)\"",
            "trade", "\"type\":\"(match|last_match)\"",
            "ticker", "\"type\":\"ticker\"",
            "heartbeat", "\"type\":\"heartbeat\"",
            "ack", "(?=.*\"type\":\"(received|open|activate)\").*\"(user_id|profile_id)\"",
            "fill", "(?=.*\"type\":\"match\").*\"(user_id|taker_user_id|maker_user_id|profile_id)\"");
    private static final Set<String> BOOK_TYPES = Set.of("snapshot", "l2update", "open", "done", "match", "change");

    private static final int CONNECTIONS_PER_SECOND = 8;
    private static final int CONNECTIONS_BURST = 20;

    private final Marketplace market;
    private final Feed feed;
    private final SignedHeaders signatures;
    private final RestServer rest;
    private final SessionLimits sessionLimits;
    private final Map<Credentials, Account> clients = new LinkedHashMap<>();
    private final Map<String, TokenBucket> connections = new ConcurrentHashMap<>();

    /**
     * @param settings decide everything; the venue is quiet until {@link #open}
     * @throws IllegalArgumentException where the capture cannot be used or a limit is unknown
     */
    public ExchangeVenue(final VenueSettings settings) {
        final OrderForms<OrderForm> forms = new OrderForms<>();
        feed = new Feed(forms);
        market = new Marketplace(settings, CapturedMessages::new, feed, "sim-coinbase");
        feed.connect(market);
        sessionLimits = settings.sessionLimits().orElse(SessionLimits.STANDARD);
        final Map<String, SignedHeaders.Client> byKey = new HashMap<>();
        market.profiles().forEach(profile -> {
            final Credentials credentials = Credentials.generate(settings.seed(), clients.size());
            clients.put(credentials, profile.account());
            byKey.put(credentials.apiKey(), new SignedHeaders.Client(credentials, profile));
        });
        signatures = new SignedHeaders(byKey, new RequestCounter(RestLimits.EXCHANGE.with(settings.limits())));
        final OrderJson orderJson = new OrderJson(market, forms);
        final List<Route> routes = new ArrayList<>(new MarketRoutes(market, feed).routes());
        routes.addAll(new OrderRoutes(market, forms, orderJson).routes());
        routes.addAll(new AccountRoutes(market, orderJson).routes());
        rest = new RestServer(market, routes, signatures);
    }

    /** The clients' credentials, the default client's first. */
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
        final boolean admitted = connections.computeIfAbsent(connection.address(),
                address -> new TokenBucket(CONNECTIONS_PER_SECOND, CONNECTIONS_BURST)).take(market.clockUs());
        return new FeedSession(market, feed, signatures, outbound, admitted);
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
        clients.forEach((credentials, account) -> accounts.put(credentials.apiKey(), account));
        return accounts;
    }

    @Override
    public void describe(final ObjectNode json) {
        final Credentials client = credentials().getFirst();
        json.put("orders", json.path("rest").asText()).put("apiKey", client.apiKey()).put("secret", client.secret())
                .put("passphrase", client.passphrase());
    }

    @Override
    public String symbol(final Market listed) {
        return Product.id(listed);
    }

    @Override
    public String executionId(final Fill fill) {
        return Long.toString(market.product(fill.market()).tradeId(fill.tradeId()));
    }

    @Override
    public Map<String, String> messageKinds() {
        return MESSAGE_KINDS;
    }

    @Override
    public List<String> booksIn(final JsonNode message) {
        return BOOK_TYPES.contains(message.path("type").asText()) ? List.of(message.path("product_id").asText()) : List.of();
    }

    /** On the full channel a book is changed by orders. */
    @Override
    public Map<String, String> clientOptions() {
        return Map.of("book_channel", "full");
    }

    @Override
    public void close() {
        market.close();
    }
}
