package io.peregrine.api.rest;

/** What the owner of an API key may do. */
public enum Role {
    /** Read only. */
    READ(false),
    /** Read, place and cancel orders, start and stop strategies. */
    TRADE(true),
    /** Everything. */
    ADMIN(true);

    private final boolean changes;

    Role(final boolean changes) {
        this.changes = changes;
    }

    /** May it change anything? */
    public boolean changes() {
        return changes;
    }
}
