package io.peregrine.trade;

import io.peregrine.journal.JournalAdapter;
import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalDamage;
import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalWalk;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CoreInputDecoder;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.EngineStoppedDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.RunSettingDecoder;
import io.peregrine.message.SnapshotBeginDecoder;
import io.peregrine.snapshot.SnapshotFile;
import io.peregrine.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole journal through the core again. Reads only. Compared are
 * <ul>
 *   <li>of runs with journalled inputs: every record that the core makes of them with the journal's, byte by byte, and the SHA-256 over all
 *       order requests;
 *   <li>always: the state that the whole journal makes (orders, remembered fills, positions, strategies, the day's loss) with the state
 *       that the newest snapshot and the journal after it make.
 * </ul>
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link IllegalArgumentException} for a journal without settings.
 */
public final class JournalReplay implements JournalWalk.Listener {
    private final JournalAdapter adapter = new JournalAdapter();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final MessageDigest journalOrders = sha256();
    private final MessageDigest madeOrders = sha256();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<byte[]> stateBefore = new ArrayList<>();
    private byte[] started;
    private TradeCore reader;
    private TradeContext context;
    private RunReplay run;
    private boolean begun;
    /** The run began before what is left of the journal. */
    private boolean anchored;
    private long lastSequence;
    private int runId;
    private long runs;
    private long runsReplayed;
    private long inputs;
    private long records;
    private long compared;
    private long orders;
    private String difference;

    /**
     * What was found.
     *
     * @param ok              is everything that could be compared equal?
     * @param records         in the journal
     * @param runs            that begin in the journal
     * @param runsReplayed    of these with journalled inputs, and with their beginning
     * @param inputs          given to the core again
     * @param recordsCompared byte by byte
     * @param orders          order requests in the replayed runs
     * @param orderDigest     of these in the journal; empty where there are none
     * @param replayedDigest  of those that were made again
     * @param stateDigest     of the state by the whole journal
     * @param snapshotSequence of the newest snapshot, 0 where there is none
     * @param snapshotDigest  of the state by it and the journal after it; empty where there is none
     * @param difference      the first one, in words; null where there is none
     */
    public record Result(
            boolean ok, long records, long runs, long runsReplayed, long inputs, long recordsCompared, long orders, String orderDigest,
            String replayedDigest, String stateDigest, long snapshotSequence, String snapshotDigest, String difference) {
    }

    private JournalReplay() {
    }

    /** Replays a journal. */
    public static Result run(final Path directory) throws IOException {
        final JournalReplay replay = new JournalReplay();
        final JournalAnchor anchor = JournalAnchor.read(directory);
        if (anchor != null) {
            replay.begin(anchor);
        }
        final JournalPosition beginning = anchor == null ? JournalPosition.START : anchor.position();
        JournalWalk.walk(directory, beginning, replay);
        replay.endRun(true);
        if (replay.reader == null) {
            throw new IllegalArgumentException(directory + ": no run in it has its settings in the journal, nothing can be replayed");
        }
        return replay.result(directory, beginning);
    }

    /** Files were removed: begins with the state that they made, in the middle of a run. */
    private void begin(final JournalAnchor anchor) {
        anchored = true;
        runId = (int) anchor.resume().runId();
        anchor.state((buffer, offset, length) -> stateBefore.add(copy(buffer, offset, length)));
        anchor.run((buffer, offset, length) -> {
            if (header.wrap(buffer, offset).templateId() == RunSettingDecoder.TEMPLATE_ID) {
                setting(buffer, offset);
            }
        });
    }

    @Override
    public void onRecord(final JournalWalk.RecordView record) {
        records++;
        lastSequence = record.sequence();
        final int templateId = header.wrap(record.buffer(), record.offset()).templateId();
        if (templateId == EngineStartedDecoder.TEMPLATE_ID) {
            endRun(true);
            runs++;
            runId = (int) new EngineStartedDecoder().wrapAndApplyHeader(record.buffer(), record.offset(), header).runId();
            settings.clear();
            begun = false;
            anchored = false;
            started = copy(record.buffer(), record.offset(), record.length());
        } else if (templateId == RunSettingDecoder.TEMPLATE_ID) {
            setting(record.buffer(), record.offset());
        } else {
            if (!begun) {
                begun = true;
                beginReading();
            }
            if (templateId == EngineStoppedDecoder.TEMPLATE_ID) {
                endRun(false);
            }
            replay(record, templateId);
            adapter.dispatch(record.sequence(), record.buffer(), record.offset(), reader.recovery());
        }
    }

