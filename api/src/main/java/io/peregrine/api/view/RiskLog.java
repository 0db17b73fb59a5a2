package io.peregrine.api.view;

import io.peregrine.message.Severity;
import io.peregrine.risk.RiskSettings;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The last risk events, and how much of the limits is used.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Memory:</b> at most {@value #EVENTS_MAX} events.
 */
final class RiskLog {
    private static final int EVENTS_MAX = 10_000;

    private final RiskSettings limits;
    private final Deque<RiskNotice> events = new ArrayDeque<>();

    RiskLog(final RiskSettings limits) {
        this.limits = limits;
    }

    void onNotice(final RiskNotice notice) {
        if (events.size() == EVENTS_MAX) {
            events.removeFirst();
        }
        events.addLast(notice);
    }

    /** Newest first, of at least this severity, after this journal sequence. */
    List<RiskNotice> events(final Severity atLeast, final long since, final int limit) {
        final List<RiskNotice> list = new ArrayList<>();
        final Iterator<RiskNotice> newestFirst = events.descendingIterator();
        while (newestFirst.hasNext() && list.size() < limit) {
            final RiskNotice notice = newestFirst.next();
            if (notice.sequence() <= since) {
                break;
            }
            if (notice.severity().value() >= atLeast.value()) {
                list.add(notice);
            }
        }
        return list;
    }

    RiskSummary summary(final long checks, final long violations, final List<PositionState> positions, final double profit) {
        return new RiskSummary(checks, violations, checks == 0 ? 0 : 100.0 * violations / checks, score(positions, profit));
    }

    private double score(final List<PositionState> positions, final double profit) {
        double exposure = 0;
        double largest = 0;
        for (final PositionState position : positions) {
            final BigDecimal value = position.exposure();
            exposure += value == null ? 0 : value.doubleValue();
            largest = Math.max(largest, Math.abs(position.quantity().doubleValue()));
        }
        final double used = Math.max(
                Math.max(share(exposure, limits.exposureMaxE8()), share(largest, limits.positionSizeMaxE8())),
                share(-profit, limits.dailyLossMaxE8()));
        return Math.clamp(100 * used, 0, 100);
    }

    private static double share(final double value, final long limitE8) {
        return limitE8 <= 0 ? 0 : Math.max(0, value) * 1e8 / limitE8;
    }
}
