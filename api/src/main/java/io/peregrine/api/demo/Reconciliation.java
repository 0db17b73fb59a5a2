package io.peregrine.api.demo;

import io.peregrine.api.demo.VenueTruth.VenueFill;
import io.peregrine.api.view.Fill;
import io.peregrine.api.view.PositionState;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.position.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Compares the engine's account of a session with the venue's truth, to the last decimal: every fill with its fee, the change of every
 * balance, positions, realised profit, and that nothing is left open.
 *
 * <p><b>Threading:</b> confined.
 */
public final class Reconciliation {
    private final Instruments instruments;
    private final Venue venue;
    private final List<String> differences = new ArrayList<>();

    private Reconciliation(final Instruments instruments, final Venue venue) {
        this.instruments = instruments;
        this.venue = venue;
    }

    /**
     * Compares.
     *
     * @param venue      which is compared
     * @param before     the venue's truth before the first order
     * @param after      and after the last
     * @param allFills   all fills that the engine knows
     * @param positions  its positions, by strategy and instrument
     * @param openOrders how many of its orders there are not finished
     * @return a line for each difference; empty where both agree
     */
    public static List<String> compare(
            final Instruments instruments,
            final Venue venue,
            final VenueTruth before,
            final VenueTruth after,
            final List<Fill> allFills,
            final List<PositionState> positions,
            final int openOrders) {
        final Reconciliation reconciliation = new Reconciliation(instruments, venue);
        final List<Fill> fills = allFills.stream().filter(fill -> instruments.get(fill.instrumentId()).venue() == venue).toList();
        reconciliation.openOrders(after, openOrders);
        reconciliation.fills(after.fills().subList(before.fills().size(), after.fills().size()), fills);
        reconciliation.balances(before, after, fills);
        reconciliation.positions(after.fills().subList(before.fills().size(), after.fills().size()), positions);
        return reconciliation.differences;
    }

    private void openOrders(final VenueTruth after, final int openOrders) {
        if (openOrders > 0 || !after.openOrders().isEmpty()) {
            differences.add("orders left open on " + venue.key() + " at the end: engine " + openOrders + ", venue " + after.openOrders());
        }
    }

    private void fills(final List<VenueFill> venueFills, final List<Fill> fills) {
        final Map<String, VenueFill> ours = new HashMap<>();
        for (final Fill fill : fills) {
            final Instrument instrument = instruments.get(fill.instrumentId());
            final VenueFill ofEngine = new VenueFill(instrument.venueSymbol(), fill.executionId(), fill.side().name(),
                    price(instrument, fill), quantity(instrument, fill), normal(BigDecimal.valueOf(fill.feeE8(), 8)), fill.feeAsset());
            if (ours.put(key(ofEngine), ofEngine) != null) {
                differences.add("the engine has fill " + key(ofEngine) + " twice");
            }
        }
        for (final VenueFill fill : venueFills) {
            final VenueFill ofVenue = new VenueFill(fill.symbol(), fill.tradeId(), fill.side(), normal(fill.price()),
                    normal(fill.quantity()), normal(fill.fee()), fill.feeAsset());
            same("fill " + key(fill), ofVenue, ours.remove(key(fill)));
        }
        ours.keySet().forEach(key -> differences.add("the venue does not know fill " + key));
    }

    private void balances(final VenueTruth before, final VenueTruth after, final List<Fill> fills) {
        final Map<String, BigDecimal> changes = new TreeMap<>();
        after.balances().forEach((asset, amount) ->
                changes.put(asset, before.balances().getOrDefault(asset, BigDecimal.ZERO).subtract(amount)));
        for (final Fill fill : fills) {
            final Instrument instrument = instruments.get(fill.instrumentId());
            final boolean buy = fill.side() == io.peregrine.message.Side.BUY;
            final BigDecimal quantity = quantity(instrument, fill);
            // The venue keeps amounts at eight decimals and rounds the price of what was traded down to them.
            final BigDecimal notional = price(instrument, fill).multiply(quantity).setScale(Money.E8_DECIMALS, RoundingMode.DOWN);
            changes.merge(instrument.baseAsset(), buy ? quantity : quantity.negate(), BigDecimal::add);
            changes.merge(instrument.quoteAsset(), buy ? notional.negate() : notional, BigDecimal::add);
            changes.merge(fill.feeAsset(), BigDecimal.valueOf(-fill.feeE8(), 8), BigDecimal::add);
        }
        changes.forEach((asset, rest) -> {
            if (rest.signum() != 0) {
                differences.add("balance of " + asset + " on " + venue.key() + ": venue and engine differ by "
                        + normal(rest).toPlainString());
            }
        });
    }

    private void positions(final List<VenueFill> venueFills, final List<PositionState> positions) {
        for (final Instrument instrument : instruments.of(venue)) {
            BigDecimal quantity = BigDecimal.ZERO;
            BigDecimal cash = BigDecimal.ZERO;
            for (final VenueFill fill : venueFills) {
                if (fill.symbol().equals(instrument.venueSymbol())) {
                    final boolean buy = "BUY".equals(fill.side());
                    final BigDecimal notional = fill.price().multiply(fill.quantity());
                    quantity = quantity.add(buy ? fill.quantity() : fill.quantity().negate());
                    cash = cash.add(buy ? notional.negate() : notional);
                    cash = fill.feeAsset().equals(instrument.quoteAsset()) ? cash.subtract(fill.fee()) : cash;
                }
            }
            BigDecimal engineQuantity = BigDecimal.ZERO;
            BigDecimal engineCash = BigDecimal.ZERO;
            for (final PositionState position : positions) {
                if (position.instrument().instrumentId() == instrument.instrumentId()) {
                    engineQuantity = engineQuantity.add(position.quantity());
                    engineCash = engineCash.add(position.realisedPnl()).subtract(position.cost());
                }
            }
            same("position in " + instrument.symbol() + " on " + venue.key(), normal(quantity), normal(engineQuantity));
            same("cash flow of " + instrument.symbol() + " on " + venue.key() + " (realised profit less cost of the open position)",
                    normal(cash), normal(engineCash));
        }
    }

    private void same(final String what, final Object venue, final Object engine) {
        if (!Objects.equals(venue, engine)) {
            differences.add(what + ": venue " + venue + ", engine " + engine);
        }
    }

    private static String key(final VenueFill fill) {
        return fill.symbol() + ' ' + fill.tradeId();
    }

    private static BigDecimal price(final Instrument instrument, final Fill fill) {
        return normal(BigDecimal.valueOf(fill.price(), instrument.priceDecimals()));
    }

    private static BigDecimal quantity(final Instrument instrument, final Fill fill) {
        return normal(BigDecimal.valueOf(fill.quantity(), instrument.quantityDecimals()));
    }

    private static BigDecimal normal(final BigDecimal value) {
        return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }
}
