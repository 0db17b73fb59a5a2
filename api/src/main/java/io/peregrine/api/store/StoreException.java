package io.peregrine.api.store;

import java.sql.SQLException;

/** The store can not do what it should; the message says why. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int ALREADY_OPEN = 90020;

    private final boolean inUse;

    StoreException(final String message) {
        super(message);
        inUse = false;
    }

    StoreException(final SQLException cause) {
        super(cause.getMessage(), cause);
        inUse = cause.getErrorCode() == ALREADY_OPEN;
    }

    /** Does another process have the files open? */
    public boolean inUse() {
        return inUse;
    }
}
