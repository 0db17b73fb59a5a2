package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.SelfTradePrevention;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.matching.TimeInForce;
import io.peregrine.sim.venue.SteppedVenue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A client that follows the rules has the exchange's book after every message, at every depth, however full or empty the book is. */
class BookFeedPropertyTest {
    private static final int[] DEPTHS = {10, 25, 100, 500, 1_000};
    private static final int STEPS = 800;
    private static final long STEP_US = 1_000;

    @Test
    void theOrderFlowsBookIsFollowedAtEveryDepth() {
        for (final int levels : new int[] {3, 11, 120}) {
            final long seed = Long.getLong("peregrine.seed", 1) + levels;
            run(seed, new FlowSettings(1_000, levels, 20), false);
        }
    }

    @Test
    void aBookThatIsSweptAndRefilledIsFollowedAtEveryDepth() {
        for (long seed = 1; seed <= 3; seed++) {
            run(seed, new FlowSettings(0, 0, 1), true);
        }
    }

    private static void run(final long seed, final FlowSettings flow, final boolean wild) {
        try (SteppedVenue venue = new SteppedVenue("kraken", seed, flow)) {
            final Map<SteppedVenue.Client, ClientBook> books = new LinkedHashMap<>();
            final Map<ClientBook, Integer> depths = new LinkedHashMap<>();
            for (final int depth : DEPTHS) {
                final SteppedVenue.Client client = venue.connect("/v2", "");
                client.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":" + depth + "}}");
                final ClientBook book = new ClientBook(depth);
                books.put(client, book);
                depths.put(book, depth);
            }
            final Listing listing = venue.venue().exchange().listing("BTC/USD");
            final Wild orders = new Wild(venue.venue().exchange(), listing, seed);
            int frames = 0;
            for (int step = 0; step < STEPS; step++) {
                if (wild) {
                    venue.venue().thread().submit(orders::act);
                }
                venue.run(STEP_US);
                for (final Map.Entry<SteppedVenue.Client, ClientBook> each : books.entrySet()) {
                    frames += follow(each.getKey(), each.getValue());
                    compare(listing, each.getValue(), depths.get(each.getValue()));
                }
            }
            assertTrue(frames > STEPS / 4, "only " + frames + " frames");
        } catch (final AssertionError | RuntimeException e) {
            fail("seed " + seed + ", " + flow, e);
        }
    }

    private static int follow(final SteppedVenue.Client client, final ClientBook book) {
        int frames = 0;
        for (final String text : client.take()) {
            final JsonNode frame = Fixtures.parse(text);
            if (frame.path("channel").asText().equals("book")) {
                book.apply(frame);
                frames++;
            }
        }
        return frames;
    }

    private static void compare(final Listing listing, final ClientBook book, final int depth) {
        assertEquals(boxed(listing.book().levels(Side.BUY, depth)), book.bids());
        assertEquals(boxed(listing.book().levels(Side.SELL, depth)), book.asks());
    }

    private static List<Long> boxed(final long[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    /** Orders without any sense: dense around one price, large sweeps, cancels of many at once. */
    private static final class Wild {
        private final Account account = Account.flow(-7);
        private final Exchange exchange;
        private final Listing listing;
        private final SplittableRandom random;
        private final List<AccountOrder> placed = new ArrayList<>();

        private Wild(final Exchange exchange, final Listing listing, final long seed) {
            this.exchange = exchange;
            this.listing = listing;
            this.random = new SplittableRandom(seed);
        }

        private void act() {
            placed.removeIf(order -> order.status().finished());
            final int what = random.nextInt(100);
            if (what < 2) {
                List.copyOf(placed).forEach(order -> exchange.cancel(order, null));
            } else if (what < 25 && !placed.isEmpty()) {
                exchange.cancel(placed.get(random.nextInt(placed.size())), null);
            } else {
                final int burst = random.nextInt(20) == 0 ? 40 : 1;
                for (int i = 0; i < burst; i++) {
                    place(random.nextInt(30) == 0 ? 500 : 1);
                }
            }
        }

        private void place(final long factor) {
            final long price = (600_000 + random.nextInt(60) - 30) * Decimal.ONE / 10;
            final OrderTerms terms = new OrderTerms(random.nextBoolean() ? Side.BUY : Side.SELL, OrderType.LIMIT, TimeInForce.GTC, price, 0,
                    (1 + random.nextInt(1_000_000)) * factor, SelfTradePrevention.NONE);
            try {
                placed.add(exchange.place(account, listing, new OrderRequest(terms, "wild")));
            } catch (final OrderRejectedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
