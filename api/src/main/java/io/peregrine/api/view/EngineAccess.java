package io.peregrine.api.view;

import io.peregrine.command.OrderTicket;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalListener;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.latency.ClockStatus;
import io.peregrine.latency.OrderLedger;
import io.peregrine.latency.Stage;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.EngineMode;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.UsedLimits;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.InstrumentTerms;
import io.peregrine.runtime.KillSwitchStatus;
import io.peregrine.snapshot.SnapshotReader;
import io.peregrine.strategy.StrategySettings;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What the API needs of a running engine: its facts, its books, its journal, and a way to send commands. The API sees nothing else of it.
 *
 * <p><b>Threading:</b> thread-safe. <b>Errors:</b> a command that finds its ring full returns {@link #BACK_PRESSURE}.
 */
public interface EngineAccess {
    /** Returned in place of a correlation id: the command ring is full, nothing was sent. */
    long BACK_PRESSURE = -1;

    /** Simulated, paper or live. */
    EngineMode mode();

    /** Its life: {@code STARTING}, {@code RUNNING}, {@code STOPPING}, {@code FAILED} and so on. */
    String state();

    /** Counts the starts on this journal. */
    long runId();

    /** When it started, on the engine's clock. */
    long startTimeNs();

    Instruments instruments();

    List<StrategySettings> strategies();

    RiskSettings riskLimits();

    /** The configured table of limits of risk. */
    List<LimitSetting> limitSettings();

    /** How much of each limit is used, or null where that is not known. */
    UsedLimits usedLimits();

    /** The kill switch of the engine's data directory; it may be read and changed at any time. */
    KillSwitch killSwitch();

    /** How it stands, and what the engine did about its last trip. */
    KillSwitchStatus killSwitchStatus();

    /** Connections, in the order of the configuration. */
    List<VenueStatus> venues();

    /** What is known of an instrument's reference data. */
    InstrumentTerms terms(int instrumentId);

    /** The agents and how busy they are. */
    List<AgentStatus> agents();

    /** Market data events that the trade core has taken. */
    long tickCount();

    /** Orders that pre-trade risk has judged. */
    long riskCheckCount();

    /** Orders refused and limits broken. */
    long riskViolationCount();

    /** All event counters by name. */
    Map<String, Long> counters();

    /** A copy of one latency histogram, in nanoseconds, or null where that stage is not measured there. */
    Histogram latency(Venue venue, Stage stage);

    /** One order's way through its gateway, by the engine's id, or null where it was not sent lately. */
    OrderLedger.Stamps orderStamps(long orderId);

    /** A consistent copy of the best levels of a book, or null where none can be had: its writer stands still, or the engine stops. */
    BookDepth book(int instrumentId, int depth);

    /** A new reader of the journal, from its first record that is left. */
    JournalSource journal();

    /** Start a strategy; a correlation id, or negative on back-pressure. */
    long startStrategy(int strategyId);

    /** Stop a strategy; a correlation id, or negative on back-pressure. */
    long stopStrategy(int strategyId);

    /** Place an order; a correlation id, or negative on back-pressure. */
    long placeOrder(OrderTicket request);

    /** Cancel one order by the engine's id; a correlation id, or negative on back-pressure. */
    long cancel(long orderId);

    /**
     * Change one order's price and whole quantity, each {@link io.peregrine.instrument.Instrument#NULL_VALUE} to leave it; a correlation
     * id, or negative on back-pressure.
     */
    long replace(long orderId, long price, long quantity);

    /** Change limits of risk, all of them or none; a correlation id, or negative on back-pressure. */
    long setLimits(List<LimitSetting> changes);

    /** Cancel all orders of a strategy, or with {@link #ANY_STRATEGY} all there are; a correlation id, or negative on back-pressure. */
    long cancelAll(int strategyId);

    /**
     * Compare the engine with what a venue says, or with {@code null} what each says; a correlation id, or negative on back-pressure.
     *
     * @param accept take what the balances are then for agreed
     */
    long reconcile(Venue venue, boolean accept);

    /**
     * Let a circuit breaker go back to NORMAL; a correlation id, or negative on back-pressure.
     *
     * @param scopeId venue's place, strategy id, instrument id, or 0
     * @param reason  who and why
     */
    long resetBreaker(RiskScope scope, int scopeId, String reason);

    /** Every strategy, and orders placed by hand. */
    int ANY_STRATEGY = -1;

    /** Reads the journal in its order. */
    interface JournalSource extends AutoCloseable {
        /** Hands out the state that removed records made, before the first that is left is delivered; nothing where none was removed. */
        default void removed(final SnapshotReader state) {
        }

        /**
         * Delivers what is there, at most {@code limit} records.
         *
         * @return number of records delivered
         */
        int poll(JournalListener listener, int limit);

        @Override
        void close();
    }

    /**
     * A venue's connections.
     *
     * @param venue           which
     * @param feedConnected   does market data arrive?
     * @param gatewayReady    would an order be sent?
     * @param detail          where the gateway stands, in a few words
     * @param clock           the venue's, as its feed estimates it
     * @param books           in order of instrument id
     */
    record VenueStatus(
            Venue venue, boolean feedConnected, boolean gatewayReady, String detail, ClockStatus clock, List<BookStatus> books) {
    }

    /**
     * A book's gate.
     *
     * @param instrumentId whose
     * @param state        may it be traded on?
     * @param reason       why it is in that state
     * @param stateTimeNs  since when
     * @param counters     what happened to its stream and to itself, by name
     */
    record BookStatus(int instrumentId, BookState state, BookReason reason, long stateTimeNs, Map<String, Long> counters) {
    }

    /**
     * An agent.
     *
     * @param name           its role
     * @param busyPercent    share of duty cycles that found work, or NaN where it is not measured
     */
    record AgentStatus(String name, double busyPercent) {
    }
}
