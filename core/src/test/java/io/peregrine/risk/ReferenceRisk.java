package io.peregrine.risk;

import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Pre-trade risk as one would write it down: everything is added up anew for each question, from plain lists of orders and fills. Prices
 * have 2 decimals, quantities 3, so that all amounts are exact at 8.
 */
final class ReferenceRisk {
    static final long MONEY = 1_000;
    static final long QUANTITY = 100_000;
    static final long ONE_E8 = 100_000_000L;
    static final long SECOND_NS = 1_000_000_000L;
    static final long FAR = Long.MAX_VALUE;

    /** An order that may still fill, by its present terms and, while a replace has no answer, by other ones. */
    static final class Open {
        long id;
        int strategy;
        int instrument;
        boolean buy;
        boolean market;
        long price;
        long quantity;
        long filled;
        long otherPrice;
        long otherQuantity;
        boolean replacing;

        long leaves() {
            return Math.max(0, (replacing ? Math.max(quantity, otherQuantity) : quantity) - filled);
        }

        long worstE8() {
            final long own = price * Math.max(0, quantity - filled);
            return MONEY * (replacing ? Math.max(own, otherPrice * Math.max(0, otherQuantity - filled)) : own);
        }
    }

    /** One limit of one scope that the order would break. */
    record Broken(RejectReason reason, int slot, long limitE8, long valueE8) {
    }

    private static final class Bucket {
        long rate;
        long allowance = SECOND_NS;
        long timeNs = Long.MIN_VALUE;
    }

    final List<Open> open = new ArrayList<>();
    final long[][] position;
    final long[] mark;
    final long[] lastTrade;
    /**
     * What each account holds of each asset, or {@link #FAR} while it is not known; of an account of derivatives what it would hold without
     * what they are worth.
     */
    final long[][] balanceE8;
    private final Instruments instruments;
    private final RiskLimits limits;
    private final int strategies;
    private final Map<Integer, Bucket> buckets = new HashMap<>();
    private final Map<Integer, long[]> messages = new HashMap<>();
    private final List<long[]> accepted = new ArrayList<>();
    private final Map<Integer, List<Long>> quantities = new HashMap<>();
    private final Map<Integer, Long> sixteenTimesUsual = new HashMap<>();

    ReferenceRisk(final Instruments instruments, final RiskLimits limits, final int strategies) {
        this.instruments = instruments;
        this.limits = limits;
        this.strategies = strategies;
        position = new long[strategies][instruments.count()];
        mark = new long[instruments.count()];
        lastTrade = new long[instruments.count()];
        balanceE8 = new long[Venue.values().length][instruments.assets().size()];
        for (final long[] account : balanceE8) {
            Arrays.fill(account, FAR);
        }
    }

    int[] slots(final int strategy, final int instrument) {
        return new int[] {
            RiskLimits.TOTAL, limits.venueSlot(instrument), limits.strategySlot(strategy), limits.instrumentSlot(instrument)};
    }

    /** Everything that the order would break if it came on top of these open orders. */
    List<Broken> judge(final Open order, final List<Open> others, final boolean market, final long nowNs) {
        final List<Broken> broken = new ArrayList<>();
        final int[] slots = slots(order.strategy, order.instrument);
        collars(order, market, slots, broken);
        selfTrade(order, others, market, broken);
        for (int k = 0; k < slots.length; k++) {
            hours(slots[k], nowNs, broken);
            size(order, slots[k], broken);
            positions(order, others, slots[k], k == 2, broken);
        }
        balances(order, others, broken);
        return broken;
    }

    /** What only a new order asks besides. */
    void judgeNew(final Open order, final int[] prices, final long nowNs, final List<Broken> broken) {
        final int[] slots = slots(order.strategy, order.instrument);
        long interval = 0;
        for (final int slot : slots) {
            final long most = limit(RiskLimit.MAX_OPEN_ORDERS, slot);
            final long count = open.stream().filter(inside(slot)).count() + 1;
            add(broken, most != FAR && count > most, RejectReason.OPEN_ORDERS, slot, most * ONE_E8, count * ONE_E8);
            final long duplicate = limit(RiskLimit.DUPLICATE_INTERVAL, slot);
            interval = duplicate == FAR ? interval : Math.max(interval, duplicate);
        }
        for (final long[] other : accepted) {
            if (nowNs - other[5] < interval && other[0] == order.strategy && other[1] == order.instrument && other[2] == (order.buy ? 1 : 0)
                    && other[3] == prices[0] && other[4] == order.quantity) {
                broken.add(new Broken(RejectReason.REPEATED_ORDER, -1, interval / 10, (nowNs - other[5]) / 10));
            }
        }
        fatFinger(order, broken);
    }

