package io.peregrine.emergency;

import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.IntConsumer;

/** An account whose answers are written down beforehand; each script's last entry stays. Records its calls. */
public final class ScriptedAccount implements AccountCanceller {
    private final Deque<Object> cancels = new ArrayDeque<>();
    private final Deque<Object> lists = new ArrayDeque<>();
    private final StringBuilder calls = new StringBuilder();

    /** What the next {@code cancelAll} do: a count, or the exception. */
    public ScriptedAccount cancels(final Object... answers) {
        cancels.addAll(List.of(answers));
        return this;
    }

    /** What the next {@code openOrders} do: a count, or the exception. */
    public ScriptedAccount lists(final Object... answers) {
        lists.addAll(List.of(answers));
        return this;
    }

    /** Every call so far, a letter each: p, c, l. */
    public synchronized String calls() {
        return calls.toString();
    }

    @Override
    public void prepare() {
        note('p');
    }

    @Override
    public void cancelAll(final IntConsumer acknowledged) throws AccountCallException {
        note('c');
        acknowledged.accept(next(cancels));
    }

    @Override
    public int openOrders() throws AccountCallException {
        note('l');
        return next(lists);
    }

    @Override
    public void close() {
        note('x');
    }

    private synchronized void note(final char call) {
        calls.append(call);
    }

    private static int next(final Deque<Object> script) throws AccountCallException {
        final Object answer = script.size() > 1 ? script.poll() : script.peek();
        if (answer instanceof AccountCallException e) {
            throw e;
        }
        return answer == null ? 0 : (int) answer;
    }
}
