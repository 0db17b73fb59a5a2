package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.api.config.ConfigException;
import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Environment;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each key of risk and of order management that the configuration reader knows is shown to bite by an end-to-end test. */
class BitesTest {
    private static final String KNOWN = "known here: ";

    @TempDir
    private Path folder;

    @Test
    void eachKeyHasATest() throws Exception {
        final SortedSet<String> keys = new TreeSet<>();
        for (final String block : List.of("order_management", "risk_management")) {
            keys.addAll(known(block));
        }
        assertEquals(keys, claims().keySet());
    }

    @Test
    void theDocumentNamesTheTests() throws Exception {
        final SortedMap<String, SortedSet<String>> keys = new TreeMap<>();
        claims().forEach((key, tests) -> tests.forEach(test -> keys.computeIfAbsent(test, _ -> new TreeSet<>())
                .add('`' + key.replace("risk_management.", "") + '`')));
        final List<String> rows = keys.entrySet().stream()
                .map(test -> "| `" + test.getKey() + "` | " + String.join(", ", test.getValue()) + " |").toList();
        final List<String> document = Files.readAllLines(Path.of(System.getProperty("peregrine.root"), "docs", "risk.md"));
        assertEquals(String.join("\n", rows),
                String.join("\n", document.stream().filter(line -> line.matches("\\| `\\w+IT` \\|.*")).toList()));
    }

    /** Class names by key. */
    private static SortedMap<String, SortedSet<String>> claims() throws Exception {
        final SortedMap<String, SortedSet<String>> claims = new TreeMap<>();
        final Path root = Path.of(BitesTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(root)) {
            for (final String file : files.map(path -> root.relativize(path).toString()).filter(path -> path.endsWith(".class")).toList()) {
                final Class<?> type = Class.forName(
                        file.substring(0, file.length() - ".class".length()).replace('/', '.'), false, BitesTest.class.getClassLoader());
                for (final Method method : type.getDeclaredMethods()) {
                    if (method.isAnnotationPresent(Bites.class)) {
                        assertTrue(method.isAnnotationPresent(Test.class) && type.getSimpleName().endsWith("IT"), method.toString());
                        for (final String key : method.getAnnotation(Bites.class).value()) {
                            claims.computeIfAbsent(key, _ -> new TreeSet<>()).add(type.getSimpleName());
                        }
                    }
                }
            }
        }
        return claims;
    }

    /** What the reader lists where a key is not known. */
    private List<String> known(final String block) throws IOException {
        final Path file = folder.resolve("config.yaml");
        Files.writeString(file, "hft: {" + block + ": {no_such_key: 1}}");
        final String message = assertThrows(
                ConfigException.class, () -> ConfigReader.read(file, new Environment(Map.<String, String>of()::get))).getMessage();
        return List.of(message.substring(message.indexOf(KNOWN) + KNOWN.length()).split(", ")).stream()
                .map(key -> block + '.' + key).toList();
    }
}
