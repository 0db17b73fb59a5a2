package io.peregrine.sim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultScriptReaderTest {
    @Test
    void everyKeyIsRead() {
        final FaultScript script = FaultScriptReader.read("""
                name: storm
                about: A test.
                seed: 7
                cycle: 1m
                faults:
                  - {do: disconnect, at: 10s, repeat: 500ms, times: 4, venue: kraken, path: /v2, connection: 2}
                  - do: status
                    at: 1s
                    for: 2s
                    request: "^POST "
                    status: 429
                    retry-after: 3
                    body: "{}"
                  - {do: hold, message: fill, instrument: BTC/USD, by: 20us, count: 3, every: 2}
                """);
        assertEquals("storm A test. 7 60000000", script.name() + ' ' + script.about() + ' ' + script.seed() + ' ' + script.cycleUs());
        final Fault first = script.faults().getFirst();
        assertEquals(new Fault.Timing(10_000_000, 0, 500_000, 4), first.timing());
        assertEquals("kraken /v2 2", first.target().venue() + ' ' + first.target().path() + ' ' + first.target().connection());
        assertEquals(new Fault.Terms(0, 0, 1, 429, 3, "{}"), script.faults().get(1).terms());
        final Fault last = script.faults().getLast();
        assertEquals(FaultAction.HOLD, last.action());
        assertEquals("fill BTC/USD", last.target().message() + ' ' + last.target().instrument());
        assertEquals(new Fault.Terms(20, 3, 2, 0, 0, ""), last.terms());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertTrue(message("{do: explode}").startsWith("faults[0]: do: unknown action 'explode'; known: drop, duplicate, reorder"));
        assertEquals("faults[0]: at must be a time such as 250ms, 10s or 1m, found '10'", message("{do: drop, at: 10}"));
        assertEquals("faults[0]: delay needs 'by'", message("{do: delay, for: 1s}"));
        assertEquals("faults[0]: status needs 'request' and a 'status' from 400 to 599", message("{do: status, status: 429}"));
        assertEquals("faults[0]: every must be at least 1, found 0", message("{do: drop, every: 0}"));
        assertEquals("faults[0]: count must be a whole number, found 'x'", message("{do: drop, count: x}"));
        assertEquals("faults[0]: 'repeat' must not be less than 'for'", message("{do: drop, for: 2s, repeat: 1s}"));
        assertTrue(message("{do: drop, wehn: 1s}").startsWith("faults[0]: unknown key 'wehn'; known: at, body, by, connection"));
        assertTrue(message("{do: drop, message: books}").startsWith("message: unknown kind 'books'; known: book, trade"));
        assertTrue(message("{do: drop, path: '['}").startsWith("faults[0]: path is not an expression"));
        assertEquals("faults: 'faults' must be a list with at least one fault", error("name: x\nfaults: []"));
        assertEquals("faults: expected keys and values", error("just text"));
        assertTrue(error("a: [").startsWith("faults: not YAML: "));
    }

    @Test
    void everyScriptThatComesWithTheSimulatorIsListedAndValid() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(FaultScripts.class.getResource("/faults").toURI()))) {
            assertEquals(FaultScripts.names().stream().sorted().toList(),
                    files.map(file -> file.getFileName().toString().replace(".yaml", "")).sorted().toList());
        }
        for (final String name : FaultScripts.names()) {
            final FaultScript script = FaultScripts.named(name);
            assertEquals(name, script.name());
            assertTrue(script.about().endsWith("."), name);
            assertEquals(60_000_000, script.cycleUs(), name);
        }
        final List<FaultAction> used = FaultScripts.names().stream().map(FaultScripts::named)
                .flatMap(script -> script.faults().stream().map(Fault::action)).distinct().toList();
        for (final FaultAction action : FaultAction.values()) {
            assertTrue(used.contains(action) || action == FaultAction.REFUSE, "no script does " + action.key());
        }
    }

    @Test
    void aFileIsReadAndAMissingOneIsSaid(@TempDir final Path folder) throws IOException {
        final Path file = Files.writeString(folder.resolve("mine.yaml"), "faults: [{do: refuse, at: 1s, for: 1s}]");
        assertEquals(FaultAction.REFUSE, FaultScripts.load(file.toString()).faults().getFirst().action());
        assertEquals("gap", FaultScripts.load("gap").name());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> FaultScripts.load("no-such-file")).getMessage()
                .startsWith("faults: no such file: no-such-file; scripts of the simulator: drop, "));
    }

    private static String message(final String fault) {
        return error("faults:\n  - " + fault);
    }

    private static String error(final String text) {
        return assertThrows(IllegalArgumentException.class, () -> FaultScriptReader.read(text)).getMessage();
    }
}
