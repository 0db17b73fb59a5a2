package io.peregrine.order;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;

/**
 * An order's price and whole quantity as a venue's report has them; either may be absent, and a market order's price means nothing.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none. <b>Units:</b> mantissas at the instrument's decimals.
 */
final class ReportedTerms {
    private ReportedTerms() {
    }

    /** Does the report say nothing else than these? */
    static boolean agree(final ExecutionReportDecoder report, final Order order, final long price, final long quantity) {
        return (!priceTold(report, order) || report.price() == price) && (!quantityTold(report) || report.orderQuantity() == quantity);
    }

    /** Does the report say all that a replace can change? */
    static boolean complete(final ExecutionReportDecoder report, final Order order) {
        return quantityTold(report) && (order.price == Instrument.NULL_VALUE || priceTold(report, order));
    }

    /** Were the order's terms certain after this journalled report? One of the core's own says nothing of a replace that is on its way. */
    static boolean settled(final ExecutionReportDecoder report, final Order order) {
        final boolean answered = (report.execType() == ExecType.REPLACED || report.execType() == ExecType.REPLACE_REJECTED)
                && report.receiveTimeNs() != Instrument.NULL_VALUE;
        return switch (order.status) {
            case PENDING_REPLACE -> false;
            case PENDING_CANCEL, UNKNOWN -> answered || report.orderQuantity() != order.orderQuantity;
            default -> true;
        };
    }

    /** What the report says is true of the order. */
    static void take(final ExecutionReportDecoder report, final Order order) {
        order.terms(price(report, order), Math.max(quantity(report, order), order.cumQuantity));
    }

    /** The limit that the report tells, or else the order's own. */
    static long price(final ExecutionReportDecoder report, final Order order) {
        return priceTold(report, order) ? report.price() : order.price;
    }

    /** The quantity that the report tells, or else the order's own. */
    static long quantity(final ExecutionReportDecoder report, final Order order) {
        return quantityTold(report) ? report.orderQuantity() : order.orderQuantity;
    }

    static boolean quantityTold(final ExecutionReportDecoder report) {
        return report.orderQuantity() != Instrument.NULL_VALUE && report.orderQuantity() > 0;
    }

    private static boolean priceTold(final ExecutionReportDecoder report, final Order order) {
        return order.price != Instrument.NULL_VALUE && report.price() != Instrument.NULL_VALUE && report.price() > 0;
    }
}
