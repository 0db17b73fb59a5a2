package io.peregrine.api.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.message.Severity;

/**
 * One thing that somebody should know.
 *
 * @param id       unique over restarts; the same in every try to deliver it
 * @param timeNs   when it happened
 * @param type     what kind
 * @param severity how bad
 * @param title    one line for people
 * @param body     everything, for programs; nobody writes to it
 */
public record Alert(String id, long timeNs, RiskEventType type, Severity severity, String title, ObjectNode body) {
}
