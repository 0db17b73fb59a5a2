package io.peregrine.sim.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads fault scripts out of YAML or JSON.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link IllegalArgumentException} naming the fault, the key and what is allowed.
 */
public final class FaultScriptReader {
    private static final Set<String> SCRIPT_KEYS = Set.of("name", "about", "seed", "cycle", "faults");
    private static final Set<String> FAULT_KEYS = Set.of("do", "at", "for", "repeat", "times", "venue", "path", "request", "message",
            "instrument", "connection", "by", "count", "every", "status", "retry-after", "body");
    private static final Pattern DURATION = Pattern.compile("(-?\\d+)(us|ms|s|m|h)");

    private FaultScriptReader() {
    }

    /** The script in a text. */
    public static FaultScript read(final String text) {
        final Object root;
        try {
            root = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (final YAMLException e) {
            throw new IllegalArgumentException("faults: not YAML: " + e.getMessage(), e);
        }
        final Entries script = Entries.of("faults", root, SCRIPT_KEYS);
        final List<Fault> faults = new ArrayList<>();
        if (!(script.values().get("faults") instanceof final List<?> list) || list.isEmpty()) {
            throw new IllegalArgumentException("faults: 'faults' must be a list with at least one fault");
        }
        for (int i = 0; i < list.size(); i++) {
            faults.add(fault(Entries.of("faults[" + i + ']', list.get(i), FAULT_KEYS)));
        }
        return new FaultScript(script.text("name", "unnamed"), script.text("about", ""), script.number("seed", 1, Long.MIN_VALUE),
                script.duration("cycle"), faults);
    }

    private static Fault fault(final Entries entries) {
        final FaultAction action = action(entries);
        final Fault.Timing timing = new Fault.Timing(entries.duration("at"), entries.duration("for"), entries.duration("repeat"),
                (int) entries.number("times", 0, 0));
        final FaultTarget target = new FaultTarget(entries.text("venue", ""), entries.pattern("path"), entries.pattern("request"),
                entries.text("message", ""), entries.text("instrument", ""), (int) entries.number("connection", 0, 0));
        final Fault.Terms terms = new Fault.Terms(entries.duration("by"), (int) entries.number("count", 0, 0),
                (int) entries.number("every", 1, 1), (int) entries.number("status", 0, 0), entries.number("retry-after", 0, 0),
                entries.text("body", ""));
        check(entries, action, timing, target, terms);
        return new Fault(action, timing, target, terms);
    }

    private static void check(final Entries entries, final FaultAction action, final Fault.Timing timing, final FaultTarget target,
            final Fault.Terms terms) {
        entries.require(action != FaultAction.STATUS || target.request() != null && terms.status() >= 400 && terms.status() <= 599,
                "status needs 'request' and a 'status' from 400 to 599");
        final boolean late = action == FaultAction.DELAY || action == FaultAction.HOLD || action == FaultAction.DRIP;
        entries.require(!late || terms.byUs() > 0, action.key() + " needs 'by'");
        entries.require(action != FaultAction.CLOCK_STEP || terms.byUs() != 0, "clock-step needs 'by'");
        entries.require(timing.atUs() >= 0 && timing.forUs() >= 0 && timing.repeatUs() >= 0, "times must not be negative");
        entries.require(timing.repeatUs() == Fault.NEVER || timing.repeatUs() >= timing.forUs(), "'repeat' must not be less than 'for'");
        if (!target.message().isEmpty()) {
            MessageKinds.check(target.message());
        }
    }

    private static FaultAction action(final Entries entries) {
        final String name = entries.text("do", "");
        for (final FaultAction action : FaultAction.values()) {
            if (action.key().equals(name)) {
                return action;
            }
        }
        throw new IllegalArgumentException(entries.where() + ": do: unknown action '" + name + "'; known: "
                + Arrays.stream(FaultAction.values()).map(FaultAction::key).collect(Collectors.joining(", ")));
    }

    /** The entries of one mapping. */
    private record Entries(String where, Map<String, Object> values) {
        static Entries of(final String where, final Object node, final Set<String> known) {
            if (!(node instanceof final Map<?, ?> map)) {
                throw new IllegalArgumentException(where + ": expected keys and values");
            }
            final Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, value) -> {
                if (!known.contains(String.valueOf(key))) {
                    throw new IllegalArgumentException(where + ": unknown key '" + key + "'; known: "
                            + known.stream().sorted().collect(Collectors.joining(", ")));
                }
                values.put(String.valueOf(key), value);
            });
            return new Entries(where, values);
        }

        String text(final String key, final String absent) {
            final Object value = values.get(key);
            return value == null ? absent : String.valueOf(value);
        }

        long number(final String key, final long absent, final long min) {
            final Object value = values.get(key);
            if (value == null) {
                return absent;
            }
            require(value instanceof Integer || value instanceof Long, key + " must be a whole number, found '" + value + '\'');
            final long number = ((Number) value).longValue();
            require(number >= min, key + " must be at least " + min + ", found " + number);
            return number;
        }

        /** Microseconds, 0 where it is not there. */
        long duration(final String key) {
            final String text = text(key, "0s");
            final Matcher duration = DURATION.matcher(text);
            require(duration.matches(), key + " must be a time such as 250ms, 10s or 1m, found '" + text + '\'');
            return Long.parseLong(duration.group(1)) * switch (duration.group(2)) {
                case "us" -> 1L;
                case "ms" -> 1_000L;
                case "s" -> 1_000_000L;
                case "m" -> 60_000_000L;
                default -> 3_600_000_000L;
            };
        }

        Pattern pattern(final String key) {
            final String text = text(key, null);
            try {
                return text == null ? null : Pattern.compile(text);
            } catch (final PatternSyntaxException e) {
                throw new IllegalArgumentException(where + ": " + key + " is not an expression: " + e.getMessage(), e);
            }
        }

        void require(final boolean condition, final String message) {
            if (!condition) {
                throw new IllegalArgumentException(where + ": " + message);
            }
        }
    }
}
