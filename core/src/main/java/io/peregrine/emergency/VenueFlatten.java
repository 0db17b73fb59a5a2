package io.peregrine.emergency;

import io.peregrine.flatten.FlattenClaims;
import io.peregrine.flatten.KnownPosition;
import io.peregrine.flatten.PositionFile;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.AccountFlattener.Balance;
import io.peregrine.venue.AccountFlattener.MarketOrder;
import io.peregrine.venue.AccountFlattener.Outcome;
import io.peregrine.venue.AccountFlattener.Receipt;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes the engine's positions at one venue, once nothing is open there any more. For each instrument and trip there is one order at most,
 * whoever sends it: a claim that all processes see comes before it. Whose claim was too late asks the venue for the other's order.
 *
 * <p>An order whose answer is lost is not sent again, but asked for. Where the venue does not know it for {@value #NOT_FOUND_MAX_MS} ms,
 * or does not answer for {@value #UNANSWERED_MAX_MS} ms, it is told as UNKNOWN, and asked for now and then from there on. What failed
 * before it could reach the venue's book is sent again.
 *
 * <p><b>Threading:</b> {@link #run} on the thread that has cancelled at the venue.
 */
final class VenueFlatten {
    /** For so long a venue may not know an order that is on its way. */
    static final long NOT_FOUND_MAX_MS = 15_000;
    /** For so long it is waited for a venue that does not answer; then only between other things. */
    static final long UNANSWERED_MAX_MS = 60_000;
    static final long PAUSE_MIN_MS = 250;
    static final long PAUSE_MAX_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(VenueFlatten.class);
    private static final int ATTEMPTS_MAX = 20;

    private final Flatten flatten;
    private final String venueKey;
    private final AccountFlattener flattener;
    private final Pause time;
    private final List<FlattenReport> reports = new ArrayList<>();
    private final Map<MarketOrder, FlattenReport> unknown = new LinkedHashMap<>();
    private Consumer<List<FlattenReport>> told;

    VenueFlatten(final Flatten flatten, final String venueKey, final AccountFlattener flattener, final Pause time) {
        this.flatten = flatten;
        this.venueKey = venueKey;
        this.flattener = flattener;
        this.time = time;
    }

    /**
     * Closes.
     *
     * @param listener hears of all positions, and of what the account has that none explains, each time that something is known of one
     */
    void run(final Consumer<List<FlattenReport>> listener) throws InterruptedException {
        told = listener;
        final KillSwitch.Status trip = flatten.killSwitch().status();
        try {
            final List<KnownPosition> positions = PositionFile.read(flatten.directory(), venueKey);
            final FlattenClaims claims = FlattenClaims.open(flatten.directory());
            final Map<String, Balance> balances = balances(positions);
            for (final KnownPosition position : positions) {
                if (!position.damage().isEmpty()) {
                    tell(FlattenReport.notSent(position.symbol(), FlattenState.NOT_SENT, null, position.damage()));
                } else {
                    close(position, FlattenQuantity.of(position, positions, balances), claims, trip.timeNs());
                }
            }
        } catch (final IOException | AccountCallException e) {
            tell(FlattenReport.notSent("", FlattenState.NOT_SENT, null, e.getMessage()));
        } catch (final RuntimeException e) {
            // Whatever it is: the venue is to be looked at for late orders all the same.
            LOG.error("kill switch: {}: closing positions met an error", venueKey, e);
            tell(FlattenReport.notSent("", FlattenState.NOT_SENT, null, e.toString()));
        }
    }

    private Map<String, Balance> balances(final List<KnownPosition> positions) throws AccountCallException, InterruptedException {
        final Set<String> assets = new HashSet<>();
        positions.forEach(position -> assets.add(position.baseAsset()));
        for (int attempt = 1; ; attempt++) {
            try {
                return flattener.balances(assets);
            } catch (final AccountCallException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw new AccountCallException("the venue does not tell its balances: " + e.getMessage(), 0);
                }
                pause(e);
            }
        }
    }

    private void close(
            final KnownPosition position, final FlattenQuantity certain, final FlattenClaims claims, final long tripTimeNs)
            throws InterruptedException {
        final BigDecimal held = position.decimal(position.quantity());
        final String name = venueKey + ':' + position.symbol();
        final FlattenClaims.Claim earlier = claims.find(tripTimeNs, name);
        if (earlier == null && position.quantity() == 0 && (certain.reason().isEmpty() || position.baselineE8() == PositionFile.UNKNOWN)) {
            return;
        }
        if (earlier == null) {
            if (certain.quantity().abs().compareTo(position.decimal(Math.max(1, position.terms().least()))) < 0) {
                final boolean doubt = !certain.reason().isEmpty();
                tell(FlattenReport.notSent(position.symbol(), doubt ? FlattenState.NOT_SENT : FlattenState.DUST, held, certain.reason()));
                return;
            } else if (!tripped(tripTimeNs)) {
                throw new InterruptedException();
            }
        }
        final FlattenClaims.Claim claim = earlier != null ? earlier : claims.claim(tripTimeNs, name,
                certain.quantity().unscaledValue().longValueExact(), position.quantity(), position.terms().decimals());
        if (claim == null) {
            tell(FlattenReport.notSent(position.symbol(), FlattenState.NOT_SENT, held, "there is no room for another claim"));
            return;
        }
        final BigDecimal quantity = BigDecimal.valueOf(claim.quantity(), claim.decimals());
        final MarketOrder order = new MarketOrder(claim.clientOrderId(), position.venueSymbol(), position.baseAsset(),
                position.quoteAsset(), quantity.signum() > 0, quantity.abs());
        final FlattenReport report = new FlattenReport(position.symbol(), FlattenState.SENT,
                BigDecimal.valueOf(claim.held(), claim.decimals()), quantity, null, claim.mine() ? certain.reason() : "");
        if (!claim.mine()) {
            tell(report.with(FlattenState.SENT, null, "process " + claim.pid() + " has claimed it"));
            follow(report, order);
        } else if (send(report, order, tripTimeNs)) {
            follow(report, order);
        }
    }

    /** False where the order is certainly not at the venue. */
    private boolean send(final FlattenReport report, final MarketOrder order, final long tripTimeNs) throws InterruptedException {
        LOG.warn("kill switch: closing at {}: {} of {} at the market, client order id {}", venueKey, report.order().toPlainString(),
                report.symbol(), Long.toHexString(order.clientOrderId()));
        tell(report);
        String refusal = "";
        for (int attempt = 1; attempt <= ATTEMPTS_MAX && tripped(tripTimeNs); attempt++) {
            try {
                final Receipt receipt = flattener.send(order);
                switch (receipt.kind()) {
                    case TAKEN -> {
                        return true;
                    }
                    case REFUSED -> {
                        tell(report.with(FlattenState.REFUSED, BigDecimal.ZERO, receipt.text()));
                        return false;
                    }
                    case NOT_REACHED -> {
                        refusal = receipt.text();
                        time.pause(TimeUnit.MILLISECONDS.toNanos(PAUSE_MIN_MS));
                    }
                }
            } catch (final AccountCallException e) {
                if (e.retryAfterNs() == 0) {
                    LOG.error("kill switch: {}: no answer to the order that closes {}, asking what became of it: {}", venueKey,
                            report.symbol(), e.getMessage());
                    return true;
                }
                refusal = e.getMessage();
                pause(e);
            }
        }
        tell(report.with(FlattenState.REFUSED, BigDecimal.ZERO, refusal));
        return false;
    }

    /** Asks until the venue says what became of the order, or has long not known it, or not answered. */
    private void follow(final FlattenReport report, final MarketOrder order) throws InterruptedException {
        final long startNs = time.tickNs();
        long foundNs = startNs;
        long pauseMs = PAUSE_MIN_MS;
        while (true) {
            long retryAfterNs = 0;
            String answer;
            try {
                final Outcome outcome = flattener.outcome(order);
                if (ended(report, order, outcome)) {
                    return;
                }
                foundNs = outcome.state() == Outcome.State.NOT_FOUND ? foundNs : time.tickNs();
                answer = outcome.text();
            } catch (final AccountCallException e) {
                // No answer is no proof, one way or the other.
                foundNs = time.tickNs();
                answer = e.getMessage();
                retryAfterNs = e.retryAfterNs();
            }
            if (time.tickNs() - foundNs >= TimeUnit.MILLISECONDS.toNanos(NOT_FOUND_MAX_MS)
                    || time.tickNs() - startNs >= TimeUnit.MILLISECONDS.toNanos(UNANSWERED_MAX_MS)) {
                unknown.put(order, report);
                tell(report.with(FlattenState.UNKNOWN, null,
                        "its order may have been sent, and is not sent again; the venue says: " + answer));
                return;
            }
            time.pause(Math.max(TimeUnit.MILLISECONDS.toNanos(pauseMs), retryAfterNs));
            pauseMs = Math.min(PAUSE_MAX_MS, 2 * pauseMs);
        }
    }

    /** Asks once more for orders of which nothing was known. */
    void lookAgain() throws AccountCallException, InterruptedException {
        for (final Map.Entry<MarketOrder, FlattenReport> entry : List.copyOf(unknown.entrySet())) {
            if (ended(entry.getValue(), entry.getKey(), flattener.outcome(entry.getKey()))) {
                unknown.remove(entry.getKey());
            }
        }
    }

    private boolean ended(final FlattenReport report, final MarketOrder order, final Outcome outcome) {
        final boolean ended = outcome.state() == Outcome.State.ENDED;
        if (ended) {
            tell(report.with(FlattenState.ENDED, order.buy() ? outcome.filled() : outcome.filled().negate(), report.text()));
        }
        return ended;
    }

    private void pause(final AccountCallException failure) throws InterruptedException {
        time.pause(Math.max(TimeUnit.MILLISECONDS.toNanos(PAUSE_MIN_MS), failure.retryAfterNs()));
    }

    /** By the same trip still? What was reset meanwhile is not to be closed any more. */
    private boolean tripped(final long tripTimeNs) {
        final KillSwitch.Status now = flatten.killSwitch().status();
        return now.tripped() && now.timeNs() == tripTimeNs && tripTimeNs > 0;
    }

    private void tell(final FlattenReport report) {
        reports.removeIf(earlier -> earlier.symbol().equals(report.symbol()));
        reports.add(report);
        told.accept(List.copyOf(reports));
        switch (report.state()) {
            case SENT -> {
                // Logged where it is sent.
            }
            case ENDED -> LOG.warn("kill switch: {}: {}", venueKey, report.facts());
            default -> LOG.error("kill switch: {}: NOT CLOSED: {}", venueKey, report.facts());
        }
    }
}
