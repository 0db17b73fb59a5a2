package io.peregrine.sim.fault;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Tells which faults are at work.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class FaultReport {
    private FaultReport() {
    }

    /** The faults of an injector with what they have done, and the scripts that could be started. */
    public static ObjectNode of(final FaultInjector injector) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        final ArrayNode faults = json.putArray("faults");
        for (final RunningFault running : injector.faults()) {
            faults.addObject().put("script", running.script().name()).put("do", running.fault().action().key())
                    .put("active", running.active()).put("hits", running.hits());
        }
        final ArrayNode scripts = json.putArray("scripts");
        FaultScripts.names().forEach(scripts::add);
        return json;
    }
}
