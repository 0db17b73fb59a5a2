package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.server.SessionLimits;
import io.peregrine.sim.venue.SimulatedVenue;
import io.peregrine.sim.venue.VenueMarkets;
import io.peregrine.sim.venue.VenueSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The simulated Binance: an exchange with order flow behind the venue's protocol. With a capture, the recorded instruments are the only
 * ones that are listed.
 *
 * <p><b>Threading:</b> thread-safe; owns the exchange thread.
 */
public final class BinanceVenue implements SimulatedVenue {
    /** Its name on the command line. */
    public static final String NAME = "binance";
    private static final Map<String, String> MESSAGE_KINDS = Map.of(
            "book", "\"e\":\"depthUpdate\"|^\\{\"lastUpdateId\"|@depth(5|10|20)[^\"]*\",\"data\"",
            "trade", "\"e\":\"(trade|aggTrade)\"",
            "ticker", "\"e\":\"24hr|@bookTicker\"|^\\{\"u\":\\d+,\"s\":",
            "ack", "\"e\":\"executionReport\".*\"x\":\"(NEW|REPLACED)\"",
            "fill", "\"e\":\"executionReport\".*\"x\":\"TRADE\"",
            "answer", "\"id\":.*\"status\":200");

    private static final List<Market> MARKETS = List.of(
            market("BTC", "USDT", "0.01", "0.00001", "5", "1000000"),
            market("ETH", "USDT", "0.01", "0.0001", "5", "1000000"),
            market("ETH", "BTC", "0.00001", "0.001", "0.0001", "1000"));
    private static final Map<String, Long> DEPOSITS = new LinkedHashMap<>();
    private static final String API_PATH = "/ws-api/v3";

    static {
        DEPOSITS.put("BTC", 10 * Decimal.ONE);
        DEPOSITS.put("ETH", 100 * Decimal.ONE);
        DEPOSITS.put("USDT", 1_000_000 * Decimal.ONE);
    }

    private final Exchange exchange;
    private final ExchangeThread thread;
    private final MarketFlow flow;
    private final SessionLimits sessionLimits;
    private final VenueContext context;
    private final List<Ed25519Key> keys = new ArrayList<>();
    private final Map<Credentials, Account> clients = new LinkedHashMap<>();
    private final Map<String, ApiMethod> httpMethods = new HashMap<>();
    private final Map<String, ApiMethod> webSocketMethods = new HashMap<>();
    private final Dispatcher dispatcher;
    private final RestApi rest;
    private final StreamHub hub = new StreamHub();
    private final UserStreams userStreams;

    /**
     * @param settings decide everything; the venue is quiet until {@link #open}
     * @throws IllegalArgumentException where the capture cannot be used or a limit is unknown
     */
    public BinanceVenue(final VenueSettings settings) {
        final RateLimits rates = new RateLimits(VenueLimits.parse(settings.limits()));
        final Publisher publisher = new Publisher(rates);
        final VenueMarkets markets = VenueMarkets.of(settings, MARKETS, MARKETS, CapturedMessages::new);
        exchange = new Exchange(markets.listed(), publisher);
        flow = markets.flow(exchange, NAME);
        userStreams = new UserStreams(hub, settings.seed());
        final Symbols symbols = new Symbols(exchange.listings().stream().map(SymbolRules::new).toList());
        publisher.connect(userStreams, new MarketStreams(List.copyOf(symbols.all()), hub), flow);
        thread = new ExchangeThread(exchange, publisher, settings.clock(), "sim-binance");
        sessionLimits = settings.sessionLimits().orElse(SessionLimits.STANDARD);
        context = new VenueContext(thread, rates, settings.clock());
        final Map<String, Authenticator.Client> byKey = new HashMap<>();
        for (int i = 0; i < settings.clients(); i++) {
            final Credentials credentials = Credentials.generate(settings.seed(), i);
            final Account account = Account.client(i + 1L, FeeSchedule.STANDARD);
            markets.deposits(DEPOSITS).forEach(account::deposit);
            clients.put(credentials, account);
            final Ed25519Key key = Ed25519Key.generate(settings.seed(), i);
            keys.add(key);
            byKey.put(credentials.apiKey(), new Authenticator.Client(credentials, account));
            byKey.put(key.apiKey(), new Authenticator.Client(key, account));
        }
        final Authenticator authenticator = new Authenticator(byKey);
        dispatcher = new Dispatcher(exchange, thread, authenticator, rates, context::nowUs);
        addMethods(symbols, rates, authenticator, settings.seed());
        rest = new RestApi(context, httpMethods, dispatcher);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void open() {
        exchange.advance(context.nowUs());
        flow.open();
    }

    /** The clients' credentials, the default client's first. */
    public List<Credentials> credentials() {
        return List.copyOf(clients.keySet());
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
        json.put("orders", json.path("ws").asText() + API_PATH).put("apiKey", client.apiKey()).put("secret", client.secret());
        json.put("ed25519ApiKey", keys.getFirst().apiKey()).put("ed25519PrivateKeyPem", keys.getFirst().privateKeyPem());
    }

    @Override
    public Exchange exchange() {
        return exchange;
    }

    @Override
    public ExchangeThread thread() {
        return thread;
    }

    @Override
    public MarketFlow flow() {
        return flow;
    }

    @Override
    public String symbol(final Market market) {
        return SymbolRules.symbol(market);
    }

    @Override
    public String executionId(final Fill fill) {
        return Long.toString(fill.tradeId());
    }

    @Override
    public SessionLimits sessionLimits() {
        return sessionLimits;
    }

    @Override
    public List<String> webSocketPaths() {
        return List.of(API_PATH, "/stream", "/ws", "/ws/*");
    }

    @Override
    public Conversation connect(final Connection connection, final Outbound outbound) {
        return connection.path().equals(API_PATH)
                ? new WsApiSession(context, webSocketMethods, dispatcher, userStreams, connection, outbound)
                : new StreamSession(context, hub, connection, outbound);
    }

    @Override
    public void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        rest.handle(request, replyTo);
    }

    @Override
    public Map<String, String> messageKinds() {
        return MESSAGE_KINDS;
    }

    @Override
    public List<String> booksIn(final JsonNode message) {
        final JsonNode event = message.has("data") ? message.path("data") : message;
        return "depthUpdate".equals(event.path("e").asText()) ? List.of(event.path("s").asText()) : List.of();
    }

    @Override
    public void close() {
        thread.close();
        flow.close();
    }

    private void addMethods(final Symbols symbols, final RateLimits rates, final Authenticator authenticator, final long seed) {
        final List<ApiMethod> methods = new ArrayList<>();
        Stream.of(new MarketApi(exchange, rates, symbols).methods(),
                new OrderApi(exchange, new OrderDesk(exchange, rates), symbols, seed).methods(),
                new AccountApi(exchange, rates, symbols).methods(),
                new SessionApi(exchange, userStreams, authenticator).methods()).forEach(methods::addAll);
        for (final ApiMethod method : methods) {
            if (method.http() != null) {
                httpMethods.put(method.http(), method);
            }
            if (method.webSocket() != null) {
                webSocketMethods.put(method.webSocket(), method);
            }
        }
    }

    private static Market market(final String base, final String quote, final String tick, final String lot, final String notionalMin,
            final String priceMax) {
        return new Market(base, quote, Decimal.parse(tick), Decimal.parse(lot), 9_000 * Decimal.ONE, Decimal.parse(notionalMin),
                Decimal.parse(priceMax));
    }
}
