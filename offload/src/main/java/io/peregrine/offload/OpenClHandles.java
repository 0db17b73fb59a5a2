package io.peregrine.offload;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Owns everything that a device session has opened, and releases each handle once, in reverse order: a second release would end the
 * process.
 *
 * <p><b>Threading:</b> confined to the owner. <b>Allocates:</b> when a handle is taken over.
 */
final class OpenClHandles implements AutoCloseable {
    private final Deque<Runnable> releases = new ArrayDeque<>();

    /** Takes a handle over, unless the call that made it failed. */
    <T> T own(final T handle, final int status, final String call, final Consumer<T> release) throws OpenClException {
        OpenClException.check(status, call);
        releases.push(() -> release.accept(handle));
        return handle;
    }

    @Override
    public void close() {
        while (!releases.isEmpty()) {
            releases.pop().run();
        }
    }
}
