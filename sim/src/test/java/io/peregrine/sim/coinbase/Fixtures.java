package io.peregrine.sim.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

/** The recorded and documented messages of the venues, and their shapes: every field's path with the type of its value. */
public final class Fixtures {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {
    }

    /** The documents of a fixture file, one a line; the test is skipped where there are no fixtures. */
    public static List<JsonNode> read(final String file) {
        final Path path = Path.of(System.getProperty("peregrine.data", "../shared/data")).resolve("../protocols/fixtures").resolve(file);
        Assumptions.assumeTrue(Files.exists(path), "no fixtures at " + path);
        final List<JsonNode> documents = new ArrayList<>();
        try {
            for (final String line : Files.readAllLines(path)) {
                if (!line.isBlank()) {
                    documents.add(JSON.readTree(line));
                }
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return documents;
    }

    /** The first document of a file in which a field has a value. */
    public static JsonNode first(final String file, final String field, final String value) {
        return read(file).stream().filter(document -> document.path(field).asText().equals(value)).findFirst().orElseThrow();
    }

    /** Has a message all fields of a recorded one and no others, with values of the same types? */
    public static void assertSameShape(final JsonNode recorded, final JsonNode actual) {
        assertEquals(String.join("\n", shape(recorded)), String.join("\n", shape(actual)), actual.toString());
    }

    /** Has a message all fields of a recorded one, with values of the same types, and perhaps others? */
    public static void assertHasShape(final JsonNode recorded, final JsonNode actual) {
        final Set<String> missing = shape(recorded);
        missing.removeAll(shape(actual));
        assertTrue(missing.isEmpty(), "missing " + missing + " in " + actual);
    }

    private static Set<String> shape(final JsonNode node) {
        final Set<String> shape = new TreeSet<>();
        collect("", node, shape);
        return shape;
    }

    private static void collect(final String path, final JsonNode node, final Set<String> shape) {
        if (node.isObject()) {
            node.properties().forEach(field -> collect(path + '/' + field.getKey(), field.getValue(), shape));
        } else if (node.isArray() && !node.isEmpty()) {
            node.forEach(element -> collect(path + "/[]", element, shape));
        } else {
            shape.add(path + ' ' + node.getNodeType());
        }
    }
}
