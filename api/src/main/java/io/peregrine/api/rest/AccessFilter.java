package io.peregrine.api.rest;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.peregrine.time.EngineClock;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before every request: is it meant for this host, may the caller go on, may the caller change something? After every change: a line in
 * the log {@code audit}.
 *
 * <p>The server listens on loopback, where reads are open. A page of another site that a browser on this machine shows can still send
 * requests here; it can not set the {@code Authorization} header without a preflight, which is never granted, and a name of its own that
 * it points at this address is refused by the {@code Host} check.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class AccessFilter implements Filter {
    private static final Logger AUDIT = LoggerFactory.getLogger("audit");
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
    private static final HeaderName CONTENT_TYPE_OPTIONS = HeaderNames.create("X-Content-Type-Options");
    private static final HeaderName FRAME_OPTIONS = HeaderNames.create("X-Frame-Options");
    private static final HeaderName REFERRER_POLICY = HeaderNames.create("Referrer-Policy");
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private final Keys keys;
    private final RateLimits limits;

    AccessFilter(final List<ApiKey> keys, final int requestsPerSecond) {
        this.keys = new Keys(keys);
        limits = new RateLimits(requestsPerSecond);
    }

    @Override
    public void filter(final FilterChain chain, final RoutingRequest request, final RoutingResponse response) {
        response.headers().set(CONTENT_TYPE_OPTIONS, "nosniff");
        response.headers().set(FRAME_OPTIONS, "DENY");
        response.headers().set(REFERRER_POLICY, "no-referrer");
        response.headers().set(HeaderNames.CACHE_CONTROL, "no-store");
        final ApiKey key = keys.find(request.headers().first(HeaderNames.AUTHORIZATION).orElse(null));
        checkHost(request);
        checkRate(request, key);
        if (key != null) {
            request.context().register(key);
        }
        if (READS.contains(request.prologue().method().text())) {
            chain.proceed();
            return;
        }
        final String caller = key == null ? "-" : key.name();
        try {
            checkChange(key);
        } catch (final Problem e) {
            audit(request, caller, e.status());
            throw e;
        }
        chain.proceed();
        audit(request, caller, response.status().code());
    }

    private static void checkHost(final RoutingRequest request) {
        if (!Hosts.loopback(request.authority())) {
            throw new Problem(403, "HOST_NOT_ALLOWED",
                    "host '" + request.authority() + "' is not this server's; use 127.0.0.1 or localhost");
        }
    }

    private void checkRate(final RoutingRequest request, final ApiKey key) {
        final String caller = key == null ? "address " + request.remotePeer().host() : "key " + key.name();
        final long waitNs = limits.take(caller, EngineClock.nowNs());
        if (waitNs > 0) {
            final long seconds = (waitNs + NS_PER_SECOND - 1) / NS_PER_SECOND;
            throw new Problem(429, "RATE_LIMITED", caller + " sends too many requests; wait " + seconds + " s")
                    .header("Retry-After", Long.toString(seconds));
        }
    }

    private static void checkChange(final ApiKey key) {
        if (key == null) {
            throw new Problem(401, "UNAUTHORIZED", "a change needs the header 'Authorization: Bearer <key>' with a key of role trade or "
                    + "admin")
                    .header("WWW-Authenticate", "Bearer realm=\"peregrine\"");
        }
        if (!key.role().changes()) {
            throw new Problem(403, "FORBIDDEN", "key '" + key.name() + "' has the role " + key.role() + "; a change needs trade or admin");
        }
    }

    private static void audit(final RoutingRequest request, final String caller, final int status) {
        AUDIT.info("key={} address={} {} {} status={}", caller, request.remotePeer().host(), request.prologue().method().text(),
                request.path().rawPath(), status);
    }
}