    void fatFinger(final Open order, final List<Broken> broken) {
        final Long usual = sixteenTimesUsual.get(order.strategy * 100 + order.instrument);
        for (final int slot : slots(order.strategy, order.instrument)) {
            final long factor = limit(RiskLimit.MAX_ORDER_FACTOR, slot);
            if (factor != FAR && usual != null && quantities.get(order.strategy * 100 + order.instrument).size() >= 16 && usual / 16 > 0) {
                final long most = usual / 16 * QUANTITY * (factor / 1_000_000) / 100;
                add(broken, order.quantity * QUANTITY > most, RejectReason.FAT_FINGER, slot, most, order.quantity * QUANTITY);
            }
        }
    }

    /** What every message asks. */
    void judgeMessage(final Open order, final long nowNs, final List<Broken> broken) {
        for (final int slot : slots(order.strategy, order.instrument)) {
            final long rate = limit(RiskLimit.MAX_ORDERS_PER_SECOND, slot);
            if (rate != FAR) {
                final Bucket bucket = refilled(slot, nowNs);
                add(broken, bucket.allowance < SECOND_NS / rate, RejectReason.ORDER_RATE, slot, rate * ONE_E8, (rate + 1) * ONE_E8);
            }
            final long ratio = limit(RiskLimit.MAX_MESSAGES_PER_FILL, slot);
            final long[] count = count(slot, nowNs);
            final long own = limit(RiskLimit.MESSAGE_FLOOR, slot);
            final long total = limit(RiskLimit.MESSAGE_FLOOR, RiskLimits.TOTAL);
            final long floor = own != FAR ? own : total != FAR ? total : 0;
            final long sent = count[1] + 1;
            final long fills = Math.max(1, count[2]);
            add(broken, ratio != FAR && sent > floor && sent > ratio * fills, RejectReason.MESSAGE_RATIO, slot, ratio * ONE_E8,
                    sent * ONE_E8 / fills);
        }
    }

    void sent(final Open order, final long nowNs) {
        for (final int slot : slots(order.strategy, order.instrument)) {
            final long rate = limit(RiskLimit.MAX_ORDERS_PER_SECOND, slot);
            if (rate != FAR) {
                refilled(slot, nowNs).allowance -= SECOND_NS / rate;
            }
        }
        message(order.strategy, order.instrument, nowNs);
    }

    void message(final int strategy, final int instrument, final long nowNs) {
        for (final int slot : slots(strategy, instrument)) {
            count(slot, nowNs)[1]++;
        }
    }

    void filled(final Open order, final long nowNs) {
        for (final int slot : slots(order.strategy, order.instrument)) {
            count(slot, nowNs)[2]++;
        }
    }

    void acceptedNew(final Open order, final int[] prices, final long nowNs) {
        for (final int slot : slots(order.strategy, order.instrument)) {
            if (limit(RiskLimit.DUPLICATE_INTERVAL, slot) != FAR) {
                accepted.add(new long[] {order.strategy, order.instrument, order.buy ? 1 : 0, prices[0], order.quantity, nowNs});
                break;
            }
        }
        accepted.removeIf(other -> nowNs - other[5] > 60 * SECOND_NS);
        final int key = order.strategy * 100 + order.instrument;
        final List<Long> all = quantities.computeIfAbsent(key, k -> new ArrayList<>());
        final long usual = sixteenTimesUsual.getOrDefault(key, 0L);
        sixteenTimesUsual.put(key, all.size() < 16 ? usual + order.quantity : usual + order.quantity - usual / 16);
        if (all.size() < 16) {
            all.add(order.quantity);
        }
    }

    /** Highest or lowest value of an instrument's position, by strategy or (−1) of all. */
    long extremeE8(final int strategy, final int instrument, final List<Open> orders, final boolean highest) {
        final long held = held(strategy, instrument);
        long quantity = 0;
        long amountE8 = 0;
        for (final Open order : orders) {
            if (order.instrument == instrument && (strategy < 0 || order.strategy == strategy) && order.buy == highest) {
                quantity += order.leaves();
                amountE8 += order.worstE8();
            }
        }
        final long heldE8 = held * mark[instrument] * MONEY;
        return highest
                ? Math.max(heldE8 + amountE8, (held + quantity) * mark[instrument] * MONEY)
                : Math.min(heldE8 - amountE8, (held - quantity) * mark[instrument] * MONEY);
    }

