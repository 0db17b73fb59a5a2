package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.SnapshotFeeDecoder;
import io.peregrine.message.SnapshotPositionDecoder;
import io.peregrine.position.FifoLots;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * Positions and performance by strategy: the core's own exact accounts, fed with the fills of the journal and valued by LIVE books.
 *
 * <p><b>Threading:</b> under the view's lock.
 */
final class Portfolio {
    /** Fees in assets that no instrument is made of: shown, but without a price not part of any sum. */
    static final String OTHER_ASSETS = "other";

    private final Instruments instruments;
    private final PositionBook book;
    private final Valuation valuation;
    private final EquityCurve[] curves;
    /** By strategy, then instrument. */
    private final FifoLots[] lots;

    /**
     * @param strategyCount  highest strategy id plus one
     * @param windowSeconds  performance window, sampled once a second
     */
    Portfolio(final Instruments instruments, final Valuation valuation, final int strategyCount, final int windowSeconds) {
        this.instruments = instruments;
        this.valuation = valuation;
        book = new PositionBook(instruments, strategyCount);
        curves = new EquityCurve[strategyCount];
        for (int i = 0; i < strategyCount; i++) {
            curves[i] = new EquityCurve(windowSeconds, 1);
        }
        lots = new FifoLots[strategyCount * instruments.count()];
        for (int i = 0; i < lots.length; i++) {
            lots[i] = new FifoLots(instruments.get(i % instruments.count()));
        }
    }

    void onFill(final Fill fill) {
        book.onFill(fill.strategyId(), fill.instrumentId(), fill.side(), fill.price(), fill.quantity(), fill.feeE8(),
                instruments.assetId(fill.feeAsset()));
        lots(fill.strategyId(), fill.instrumentId()).onFill(fill.side() == Side.BUY, fill.price(), fill.quantity());
    }

