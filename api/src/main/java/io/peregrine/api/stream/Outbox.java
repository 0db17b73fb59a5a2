package io.peregrine.api.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be written to one client. Events wait in order and are never dropped one by one: when there are too many, the whole client
 * is given up. Of states only the newest of each key waits.
 *
 * <p><b>Threading:</b> thread-safe; publishers offer, one writer takes. <b>Memory:</b> at most {@value #EVENTS_MAX} events or
 * {@value #CHARS_MAX} characters of them, shared by all clients, and one state for each key.
 */
final class Outbox {
    static final int EVENTS_MAX = 65_536;
    static final long CHARS_MAX = 32L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<StreamMessage> events = new ArrayDeque<>();
    private final Map<String, StreamMessage> states = new LinkedHashMap<>();
    private long eventChars;
    private boolean overflowed;
    private boolean closed;
    private boolean signalled;

    /**
     * Adds a message; never waits for the client.
     *
     * @return true where the message took the place of an older state
     */
    boolean offer(final StreamMessage message) {
        lock.lock();
        try {
            if (closed || overflowed) {
                return false;
            }
            final boolean replaced;
            if (message.key() == null) {
                replaced = false;
                addEvent(message);
            } else {
                replaced = states.put(message.key(), message) != null;
            }
            changed.signal();
            return replaced;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a message, a {@link #signal} or the end; null for the latter two. */
    StreamMessage take() throws InterruptedException {
        lock.lock();
        try {
            while (events.isEmpty() && states.isEmpty() && !closed && !overflowed && !signalled) {
                changed.await();
            }
            signalled = false;
            if (closed || overflowed) {
                return null;
            }
            final StreamMessage event = events.pollFirst();
            if (event != null) {
                eventChars -= event.length();
                return event;
            }
            return firstState();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes the writer. */
    void signal() {
        lock.lock();
        try {
            signalled = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is wanted; frees everything. */
    void close() {
        lock.lock();
        try {
            closed = true;
            clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Were there too many events for this client? */
    boolean overflowed() {
        lock.lock();
        try {
            return overflowed;
        } finally {
            lock.unlock();
        }
    }

    private void addEvent(final StreamMessage message) {
        events.addLast(message);
        eventChars += message.length();
        if (events.size() > EVENTS_MAX || eventChars > CHARS_MAX) {
            overflowed = true;
            clear();
        }
    }

    private StreamMessage firstState() {
        final Iterator<StreamMessage> iterator = states.values().iterator();
        if (!iterator.hasNext()) {
            return null;
        }
        final StreamMessage state = iterator.next();
        iterator.remove();
        return state;
    }

    private void clear() {
        events.clear();
        states.clear();
        eventChars = 0;
    }
}
