package io.peregrine.sim.fault;

import java.util.SplittableRandom;
import java.util.regex.Pattern;

/**
 * A fault of a loaded script: when it begins and ends next, and what it has done so far.
 *
 * <p><b>Threading:</b> guarded by its injector. <b>Units:</b> microseconds since the epoch.
 */
final class RunningFault {
    private final Fault fault;
    private final FaultScript script;
    private final Pattern kind;
    private final String symbol;
    private final SplittableRandom random;
    private long cycleStartUs;
    private int begun;
    private long beginUs;
    private long endUs;
    private boolean active;
    private long matches;
    private int hitsNow;
    private long hits;

    /**
     * @param script whose
     * @param fault  what
     * @param kind   finds the messages that it is about, or null for all
     * @param symbol what such a message contains, or empty
     * @param nowUs  when the script starts
     */
    RunningFault(final FaultScript script, final Fault fault, final Pattern kind, final String symbol, final long nowUs) {
        this.script = script;
        this.fault = fault;
        this.kind = kind;
        this.symbol = symbol;
        this.random = new SplittableRandom(script.seed());
        this.cycleStartUs = nowUs;
        this.beginUs = nowUs + fault.timing().atUs();
        this.endUs = Long.MAX_VALUE;
    }

    Fault fault() {
        return fault;
    }

    FaultScript script() {
        return script;
    }

    SplittableRandom random() {
        return random;
    }

    boolean active() {
        return active;
    }

    /** Messages, requests or connections that it has happened to. */
    long hits() {
        return hits;
    }

    /** Counts something that it has happened to. */
    void hit() {
        hits++;
    }

    /** When it begins or ends next. */
    long nextUs() {
        return active ? Math.min(endUs, beginUs) : beginUs;
    }

    /** Begins, and plans its end and its next beginning. */
    void begin() {
        active = true;
        hitsNow = 0;
        begun++;
        final boolean atOnce = fault.action().subject() == FaultAction.Subject.CONNECTION;
        endUs = fault.timing().forUs() == Fault.NEVER && !atOnce ? Long.MAX_VALUE : beginUs + fault.timing().forUs();
        final long repeatUs = fault.timing().repeatUs();
        final boolean again = repeatUs != Fault.NEVER && (fault.timing().times() == 0 || begun < fault.timing().times());
        if (again && (script.cycleUs() == Fault.NEVER || beginUs + repeatUs < cycleStartUs + script.cycleUs())) {
            beginUs += repeatUs;
        } else if (script.cycleUs() != Fault.NEVER) {
            cycleStartUs += script.cycleUs();
            begun = 0;
            beginUs = cycleStartUs + fault.timing().atUs();
        } else {
            beginUs = Long.MAX_VALUE;
        }
    }

    void end() {
        active = false;
        endUs = Long.MAX_VALUE;
    }

    /** Is it about this message of a connection that it is about? */
    boolean matches(final String text) {
        return active && (kind == null || kind.matcher(text).find()) && (symbol.isEmpty() || named(text));
    }

    /** Counts something that matches; does it happen to it? */
    boolean strikes() {
        final Fault.Terms terms = fault.terms();
        if (terms.count() != 0 && hitsNow >= terms.count() || matches++ % terms.every() != 0) {
            return false;
        }
        hitsNow++;
        hits++;
        return true;
    }

    private boolean named(final String text) {
        return text.contains('"' + symbol + '"');
    }
}