    @Override
    public void onDamage(final JournalDamage damage) {
        differ(damage.file() + ": at sequence " + damage.sequence() + ": " + damage.what());
    }

    /** A core by the settings of this run, in the state of the one before. */
    private void beginReading() {
        final TradeCore before = reader;
        context = RunSettings.context(runId, settings, (buffer, offset, length) -> { }, null);
        reader = TradeCore.reader(context);
        if (before != null) {
            stateBefore.clear();
            before.snapshot((buffer, offset, length) -> stateBefore.add(copy(buffer, offset, length)));
        }
        restore(reader);
        if (!anchored) {
            adapter.dispatch(0, new UnsafeBuffer(started), 0, reader.recovery());
        }
    }

    /** Brings a core to where the run begins. */
    private void restore(final TradeCore core) {
        stateBefore.forEach(message -> core.restoring().onMessage(new UnsafeBuffer(message), 0, message.length));
    }

    private void setting(final DirectBuffer buffer, final int offset) {
        final RunSettingDecoder setting = new RunSettingDecoder().wrapAndApplyHeader(buffer, offset, header);
        settings.put(setting.name(), setting.value());
    }

    private static byte[] copy(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        return bytes;
    }

    private void replay(final JournalWalk.RecordView record, final int templateId) {
        final byte[] bytes = copy(record.buffer(), record.offset(), record.length());
        if (templateId == CoreInputDecoder.TEMPLATE_ID && run == null && !anchored) {
            runsReplayed++;
            run = new RunReplay(runId, settings, this::restore, this::onMade);
        }
        if (run != null) {
            inputs += templateId == CoreInputDecoder.TEMPLATE_ID ? 1 : 0;
            if (order(templateId)) {
                orders++;
                journalOrders.update(bytes);
            }
            run.onRecord(record.sequence(), bytes);
        }
    }

    private void onMade(final byte[] record) {
        compared++;
        view.wrap(record);
        if (order(header.wrap(view, 0).templateId())) {
            madeOrders.update(record);
        }
    }

    private void endRun(final boolean killed) {
        if (run != null) {
            run.end(killed);
            differ(run.difference());
            run = null;
        }
    }

    private Result result(final Path directory, final JournalPosition beginning) throws IOException {
        final String state = digest(reader);
        final List<Path> snapshots = new SnapshotStore(directory.resolve(SnapshotStore.DIRECTORY)).newestFirst();
        long snapshotSequence = 0;
        String snapshotDigest = "";
        if (!snapshots.isEmpty()) {
            final UnsafeBuffer file = SnapshotFile.read(snapshots.getFirst());
            final SnapshotBeginDecoder begin = SnapshotFile.begin(file);
            snapshotSequence = begin.sequence();
            snapshotDigest = digest(fromSnapshot(directory, beginning, file, snapshotSequence));
            if (!state.equals(snapshotDigest)) {
                differ("the state by the snapshot at " + snapshotSequence + " is not that by the whole journal");
            }
        }
        final boolean replayed = runsReplayed > 0;
        return new Result(difference == null, records, runs, runsReplayed, inputs, compared, orders, replayed ? hex(journalOrders) : "",
                replayed ? hex(madeOrders) : "", state, snapshotSequence, snapshotDigest, difference);
    }

    private TradeCore fromSnapshot(
            final Path directory, final JournalPosition beginning, final UnsafeBuffer file, final long sequence) throws IOException {
        final TradeCore core = TradeCore.reader(context);
        SnapshotFile.messages(file, core.restoring());
        JournalWalk.walk(directory, beginning, new JournalWalk.Listener() {
            @Override
            public void onRecord(final JournalWalk.RecordView record) {
                if (record.sequence() > sequence && record.sequence() <= lastSequence) {
                    adapter.dispatch(record.sequence(), record.buffer(), record.offset(), core.recovery());
                }
            }

            @Override
            public void onDamage(final JournalDamage damage) {
                // Told already.
            }
        });
        return core;
    }

    private void differ(final String what) {
        difference = difference == null ? what : difference;
    }

    private static boolean order(final int templateId) {
        return templateId == NewOrderDecoder.TEMPLATE_ID || templateId == CancelOrderDecoder.TEMPLATE_ID
                || templateId == ReplaceOrderDecoder.TEMPLATE_ID || templateId == QueryOrderDecoder.TEMPLATE_ID;
    }

    private static String digest(final TradeCore core) {
        final MessageDigest digest = sha256();
        core.snapshot((buffer, offset, length) -> {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            digest.update(message);
        });
        return hex(digest);
    }

    private static String hex(final MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
