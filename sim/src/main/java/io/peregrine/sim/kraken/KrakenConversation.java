package io.peregrine.sim.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import java.math.BigInteger;
import java.util.Map;

/**
 * The venue's side of a WebSocket v2 connection: status, pings, heartbeats and the form of answers (sections 2 and 3).
 *
 * <p><b>Threading:</b> messages are parsed on the connection's thread and served on the exchange thread, which everything else here is
 * confined to.
 */
abstract class KrakenConversation implements Conversation {
    private static final BigInteger CONNECTION_ID_MIN = BigInteger.ONE.shiftLeft(63);
    private static final long BEAT_US = 1_000_000;
    private static final long IDLE_US = 60_000_000;
    private static final int NORMAL = 1000;
    private static final int TRY_LATER = 1013;

    private final KrakenContext context;
    private final Outbound outbound;
    private final long connectionNumber;
    private long sentUs;
    private long heardUs;

    KrakenConversation(final KrakenContext context, final Outbound outbound, final long connectionNumber) {
        this.context = context;
        this.outbound = outbound;
        this.connectionNumber = connectionNumber;
    }

    final KrakenContext context() {
        return context;
    }

    @Override
    public final void opened() {
        context.thread().submit(() -> {
            heardUs = context.desk().exchange().nowUs();
            context.presence().add(this);
            final ObjectNode entry = Json.object().put("version", "2.0.10").put("system", "online").put("api_version", "v2");
            entry.put("connection_id", CONNECTION_ID_MIN.add(BigInteger.valueOf(Math.abs(connectionNumber * 0x9E37_79B9_7F4A_7C15L))));
            entry.putArray("upcoming_maintenance");
            entry.putArray("emergency");
            deliver(Frames.of("status", "update", entry));
        });
    }

    @Override
    public final void received(final String text) {
        final long inUs = context.nowUs();
        ObjectNode request = Json.object();
        String error = null;
        try {
            if (Json.parse(text) instanceof ObjectNode object) {
                request = object;
            } else {
                error = "Request is not a JSON object";
            }
        } catch (final JsonProcessingException e) {
            error = "JSON parsing error";
        }
        final Call call = new Call(request.path("method").asText(""), new Fields(params(request)), request.path("req_id"), inUs);
        final String refused = error;
        final boolean queued = context.thread().submit(() -> {
            heardUs = inUs;
            if (refused == null) {
                dispatch(call);
            } else {
                refuse(call, refused);
            }
        });
        if (!queued) {
            outbound.close(TRY_LATER, "EService:Busy");
        }
    }

    @Override
    public final void ended() {
        context.thread().submit(() -> {
            context.presence().remove(this);
            left();
        });
    }

    /** Sends a text; on the exchange thread. */
    final void deliver(final String text) {
        sentUs = context.desk().exchange().nowUs();
        outbound.send(text);
    }

    /** Once a second: a heartbeat where nothing else went out, the end where nothing is wanted. */
    final void beat(final long nowUs) {
        if (subscribed()) {
            if (nowUs - sentUs >= BEAT_US) {
                deliver(Frames.HEARTBEAT);
            }
        } else if (nowUs - heardUs >= IDLE_US) {
            outbound.close(NORMAL, "");
        }
    }

    /** The answer to a call that succeeded. */
    final void answer(final Call call, final JsonNode result) {
        final ObjectNode json = Json.object().put("method", call.method());
        call.name(json);
        json.set("result", result);
        send(call, json.put("success", true));
    }

    /** The answer to a call that is refused. */
    final void refuse(final Call call, final String error) {
        refuse(call, error, Json.object());
    }

    /** The answer to a call that is refused, with fields that say what of it; the fields come in alphabetical order. */
    final void refuse(final Call call, final String error, final ObjectNode about) {
        final ObjectNode fields = about.deepCopy().put("error", error).put("method", call.method()).put("success", false);
        call.name(fields);
        final ObjectNode json = Json.object();
        fields.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(field -> json.set(field.getKey(), field.getValue()));
        send(call, json);
    }

    /** Adds the times to an answer and sends it. */
    final void send(final Call call, final ObjectNode json) {
        deliver(Json.text(json.put("time_in", Json.time(call.inUs())).put("time_out", Json.time(context.nowUs()))));
    }

    /** Is it subscribed to anything? */
    protected abstract boolean subscribed();

    /** The connection has ended. */
    protected abstract void left();

    /** Serves a method other than {@code ping}. */
    protected abstract void serve(Call call) throws RequestException;

    private void dispatch(final Call call) {
        try {
            if (call.method().equals("ping")) {
                final ObjectNode json = Json.object().put("method", "pong");
                call.name(json);
                send(call, json);
            } else {
                serve(call);
            }
        } catch (final RequestException e) {
            refuse(call, e.getMessage());
        }
    }

    private static ObjectNode params(final ObjectNode request) {
        return request.path("params") instanceof ObjectNode params ? params : Json.object();
    }

    /**
     * A request.
     *
     * @param method its method
     * @param fields its parameters
     * @param id     {@code req_id}, missing where it has none
     * @param inUs   when it came in
     */
    record Call(String method, Fields fields, JsonNode id, long inUs) {
        /** Repeats the request's id in an answer. */
        void name(final ObjectNode answer) {
            if (id.isIntegralNumber()) {
                answer.set("req_id", id);
            }
        }
    }
}
