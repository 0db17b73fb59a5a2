package io.peregrine.api.config;

import io.peregrine.instrument.Decimals;
import io.peregrine.risk.AnomalySettings;
import io.peregrine.risk.BreakerSettings;
import io.peregrine.risk.LossSettings;
import io.peregrine.risk.MonitorSettings;
import io.peregrine.risk.TighteningSettings;
import java.time.LocalTime;
import java.util.regex.Pattern;

/**
 * Reads what is watched all the time, in {@code hft.risk_management}.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}.
 */
final class MonitorReader {
    private static final long ONE_E8 = Decimals.power(8);
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");

    private MonitorReader() {
    }

    static MonitorSettings monitors(final Section risk) {
        return new MonitorSettings(
                new BreakerSettings(
                        risk.durationNs("violation_window", "10m", "1ms", "24h"),
                        risk.durationNs("cool_down", "60s", "1ms", "24h")),
                new LossSettings(
                        timeOfDayNs(risk),
                        optionalE8(risk, "max_strategy_daily_loss"),
                        percent(risk, "max_strategy_drawdown"),
                        optionalE8(risk, "max_loss_in_window"),
                        risk.durationNs("loss_window", "60s", "1s", "24h"),
                        risk.integer("max_loss_streak", 0, 0, 1_000_000)),
                new AnomalySettings(
                        risk.integer("max_fills_per_second", 0, 0, 1_000_000),
                        risk.integer("max_slippage", 0, 0, 10_000),
                        risk.integer("max_concentration", 0, 0, 100),
                        risk.flag("feed_breakers", false)),
                new TighteningSettings(factor(risk), percent(risk, "reference_volatility") / 100));
    }

    private static long timeOfDayNs(final Section risk) {
        final String text = risk.text("day_boundary", "00:00");
        if (!TIME_OF_DAY.matcher(text).matches()) {
            throw risk.wrong("day_boundary", text, "a time of the UTC day from 00:00 to 23:59, in quotes");
        }
        return LocalTime.parse(text).toNanoOfDay();
    }

    private static double factor(final Section risk) {
        final long factorE8 = risk.positiveE8("min_limit_factor", "1");
        if (factorE8 > ONE_E8) {
            throw risk.wrong("min_limit_factor", Decimals.format(factorE8, 8), "a decimal above 0, to 1");
        }
        return factorE8 / (double) ONE_E8;
    }

    private static double percent(final Section risk, final String key) {
        final long percentE8 = optionalE8(risk, key);
        if (percentE8 > 100 * ONE_E8) {
            throw risk.wrong(key, Decimals.format(percentE8, 8), "a percentage from above 0 to 100");
        }
        return percentE8 / (double) ONE_E8;
    }

    private static long optionalE8(final Section risk, final String key) {
        return risk.text(key, null) == null ? 0 : risk.positiveE8(key, "");
    }
}
