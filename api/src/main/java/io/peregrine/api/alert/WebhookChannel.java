package io.peregrine.api.alert;

import io.peregrine.api.rest.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Alerts as signed POST requests. The signature is HMAC-SHA256 over timestamp, a dot and the body, so that the other side can tell what is
 * ours, whole, and fresh; the id is the same in every try, so that it can tell what it has already.
 *
 * <p><b>Errors:</b> no answer, 408, 425, 429 and 5xx pass; any other answer lasts. Redirects are not followed: the signature was for one
 * address.
 */
final class WebhookChannel implements AlertChannel {
    private static final String ALGORITHM = "HmacSHA256";
    private static final long RETRY_AFTER_SECONDS_MAX = 3_600;

    private final ChannelSettings.Webhook settings;
    private final Clock clock;
    private final HttpClient http;

    WebhookChannel(final ChannelSettings.Webhook settings) {
        this(settings, Clock.systemUTC());
    }

    WebhookChannel(final ChannelSettings.Webhook settings, final Clock clock) {
        this.settings = settings;
        this.clock = clock;
        http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofNanos(settings.timeoutNs()))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void send(final Alert alert) throws AlertException, InterruptedException {
        final byte[] body = Json.text(alert.body()).getBytes(StandardCharsets.UTF_8);
        final String timestamp = Long.toString(clock.instant().getEpochSecond());
        final HttpRequest request = HttpRequest.newBuilder(settings.url())
                .timeout(Duration.ofNanos(settings.timeoutNs()))
                .header("Content-Type", "application/json")
                .header("X-Peregrine-Delivery", alert.id())
                .header("X-Peregrine-Timestamp", timestamp)
                .header("X-Peregrine-Signature", "sha256=" + signature(settings.secret(), timestamp, body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        final HttpResponse<Void> response;
        try {
            response = http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (final IOException e) {
            // Its message may name the address.
            throw AlertException.passing("no answer: " + e.getClass().getSimpleName(), 0);
        }
        judge(response);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private static void judge(final HttpResponse<Void> response) throws AlertException {
        final int status = response.statusCode();
        if (status / 100 == 2) {
            return;
        }
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            throw AlertException.passing("answer " + status, retryAfterNs(response.headers().firstValue("Retry-After").orElse("")));
        }
        throw AlertException.lasting("answer " + status);
    }

    /** Seconds; a date is not read, and then the usual pause is made. */
    private static long retryAfterNs(final String seconds) {
        return seconds.matches("\\d{1,9}") ? TimeUnit.SECONDS.toNanos(Math.min(Long.parseLong(seconds), RETRY_AFTER_SECONDS_MAX)) : 0;
    }

    /** What the header has behind {@code sha256=}. */
    static String signature(final String secret, final String timestamp, final byte[] body) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((timestamp + '.').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
