package io.peregrine.sim.matching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A slow and plain model of the book: one list of orders that is searched and sorted for every step. It keeps its own quantities and states
 * and writes the events that it expects.
 */
final class ReferenceBook {
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> events;
    private long lastPrice;
    private long nextArrival;

    ReferenceBook(final List<String> events) {
        this.events = events;
    }

    void submit(final long id, final long owner, final OrderTerms terms) {
        final Entry entry = new Entry(id, owner, terms);
        events.add("accepted " + id);
        if (terms.type().conditional()) {
            entry.arrival = nextArrival++;
            entry.place = Place.WAITING;
            entries.add(entry);
        } else {
            execute(entry);
        }
    }

    void drainTriggers() {
        Optional<Entry> next = nextTriggered();
        while (next.isPresent()) {
            final Entry entry = next.get();
            entries.remove(entry);
            events.add("triggered " + entry.id);
            execute(entry);
            next = nextTriggered();
        }
    }

    void cancel(final long id) {
        final Entry entry = find(id);
        entries.remove(entry);
        if (entry.place == Place.BOOK) {
            level(entry.terms.side(), entry.terms.price());
        }
        events.add("closed " + id + " CANCELED");
    }

    void reduce(final long id, final long quantity) {
        final Entry entry = find(id);
        shrink(entry, entry.quantity - quantity);
        if (entry.place == Place.BOOK) {
            level(entry.terms.side(), entry.terms.price());
        }
    }

    void replace(final long id, final OrderTerms terms, final long quantity) {
        final Entry entry = find(id);
        final boolean waits = entry.place == Place.WAITING;
        if (!waits) {
            entries.remove(entry);
            level(entry.terms.side(), entry.terms.price());
            entry.place = Place.TAKING;
        }
        entry.leaves += quantity - entry.quantity;
        entry.quantity = quantity;
        entry.terms = terms;
        events.add("replaced " + id);
        if (!waits) {
            execute(entry);
        }
    }

    void refuse(final long id) {
        events.add("accepted " + id);
        events.add("closed " + id + " POST_ONLY");
    }

    boolean wouldTake(final OrderTerms terms) {
        return makers(terms).stream().anyMatch(maker -> crosses(terms, maker.terms.price()));
    }

    boolean wouldTrigger(final OrderTerms terms) {
        return reached(terms);
    }

    /** Ids of open orders. */
    List<Long> open() {
        return entries.stream().map(entry -> entry.id).sorted().toList();
    }

    long leaves(final long id) {
        return find(id).leaves;
    }

    long quantity(final long id) {
        return find(id).quantity;
    }

    /** Levels of a side from the best: price, quantity, …. */
    List<Long> levels(final Side side) {
        final List<Long> result = new ArrayList<>();
        entries.stream().filter(entry -> entry.place == Place.BOOK && entry.terms.side() == side).map(entry -> entry.terms.price())
                .distinct().sorted(side == Side.BUY ? Comparator.reverseOrder() : Comparator.naturalOrder())
                .forEach(price -> result.addAll(List.of(price, total(side, price))));
        return result;
    }

    private void execute(final Entry taker) {
        final SelfTradePrevention mode = taker.terms.selfTradePrevention();
        if (taker.terms.timeInForce() == TimeInForce.FOK && available(taker) < taker.leaves) {
            events.add("closed " + taker.id + " FOK_UNFILLED");
            return;
        }
        while (taker.leaves > 0) {
            final Entry maker = makers(taker.terms).stream().findFirst().orElse(null);
            if (maker == null || !crosses(taker.terms, maker.terms.price())) {
                break;
            }
            if (maker.owner == taker.owner && mode != SelfTradePrevention.NONE) {
                if (prevented(taker, maker, mode)) {
                    return;
                }
            } else {
                trade(taker, maker);
            }
        }
        finish(taker);
    }

    private void finish(final Entry taker) {
        if (taker.leaves == 0) {
            return;
        }
        if (taker.terms.type().market()) {
            events.add("closed " + taker.id + " NO_LIQUIDITY");
        } else if (taker.terms.timeInForce() == TimeInForce.GTC) {
            taker.arrival = nextArrival++;
            taker.place = Place.BOOK;
            taker.show();
            entries.add(taker);
            events.add("rested " + taker.id);
            level(taker.terms.side(), taker.terms.price());
        } else {
            events.add("closed " + taker.id + " IOC_REMAINDER");
        }
    }

    private boolean prevented(final Entry taker, final Entry maker, final SelfTradePrevention mode) {
        events.add("prevented " + taker.id + ' ' + maker.id + ' ' + Math.min(taker.leaves, maker.leaves));
        if (mode == SelfTradePrevention.DECREMENT) {
            return decremented(taker, maker);
        }
        if (mode == SelfTradePrevention.EXPIRE_MAKER || mode == SelfTradePrevention.EXPIRE_BOTH) {
            entries.remove(maker);
            level(maker.terms.side(), maker.terms.price());
            events.add("closed " + maker.id + " SELF_TRADE");
        }
        if (mode == SelfTradePrevention.EXPIRE_MAKER) {
            return false;
        }
        events.add("closed " + taker.id + " SELF_TRADE");
        return true;
    }

