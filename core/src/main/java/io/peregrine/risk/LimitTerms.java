package io.peregrine.risk;

import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Every limit of the table: its key in {@code risk_management}, what its number stands for, its range, and the scopes that may have it.
 *
 * <p><b>Threading:</b> immutable.
 */
public enum LimitTerms {
    /** Largest position in one instrument: of all strategies, or of the strategy. */
    POSITION_SIZE(RiskLimit.MAX_POSITION_SIZE, LimitUnit.QUANTITY, 1, LimitTerms.AMOUNT_MAX, true),
    /** Largest gross exposure of the scope. */
    EXPOSURE(RiskLimit.MAX_EXPOSURE, LimitUnit.MONEY, 1, LimitTerms.AMOUNT_MAX, true),
    /** Largest net exposure of the scope, long or short. */
    NET_EXPOSURE(RiskLimit.MAX_NET_EXPOSURE, LimitUnit.MONEY, 1, LimitTerms.AMOUNT_MAX, true),
    /** Largest quantity of one order. */
    ORDER_SIZE(RiskLimit.MAX_ORDER_SIZE, LimitUnit.QUANTITY, 1, LimitTerms.AMOUNT_MAX, true),
    /** Largest price × quantity of one order. */
    ORDER_NOTIONAL(RiskLimit.MAX_ORDER_NOTIONAL, LimitUnit.MONEY, 1, LimitTerms.AMOUNT_MAX, true),
    /** Most open orders of the scope. */
    OPEN_ORDERS(RiskLimit.MAX_OPEN_ORDERS, LimitUnit.COUNT, 1, LimitTerms.COUNT_MAX, true),
    /** Most orders and replaces a second of the scope. */
    ORDERS_PER_SECOND(RiskLimit.MAX_ORDERS_PER_SECOND, LimitUnit.COUNT, 1, LimitTerms.COUNT_MAX, true),
    /** Most orders, replaces and cancels for each fill of the scope. */
    MESSAGES_PER_FILL(RiskLimit.MAX_MESSAGES_PER_FILL, LimitUnit.COUNT, 1, LimitTerms.COUNT_MAX, true),
    /** Messages in a minute up to which {@link #MESSAGES_PER_FILL} is not asked. */
    MESSAGE_FLOOR(RiskLimit.MESSAGE_FLOOR, LimitUnit.COUNT, 1, LimitTerms.COUNT_MAX, true),
    /** How far through the mid an order may be priced. */
    PRICE_COLLAR(RiskLimit.PRICE_COLLAR, LimitUnit.PERCENT, LimitTerms.PERCENT_MIN, LimitTerms.PERCENT_MAX, true),
    /** How far through the last trade an order may be priced. */
    LAST_TRADE_COLLAR(RiskLimit.LAST_TRADE_COLLAR, LimitUnit.PERCENT, LimitTerms.PERCENT_MIN, LimitTerms.PERCENT_MAX, true),
    /** Largest quantity as a multiple of what the strategy usually orders of the instrument. */
    ORDER_FACTOR(RiskLimit.MAX_ORDER_FACTOR, LimitUnit.FACTOR, LimitTerms.ONE_E8, LimitTerms.FACTOR_MAX, true),
    /** The same order of the same strategy is refused for so long. */
    DUPLICATE_INTERVAL(RiskLimit.DUPLICATE_INTERVAL, LimitUnit.DURATION, 1_000, LimitTerms.MINUTE_NS, true),
    /** When the scope trades. */
    TRADING_HOURS(RiskLimit.TRADING_HOURS, LimitUnit.HOURS, 0, LimitTerms.HOURS_MAX, true),
    /** Exposure of derivatives as a multiple of the balance. */
    LEVERAGE(RiskLimit.MAX_LEVERAGE, LimitUnit.FACTOR, LimitTerms.PERCENT_MIN, LimitTerms.FACTOR_MAX, true),
    /** Loss of a day at which trading stops. */
    DAILY_LOSS(RiskLimit.MAX_DAILY_LOSS, LimitUnit.MONEY, 1, LimitTerms.AMOUNT_MAX, false),
    /** Fall from the highest equity at which trading stops. */
    DRAWDOWN(RiskLimit.MAX_DRAWDOWN, LimitUnit.PERCENT, 1, LimitTerms.PERCENT_MAX, false);

    /** Amounts are below 92,233,720,368; a little less, so that a sum of two fits. */
    static final long AMOUNT_MAX = Long.MAX_VALUE - 1;
    static final long COUNT_MAX = 1_000_000;
    static final long ONE_E8 = 100_000_000L;
    static final long PERCENT_MAX = 100 * ONE_E8;
    static final long PERCENT_MIN = 10_000;
    static final long FACTOR_MAX = 1_000_000 * ONE_E8;
    static final long MINUTE_NS = 60_000_000_000L;
    static final long HOURS_MAX = (LimitUnit.DAY_MINUTES - 1) * LimitUnit.HOURS_BASE + LimitUnit.DAY_MINUTES;

    private static final Map<RiskLimit, LimitTerms> BY_LIMIT = new EnumMap<>(RiskLimit.class);

    static {
        for (final LimitTerms terms : values()) {
            BY_LIMIT.put(terms.limit, terms);
        }
    }

    private final RiskLimit limit;
    private final String key;
    private final LimitUnit unit;
    private final long least;
    private final long most;
    private final boolean anyScope;

    LimitTerms(final RiskLimit limit, final LimitUnit unit, final long least, final long most, final boolean anyScope) {
        this.limit = limit;
        key = limit.name().toLowerCase(Locale.ROOT);
        this.unit = unit;
        this.least = least;
        this.most = most;
        this.anyScope = anyScope;
    }

    /** The terms of a limit, or null for NONE and for what is not known. */
    public static LimitTerms of(final RiskLimit limit) {
        return BY_LIMIT.get(limit);
    }

    /** The limit with this key, or null. */
    public static LimitTerms byKey(final String key) {
        for (final LimitTerms terms : values()) {
            if (terms.key.equals(key)) {
                return terms;
            }
        }
        return null;
    }

    public RiskLimit limit() {
        return limit;
    }

    /** Its name in the configuration and over REST. */
    public String key() {
        return key;
    }

    public LimitUnit unit() {
        return unit;
    }

    /** Smallest value. */
    public long least() {
        return least;
    }

    /** Largest value. */
    public long most() {
        return most;
    }

    /** May a scope of this kind have it? */
    public boolean in(final RiskScope scope) {
        return anyScope ? scope != RiskScope.NULL_VAL : scope == RiskScope.TOTAL;
    }

    /** Must the total have it always? */
    public boolean required() {
        return switch (this) {
            case POSITION_SIZE, EXPOSURE, ORDERS_PER_SECOND, PRICE_COLLAR, LEVERAGE, DAILY_LOSS, DRAWDOWN -> true;
            default -> false;
        };
    }

    /** Is it a value that the limit may have? */
    public boolean inRange(final long value) {
        if (value < least || value > most) {
            return false;
        }
        if (unit != LimitUnit.HOURS) {
            return true;
        }
        final long end = value % LimitUnit.HOURS_BASE;
        final long start = value / LimitUnit.HOURS_BASE;
        return end >= 1 && end <= LimitUnit.DAY_MINUTES && start != end;
    }
}
