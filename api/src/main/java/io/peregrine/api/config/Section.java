package io.peregrine.api.config;

import io.peregrine.instrument.Decimals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of the file, read key by key with type, default and range. {@link #close} refuses the keys that nobody read, so a misspelt
 * key is never ignored.
 *
 * <p><b>Threading:</b> confined to the reader. <b>Errors:</b> {@link ConfigException}.
 */
public final class Section implements AutoCloseable {
    private static final Pattern DURATION = Pattern.compile("(\\d+)(ns|us|ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(MB|GB)");
    private static final Map<String, Long> UNITS_NS = Map.of(
            "ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

    private final String file;
    private final String path;
    private final Environment environment;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();
    private final int line;

    /** A mapping, or an empty section where the node is null. */
    Section(final String file, final String path, final Node node, final Environment environment) {
        this.file = file;
        this.path = path;
        this.environment = environment;
        line = node == null ? 1 : line(node);
        if (node == null || node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            throw new ConfigException(file + ":" + line(node) + ": " + path + " must be a block of keys");
        }
        for (final NodeTuple tuple : mapping.getValue()) {
            final String key = ((ScalarNode) tuple.getKeyNode()).getValue();
            if (nodes.put(key, tuple.getValueNode()) != null) {
                throw new ConfigException(file + ":" + line(tuple.getKeyNode()) + ": " + path(key) + " is given twice");
            }
            lines.put(key, line(tuple.getKeyNode()));
        }
    }

    boolean has(final String key) {
        return nodes.containsKey(key);
    }

    boolean isList(final String key) {
        return nodes.get(key) instanceof SequenceNode;
    }

    Section section(final String key) {
        read.add(key);
        return new Section(file, path(key), nodes.get(key), environment);
    }

    List<Section> sections(final String key) {
        final List<Section> sections = new ArrayList<>();
        for (final Node node : sequence(key)) {
            sections.add(new Section(file, path(key) + "[" + sections.size() + "]", node, environment));
        }
        return sections;
    }

    List<String> texts(final String key, final List<String> otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        return sequence(key).stream().map(node -> scalar(key, node)).toList();
    }

    /** All keys of this section as text, for parameters that someone else checks. */
    Map<String, String> texts() {
        final Map<String, String> texts = new LinkedHashMap<>();
        nodes.forEach((key, node) -> texts.put(key, scalar(key, node)));
        read.addAll(nodes.keySet());
        return texts;
    }

    String text(final String key, final String otherwise) {
        read.add(key);
        return has(key) ? scalar(key, nodes.get(key)) : otherwise;
    }

    String required(final String key) {
        final String text = text(key, null);
        if (text == null || text.isEmpty()) {
            throw new ConfigException(file + ":" + line + ": " + path(key) + " is missing");
        }
        return text;
    }

    String choice(final String key, final String otherwise, final List<String> allowed) {
        final String text = text(key, otherwise);
        if (!allowed.contains(text)) {
            throw wrong(key, text, "one of " + allowed);
        }
        return text;
    }

    boolean flag(final String key, final boolean otherwise) {
        return Boolean.parseBoolean(choice(key, Boolean.toString(otherwise), List.of("true", "false")));
    }

    int integer(final String key, final int otherwise, final int least, final int most) {
        final String text = text(key, Integer.toString(otherwise));
        final long value = Decimals.parse(text, 0);
        if (value == Decimals.INVALID || value < least || value > most) {
            throw wrong(key, text, "a whole number from " + least + " to " + most);
        }
        return (int) value;
    }

    /** A decimal at eight decimals, from above zero. */
    long positiveE8(final String key, final String otherwise) {
        final String text = text(key, otherwise);
        final long value = Decimals.parse(text, 8);
        if (value == Decimals.INVALID || value <= 0) {
            throw wrong(key, text, "a decimal above 0 with at most 8 decimals, below 92233720368");
        }
        return value;
    }

    long durationNs(final String key, final String otherwise, final String least, final String most) {
        final String text = text(key, otherwise);
        final long value = parseDurationNs(text);
        if (value < parseDurationNs(least) || value > parseDurationNs(most)) {
            throw wrong(key, text, "a duration such as 250ms, 5s or 24h, from " + least + " to " + most);
        }
        return value;
    }

    /** A size such as {@code 256MB}; a megabyte is 2^20 bytes. */
    long sizeBytes(final String key, final String otherwise, final String least, final String most) {
        final String text = text(key, otherwise);
        final long value = parseSizeBytes(text);
        if (value < parseSizeBytes(least) || value > parseSizeBytes(most)) {
            throw wrong(key, text, "a size such as 100MB or 2GB, from " + least + " to " + most);
        }
        return value;
    }

    /** A complaint about a key's value. */
    ConfigException wrong(final String key, final String value, final String allowed) {
        return new ConfigException(file + ":" + lines.getOrDefault(key, line) + ": " + path(key) + ": '" + value + "' is not " + allowed);
    }

    /** The raw text, without expansion: for secrets, whose form is checked first. */
    String raw(final String key) {
        read.add(key);
        return nodes.get(key) instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /** Refuses what nobody has read. */
    @Override
    public void close() {
        for (final String key : nodes.keySet()) {
            if (!read.contains(key)) {
                throw new ConfigException(file + ":" + lines.get(key) + ": unknown key " + path(key) + "; known here: "
                        + String.join(", ", read.stream().sorted().toList()));
            }
        }
    }

    /** Nanoseconds of {@code 250ms}; -1 where the text is no duration. */
    public static long parseDurationNs(final String text) {
        final Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches() || matcher.group(1).length() > 9) {
            return -1;
        }
        return Long.parseLong(matcher.group(1)) * UNITS_NS.get(matcher.group(2));
    }

    private static long parseSizeBytes(final String text) {
        final Matcher matcher = SIZE.matcher(text);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) << ("GB".equals(matcher.group(2)) ? 30 : 20) : -1;
    }

    private List<Node> sequence(final String key) {
        read.add(key);
        final Node node = nodes.get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw new ConfigException(file + ":" + line(node) + ": " + path(key) + " must be a list");
        }
        return sequence.getValue();
    }

    private String scalar(final String key, final Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            throw new ConfigException(file + ":" + line(node) + ": " + path(key) + " must be a single value");
        }
        try {
            return environment.expand(scalar.getValue());
        } catch (final IllegalArgumentException e) {
            throw new ConfigException(file + ":" + line(node) + ": " + path(key) + ": " + e.getMessage());
        }
    }

    private String path(final String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static int line(final Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
