package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Recorded messages of the real venue; tests that need them are skipped where they are not there. */
final class Fixtures {
    private static final ObjectMapper MAPPER = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final Path FOLDER =
            Path.of(System.getProperty("peregrine.data", "../shared/data")).resolve("../protocols/fixtures");

    private Fixtures() {
    }

    /** The lines of a file as JSON. */
    static List<JsonNode> lines(final String name) {
        Assumptions.assumeTrue(Files.exists(FOLDER.resolve(name)), "no fixtures at " + FOLDER);
        try {
            final List<JsonNode> lines = new ArrayList<>();
            for (final String line : Files.readAllLines(FOLDER.resolve(name))) {
                lines.add(parse(line));
            }
            return lines;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parses JSON; decimals keep their digits. */
    static JsonNode parse(final String text) {
        try {
            return MAPPER.readTree(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
