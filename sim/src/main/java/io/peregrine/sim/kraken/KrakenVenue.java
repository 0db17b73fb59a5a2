package io.peregrine.sim.kraken;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The simulated Kraken: an exchange with order flow behind the venue's protocol.
 *
 * <p><b>Threading:</b> thread-safe; owns the exchange thread.
 */
public final class KrakenVenue implements SimulatedVenue {
    /** Its name on the command line. */
    public static final String NAME = "kraken";
    private static final Map<String, String> MESSAGE_KINDS = Map.of(
            "book", "\"channel\":\"book\"",
            "trade", "\"channel\":\"trade\"",
            "ticker", "\"channel\":\"ticker\"",
            "heartbeat", "\"channel\":\"heartbeat\"",
            "ack", "(?=.*\"channel\":\"executions\").*\"exec_type\":\"(pending_new|new)\"",
            "fill", "(?=.*\"channel\":\"executions\").*\"exec_type\":\"(trade|filled)\"",
            "answer", "(?=.*\"method\":\"(add|amend|edit|cancel)_order\").*\"success\":true");
    /** Fees of the lowest volume: 0.25 % for makers, 0.40 % for takers, in the quote asset. */
    static final FeeSchedule FEES = new FeeSchedule(2_500, 4_000, FeeSchedule.Charged.QUOTE);

    private static final String PUBLIC_PATH = "/v2";
    private static final String PRIVATE_PATH = "/auth/v2";
    private static final Map<String, Long> DEPOSITS = new LinkedHashMap<>();

    static {
        DEPOSITS.put("USD", 1_000_000 * Decimal.ONE);
        DEPOSITS.put("USDT", 1_000_000 * Decimal.ONE);
        DEPOSITS.put("BTC", 10 * Decimal.ONE);
        DEPOSITS.put("ETH", 100 * Decimal.ONE);
    }

    private final Exchange exchange;
    private final ExchangeThread thread;
    private final MarketFlow flow;
    private final SessionLimits sessionLimits;
    private final KrakenContext context;
    private final RestApi rest;
    private final Map<Credentials, Account> clients = new LinkedHashMap<>();
    private final AtomicLong connections;

    /**
     * @param settings decide everything; the venue is quiet until {@link #open}
     * @throws IllegalArgumentException where the capture cannot be used or a limit is unknown
     */
    public KrakenVenue(final VenueSettings settings) {
        final KrakenLimits limits = KrakenLimits.parse(settings.limits());
        final VenueMarkets markets = VenueMarkets.of(settings, Pairs.STANDARD.markets(), List.of(), CapturedMessages::new);
        final Pairs pairs = markets.recorded() ? Pairs.recorded(markets.listed(), markets::priceDecimals) : Pairs.STANDARD;
        final Publisher publisher = new Publisher();
        final OrderRegister register = new OrderRegister();
        exchange = new Exchange(markets.listed(), publisher);
        flow = markets.flow(exchange, NAME);
        thread = new ExchangeThread(exchange, publisher, settings.clock(), "sim-kraken");
        sessionLimits = settings.sessionLimits().orElse(SessionLimits.STANDARD);
        connections = new AtomicLong(settings.seed() << 20);
        final OrderDesk desk = new OrderDesk(exchange, register, limits, new Timers());
        final BalanceChannel balances = new BalanceChannel();
        context = new KrakenContext(thread, settings.clock(), pairs, desk, new AmendDesk(desk),
                new MarketChannels(exchange, pairs, register), new ExecutionChannel(desk, new ExecutionJson(new Valuation(exchange))),
                balances, new Tokens(settings.seed()), new Presence());
        final Authenticator authenticator = new Authenticator(limits);
        for (int i = 0; i < settings.clients(); i++) {
            final Credentials credentials = Credentials.generate(settings.seed(), i);
            final Account account = Account.client(i + 1L, FEES);
            markets.deposits(DEPOSITS).forEach(account::deposit);
            balances.add(account);
            clients.put(credentials, account);
            authenticator.add(credentials, account);
        }
        rest = new RestApi(context, authenticator);
        publisher.connect(context, flow);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> webSocketPaths() {
        return List.of(PUBLIC_PATH, PRIVATE_PATH);
    }

    @Override
    public Conversation connect(final Connection connection, final Outbound outbound) {
        final long number = connections.incrementAndGet();
        return connection.path().equals(PRIVATE_PATH) ? new PrivateConversation(context, outbound, number)
                : new PublicConversation(context, outbound, number);
    }

    @Override
    public SessionLimits sessionLimits() {
        return sessionLimits;
    }

    @Override
    public void open() {
        exchange.advance(context.nowUs());
        flow.open();
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
    public Map<String, Account> accounts() {
        final Map<String, Account> accounts = new LinkedHashMap<>();
        clients.forEach((credentials, account) -> accounts.put(credentials.apiKey(), account));
        return accounts;
    }

    @Override
    public void describe(final ObjectNode json) {
        final Credentials client = credentials().getFirst();
        final String address = json.path("ws").asText();
        json.put("stream", address + PUBLIC_PATH).put("orders", address + PRIVATE_PATH).put("apiKey", client.apiKey())
                .put("secret", client.secret());
        // Its accounts have the venue's highest level.
        json.putObject("options").put("tier", "pro");
    }

    /** The clients' credentials, the default client's first. */
    List<Credentials> credentials() {
        return List.copyOf(clients.keySet());
    }

    @Override
    public String symbol(final Market market) {
        return market.pair();
    }

    @Override
    public String executionId(final Fill fill) {
        return Ids.execution(fill);
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
        return "book".equals(message.path("channel").asText())
                ? message.path("data").valueStream().map(book -> book.path("symbol").asText()).toList() : List.of();
    }

    @Override
    public void close() {
        thread.close();
        flow.close();
    }
}