    /** Is the taker finished? */
    private boolean decremented(final Entry taker, final Entry maker) {
        final long takerLeaves = taker.leaves;
        final long makerLeaves = maker.leaves;
        if (takerLeaves > makerLeaves) {
            shrink(taker, makerLeaves);
        }
        if (makerLeaves > takerLeaves) {
            shrink(maker, takerLeaves);
        } else {
            entries.remove(maker);
        }
        level(maker.terms.side(), maker.terms.price());
        if (makerLeaves <= takerLeaves) {
            events.add("closed " + maker.id + " SELF_TRADE");
        }
        if (takerLeaves <= makerLeaves) {
            events.add("closed " + taker.id + " SELF_TRADE");
        }
        return takerLeaves <= makerLeaves;
    }

    private void shrink(final Entry entry, final long less) {
        events.add("reduced " + entry.id + ' ' + entry.quantity + ' ' + (entry.quantity - less));
        entry.leaves -= less;
        entry.quantity -= less;
        entry.shown = Math.min(entry.shown, entry.leaves);
    }

    private void trade(final Entry taker, final Entry maker) {
        final long quantity = Math.min(taker.leaves, maker.shown);
        taker.leaves -= quantity;
        maker.leaves -= quantity;
        maker.shown -= quantity;
        lastPrice = maker.terms.price();
        if (maker.leaves == 0) {
            entries.remove(maker);
        }
        events.add("trade " + taker.id + ' ' + maker.id + ' ' + lastPrice + ' ' + quantity);
        if (maker.leaves > 0 && maker.shown == 0) {
            maker.show();
            maker.arrival = nextArrival++;
            events.add("replenished " + maker.id);
        }
        level(maker.terms.side(), maker.terms.price());
    }

    /** Tries it: what is shown at the best price goes first, then the next tips at that price, and so on. */
    private long available(final Entry taker) {
        long sum = 0;
        final List<Entry> queue = new ArrayList<>(makers(taker.terms));
        final Map<Entry, Long> taken = new HashMap<>();
        while (!queue.isEmpty() && sum < taker.leaves) {
            final Entry maker = queue.removeFirst();
            final boolean own = maker.owner == taker.owner && taker.terms.selfTradePrevention() != SelfTradePrevention.NONE;
            if (!crosses(taker.terms, maker.terms.price())
                    || own && taker.terms.selfTradePrevention() != SelfTradePrevention.EXPIRE_MAKER) {
                break;
            }
            if (!own) {
                final long before = taken.getOrDefault(maker, 0L);
                final long tip = before == 0 ? maker.shown : Math.min(maker.display(), maker.leaves - before);
                sum += tip;
                taken.put(maker, before + tip);
                if (before + tip < maker.leaves) {
                    final long price = maker.terms.price();
                    queue.add((int) queue.stream().takeWhile(other -> other.terms.price() == price).count(), maker);
                }
            }
        }
        return sum;
    }

    private List<Entry> makers(final OrderTerms taker) {
        final Comparator<Entry> byPrice = Comparator.comparingLong(entry -> entry.terms.price());
        return entries.stream().filter(entry -> entry.place == Place.BOOK && entry.terms.side() != taker.side())
                .sorted((taker.side() == Side.BUY ? byPrice : byPrice.reversed()).thenComparingLong(entry -> entry.arrival)).toList();
    }

    private Optional<Entry> nextTriggered() {
        return entries.stream().filter(entry -> entry.place == Place.WAITING && reached(entry.terms))
                .min(Comparator.comparingLong(entry -> entry.arrival));
    }

    private boolean reached(final OrderTerms terms) {
        if (lastPrice == 0) {
            return false;
        }
        return switch (terms.type()) {
            case STOP_LOSS, STOP_LOSS_LIMIT -> terms.side() == Side.BUY ? lastPrice >= terms.stopPrice() : lastPrice <= terms.stopPrice();
            default -> terms.side() == Side.BUY ? lastPrice <= terms.stopPrice() : lastPrice >= terms.stopPrice();
        };
    }

    private static boolean crosses(final OrderTerms taker, final long price) {
        return taker.type().market() || (taker.side() == Side.BUY ? taker.price() >= price : taker.price() <= price);
    }

    private void level(final Side side, final long price) {
        events.add("level " + side + ' ' + price + ' ' + total(side, price));
    }

    private long total(final Side side, final long price) {
        return entries.stream().filter(entry -> entry.place == Place.BOOK && entry.terms.side() == side && entry.terms.price() == price)
                .mapToLong(entry -> entry.shown).sum();
    }

    private Entry find(final long id) {
        return entries.stream().filter(entry -> entry.id == id).findFirst().orElseThrow();
    }

    private enum Place {
        TAKING, BOOK, WAITING
    }

    private static final class Entry {
        private final long id;
        private final long owner;
        private OrderTerms terms;
        private long quantity;
        private long leaves;
        private long shown;
        private long arrival;
        private Place place = Place.TAKING;

        private Entry(final long id, final long owner, final OrderTerms terms) {
            this.id = id;
            this.owner = owner;
            this.terms = terms;
            this.quantity = terms.quantity();
            this.leaves = terms.quantity();
        }

        private long display() {
            return terms.displayQuantity() == 0 ? Long.MAX_VALUE : terms.displayQuantity();
        }

        private void show() {
            shown = Math.min(display(), leaves);
        }
    }
}
