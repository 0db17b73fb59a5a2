package io.peregrine.sim.fault;

import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;

/**
 * A connection's way out, with faults on it: what is late waits here.
 *
 * <p><b>Threading:</b> thread-safe; guarded by its injector. <b>Units:</b> microseconds.
 */
public final class FaultedOutbound implements Outbound {
    private static final long SWAP_MAX_US = 1_000_000;

    private final FaultInjector injector;
    private final Connection connection;
    private final int number;
    private final Outbound out;
    private final List<Late> queue = new LinkedList<>();
    private final List<Late> held = new ArrayList<>();
    private Late swapped;
    private boolean muted;
    private boolean closed;

    FaultedOutbound(final FaultInjector injector, final Connection connection, final int number, final Outbound out) {
        this.injector = injector;
        this.connection = connection;
        this.number = number;
        this.out = out;
    }

    @Override
    public void send(final String text) {
        synchronized (injector) {
            if (!muted && !closed) {
                injector.outgoing(this, text);
            }
        }
    }

    @Override
    public void close(final int code, final String reason) {
        synchronized (injector) {
            if (!muted && !closed) {
                closed = true;
                out.close(code, reason);
            }
        }
    }

    @Override
    public void cut() {
        synchronized (injector) {
            closed = true;
            out.cut();
        }
    }

    @Override
    public void mute() {
        synchronized (injector) {
            muted = true;
            out.mute();
        }
    }

    /** Does the connection carry nothing more in either direction? */
    public boolean muted() {
        synchronized (injector) {
            return muted;
        }
    }

    /** The venue's side of this connection, as deaf as the connection is. */
    public Conversation over(final Conversation conversation) {
        return new FaultedConversation(conversation);
    }

    Connection connection() {
        return connection;
    }

    /** Number of the connection since the start, from 1. */
    int number() {
        return number;
    }

    /** Lets a message go, behind those that wait. */
    void pass(final String text, final long nowUs, final long byUs) {
        final long dueUs = Math.max(nowUs + byUs, queue.isEmpty() ? 0 : queue.getLast().dueUs());
        if (dueUs <= nowUs && queue.isEmpty()) {
            emit(text);
        } else {
            queue.add(new Late(text, dueUs));
        }
    }

    /** Lets a message go a while after the last that waits. */
    void drip(final String text, final long nowUs, final long byUs) {
        queue.add(new Late(text, Math.max(nowUs, queue.isEmpty() ? 0 : queue.getLast().dueUs()) + byUs));
    }

    /** Keeps a message back while others pass. */
    void hold(final String text, final long dueUs) {
        held.add(new Late(text, dueUs));
    }

    /** Keeps a message back until the next that the fault is about has passed, or for a second. */
    void swap(final String text, final long nowUs) {
        if (swapped != null) {
            emit(text);
            release();
        } else {
            swapped = new Late(text, nowUs + SWAP_MAX_US);
        }
    }

    /** Lets all that waits in order go at once. */
    void hurry(final long nowUs) {
        queue.replaceAll(late -> new Late(late.text(), nowUs));
    }

    /** Sends what is due; when something is due again. */
    long run(final long nowUs) {
        while (!queue.isEmpty() && queue.getFirst().dueUs() <= nowUs) {
            emit(queue.removeFirst().text());
        }
        long nextUs = queue.isEmpty() ? Long.MAX_VALUE : queue.getFirst().dueUs();
        for (final Late late : List.copyOf(held)) {
            if (late.dueUs() <= nowUs) {
                held.remove(late);
                emit(late.text());
            } else {
                nextUs = Math.min(nextUs, late.dueUs());
            }
        }
        if (swapped != null && swapped.dueUs() <= nowUs) {
            release();
        }
        return swapped == null ? nextUs : Math.min(nextUs, swapped.dueUs());
    }

    private void emit(final String text) {
        if (!muted && !closed) {
            out.send(text);
        }
    }

    /** Lets go what was kept back for the next message. */
    void release() {
        if (swapped != null && !muted && !closed) {
            final String text = swapped.text();
            swapped = null;
            out.send(text);
        }
    }

    private record Late(String text, long dueUs) {
    }

    /** Hears nothing while the connection carries nothing. */
    private final class FaultedConversation implements Conversation {
        private final Conversation conversation;

        private FaultedConversation(final Conversation conversation) {
            this.conversation = conversation;
        }

        @Override
        public void opened() {
            conversation.opened();
        }

        @Override
        public boolean acceptsControl() {
            return !muted() && conversation.acceptsControl();
        }

        @Override
        public void received(final String text) {
            if (!muted()) {
                conversation.received(text);
            }
        }

        @Override
        public void ended() {
            injector.forget(FaultedOutbound.this);
            conversation.ended();
        }
    }
}
