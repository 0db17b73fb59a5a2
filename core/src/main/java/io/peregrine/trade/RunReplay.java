package io.peregrine.trade;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CoreInputDecoder;
import io.peregrine.message.InputKind;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.order.OrderListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One run again: a core made from the run's settings gets the journalled inputs, and every record that it writes is compared with the
 * journal's next. An input and the records up to the next one are a group. What a gateway told from inside a request stands in the journal
 * just after the request's record, and is told at the same place again.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> one group.
 */
final class RunReplay implements OrderListener {
    private final InputAdapter adapter = new InputAdapter();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final CoreInputDecoder input = new CoreInputDecoder();
    private final UnsafeBuffer next = new UnsafeBuffer(0, 0);
    private final List<byte[]> group = new ArrayList<>();
    private final Consumer<byte[]> made;
    private final TradeCore core;
    private long sequence;
    private int at;
    private boolean last;
    private String difference;

    /**
     * @param settings of the run
     * @param state    brings the core to where the run begins
     * @param made     is given each record that the core makes
     */
    RunReplay(final int runId, final Map<String, String> settings, final Consumer<TradeCore> state, final Consumer<byte[]> made) {
        this.made = made;
        core = new TradeCore(RunSettings.context(runId, settings, this::append, this));
        state.accept(core);
        core.recordInputs();
    }

    /** The first difference, in words; null while there is none. */
    String difference() {
        return difference;
    }

    /** The journal's next record. */
    void onRecord(final long recordSequence, final byte[] record) {
        if (Group.begins(record)) {
            run();
            sequence = recordSequence;
        }
        group.add(record);
    }

    /**
     * The run is over.
     *
     * @param killed what the core made of the last input may be missing in the journal
     */
    void end(final boolean killed) {
        last = killed;
        run();
    }

    private void run() {
        if (!group.isEmpty() && difference == null) {
            at = 0;
            core.watch().endAt(Group.callEnds(group));
            endWithTheJournal();
            try {
                adapter.feed(new UnsafeBuffer(group.getFirst()), core);
                if (at < group.size()) {
                    differ("the journal has " + (group.size() - at) + " records more than were made again");
                }
            } catch (final RuntimeException e) {
                differ(e.getCause() == null ? e.toString() : e + ", because " + e.getCause());
            }
        }
        group.clear();
    }

    /** An input and what the core made of it. */
    static final class Group {
        private Group() {
        }

        /** Does the record begin a group? */
        static boolean begins(final byte[] record) {
            final CoreInputDecoder input = input(record);
            return input != null && input.kind() != InputKind.NESTED && !endsCall(input);
        }

        /** Where strategies' calls were ended in this group. */
        static List<CallEnd> callEnds(final List<byte[]> group) {
            return group.stream().map(Group::input).filter(input -> input != null && endsCall(input))
                    .map(input -> new CallEnd(input.kind() == InputKind.LOOP_TIMEOUT, input.nowNs())).toList();
        }

        private static boolean endsCall(final CoreInputDecoder input) {
            return input.kind() == InputKind.TIMEOUT || input.kind() == InputKind.LOOP_TIMEOUT;
        }

        private static CoreInputDecoder input(final byte[] record) {
            final UnsafeBuffer buffer = new UnsafeBuffer(record);
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            return header.templateId() == CoreInputDecoder.TEMPLATE_ID
                    ? new CoreInputDecoder().wrapAndApplyHeader(buffer, 0, header) : null;
        }
    }

    private void append(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] record = new byte[length];
        buffer.getBytes(offset, record);
        if (at < group.size()) {
            if (!Arrays.equals(record, group.get(at))) {
                differ("a record was made again with other bytes: template " + template(record) + ", in the journal "
                        + template(group.get(at)));
            }
            made.accept(record);
        } else if (!last) {
            differ("a record of template " + template(record) + " was made that is not in the journal");
        }
        at++;
        endWithTheJournal();
    }

    /** A strategy that was in a loop when the run was killed is in that loop again after the journal's last record. */
    private void endWithTheJournal() {
        if (last && at >= group.size() - (at == 0 ? 1 : 0)) {
            core.watch().condemn(StrategyWatch.EVERY_CALL);
        }
    }

    private void nested() {
        while (at < group.size() && isInput(group.get(at), InputKind.NESTED)) {
            adapter.feed(new UnsafeBuffer(group.get(at)), core);
        }
    }

    private boolean isInput(final byte[] record, final InputKind kind) {
        next.wrap(record);
        return header.wrap(next, 0).templateId() == CoreInputDecoder.TEMPLATE_ID
                && input.wrapAndApplyHeader(next, 0, header).kind() == kind;
    }

    private int template(final byte[] record) {
        next.wrap(record);
        return header.wrap(next, 0).templateId();
    }

    private void differ(final String what) {
        if (difference == null) {
            difference = "at sequence " + (sequence + at) + ": " + what;
        }
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        nested();
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        nested();
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        nested();
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        nested();
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        nested();
    }
}
