package io.peregrine.api.drill.engine;

import java.util.List;

/** What the venues do wrong while the engine trades and is killed; each goes on for as long as it is not ended. */
public final class FaultScripts {
    /** One of them: its name, and the script for {@code POST /sim/faults}. */
    public record Script(String name, String json) {
    }

    public static final List<Script> ALL = List.of(
            new Script("none", null),
            script("unknown-outcome", "{\"do\":\"lose-answer\",\"at\":\"300ms\",\"for\":\"1s\",\"message\":\"answer\"},"
                    + "{\"do\":\"lose-answer\",\"at\":\"300ms\",\"for\":\"1s\",\"request\":\"^(POST|DELETE) \"}"),
            script("late-ack", "{\"do\":\"hold\",\"at\":\"100ms\",\"for\":\"1500ms\",\"message\":\"ack\",\"by\":\"500ms\"}"),
            script("duplicate-fill", "{\"do\":\"duplicate\",\"at\":\"100ms\",\"for\":\"1800ms\",\"message\":\"fill\",\"by\":\"100ms\"}"),
            script("out-of-order-fills", "{\"do\":\"reorder\",\"at\":\"100ms\",\"for\":\"1800ms\",\"message\":\"fill\",\"every\":2}"),
            script("disconnect-storm", "{\"do\":\"disconnect\",\"at\":\"500ms\",\"repeat\":\"700ms\",\"times\":2}"),
            script("rest-5xx", "{\"do\":\"status\",\"at\":\"200ms\",\"for\":\"1s\",\"request\":\"/\",\"status\":503},"
                    + "{\"do\":\"disconnect\",\"at\":\"300ms\"}"));

    private FaultScripts() {
    }

    private static Script script(final String name, final String faults) {
        return new Script(name, "{\"name\":\"" + name + "\",\"about\":\"drill\",\"seed\":1,\"cycle\":\"2s\",\"faults\":[" + faults + "]}");
    }
}