    /**
     * A message of the state that removed records made. What is open of a position is one lot at its average price then: its lots are not
     * known any more.
     */
    void onRemoved(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == SnapshotPositionDecoder.TEMPLATE_ID) {
            final SnapshotPositionDecoder message = new SnapshotPositionDecoder().wrapAndApplyHeader(buffer, offset, header);
            book.restore(message);
            if (message.strategyId() != SnapshotPositionDecoder.strategyIdNullValue()) {
                lots(message.strategyId(), message.instrumentId()).begin(book.position(message.strategyId(), message.instrumentId()));
            }
        } else if (header.templateId() == SnapshotFeeDecoder.TEMPLATE_ID) {
            book.restore(new SnapshotFeeDecoder().wrapAndApplyHeader(buffer, offset, header));
        }
    }

    /** One point of every strategy's equity curve; a strategy that can not be valued now is left out. */
    void sample() {
        for (int strategyId = 0; strategyId < curves.length; strategyId++) {
            final DollarSum sum = sum(positions(strategyId));
            if (sum.valued()) {
                curves[strategyId].add(sum.total().doubleValue());
            }
        }
    }

    /** Positions that were ever traded, by strategy and instrument. */
    List<PositionState> positions() {
        final List<PositionState> all = new ArrayList<>();
        for (int strategyId = 0; strategyId < curves.length; strategyId++) {
            all.addAll(positions(strategyId));
        }
        return all;
    }

    /** Those of one strategy. */
    List<PositionState> positions(final int strategyId) {
        final List<PositionState> list = new ArrayList<>();
        for (final Instrument instrument : instruments.all()) {
            final Position position = book.position(strategyId, instrument.instrumentId());
            if (position.fillCount() > 0) {
                list.add(state(strategyId, position));
            }
        }
        return list;
    }

    PositionState position(final int strategyId, final int instrumentId) {
        return state(strategyId, book.position(strategyId, instrumentId));
    }

    Performance performance(final int strategyId) {
        final PositionTotal total = total(positions(strategyId));
        final EquityCurve curve = curves[strategyId];
        return new Performance(total.totalPnl(), total.realisedPnl(), total.unrealisedPnl(), total.fees(), total.volume(),
                winRatePercent(strategyId), curve.sharpe(), curve.drawdownMax(), total.fillCount());
    }

    /** Some of the positions together. */
    PositionTotal total(final List<PositionState> some) {
        return sum(some).result();
    }

    /** Of all strategies together, by instrument, signed and in dollars; NaN where a position can not be valued. */
    double[] exposures() {
        final double[] exposures = new double[instruments.count()];
        for (final PositionState position : positions()) {
            if (position.quantity().signum() != 0) {
                final BigDecimal rate = valuation.dollars(position.instrument().quoteAsset());
                exposures[position.instrument().instrumentId()] += rate == null || position.markPrice() == null ? Double.NaN
                        : position.quantity().multiply(position.markPrice()).multiply(rate).doubleValue();
            }
        }
        return exposures;
    }

    private double winRatePercent(final int strategyId) {
        long won = 0;
        long lost = 0;
        for (final Instrument instrument : instruments.all()) {
            final Position position = book.position(strategyId, instrument.instrumentId());
            won += position.wonCount();
            lost += position.lostCount();
        }
        return won + lost == 0 ? Double.NaN : 100.0 * won / (won + lost);
    }

    private PositionState state(final int strategyId, final Position position) {
        final Instrument instrument = position.instrument();
        final int decimals = position.moneyDecimals();
        final BigDecimal quantity = BigDecimal.valueOf(position.quantity(), instrument.quantityDecimals());
        final BigDecimal mark = valuation.mid(instrument);
        final boolean flat = position.quantity() == 0;
        final BigDecimal value = flat ? BigDecimal.ZERO : mark == null ? null : quantity.multiply(mark);
        return new PositionState(
                strategyId,
                instrument,
                quantity,
                flat ? null : BigDecimal.valueOf(position.averagePrice(), instrument.priceDecimals()),
                BigDecimal.valueOf(position.cost(), decimals),
                mark,
                BigDecimal.valueOf(position.realisedPnl(), decimals),
                value == null ? null : value.subtract(BigDecimal.valueOf(position.cost(), decimals)),
                value == null ? null : value.abs(),
                BigDecimal.valueOf(position.volume(), decimals),
                fees(position),
                position.fillCount(),
                fifo(lots(strategyId, instrument.instrumentId()), position, value));
    }

    private FifoState fifo(final FifoLots open, final Position position, final BigDecimal value) {
        final int decimals = position.moneyDecimals();
        return new FifoState(
                BigDecimal.valueOf(open.realisedPnl() - position.quoteFees(), decimals),
                value == null ? null : value.subtract(BigDecimal.valueOf(open.cost(), decimals)),
                open.lotCount(),
                open.lotCount() == 0 ? null : BigDecimal.valueOf(open.nextPrice(), position.instrument().priceDecimals()));
    }

    /** As the position book does it, a strategy that is not known (it was configured once) counts as 0. */
    private FifoLots lots(final int strategyId, final int instrumentId) {
        final int row = strategyId >= 0 && strategyId < curves.length ? strategyId : 0;
        return lots[row * instruments.count() + instrumentId];
    }

    private Map<String, BigDecimal> fees(final Position position) {
        final Map<String, BigDecimal> fees = new LinkedHashMap<>();
        final List<String> assets = instruments.assets();
        for (int assetId = -1; assetId < assets.size(); assetId++) {
            final long feeE8 = position.feesE8(assetId);
            if (feeE8 != 0) {
                fees.put(assetId < 0 ? OTHER_ASSETS : assets.get(assetId), BigDecimal.valueOf(feeE8, Money.E8_DECIMALS));
            }
        }
        return fees;
    }

    private DollarSum sum(final List<PositionState> some) {
        final DollarSum sum = new DollarSum(valuation);
        some.forEach(sum::add);
        return sum;
    }
}
