package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.order.Order;
import io.peregrine.order.ReportOutcome;
import io.peregrine.risk.ReferenceRisk.Broken;
import io.peregrine.risk.ReferenceRisk.Open;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Hostile strategies against pre-trade risk and a slow model of it. A sequence is {@value #OPERATIONS} operations: orders, replaces, fills,
 * rejects, cancels, lost answers, price moves, changed limits, told balances. What the one accepts the other accepts; what is refused
 * names a limit that the model finds broken, with its bound and value; and after each accepted order, fills of any part of the open orders,
 * at any price that they allow, do not take an exposure over a limit. {@code -Dperegrine.sequences=10000000} for as many sequences.
 */
class PreTradeRiskPropertyTest {
    private static final int OPERATIONS = 10;
    /** Sequences in one world, each going on from where the last one ended. */
    private static final int SEQUENCES_OF_A_WORLD = 1_000;
    /** In fewer, a reason may not come up. */
    private static final long COUNTED_FROM = 100_000;
    private static final long MID = 10_000;
    private static final LimitTerms[] TERMS = LimitTerms.values();
    /** Two spot accounts, and one of futures with two contracts on the same margin. */
    private static final Instruments INSTRUMENTS = new Instruments(List.of(
            instrument(0, Venue.BINANCE_SPOT, "BTC", "USDT"), instrument(1, Venue.BINANCE_SPOT, "ETH", "USDT"),
            instrument(2, Venue.KRAKEN, "BTC", "USD"), instrument(3, Venue.BINANCE_USDM, "BTC", "USDT"),
            instrument(4, Venue.BINANCE_USDM, "ETH", "USDT")));

    private final Map<RejectReason, Long> refusals = new EnumMap<>(RejectReason.class);
    private long acceptedCount;
    private SplittableRandom random;
    private RiskWorld world;
    private ReferenceRisk model;
    private Open last;
    private long nextId;
    private String label;

    @Test
    void noFillOutcomeExceedsALimitAndEachRefusalNamesLimitValueAndBound() {
        final long sequences = Long.getLong("peregrine.sequences", 200_000);
        final long firstSeed = Long.getLong("peregrine.seed", 1);
        for (long i = 0; i < sequences; i++) {
            if (i % SEQUENCES_OF_A_WORLD == 0) {
                begin(firstSeed + i / SEQUENCES_OF_A_WORLD);
            }
            label = "seed " + (firstSeed + i / SEQUENCES_OF_A_WORLD) + " sequence " + i % SEQUENCES_OF_A_WORLD;
            for (int k = 0; k < OPERATIONS; k++) {
                operation();
            }
            audit();
        }
        assertTrue(acceptedCount > sequences / 2, "accepted: " + acceptedCount);
        if (sequences >= COUNTED_FROM) {
            everyReasonCameUp(sequences);
        }
        System.out.println(sequences + " sequences, accepted " + acceptedCount + ", refused " + refusals);
    }

    private void everyReasonCameUp(final long sequences) {
        for (final RejectReason reason : List.of(RejectReason.POSITION_LIMIT, RejectReason.EXPOSURE_LIMIT, RejectReason.NET_EXPOSURE,
                RejectReason.ORDER_SIZE, RejectReason.ORDER_NOTIONAL, RejectReason.OPEN_ORDERS, RejectReason.ORDER_RATE,
                RejectReason.MESSAGE_RATIO, RejectReason.PRICE_COLLAR, RejectReason.LAST_TRADE_COLLAR, RejectReason.FAT_FINGER,
                RejectReason.REPEATED_ORDER, RejectReason.TRADING_HOURS, RejectReason.SELF_TRADE, RejectReason.INSUFFICIENT_BALANCE,
                RejectReason.SHORT_SALE, RejectReason.MARGIN)) {
            assertTrue(refusals.getOrDefault(reason, 0L) > sequences / 2_000, reason + ": " + refusals);
        }
    }

    private static Instrument instrument(final int id, final Venue venue, final String base, final String quote) {
        return new Instrument(id, venue, base + '/' + quote, base + quote, base, quote, 2, 3, 1, 1, 1, 100_000_000, 0);
    }

    private void begin(final long seed) {
        random = new SplittableRandom(seed);
        world = new RiskWorld(INSTRUMENTS, new RiskSettings(
                10_000_00000000L, 5, 50_00000000L, 20_000_00000000L, 1_000_000_000L, 5, MonitorSettings.STANDARD, List.of()));
        model = new ReferenceRisk(INSTRUMENTS, world.limits, RiskWorld.STRATEGIES);
        nextId = 1;
        last = null;
        for (int i = 0; i < model.mark.length; i++) {
            move(i, MID);
        }
    }

    private void operation() {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7 -> place();
            case 8, 9 -> replace();
            case 10, 11, 12 -> fill();
            case 13 -> end();
            case 14 -> answer();
            case 15 -> move(
                    random.nextInt(INSTRUMENTS.count()), Math.max(5_000, Math.min(20_000, model.mark[0] + random.nextInt(-300, 301))));
            case 16 -> setLimit();
            case 17 -> {
                final int i = random.nextInt(INSTRUMENTS.count());
                model.lastTrade[i] = model.mark[i] + random.nextInt(-200, 201);
                world.trade(i, model.lastTrade[i]);
            }
            case 18 -> tellBalance();
            default -> world.nowNs += random.nextInt(10) == 0 ? random.nextLong(7_200_000_000_000L) : random.nextLong(2_000_000_000L);
        }
        world.nowNs += random.nextInt(50_000_000);
    }

    private void place() {
        final Open order = new Open();
        order.id = nextId++;
        order.strategy = random.nextInt(RiskWorld.STRATEGIES);
        order.instrument = random.nextInt(INSTRUMENTS.count());
        order.buy = random.nextBoolean();
        order.market = random.nextInt(10) == 0;
        order.quantity = 1 + (random.nextInt(8) == 0 ? random.nextInt(40_000) : random.nextInt(10) * 200);
        order.price = model.mark[order.instrument] + 20L * random.nextInt(-30, 31);
        if (last != null && random.nextInt(8) == 0) {
            order.strategy = last.strategy;
            order.instrument = last.instrument;
            order.buy = last.buy;
            order.market = last.market;
            order.quantity = last.quantity;
            order.price = last.price;
        }
        last = order;
        order.price = order.market ? reservePrice(order) : order.price;
        final List<Broken> broken = model.judge(order, model.open, order.market, world.nowNs);
        final int[] asked = {order.market ? 0 : (int) order.price};
        model.judgeNew(order, asked, world.nowNs, broken);
        model.judgeMessage(order, world.nowNs, broken);
        if (model.open.size() == RiskWorld.OPEN_MAX) {
            broken.add(new Broken(RejectReason.OPEN_ORDERS, -1, RiskWorld.OPEN_MAX * ReferenceRisk.ONE_E8,
                    (RiskWorld.OPEN_MAX + 1) * ReferenceRisk.ONE_E8));
        }
        final RejectReason reason = world.risk.check(world.request(order.strategy, order.instrument, order.buy,
                order.market ? OrderType.MARKET : OrderType.LIMIT, order.quantity, order.price), world.nowNs);
        if (agreed(reason, broken, order)) {
            assertEquals(order.price, world.request.reservePrice(), label);
            final long[][] before = exposures(order);
            world.open(order.id);
            model.open.add(order);
            model.sent(order, world.nowNs);
            model.acceptedNew(order, asked, world.nowNs);
            outcomes(order, before);
        }
    }

    private long reservePrice(final Open order) {
        long percentE8 = Long.MAX_VALUE;
        for (final int slot : model.slots(order.strategy, order.instrument)) {
            percentE8 = Math.min(percentE8, model.limit(RiskLimit.PRICE_COLLAR, slot));
        }
        final long mid = model.mark[order.instrument];
        return order.buy ? mid + mid * (percentE8 / 10_000) / 1_000_000 : mid;
    }

    private void replace() {
        final Open order = any();
        if (order == null || order.market || order.replacing) {
            return;
        }
        final Order known = world.orders.get(order.id);
        if (known.status() != OrderStatus.NEW && known.status() != OrderStatus.PARTIALLY_FILLED) {
            return;
        }
        final Open wanted = new Open();
        wanted.strategy = order.strategy;
        wanted.instrument = order.instrument;
        wanted.buy = order.buy;
        wanted.price = Math.max(1, order.price + 20L * random.nextInt(-20, 21));
        final long whole = order.filled + 1 + random.nextInt(6_000);
        wanted.quantity = whole - order.filled;
        final List<Open> others = new ArrayList<>(model.open);
        others.remove(order);
        final List<Broken> broken = model.judge(wanted, others, false, world.nowNs);
        final boolean smaller = wanted.quantity <= order.quantity - order.filled
                && wanted.price * wanted.quantity <= order.price * (order.quantity - order.filled);
        if (smaller) {
            broken.removeIf(b -> !List.of(RejectReason.PRICE_COLLAR, RejectReason.LAST_TRADE_COLLAR, RejectReason.SELF_TRADE,
                    RejectReason.TRADING_HOURS).contains(b.reason()));
        } else {
            model.fatFinger(wanted, broken);
        }
        model.judgeMessage(wanted, world.nowNs, broken);
        final RejectReason reason = world.risk.checkReplace(known,
                world.request(order.strategy, order.instrument, order.buy, OrderType.LIMIT, whole, wanted.price), world.nowNs);
        if (agreed(reason, broken, wanted)) {
            final long[][] before = exposures(order);
            world.tracker.replaceSent(known, wanted.price, whole, world.nowNs);
            world.exposure.refresh(order.instrument);
            order.replacing = true;
            order.otherPrice = wanted.price;
            order.otherQuantity = whole;
            model.sent(order, world.nowNs);
            if (!smaller) {
                outcomes(order, before);
            }
        }
    }

    /** Does the refusal name something that is broken, as the model has it? True where both accept. */
    private boolean agreed(final RejectReason reason, final List<Broken> broken, final Open order) {
        if (reason == RejectReason.NONE) {
            if (!broken.isEmpty()) {
                fail(label + ": accepted " + describe(order) + " though " + broken);
            }
            acceptedCount++;
            return true;
        }
        refusals.merge(reason, 1L, Long::sum);
        final RiskVerdict verdict = world.risk.verdict();
        final int slot = verdict.limit() == RiskLimit.NONE ? -1 : world.limits.slot(verdict.scope(), verdict.scopeId());
        for (final Broken one : broken) {
            final boolean same = one.reason() == reason && one.limitE8() == verdict.limitE8() && one.valueE8() == verdict.valueE8();
            if (one.reason() == reason && reason == RejectReason.SELF_TRADE || same && (one.slot() == slot || one.slot() < 0)) {
                return false;
            }
        }
        return fail(label + ": refused " + describe(order) + " for " + reason + " " + verdict.limit() + " of " + verdict.scope() + " "
                + verdict.scopeId() + ", bound " + verdict.limitE8() + ", value " + verdict.valueE8() + "; the model: " + broken);
    }

    /** Gross and net exposures of the order's scopes as they are now. */
    private long[][] exposures(final Open order) {
        final int[] slots = model.slots(order.strategy, order.instrument);
        final long[][] exposures = new long[slots.length][];
        Arrays.setAll(exposures,
                k -> new long[] {model.exposureE8(slots[k], model.open, false), model.exposureE8(slots[k], model.open, true)});
        return exposures;
    }

    /**
     * Fills some parts of all open orders, in thought, at prices that they allow: no limit is exceeded by more than it was before, when the
     * price had moved or the limit was another.
     */
    private void outcomes(final Open order, final long[][] before) {
        final int[] slots = model.slots(order.strategy, order.instrument);
        for (int k = 0; k < slots.length; k++) {
            for (final boolean net : new boolean[] {false, true}) {
                final int slot = slots[k];
                final long most = model.limit(net ? RiskLimit.MAX_NET_EXPOSURE : RiskLimit.MAX_EXPOSURE, slot);
                if (most != ReferenceRisk.FAR) {
                    final long worst = Math.max(most, before[k][net ? 1 : 0]);
                    final long outcome = outcomeE8(slot, net);
                    assertTrue(outcome <= worst, () -> label + ": " + outcome + " over " + worst + " at slot " + slot);
                }
            }
        }
    }

    /** Exposure of a scope after a random outcome of everything that is open. */
    private long outcomeE8(final int slot, final boolean net) {
        long gross = 0;
        long sum = 0;
        for (int i = 0; i < INSTRUMENTS.count(); i++) {
            if (!model.covers(slot, i)) {
                continue;
            }
            final int strategy = model.strategyOf(slot);
            long quantity = model.held(strategy, i);
            for (final Open open : model.open) {
                if (open.instrument == i && (strategy < 0 || strategy == open.strategy)) {
                    final long leaves = open.leaves();
                    final long part = switch (random.nextInt(3)) {
                        case 0 -> 0;
                        case 1 -> leaves;
                        default -> leaves == 0 ? 0 : random.nextLong(leaves + 1);
                    };
                    quantity += open.buy ? part : -part;
                }
            }
            final long valueE8 = quantity * model.mark[i] * ReferenceRisk.MONEY;
            gross += Math.abs(valueE8);
            sum += valueE8;
        }
        return net ? Math.abs(sum) : gross;
    }

    private void fill() {
        final Open order = any();
        if (order == null) {
            return;
        }
        final boolean changed = order.replacing && random.nextBoolean();
        final long leaves = order.leaves();
        final long quantity = random.nextInt(3) == 0 ? leaves : 1 + random.nextLong(leaves);
        final long limit = changed ? order.otherPrice : order.price;
        final long price = Math.max(1, order.buy ? limit - random.nextInt(100) : limit + random.nextInt(100));
        final ReportOutcome outcome = world.tell(order.id, ExecType.TRADE, price, quantity);
        if (outcome != ReportOutcome.FILL && outcome != ReportOutcome.OVERFILL) {
            fail(label + ": a fill of " + describe(order) + " was " + outcome);
        }
        order.filled += quantity;
        model.position[order.strategy][order.instrument] += order.buy ? quantity : -quantity;
        final Instrument instrument = INSTRUMENTS.get(order.instrument);
        final long[] account = model.balanceE8[instrument.venue().ordinal()];
        change(account, instrument.baseAsset(), (order.buy ? 1 : -1) * quantity * ReferenceRisk.QUANTITY);
        change(account, instrument.quoteAsset(), (order.buy ? -1 : 1) * quantity * price * ReferenceRisk.MONEY);
        model.filled(order, world.nowNs);
        settle(order);
    }

    private static void change(final long[] account, final String asset, final long moreE8) {
        final int id = INSTRUMENTS.assetId(asset);
        account[id] += account[id] == ReferenceRisk.FAR ? 0 : moreE8;
    }

    private void end() {
        final Open order = any();
        if (order != null) {
            if (world.orders.get(order.id).status() == OrderStatus.PENDING_NEW && random.nextBoolean()) {
                world.tell(order.id, ExecType.REJECTED, 0, 0);
            } else {
                world.tracker.cancelSent(world.orders.get(order.id), world.nowNs);
                world.risk.onCancel(world.orders.get(order.id), world.nowNs);
                model.message(order.strategy, order.instrument, world.nowNs);
                world.tell(order.id, ExecType.CANCELED, 0, 0);
            }
            settle(order);
        }
    }

    /** The venue acknowledges, answers a replace, or does not answer. */
    private void answer() {
        final Open order = any();
        if (order == null) {
            return;
        }
        if (order.replacing) {
            final boolean replaced = random.nextBoolean();
            world.tell(order.id, replaced ? ExecType.REPLACED : ExecType.REPLACE_REJECTED, order.otherPrice, order.otherQuantity);
        } else if (random.nextInt(4) == 0) {
            world.tell(order.id, ExecType.TIMEOUT, 0, 0);
        } else {
            world.tell(order.id, ExecType.NEW, 0, 0);
        }
        settle(order);
    }

    /** The model takes from the tracker which terms the order has now, and whether it has ended: that is not what is tested here. */
    private void settle(final Open order) {
        final Order known = world.orders.get(order.id);
        order.replacing = known.replacing();
        if (!order.market) {
            order.price = known.price();
        }
        order.quantity = known.orderQuantity();
        if (known.terminal()) {
            model.open.remove(order);
        }
        world.exposure.refresh(order.instrument);
    }

    private void move(final int instrument, final long mid) {
        model.mark[instrument] = mid;
        world.mid(instrument, mid);
    }

    private void setLimit() {
        final LimitTerms terms = TERMS[random.nextInt(TERMS.length)];
        final RiskScope scope = RiskScope.values()[random.nextInt(4)];
        final int id = switch (scope) {
            case TOTAL -> 0;
            case VENUE -> INSTRUMENTS.get(random.nextInt(INSTRUMENTS.count())).venue().ordinal();
            case STRATEGY -> random.nextInt(RiskWorld.STRATEGIES);
            default -> random.nextInt(INSTRUMENTS.count());
        };
        final long value = random.nextInt(5) < 3 ? RiskLimits.NO_LIMIT : switch (terms.unit()) {
            case QUANTITY -> (10 + random.nextLong(500)) * 10_000_000;
            case MONEY -> (200 + random.nextLong(8_000)) * 100_000_000L;
            case PERCENT -> (50 + random.nextLong(900)) * 1_000_000;
            case FACTOR -> 100_000_000L + random.nextLong(1_000) * 1_000_000;
            case COUNT -> 1 + random.nextLong(terms == LimitTerms.ORDERS_PER_SECOND ? 30 : terms == LimitTerms.MESSAGE_FLOOR ? 60 : 14);
            case DURATION -> 1_000 + random.nextLong(3_000_000_000L);
            case HOURS -> {
                final long start = random.nextLong(1_440);
                yield start * 10_000 + (start + 1_200 + random.nextLong(200)) % 1_440 + 1;
            }
        };
        final boolean possible = world.limits.possible(terms.limit(), scope, id, value);
        assertEquals(possible, world.set(new LimitSetting(terms.limit(), scope, id, value)), label);
        if (!possible && scope == RiskScope.TOTAL) {
            world.set(new LimitSetting(terms.limit(), scope, id, RiskLimits.AS_CONFIGURED));
        }
    }

    private void tellBalance() {
        final Instrument instrument = INSTRUMENTS.get(random.nextInt(INSTRUMENTS.count()));
        final String asset = random.nextBoolean() ? instrument.baseAsset() : instrument.quoteAsset();
        final int assetId = INSTRUMENTS.assetId(asset);
        final long balanceE8 = random.nextLong(400) * (asset.startsWith("USD") ? 50_000_000_000L : 100_000_000L);
        long unrealisedE8 = 0;
        long heldE8 = 0;
        for (int i = 0; !instrument.venue().spot() && asset.equals(instrument.quoteAsset()) && i < INSTRUMENTS.count(); i++) {
            if (INSTRUMENTS.get(i).venue() == instrument.venue()) {
                unrealisedE8 += world.positions.total(i).unrealisedPnl(model.mark[i]);
                heldE8 += model.heldE8(i);
            }
        }
        world.balances.told(instrument.venue(), assetId, balanceE8 - unrealisedE8, 0);
        model.balanceE8[instrument.venue().ordinal()][assetId] = balanceE8 - heldE8;
    }

    private Open any() {
        return model.open.isEmpty() ? null : model.open.get(random.nextInt(model.open.size()));
    }

    /** The sums that are kept are those that are added up anew. */
    private void audit() {
        for (int slot = 0; slot < world.limits.slotCount(); slot++) {
            assertEquals(model.exposureE8(slot, model.open, false), world.exposure.grossE8(slot), label);
            assertEquals(model.exposureE8(slot, model.open, true), world.exposure.netE8(slot), label);
        }
    }

    private static String describe(final Open order) {
        return "#" + order.id + " strategy " + order.strategy + " instrument " + order.instrument + (order.buy ? " buy " : " sell ")
                + order.quantity + " @ " + order.price + (order.market ? " market" : "");
    }
}
