package io.peregrine.sim.binance;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsRouting;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.capture.Capture;
import io.peregrine.sim.capture.CaptureFlow;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.flow.OrderFlow;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.server.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The simulated Binance: an exchange with order flow behind the venue's protocol. With a capture, the recorded instrument is the only one
 * that is listed.
 *
 * <p><b>Threading:</b> thread-safe; owns the exchange thread and a timer.
 */
public final class BinanceVenue implements AutoCloseable {
    private static final List<Market> MARKETS = List.of(
            market("BTC", "USDT", "0.01", "0.00001", "5", "1000000"),
            market("ETH", "USDT", "0.01", "0.0001", "5", "1000000"),
            market("ETH", "BTC", "0.00001", "0.001", "0.0001", "1000"));
    private static final Map<String, Long> DEPOSITS = new LinkedHashMap<>();
    private static final long OTHER_DEPOSIT = 1_000_000 * Decimal.ONE;

    static {
        DEPOSITS.put("BTC", 10 * Decimal.ONE);
        DEPOSITS.put("ETH", 100 * Decimal.ONE);
        DEPOSITS.put("USDT", 1_000_000 * Decimal.ONE);
    }

    private final Exchange exchange;
    private final ExchangeThread thread;
    private final MarketFlow flow;
    private final Sessions sessions;
    private final VenueContext context;
    private final Map<Credentials, Account> clients = new LinkedHashMap<>();
    private final Map<String, ApiMethod> httpMethods = new HashMap<>();
    private final Map<String, ApiMethod> webSocketMethods = new HashMap<>();
    private final Dispatcher dispatcher;
    private final StreamHub hub = new StreamHub();
    private final UserStreams userStreams;

    /**
     * @param settings decide everything; the venue is quiet until {@link #start}
     * @throws IllegalArgumentException where the capture cannot be used
     */
    public BinanceVenue(final BinanceSettings settings) {
        final RateLimits rates = new RateLimits(settings.venueLimits());
        final Publisher publisher = new Publisher(rates);
        final Optional<Capture> capture = settings.capture().map(recorded -> Capture.open(recorded.file(), MARKETS));
        exchange = new Exchange(capture.map(recorded -> List.of(recorded.market())).orElse(MARKETS), publisher);
        flow = capture.<MarketFlow>map(recorded -> new CaptureFlow(exchange, recorded, settings.capture().orElseThrow()))
                .orElseGet(() -> new OrderFlow(exchange, settings.flow(), settings.seed()));
        userStreams = new UserStreams(hub, settings.seed());
        final Symbols symbols = new Symbols(exchange.listings().stream().map(SymbolRules::new).toList());
        publisher.connect(userStreams, new MarketStreams(List.copyOf(symbols.all()), hub), flow);
        thread = new ExchangeThread(exchange, publisher, settings.clock(), "sim-binance");
        sessions = new Sessions(settings.sessionLimits());
        context = new VenueContext(thread, sessions, settings.sessionLimits(), rates, settings.clock());
        final Map<String, Authenticator.Client> byKey = new HashMap<>();
        for (int i = 0; i < settings.clients(); i++) {
            final Credentials credentials = Credentials.generate(settings.seed(), i);
            final Account account = Account.client(i + 1L, FeeSchedule.STANDARD);
            deposit(account);
            clients.put(credentials, account);
            byKey.put(credentials.apiKey(), new Authenticator.Client(credentials.secret(), account));
        }
        dispatcher = new Dispatcher(exchange, thread, new Authenticator(byKey), rates, context::nowUs);
        addMethods(symbols, rates, settings.seed());
    }

    /** Fills the books and starts the exchange thread. */
    public void start() {
        exchange.advance(context.nowUs());
        flow.open();
        thread.start();
    }

    /** The names of the instruments, for example {@code BTC/USDT}. */
    public List<String> instruments() {
        return exchange.listings().stream().map(listing -> listing.market().pair()).toList();
    }

    /** The clients' credentials, the default client's first. */
    public List<Credentials> credentials() {
        return List.copyOf(clients.keySet());
    }

    /** The clients' accounts by API key; to read on the exchange thread. */
    public Map<String, Account> accounts() {
        final Map<String, Account> accounts = new LinkedHashMap<>();
        clients.forEach((credentials, account) -> accounts.put(credentials.apiKey(), account));
        return accounts;
    }

    /** Number of open WebSocket connections. */
    public int connections() {
        return sessions.count();
    }

    /** The exchange; to use on its thread. */
    public Exchange exchange() {
        return exchange;
    }

    /** The exchange thread. */
    public ExchangeThread thread() {
        return thread;
    }

    /** What the other participants do; to use on the exchange thread. */
    public MarketFlow flow() {
        return flow;
    }

    /** The venue's name of a market. */
    public static String symbol(final Market market) {
        return SymbolRules.symbol(market);
    }

    /** Adds the REST API. */
    public void register(final HttpRouting.Builder routing) {
        new RestRoutes(context, httpMethods, dispatcher).register(routing);
    }

    /** Adds the WebSocket endpoints. */
    public void register(final WsRouting.Builder routing) {
        routing.endpoint("/ws-api/v3", () -> new WsApiSession(context, webSocketMethods, dispatcher, userStreams))
                .endpoint("/stream", () -> new StreamSession(context, hub))
                .endpoint("/ws", () -> new StreamSession(context, hub))
                .endpoint("/ws/*", () -> new StreamSession(context, hub));
    }

    /** Ends all connections and stops the exchange thread. */
    @Override
    public void close() {
        sessions.close();
        thread.close();
        flow.close();
    }

    private void deposit(final Account account) {
        DEPOSITS.forEach(account::deposit);
        exchange.listings().stream().flatMap(listing -> Stream.of(listing.market().baseAsset(), listing.market().quoteAsset()))
                .filter(asset -> !DEPOSITS.containsKey(asset)).distinct().forEach(asset -> account.deposit(asset, OTHER_DEPOSIT));
    }

    private void addMethods(final Symbols symbols, final RateLimits rates, final long seed) {
        final List<ApiMethod> methods = new ArrayList<>();
        Stream.of(new MarketApi(exchange, rates, symbols).methods(),
                new OrderApi(exchange, new OrderDesk(exchange, rates), symbols, seed).methods(),
                new AccountApi(exchange, rates, symbols).methods(),
                new SessionApi(exchange, userStreams).methods()).forEach(methods::addAll);
        for (final ApiMethod method : methods) {
            if (method.http() != null) {
                httpMethods.put(method.http(), method);
            }
            webSocketMethods.put(method.webSocket(), method);
        }
    }

    private static Market market(final String base, final String quote, final String tick, final String lot, final String notionalMin,
            final String priceMax) {
        return new Market(base, quote, Decimal.parse(tick), Decimal.parse(lot), 9_000 * Decimal.ONE, Decimal.parse(notionalMin),
                Decimal.parse(priceMax));
    }
}
