package io.peregrine.sim.coinbase;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.capture.MessageReader;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.venue.VenueMarkets;
import io.peregrine.sim.venue.VenueSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The market behind a venue: an exchange of its own with other participants, the clients, the desk that takes their orders, and the thread.
 *
 * <p><b>Threading:</b> names, ids and the clock are thread-safe; the exchange, the flow and the desk belong to the exchange thread.
 * <b>Units:</b> microseconds since the epoch.
 */
public final class Marketplace implements ExchangeThread.Background, AutoCloseable {
    /** Fees of the lowest tier: 0.4 % for makers, 0.6 % for takers, in the quote asset. */
    public static final FeeSchedule FEES = new FeeSchedule(4_000, 6_000, FeeSchedule.Charged.QUOTE);

    private static final List<Market> MARKETS = List.of(
            market("BTC", "USD", "0.01", "0.000001", "1", "1000000"),
            market("ETH", "USD", "0.01", "0.000001", "1", "1000000"),
            market("ETH", "BTC", "0.00001", "0.001", "0.0001", "1000"),
            market("BTC", "USDT", "0.01", "0.000001", "1", "1000000"));
    private static final Set<String> FIAT = Set.of("USD", "EUR", "GBP");
    private static final Map<String, Long> DEPOSITS = new LinkedHashMap<>();
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NS_PER_US = 1_000;
    private static final long PROFILE_IDS = 1L << 60;
    private static final long WALLET_IDS = 1L << 59;
    private static final long WALLETS = 100;

    static {
        DEPOSITS.put("USD", 1_000_000 * Decimal.ONE);
        DEPOSITS.put("BTC", 10 * Decimal.ONE);
        DEPOSITS.put("ETH", 100 * Decimal.ONE);
        DEPOSITS.put("USDT", 1_000_000 * Decimal.ONE);
    }

    private final Publication publication;
    private final Exchange exchange;
    private final ExchangeThread thread;
    private final MarketFlow flow;
    private final Clock clock;
    private final Ids ids;
    private final Map<String, Product> products = new LinkedHashMap<>();
    private final List<Profile> profiles = new ArrayList<>();
    private final Map<String, Long> deposits;
    private final OrderDesk desk;

    /**
     * @param settings    of the venue
     * @param messages    reads the venue's captured messages
     * @param publication told of everything
     * @param threadName  of the exchange thread
     * @throws IllegalArgumentException where the capture cannot be used
     */
    public Marketplace(final VenueSettings settings, final Supplier<? extends MessageReader> messages, final Publication publication,
            final String threadName) {
        final VenueMarkets markets = VenueMarkets.of(settings, MARKETS, List.of(), messages);
        this.publication = publication;
        this.clock = settings.clock();
        this.exchange = new Exchange(markets.listed(), publication);
        this.flow = markets.flow(exchange, "coinbase");
        this.thread = new ExchangeThread(exchange, this, clock, threadName);
        this.ids = new Ids(settings.seed());
        this.deposits = markets.deposits(DEPOSITS);
        exchange.listings().forEach(listing -> {
            final Product product = new Product(listing, products.size());
            products.put(product.id(), product);
        });
        for (int i = 0; i < settings.clients(); i++) {
            final Account account = Account.client(i + 1L, FEES);
            deposits.forEach(account::deposit);
            final String profileId = ids.of(PROFILE_IDS + i);
            profiles.add(new Profile(account, HexFormat.of().formatHex(profileId.getBytes(StandardCharsets.US_ASCII), 0, 12),
                    profileId));
        }
        this.desk = new OrderDesk(exchange, ids);
    }

    /** Fills the books. */
    public void open() {
        exchange.advance(clockUs());
        flow.open();
        publication.flush();
    }

    @Override
    public long run(final long nowUs) {
        final long nextFlowUs = flow.run(nowUs, publication::flush);
        final long nextExpiryUs = desk.expire(nowUs);
        publication.flush();
        final long nextUs = Math.min(publication.run(nowUs), nextExpiryUs);
        return Math.min(nextFlowUs, nextUs) - nowUs;
    }

    @Override
    public void afterRequest() {
        publication.flush();
    }

    /** The clock's time. */
    public long clockUs() {
        final Instant now = clock.instant();
        return now.getEpochSecond() * US_PER_SECOND + now.getNano() / NS_PER_US;
    }

    public Exchange exchange() {
        return exchange;
    }

    public ExchangeThread thread() {
        return thread;
    }

    public MarketFlow flow() {
        return flow;
    }

    public OrderDesk desk() {
        return desk;
    }

    /** Makes ids of orders and others. */
    public Ids ids() {
        return ids;
    }

    /** All products by their ids. */
    public Map<String, Product> products() {
        return products;
    }

    /** The product of a market. */
    public Product product(final Market market) {
        return products.get(Product.id(market));
    }

    /** The clients, the default client first. */
    public List<Profile> profiles() {
        return profiles;
    }

    /** The client that owns an account, or null for an account of the order flow. */
    public Profile profile(final Account account) {
        return account.unlimited() ? null : profiles.get((int) account.accountId() - 1);
    }

    /** Currencies that exist. */
    public List<String> currencies() {
        return List.copyOf(deposits.keySet());
    }

    /** Is a currency issued by a state? */
    public static boolean fiat(final String currency) {
        return FIAT.contains(currency);
    }

    /** The id of what a client has of a currency. */
    public String walletId(final Account account, final String currency) {
        return ids.of(WALLET_IDS + account.accountId() * WALLETS + currencies().indexOf(currency));
    }

    @Override
    public void close() {
        thread.close();
        flow.close();
    }

    private static Market market(final String base, final String quote, final String tick, final String lot, final String notionalMin,
            final String priceMax) {
        return new Market(base, quote, Decimal.parse(tick), Decimal.parse(lot), 9_000 * Decimal.ONE, Decimal.parse(notionalMin),
                Decimal.parse(priceMax));
    }
}
