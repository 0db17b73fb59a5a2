package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer that is not what was asked for: RFC 9457 problem details with a stable {@code code}.
 *
 * <p><b>Threading:</b> confined to its request.
 */
public final class Problem extends RuntimeException {
    /** Media type of the body. */
    public static final String MEDIA_TYPE = "application/problem+json";
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, JsonNode> extensions = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    /**
     * @param status HTTP status
     * @param code   stable name of the kind of problem, in capitals
     * @param detail what was wrong, the value, and what to do
     */
    public Problem(final int status, final String code, final String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** A request that is understood and can not be done; names the field. */
    public static Problem field(final String code, final String field, final String value, final String detail) {
        final Problem problem = new Problem(422, code, detail);
        final ObjectNode error = Json.object().put("field", field).put("value", value);
        return problem.with("errors", Json.array().add(error));
    }

    /** There is no such thing. */
    public static Problem notFound(final String detail) {
        return new Problem(404, "NOT_FOUND", detail);
    }

    Problem with(final String extension, final JsonNode value) {
        extensions.put(extension, value);
        return this;
    }

    Problem header(final String name, final String value) {
        headers.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    /** Stable name of the kind of problem. */
    public String code() {
        return code;
    }

    Answer answer(final String instance) {
        final ObjectNode body = Json.object()
                .put("type", "urn:peregrine:problem:" + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .put("title", title(status))
                .put("status", status)
                .put("detail", getMessage())
                .put("instance", instance)
                .put("code", code);
        extensions.forEach(body::set);
        return new Answer(status, MEDIA_TYPE, Json.text(body).getBytes(java.nio.charset.StandardCharsets.UTF_8), headers);
    }

    private static String title(final int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "No valid API key";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 409 -> "Conflict";
            case 413 -> "Request too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Refused";
            case 426 -> "Upgrade required";
            case 429 -> "Too many requests";
            case 503 -> "Not ready";
            case 504 -> "Outcome not known yet";
            default -> "Error";
        };
    }
}
