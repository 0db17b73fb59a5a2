package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.Allocation;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Requests and their answers over a plain connection leave no garbage. */
class HttpPoolAllocationTest {
    private static final byte[] POST = HttpRequestEncoder.requestLine("POST", "/orders");
    private static final byte[] AFTER = "cb-after".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int REQUESTS = 500;
    private static final int ROUNDS = 60;

    private final byte[] body = new byte[200];
    private long answers;
    private long fieldSum;

    @Test
    void aRequestAndItsAnswerAllocateNothing() throws IOException {
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> {
            HttpScriptServer.write(peer, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nCB-AFTER: 5\r\n\r\n"
                    + "3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n");
            return true;
        }); HttpPool pool = new HttpPool(server.uri(), HttpSettings.DEFAULT.withConnections(2), new Counter())) {
            final HttpRequestEncoder encoder = new HttpRequestEncoder(server.uri(), "X-A: b\r\n", 1024);
            assertEquals(0, Allocation.leastBytes(ROUNDS, () -> exchange(pool, encoder)));
            assertEquals(answers * 5, fieldSum);
        }
    }

    private void exchange(final HttpPool pool, final HttpRequestEncoder encoder) {
        final long until = answers + REQUESTS;
        long sent = answers;
        while (answers < until) {
            final long nowNs = EngineClock.nowNs();
            pool.doWork(nowNs);
            if (sent < until) {
                encoder.begin(POST);
                encoder.endTarget();
                encoder.end(body, 0, body.length);
                sent += pool.send(sent, encoder.buffer(), 0, encoder.length(), nowNs) ? 1 : 0;
            }
        }
    }

    private final class Counter implements HttpResponseListener {
        @Override
        public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
            answers++;
            fieldSum += response.number(AFTER);
        }

        @Override
        public void onNoResponse(final long token, final String reason, final long nowNs) {
            throw new AssertionError(reason);
        }
    }
}
