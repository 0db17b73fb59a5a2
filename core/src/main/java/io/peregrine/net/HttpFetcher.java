package io.peregrine.net;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;

/**
 * GETs over HTTP(S), carried out on virtual threads; an agent asks and polls, and never waits.
 *
 * <p><b>Threading:</b> {@link #fetch} and {@link #poll} on one agent's thread. <b>Memory:</b> at most {@code capacity} requests are on
 * their way or unpolled; a body is at most 32 MiB. <b>Allocates:</b> freely, for each request. <b>Errors:</b> as {@link HttpAnswer}.
 */
public final class HttpFetcher implements Fetcher {
    private static final long BODY_BYTES_MAX = 32L << 20;

    private final int capacity;
    private final long timeoutNs;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final ManyToOneConcurrentArrayQueue<HttpAnswer> answers;
    private int outstanding;

    /**
     * @param capacity   requests on their way at the same time
     * @param timeoutNs  for one request, from its start to the last byte of its body
     * @param sslContext for {@code https}, or null for the JDK's default
     */
    public HttpFetcher(final int capacity, final long timeoutNs, final SSLContext sslContext) {
        this.capacity = capacity;
        this.timeoutNs = timeoutNs;
        answers = new ManyToOneConcurrentArrayQueue<>(capacity);
        final HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofNanos(timeoutNs))
                .executor(threads);
        client = (sslContext == null ? builder : builder.sslContext(sslContext)).build();
    }

    @Override
    public boolean fetch(final long token, final URI uri) {
        if (outstanding == capacity) {
            return false;
        }
        outstanding++;
        // The queue has room for all that are outstanding: this offer can not fail.
        threads.execute(() -> answers.offer(get(token, uri)));
        return true;
    }

    @Override
    public int poll(final HttpListener listener, final int limit, final long nowNs) {
        int count = 0;
        while (count < limit) {
            final HttpAnswer answer = answers.poll();
            if (answer == null) {
                break;
            }
            outstanding--;
            count++;
            listener.onAnswer(answer, nowNs);
        }
        return count;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.shutdownNow();
    }

    private HttpAnswer get(final long token, final URI uri) {
        final HttpRequest request = HttpRequest.newBuilder(uri).header("User-Agent", "peregrine").build();
        final CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(request,
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            final HttpResponse<byte[]> response = pending.get(timeoutNs, TimeUnit.NANOSECONDS);
            final long retryAfterS = response.headers().firstValue("Retry-After")
                    .filter(value -> value.matches("\\d{1,9}")).map(Long::parseLong).orElse(0L);
            return new HttpAnswer(token, response.statusCode(), response.body(), TimeUnit.SECONDS.toNanos(retryAfterS), null);
        } catch (final TimeoutException e) {
            pending.cancel(true);
            return failed(token, "timed out after " + TimeUnit.NANOSECONDS.toMillis(timeoutNs) + " ms");
        } catch (final ExecutionException e) {
            return failed(token, String.valueOf(e.getCause()));
        } catch (final InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            return failed(token, "given up by this side");
        }
    }

    private static HttpAnswer failed(final long token, final String error) {
        return new HttpAnswer(token, HttpAnswer.NO_STATUS, new byte[0], 0, error);
    }
}
