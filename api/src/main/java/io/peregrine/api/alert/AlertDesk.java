package io.peregrine.api.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.rest.Json;
import io.peregrine.api.rest.Resources;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.RiskEvent;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.api.view.RiskFacts;
import io.peregrine.api.view.RiskKey;
import io.peregrine.instrument.Instrument;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides what becomes an alert, and hands it to its channels. Risk events come from the journal, as they happen; the kill switch and the
 * engine's state are looked at, so that they are told also when the trade core writes nothing any more.
 *
 * <p><b>Threading:</b> thread-safe. {@link #onRiskEvent} is called under the view's lock and never waits.
 */
public final class AlertDesk implements AutoCloseable {
    private static final int KEYS_MAX = 10_000;

    private final EngineAccess engine;
    private final Resources resources;
    private final AlertSettings settings;
    private final Map<String, AlertQueue> queues = new LinkedHashMap<>();
    private final Map<RiskKey, Repeats> repeats = new HashMap<>();
    private boolean killSwitchOn;
    private boolean failed;

    /** When an alert was last sent, and how often it would have been since. */
    private static final class Repeats {
        private long sentNs;
        private long suppressed;
    }

    private AlertDesk(final EngineAccess engine, final AlertSettings settings) {
        this.engine = engine;
        this.settings = settings;
        resources = new Resources(engine);
    }

    /** Opens all channels. */
    public static AlertDesk start(final EngineAccess engine, final AlertSettings settings) {
        final AlertDesk desk = new AlertDesk(engine, settings);
        settings.channels().forEach(channel -> desk.queues.put(channel.id(), AlertQueue.start(channel, channel.open(), settings)));
        return desk;
    }

    /** A risk event occurred; those of earlier runs are old news. */
    public void onRiskEvent(final RiskEvent event, final long nowNs) {
        if (event.lastTimeNs() >= engine.startTimeNs()) {
            alert(event, nowNs);
        }
    }

    /** Looks at the kill switch and at the engine's state; to be called now and then. */
    public void tick(final long nowNs) {
        final KillSwitch.Status killSwitch = engine.killSwitch().status();
        if (killSwitch.tripped() != killSwitchOn) {
            killSwitchOn = killSwitch.tripped();
            alert(state(RiskEventType.KILL_SWITCH, killSwitchOn ? Severity.CRITICAL : Severity.INFO, RejectReason.KILL_SWITCH,
                    (killSwitchOn ? "on: " : "off: ") + killSwitch.reason(), nowNs), nowNs);
        }
        if (!failed && engine.state().equals("FAILED")) {
            failed = true;
            alert(state(RiskEventType.ENGINE_FAILED, Severity.CRITICAL, RejectReason.HALTED, "nothing is sent any more", nowNs), nowNs);
        }
    }

    /** How the channels do, in the order of the configuration. */
    public List<ChannelStatus> channels() {
        return queues.values().stream().map(AlertQueue::status).toList();
    }

    /** Delivers what waits, if it goes quickly, and ends. */
    @Override
    public void close() {
        queues.values().forEach(AlertQueue::close);
    }

    private static RiskEvent state(
            final RiskEventType type, final Severity severity, final RejectReason rule, final String detail, final long nowNs) {
        return new RiskEvent(
                0, 0, nowNs, nowNs, 1, RiskKey.of(type, severity, rule, RiskKey.NONE), RiskFacts.of(detail));
    }

    private synchronized void alert(final RiskEvent event, final long nowNs) {
        final Set<String> targets = targets(event);
        if (targets.isEmpty()) {
            return;
        }
        final Repeats last = repeats.get(event.key());
        if (last != null && nowNs - last.sentNs < settings.repeatNs()) {
            last.suppressed++;
            targets.forEach(channel -> queues.get(channel).suppress());
            return;
        }
        final Alert alert = render(event, last == null ? 0 : last.suppressed);
        final Repeats now = new Repeats();
        now.sentNs = nowNs;
        if (repeats.size() >= KEYS_MAX) {
            repeats.clear();
        }
        repeats.put(event.key(), now);
        targets.forEach(channel -> queues.get(channel).offer(alert, nowNs));
    }

    private Set<String> targets(final RiskEvent event) {
        final RiskKey key = event.key();
        final boolean known = engine.instruments().contains(key.instrumentId());
        final Instrument instrument = known ? engine.instruments().get(key.instrumentId()) : null;
        // Seconds with eight decimals.
        final long latencyNs = event.facts().valueE8() == Instrument.NULL_VALUE ? 0 : event.facts().valueE8() * 10;
        final AlertRule.Subject subject = new AlertRule.Subject(key.type(), key.severity(), resources.strategyName(key.strategyId()),
                known ? instrument.venue().key() : null, known ? instrument.symbol() : null, latencyNs);
        final Set<String> targets = new LinkedHashSet<>();
        settings.rules().stream().filter(rule -> rule.matches(subject)).forEach(rule -> targets.addAll(rule.channels()));
        return targets;
    }

    private Alert render(final RiskEvent event, final long suppressed) {
        final RiskKey key = event.key();
        final String id = engine.runId() + "-" + key.type() + '-' + (event.id() == 0 ? event.timeNs() : event.lastId());
        final ObjectNode facts = resources.risk(event);
        final ObjectNode body = Json.object().put("id", id).put("suppressed", suppressed);
        body.putObject("engine").put("mode", engine.mode().name()).put("run_id", engine.runId()).put("state", engine.state());
        body.set("event", facts);
        return new Alert(id, event.lastTimeNs(), key.type(), key.severity(), title(facts), body);
    }

    /** Severity, type, rule, whom it concerns, and the numbers. */
    private static String title(final ObjectNode facts) {
        final StringBuilder title = new StringBuilder(facts.path("severity").asText())
                .append(' ').append(facts.path("type").asText()).append(' ').append(facts.path("rule").asText());
        for (final String field : List.of("strategy_id", "venue", "symbol")) {
            if (!facts.path(field).isNull()) {
                title.append(' ').append(facts.path(field).asText());
            }
        }
        if (!facts.path("value").isNull()) {
            title.append(": value ").append(facts.path("value").asText()).append(", limit ").append(facts.path("limit").asText());
        }
        return facts.path("detail").isNull() ? title.toString() : title.append(": ").append(facts.path("detail").asText()).toString();
    }
}
