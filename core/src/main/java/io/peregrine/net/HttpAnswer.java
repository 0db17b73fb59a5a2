package io.peregrine.net;

/**
 * What became of one request of an {@link HttpFetcher}.
 *
 * @param token        given with the request
 * @param status       HTTP status, or {@link #NO_STATUS} where there was no answer
 * @param body         of the answer, whatever the status; empty without one
 * @param retryAfterNs what the server asked to wait, or 0
 * @param error        why there was no answer, or null
 */
public record HttpAnswer(long token, int status, byte[] body, long retryAfterNs, String error) {
    /** There was no answer: refused, timed out, too long, or not HTTP. */
    public static final int NO_STATUS = 0;

    /** Is this a good answer? */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** Status and the beginning of the body, or the error; for people. */
    public String text() {
        if (status == NO_STATUS) {
            return error;
        }
        final int length = Math.min(body.length, 200);
        return "HTTP " + status + (length == 0 ? "" : ": " + new String(body, 0, length, java.nio.charset.StandardCharsets.UTF_8));
    }
}
