package io.peregrine.venue.coinbase.gateway;

import io.peregrine.time.EngineClock;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Cancels all orders of a profile on Coinbase Exchange. The venue does it "with best effort" and asks to repeat it until none is left.
 *
 * <p><b>Threading:</b> as {@link AccountCanceller}. Source: Coinbase Exchange REST API, "Cancel all orders", "Get all orders".
 */
public final class ExchangeCanceller implements AccountCanceller {
    private static final String ORDERS = "/orders";
    private static final String OPEN = ORDERS + "?status=open&status=pending&status=active&limit=1000";
    private static final int UNAUTHORIZED = 401;

    private final BlockingRest rest;
    private final ExchangeSignature signature;
    private final String apiKey;
    private final String passphrase;
    private final VenueTime time;

    /** @param venue with a key */
    public ExchangeCanceller(final VenueSettings venue) {
        rest = new BlockingRest(List.of(venue.orderUri()));
        signature = new ExchangeSignature(venue.credentials());
        apiKey = venue.credentials().apiKey();
        passphrase = venue.credentials().passphrase();
        time = new VenueTime(rest, "/time", "epoch");
    }

    @Override
    public void prepare() throws AccountCallException, InterruptedException {
        time.measure();
    }

    @Override
    public void cancelAll(final IntConsumer acknowledged) throws AccountCallException, InterruptedException {
        acknowledged.accept(list("DELETE", ORDERS));
    }

    @Override
    public int openOrders() throws AccountCallException, InterruptedException {
        return list("GET", OPEN);
    }

    @Override
    public Optional<AccountFlattener> flattener() {
        return Optional.of(new ExchangeFlattener(this));
    }

    @Override
    public void close() {
        rest.close();
    }

    /** Length of the list in the answer. */
    private int list(final String method, final String target) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = call(method, target, "");
        if (!answer.ok() || !answer.body().isArray()) {
            refusedForClock(answer);
            throw new AccountCallException(method + " orders: " + answer.text(), 0);
        }
        return answer.body().size();
    }

    /** @param body empty for none */
    BlockingRest.Answer call(final String method, final String target, final String body)
            throws AccountCallException, InterruptedException {
        final String seconds = Long.toString(TimeUnit.NANOSECONDS.toSeconds(EngineClock.nowNs() + time.offsetNs()));
        return rest.call(method, target, Map.of(
                "CB-ACCESS-KEY", apiKey,
                "CB-ACCESS-SIGN", signature.sign(seconds, method, target, body),
                "CB-ACCESS-TIMESTAMP", seconds,
                "CB-ACCESS-PASSPHRASE", passphrase,
                "Content-Type", "application/json"), body.isEmpty() ? null : body);
    }

    /** Was it refused, before anything was done, as it is for the time that it bore? The clock is measured again then. */
    boolean refusedForClock(final BlockingRest.Answer answer) throws AccountCallException, InterruptedException {
        final boolean refused = answer.status() == UNAUTHORIZED;
        if (refused) {
            time.measure();
        }
        return refused;
    }
}
