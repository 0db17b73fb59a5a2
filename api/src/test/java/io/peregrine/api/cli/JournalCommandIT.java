package io.peregrine.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.journal.ChronicleJournal;
import io.peregrine.journal.JournalPosition;
import io.peregrine.message.BooleanType;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedEncoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusEncoder;
import io.peregrine.message.TimeInForce;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code journal} on real files, while they are written and afterwards. */
class JournalCommandIT {
    private static final long ORDER = 0x5555_0000_0001L;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[1024]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    @TempDir
    private Path data;
    private Path directory;
    private ChronicleJournal journal;

    private record Result(int exitCode, List<String> out, String err) {
        JsonNode json(final int line) throws IOException {
            return MAPPER.readTree(out.get(line));
        }
    }

    @BeforeEach
    void write() throws IOException {
        directory = Files.createDirectory(data.resolve("journal"));
        journal = new ChronicleJournal(directory, JournalPosition.START);
        new EngineStartedEncoder().wrapAndApplyHeader(buffer, 0, header).timeNs(1).runId(4).mode(EngineMode.PAPER);
        append(EngineStartedEncoder.BLOCK_LENGTH);
        new NewOrderEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(2).clientOrderId(ORDER).instrumentId(0).strategyId(1).price(10_050).stopPrice(NewOrderEncoder.stopPriceNullValue())
                .quantity(7).tickReceiveTimeNs(1).side(Side.SELL).orderType(OrderType.LIMIT).timeInForce(TimeInForce.IOC)
                .postOnly(BooleanType.FALSE).held(BooleanType.FALSE);
        append(NewOrderEncoder.BLOCK_LENGTH);
        final StrategyStatusEncoder status = new StrategyStatusEncoder().wrapAndApplyHeader(buffer, 0, header)
                .timeNs(3).strategyId(1).state(StrategyState.FAILED).reason("\"näher\"");
        append(status.encodedLength());
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void verifiesWhileAnEngineWritesAndAltersNothing() throws IOException {
        final Map<String, String> before = files();
        final Result result = run("journal", "verify", data.toString());
        assertEquals(ExitCode.DONE, result.exitCode, result.err);
        final JsonNode json = result.json(0);
        assertTrue(json.path("ok").asBoolean());
        assertEquals(3, json.path("records").asLong());
        assertEquals(1, json.path("firstSequence").asLong());
        assertEquals(3, json.path("lastSequence").asLong());
        assertEquals(4, json.path("lastRunId").asLong());
        assertEquals(0, json.path("damage").size());
        assertEquals(false, json.path("orderlyEnd").asBoolean());
        assertEquals(before, files());
    }

    @Test
    void namesTheFlippedBit() throws IOException {
        journal.close();
        final Path day = day();
        final long offset = find(day, ORDER);
        try (RandomAccessFile file = new RandomAccessFile(day.toFile(), "rw")) {
            file.seek(offset);
            final int old = file.read();
            file.seek(offset);
            file.write(old ^ 0x10);
        }
        final Result verify = run("journal", "verify", directory.toString());
        assertEquals(ExitCode.FAILED, verify.exitCode);
        final JsonNode damage = verify.json(0).path("damage").path(0);
        assertEquals("ALTERED", damage.path("kind").asText());
        assertEquals(2, damage.path("sequence").asLong());
        assertEquals(day.toString(), damage.path("file").asText());
        // Frame, sequence, chain, SBE header, and the field before the id.
        assertEquals(offset - 4 - 16 - 8 - 8, damage.path("offset").asLong());

        final Result dump = run("journal", "dump", directory.toString());
        assertEquals(ExitCode.FAILED, dump.exitCode);
        assertEquals(1, dump.out.size(), "it stops there");
        assertTrue(dump.err.contains("at sequence 2"), dump.err);
    }

    @Test
    void dumpsFieldsByTheirNames() throws IOException {
        final Result all = run("journal", "dump", data.toString());
        assertEquals(ExitCode.DONE, all.exitCode, all.err);
        assertEquals(3, all.out.size());
        assertEquals("EngineStarted", all.json(0).path("type").asText());
        assertEquals("PAPER", all.json(0).path("fields").path("mode").asText());
        final JsonNode order = all.json(1);
        assertEquals(2, order.path("sequence").asLong());
        assertEquals("NewOrder", order.path("type").asText());
        assertEquals(MAPPER.readTree("{\"timeNs\":2,\"clientOrderId\":" + ORDER + ",\"instrumentId\":0,\"strategyId\":1,\"price\":10050,"
                + "\"stopPrice\":null,\"quantity\":7,\"tickReceiveTimeNs\":1,\"side\":\"SELL\",\"orderType\":\"LIMIT\","
                + "\"timeInForce\":\"IOC\",\"postOnly\":\"FALSE\",\"held\":\"FALSE\"}"), order.path("fields"));
        assertEquals("\"näher\"", all.json(2).path("fields").path("reason").asText());

        final Result some = run("journal", "dump", data.toString(), "--from", "2", "--to", "3", "--type", "StrategyStatus,EngineStarted");
        assertEquals(1, some.out.size());
        assertEquals(3, some.json(0).path("sequence").asLong());
    }

    @Test
    void aFolderThatIsNoJournalStaysAsItIs() throws IOException {
        final Path empty = Files.createDirectory(data.resolve("empty"));
        for (final Path wrong : List.of(empty, data.resolve("nothing"))) {
            final Result result = run("journal", "verify", wrong.toString());
            assertEquals(ExitCode.USAGE, result.exitCode);
            assertTrue(result.err.contains("'" + wrong + "' is no journal"), result.err);
        }
        try (Stream<Path> files = Files.list(empty)) {
            assertEquals(0, files.count());
        }
        assertTrue(Files.notExists(data.resolve("nothing")));
    }

    private void append(final int blockLength) {
        journal.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + blockLength);
    }

    private Path day() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
    }

    private static long find(final Path file, final long value) throws IOException {
        final UnsafeBuffer bytes = new UnsafeBuffer(Files.readAllBytes(file));
        for (int i = 0; i < bytes.capacity() - Long.BYTES; i++) {
            if (bytes.getLong(i, java.nio.ByteOrder.LITTLE_ENDIAN) == value) {
                return i;
            }
        }
        throw new IllegalStateException("not in " + file);
    }

    private Map<String, String> files() throws IOException {
        final Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(data)) {
            for (final Path path : paths.toList()) {
                try {
                    files.put(path.toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
                } catch (final IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return files;
    }

    private static Result run(final String... words) {
        final PrintStream out = System.out;
        final PrintStream err = System.err;
        final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            final int exitCode = CommandLineRunner.run(words);
            return new Result(exitCode, outBytes.toString(StandardCharsets.UTF_8).lines().toList(), errBytes.toString(
                    StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