    /** Gross (or net) exposure of a scope at its worst. */
    long exposureE8(final int slot, final List<Open> orders, final boolean net) {
        long high = 0;
        long low = 0;
        long gross = 0;
        for (int i = 0; i < instruments.count(); i++) {
            if (covers(slot, i)) {
                final int strategy = strategyOf(slot);
                final long up = extremeE8(strategy, i, orders, true);
                final long down = extremeE8(strategy, i, orders, false);
                high += up;
                low += down;
                gross += Math.max(Math.abs(up), Math.abs(down));
            }
        }
        return net ? Math.max(Math.abs(high), Math.abs(low)) : gross;
    }

    boolean covers(final int slot, final int instrument) {
        return switch (limits.scope(slot)) {
            case VENUE -> limits.venueSlot(instrument) == slot;
            case INSTRUMENT -> limits.instrumentSlot(instrument) == slot;
            default -> true;
        };
    }

    int strategyOf(final int slot) {
        return limits.scope(slot) == RiskScope.STRATEGY ? limits.scopeId(slot) : -1;
    }

    long limit(final RiskLimit limit, final int slot) {
        return limits.value(limit, slot);
    }

    private Predicate<Open> inside(final int slot) {
        return order -> covers(slot, order.instrument) && (strategyOf(slot) < 0 || strategyOf(slot) == order.strategy);
    }

    private void collars(final Open order, final boolean market, final int[] slots, final List<Broken> broken) {
        for (final int slot : slots) {
            collar(order, market, slot, RiskLimit.PRICE_COLLAR, mark[order.instrument], RejectReason.PRICE_COLLAR, broken);
            if (lastTrade[order.instrument] != 0) {
                collar(
                        order, market, slot, RiskLimit.LAST_TRADE_COLLAR, lastTrade[order.instrument], RejectReason.LAST_TRADE_COLLAR,
                        broken);
            }
        }
    }

    private void collar(
            final Open order, final boolean market, final int slot, final RiskLimit limit, final long from, final RejectReason reason,
            final List<Broken> broken) {
        final long percentE8 = limit(limit, slot);
        if (percentE8 != FAR && !market) {
            final long width = from * (percentE8 / 10_000) / 1_000_000;
            final long farthest = order.buy ? from + width : from - width;
            add(broken, order.buy ? order.price > farthest : order.price < farthest, reason, slot, farthest * 1_000_000,
                    order.price * 1_000_000);
        }
    }

    private static void selfTrade(final Open order, final List<Open> others, final boolean market, final List<Broken> broken) {
        for (final Open own : others) {
            if (own.instrument == order.instrument && own.buy != order.buy && !own.market) {
                final boolean meets = market || crosses(order, own.price) || own.replacing && crosses(order, own.otherPrice);
                add(broken, meets, RejectReason.SELF_TRADE, -1, FAR, FAR);
            }
        }
    }

    private static boolean crosses(final Open order, final long price) {
        return order.buy ? order.price >= price : order.price <= price;
    }

    private void hours(final int slot, final long nowNs, final List<Broken> broken) {
        final long hours = limit(RiskLimit.TRADING_HOURS, slot);
        if (hours != FAR) {
            final long minute = nowNs / (60 * SECOND_NS) % 1_440;
            final long start = hours / 10_000;
            final long end = hours % 10_000;
            boolean in = false;
            for (long m = start; m != end % 1_440; m = (m + 1) % 1_440) {
                in |= m == minute;
            }
            add(broken, !in, RejectReason.TRADING_HOURS, slot, start * ONE_E8 / 60, minute * ONE_E8 / 60);
        }
    }

    private void size(final Open order, final int slot, final List<Broken> broken) {
        final long size = limit(RiskLimit.MAX_ORDER_SIZE, slot);
        add(broken, order.quantity * QUANTITY > size, RejectReason.ORDER_SIZE, slot, size, order.quantity * QUANTITY);
        final long notional = limit(RiskLimit.MAX_ORDER_NOTIONAL, slot);
        final long notionalE8 = order.price * order.quantity * MONEY;
        add(broken, notionalE8 > notional, RejectReason.ORDER_NOTIONAL, slot, notional, notionalE8);
    }

