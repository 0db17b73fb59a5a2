package io.peregrine.runtime;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's state, its one point of transition, and why it failed.
 *
 * <p><b>Threading:</b> thread-safe. <b>Errors:</b> {@link #transition} to a state that does not follow is an
 * {@link IllegalStateException}.
 */
final class EngineLife {
    private static final Logger LOG = LoggerFactory.getLogger(EngineLife.class);

    private final AtomicReference<EngineState> state = new AtomicReference<>(EngineState.STARTING);
    private volatile String failure = "";

    EngineState state() {
        return state.get();
    }

    boolean failed() {
        return state.get() == EngineState.FAILED;
    }

    /** What failed and how; empty while nothing has. */
    String failure() {
        return failure;
    }

    /** Moves on; false where the engine has failed meanwhile. */
    boolean transition(final EngineState next) {
        EngineState current;
        do {
            current = state.get();
            if (current == EngineState.FAILED) {
                return false;
            }
            if (!current.canBecome(next)) {
                throw new IllegalStateException("engine: " + current + " can not become " + next);
            }
        } while (!state.compareAndSet(current, next));
        return true;
    }

    /** A hot agent threw. The first one is the reason. */
    void fail(final String agent, final Throwable cause) {
        synchronized (this) {
            if (!state.get().canBecome(EngineState.FAILED)) {
                return;
            }
            failure = agent + ": " + cause;
            state.set(EngineState.FAILED);
        }
        LOG.error("{} failed: trading has stopped; orders may be open at the venues", agent, cause);
    }
}
