package io.peregrine.net;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The HTTP/1.1 exchange that opens a WebSocket: the request, and the check of the answer; RFC 6455 section 4.1.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Allocates:</b> freely; used once a connection.
 */
final class HttpUpgrade {
    /** What {@link #onResponse} makes of the bytes so far. */
    enum Answer {
        /** More bytes are needed. */
        INCOMPLETE,
        /** Frames follow after {@link #headLength} bytes. */
        ACCEPTED,
        /** No WebSocket here; see {@link #refusal}. */
        REFUSED
    }

    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int HEAD_LENGTH_MAX = 16 * 1024;
    private static final int BODY_LENGTH_MAX = 1024;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final String TOO_MANY_REQUESTS = "429";
    /** Binance's word to an address that did not heed 429. */
    private static final String BANNED = "418";
    private static final int LIMITED_PAUSE_S = 10;

    private final URI uri;
    private final Map<String, String> headers;
    private final String key;
    private int headLength;
    private String refusal;
    private int retryAfterS;

    /** @param random for a new key */
    HttpUpgrade(final URI uri, final Map<String, String> headers, final RandomGenerator random) {
        this.uri = uri;
        this.headers = headers;
        final byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);
    }

    byte[] request() {
        final StringBuilder text = new StringBuilder(512)
                .append("GET ").append(target()).append(" HTTP/1.1\r\nHost: ").append(host())
                .append("\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ").append(key)
                .append("\r\nUser-Agent: peregrine\r\n");
        headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Looks at all bytes received so far.
     *
     * @param ended no more bytes will come
     */
    Answer onResponse(final byte[] received, final boolean ended) {
        final String text = new String(received, StandardCharsets.ISO_8859_1);
        final int headEnd = text.indexOf("\r\n\r\n");
        if (headEnd < 0) {
            return ended || text.length() > HEAD_LENGTH_MAX ? refuse("no HTTP answer: " + bounded(text)) : Answer.INCOMPLETE;
        }
        headLength = headEnd + 4;
        final String[] lines = text.substring(0, headEnd).split("\r\n");
        final String[] statusLine = lines[0].split(" ", 3);
        if (statusLine.length < 2 || !statusLine[0].startsWith("HTTP/1.") || !statusLine[1].matches("\\d{3}")) {
            return refuse("not an HTTP answer: " + bounded(lines[0]));
        }
        final Map<String, String> fields = fields(lines);
        if (Integer.parseInt(statusLine[1]) == SWITCHING_PROTOCOLS) {
            return accept(fields);
        }
        final String body = text.substring(headLength);
        if (!ended && !bodyWhole(fields, body)) {
            return Answer.INCOMPLETE;
        }
        final boolean limited = statusLine[1].equals(TOO_MANY_REQUESTS) || statusLine[1].equals(BANNED);
        retryAfterS = Math.max(number(fields.getOrDefault("retry-after", "")), limited ? LIMITED_PAUSE_S : 0);
        return refuse("HTTP " + statusLine[1] + (statusLine.length > 2 ? " " + statusLine[2] : "")
                + (retryAfterS > 0 ? ", retry after " + retryAfterS + " s" : "") + ": " + bounded(body));
    }

    /** Length of the head of the answer; what follows is frames. */
    int headLength() {
        return headLength;
    }

    /** Why it was refused, with status and body. */
    String refusal() {
        return refusal;
    }

    /** Seconds that a refusing server asked for, ten at least where it has had too many requests, or 0. */
    int retryAfterS() {
        return retryAfterS;
    }

    private Answer accept(final Map<String, String> fields) {
        if (!"websocket".equalsIgnoreCase(fields.get("upgrade"))) {
            return refuse("101 without Upgrade: websocket");
        }
        if (!fields.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("upgrade")) {
            return refuse("101 without Connection: Upgrade");
        }
        if (!acceptKey(key).equals(fields.get("sec-websocket-accept"))) {
            return refuse("wrong Sec-WebSocket-Accept: " + fields.get("sec-websocket-accept"));
        }
        if (fields.containsKey("sec-websocket-extensions")) {
            return refuse("extension that was not asked for: " + fields.get("sec-websocket-extensions"));
        }
        if (fields.containsKey("sec-websocket-protocol") && !headers.containsKey("Sec-WebSocket-Protocol")) {
            return refuse("subprotocol that was not asked for: " + fields.get("sec-websocket-protocol"));
        }
        return Answer.ACCEPTED;
    }

    private Answer refuse(final String reason) {
        refusal = reason;
        return Answer.REFUSED;
    }

    private String target() {
        final String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + '?' + uri.getRawQuery();
    }

    private String host() {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ':' + uri.getPort();
    }

    static String acceptKey(final String key) {
        try {
            final byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SUFFIX).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    private static Map<String, String> fields(final String[] lines) {
        final Map<String, String> fields = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            final int colon = lines[i].indexOf(':');
            if (colon > 0) {
                fields.put(lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).trim());
            }
        }
        return fields;
    }

    private static boolean bodyWhole(final Map<String, String> fields, final String body) {
        if (body.length() >= BODY_LENGTH_MAX) {
            return true;
        }
        if ("chunked".equalsIgnoreCase(fields.get("transfer-encoding"))) {
            return body.endsWith("0\r\n\r\n");
        }
        final String contentLength = fields.get("content-length");
        return contentLength != null && body.length() >= number(contentLength);
    }

    private static String bounded(final String text) {
        return text.length() <= BODY_LENGTH_MAX ? text : text.substring(0, BODY_LENGTH_MAX);
    }

    private static int number(final String digits) {
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }
}