    private void positions(
            final Open order, final List<Open> others, final int slot, final boolean own, final List<Broken> broken) {
        long worst = order.quantity;
        for (int s = 0; s < strategies; s++) {
            if (!own || s == order.strategy) {
                worst += order.buy ? position[s][order.instrument] : -position[s][order.instrument];
            }
        }
        for (final Open other : others) {
            if (other.instrument == order.instrument && other.buy == order.buy && (!own || other.strategy == order.strategy)) {
                worst += other.leaves();
            }
        }
        final long size = limit(RiskLimit.MAX_POSITION_SIZE, slot);
        add(broken, worst * QUANTITY > size, RejectReason.POSITION_LIMIT, slot, size, worst * QUANTITY);
        final List<Open> with = new ArrayList<>(others);
        with.add(order);
        for (final boolean net : new boolean[] {false, true}) {
            final long most = limit(net ? RiskLimit.MAX_NET_EXPOSURE : RiskLimit.MAX_EXPOSURE, slot);
            if (most != FAR) {
                final long then = exposureE8(slot, with, net);
                add(broken, then > most && then > exposureE8(slot, others, net),
                        net ? RejectReason.NET_EXPOSURE : RejectReason.EXPOSURE_LIMIT, slot, most, then);
            }
        }
    }

    private void balances(final Open order, final List<Open> others, final List<Broken> broken) {
        final var instrument = instruments.get(order.instrument);
        if (!instrument.venue().spot()) {
            margin(order, others, broken);
            return;
        }
        final String asset = order.buy ? instrument.quoteAsset() : instrument.baseAsset();
        final long balance = balanceE8[instrument.venue().ordinal()][instruments.assetId(asset)];
        if (balance == FAR) {
            return;
        }
        long takenE8 = 0;
        for (final Open other : others) {
            final var its = instruments.get(other.instrument);
            if (its.venue() == instrument.venue() && (other.buy ? its.quoteAsset() : its.baseAsset()).equals(asset)) {
                takenE8 += other.buy ? other.worstE8() : other.leaves() * QUANTITY;
            }
        }
        final long needed = order.buy ? order.price * order.quantity * MONEY : order.quantity * QUANTITY;
        add(broken, needed > balance - takenE8, order.buy ? RejectReason.INSUFFICIENT_BALANCE : RejectReason.SHORT_SALE, -1,
                Math.max(0, balance - takenE8), needed);
    }

    private void margin(final Open order, final List<Open> others, final List<Broken> broken) {
        final var instrument = instruments.get(order.instrument);
        final List<Open> with = new ArrayList<>(others);
        with.add(order);
        long equityE8 = balanceE8[instrument.venue().ordinal()][instruments.assetId(instrument.quoteAsset())];
        if (equityE8 == FAR || grossE8(order.instrument, with) <= grossE8(order.instrument, others)) {
            return;
        }
        long thenE8 = 0;
        for (int i = 0; i < instruments.count(); i++) {
            if (instruments.get(i).venue() == instrument.venue()) {
                equityE8 += heldE8(i);
                thenE8 += grossE8(i, with);
            }
        }
        for (final int slot : slots(order.strategy, order.instrument)) {
            final long leverageE8 = limit(RiskLimit.MAX_LEVERAGE, slot);
            if (leverageE8 != FAR) {
                final long most = Math.max(0, equityE8) * (leverageE8 / 1_000_000) / 100;
                add(broken, thenE8 > most, RejectReason.MARGIN, slot, most, thenE8);
            }
        }
    }

    private long grossE8(final int instrument, final List<Open> orders) {
        return Math.max(Math.abs(extremeE8(-1, instrument, orders, true)), Math.abs(extremeE8(-1, instrument, orders, false)));
    }

    /** What is held of an instrument, at its mark. */
    long heldE8(final int instrument) {
        return held(-1, instrument) * mark[instrument] * MONEY;
    }

    /** By strategy or (−1) of all. */
    long held(final int strategy, final int instrument) {
        long held = 0;
        for (int s = 0; s < strategies; s++) {
            held += strategy < 0 || strategy == s ? position[s][instrument] : 0;
        }
        return held;
    }

    private Bucket refilled(final int slot, final long nowNs) {
        final Bucket bucket = buckets.computeIfAbsent(slot, key -> new Bucket());
        if (bucket.timeNs != Long.MIN_VALUE) {
            bucket.allowance = Math.min(SECOND_NS, bucket.allowance + nowNs - bucket.timeNs);
        }
        bucket.timeNs = nowNs;
        return bucket;
    }

    private long[] count(final int slot, final long nowNs) {
        final long[] count = messages.computeIfAbsent(slot, key -> new long[3]);
        if (count[0] != nowNs / (60 * SECOND_NS)) {
            count[0] = nowNs / (60 * SECOND_NS);
            count[1] = 0;
            count[2] = 0;
        }
        return count;
    }

    private static void add(
            final List<Broken> broken, final boolean is, final RejectReason reason, final int slot, final long limitE8,
            final long valueE8) {
        if (is) {
            broken.add(new Broken(reason, slot, limitE8, valueE8));
        }
    }
}
