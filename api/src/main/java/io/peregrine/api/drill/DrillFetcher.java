package io.peregrine.api.drill;

import io.peregrine.net.Fetcher;
import io.peregrine.net.HttpAnswer;
import io.peregrine.net.HttpListener;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The engine's GETs in a drill: asked of the venue in this process, answered in simulated time.
 *
 * <p><b>Threading:</b> confined.
 */
final class DrillFetcher implements Fetcher {
    /** There and back, and the venue's own work. */
    private static final long ANSWER_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final DrillNetwork network;
    private final int capacity;
    private final long timeoutNs;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private int outstanding;

    private record Answer(HttpAnswer answer, long dueNs) {
    }

    DrillFetcher(final DrillNetwork network, final int capacity, final long timeoutNs) {
        this.network = network;
        this.capacity = capacity;
        this.timeoutNs = timeoutNs;
    }

    @Override
    public boolean fetch(final long token, final URI uri) {
        if (outstanding == capacity) {
            return false;
        }
        outstanding++;
        final RestRequest request = RestRequest.get(uri.getPath(), uri.getRawQuery() == null ? "" : uri.getRawQuery());
        final long deadlineNs = network.nowNs() + timeoutNs;
        network.handle(request, reply -> answers.add(new Answer(answer(token, reply), Math.min(network.nowNs() + ANSWER_NS, deadlineNs))));
        return true;
    }

    private static HttpAnswer answer(final long token, final RestReply reply) {
        if (reply == RestReply.CUT) {
            return new HttpAnswer(token, HttpAnswer.NO_STATUS, new byte[0], 0, "connection reset");
        }
        final String retryAfter = reply.headers().getOrDefault("Retry-After", "0");
        return new HttpAnswer(token, reply.status(), reply.body().getBytes(StandardCharsets.UTF_8),
                TimeUnit.SECONDS.toNanos(Long.parseLong(retryAfter)), null);
    }

    @Override
    public int poll(final HttpListener listener, final int limit, final long nowNs) {
        int count = 0;
        while (count < limit && !answers.isEmpty() && nowNs - answers.peek().dueNs >= 0) {
            outstanding--;
            count++;
            listener.onAnswer(answers.remove().answer, nowNs);
        }
        return count;
    }

    @Override
    public void close() {
        answers.clear();
    }
}
