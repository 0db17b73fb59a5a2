package io.peregrine.sim.coinbase;

import io.peregrine.sim.matching.Side;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The price levels that have changed since they were last published, in the order of their first change.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
public final class LevelChanges {
    private final Product product;
    private final Set<Level> levels = new LinkedHashSet<>();

    /** @param product whose levels */
    public LevelChanges(final Product product) {
        this.product = product;
    }

    /** Notes a change. */
    public void changed(final Side side, final long price) {
        levels.add(new Level(side, price));
    }

    /** Has nothing changed? */
    public boolean empty() {
        return levels.isEmpty();
    }

    /** Shows each changed level with its present quantity, 0 where it is gone, and forgets them. */
    public void drain(final Visitor visitor) {
        levels.forEach(level -> visitor.level(level.side(), level.price(),
                product.listing().book().quantityAt(level.side(), level.price())));
        levels.clear();
    }

    /** Forgets them. */
    public void clear() {
        levels.clear();
    }

    /** Takes levels. */
    @FunctionalInterface
    public interface Visitor {
        /** A level's present quantity. */
        void level(Side side, long price, long quantity);
    }

    private record Level(Side side, long price) {
    }
}
