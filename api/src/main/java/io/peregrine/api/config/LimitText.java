package io.peregrine.api.config;

import io.peregrine.instrument.Decimals;
import io.peregrine.risk.LimitTerms;
import io.peregrine.risk.LimitUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Limits of risk as people write them, in the configuration and over REST.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class LimitText {
    /** A text that is no value of the limit. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final int E8_DECIMALS = 8;
    private static final long HOUR_MINUTES = 60;
    private static final Pattern HOURS = Pattern.compile("(\\d\\d):(\\d\\d)-(\\d\\d):(\\d\\d)");

    private LimitText() {
    }

    /** The value in the limit's unit, or {@link #INVALID}. */
    public static long parse(final LimitTerms terms, final String text) {
        final long value = switch (terms.unit()) {
            case QUANTITY, MONEY, PERCENT, FACTOR -> Decimals.parse(text, E8_DECIMALS);
            case COUNT -> Decimals.parse(text, 0);
            case DURATION -> Section.parseDurationNs(text);
            case HOURS -> hours(text);
        };
        return value != Decimals.INVALID && terms.inRange(value) ? value : INVALID;
    }

    /** The value as {@link #parse} takes it. */
    public static String format(final LimitTerms terms, final long value) {
        return switch (terms.unit()) {
            case QUANTITY, MONEY, PERCENT, FACTOR -> Decimals.format(value, E8_DECIMALS);
            case COUNT -> Long.toString(value);
            case DURATION -> value + "ns";
            case HOURS -> minute(value / LimitUnit.HOURS_BASE) + "-" + minute(value % LimitUnit.HOURS_BASE);
        };
    }

    /** What is allowed, in words. */
    public static String range(final LimitTerms terms) {
        return switch (terms.unit()) {
            case QUANTITY, MONEY -> "a decimal above 0 with at most 8 decimals, below 92233720368";
            case PERCENT -> "a percentage from above 0 to 100";
            case FACTOR -> "a factor from " + format(terms, terms.least()) + " to " + format(terms, terms.most());
            case COUNT -> "a whole number from " + terms.least() + " to " + terms.most();
            case DURATION -> "a duration such as 250ms or 5s, from 1us to 60s";
            case HOURS -> "hours of the day in UTC such as 08:00-16:30 or, over midnight, 22:00-04:00";
        };
    }

    private static long hours(final String text) {
        final Matcher matcher = HOURS.matcher(text);
        if (!matcher.matches()) {
            return INVALID;
        }
        final long start = minutes(matcher.group(1), matcher.group(2));
        final long end = minutes(matcher.group(3), matcher.group(4));
        return start == INVALID || end == INVALID ? INVALID : start * LimitUnit.HOURS_BASE + (end == 0 ? LimitUnit.DAY_MINUTES : end);
    }

    private static long minutes(final String hour, final String minute) {
        final long minutes = Long.parseLong(hour) * HOUR_MINUTES + Long.parseLong(minute);
        return Long.parseLong(minute) >= HOUR_MINUTES || minutes > LimitUnit.DAY_MINUTES ? INVALID : minutes;
    }

    private static String minute(final long minutes) {
        return String.format("%02d:%02d", minutes / HOUR_MINUTES, minutes % HOUR_MINUTES);
    }
}
