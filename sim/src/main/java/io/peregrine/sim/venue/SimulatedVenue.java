package io.peregrine.sim.venue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeThread;
import io.peregrine.sim.flow.MarketFlow;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.server.Connection;
import io.peregrine.sim.server.Conversation;
import io.peregrine.sim.server.Outbound;
import io.peregrine.sim.server.RestHandler;
import io.peregrine.sim.server.SessionLimits;
import java.util.List;
import java.util.Map;

/**
 * One simulated venue: an exchange with order flow behind the venue's protocol, in which text goes in and text comes out. It knows no
 * socket: the simulator gives it a port, and a drill or a test drives it in process.
 *
 * <p>In process: {@link #open} in place of {@link #start}, a {@link io.peregrine.sim.exchange.SteppedClock} in the settings, and
 * {@link ExchangeThread#step} whenever the clock has moved on.
 *
 * <p><b>Threading:</b> thread-safe but for what is said to belong to the exchange thread.
 */
public interface SimulatedVenue extends RestHandler, AutoCloseable {
    /** Its name on the command line, for example {@code coinbase-advanced}. */
    String name();

    /** Paths of its WebSocket endpoints; a last segment may be {@code *}. */
    List<String> webSocketPaths();

    /**
     * The venue's side of a new WebSocket connection; it does nothing before {@link Conversation#opened}.
     *
     * @param outbound where its messages go
     */
    Conversation connect(Connection connection, Outbound outbound);

    /** Time and size limits of its WebSocket connections. */
    SessionLimits sessionLimits();

    /** Fills the books; the exchange thread is left to the caller to step. */
    void open();

    /** Fills the books and starts the exchange thread. */
    default void start() {
        open();
        thread().start();
    }

    /** The exchange; to use on its thread. */
    Exchange exchange();

    /** The exchange thread. */
    ExchangeThread thread();

    /** What the other participants do; to use on the exchange thread. */
    MarketFlow flow();

    /** The clients' accounts by API key, the default client's first; to read on the exchange thread. */
    Map<String, Account> accounts();

    /**
     * Writes how a client connects, its entry of the simulator's first line: keys, for example {@code apiKey} and {@code secret}; where
     * they are not the entry's {@code ws}, the addresses of its market data, {@code stream}, and of its order entry, {@code orders}; and
     * the {@code options} of the engine's configuration that fit its accounts.
     */
    void describe(ObjectNode json);

    /** The venue's name of a market. */
    String symbol(Market market);

    /** The id under which the venue's clients know a fill. */
    String executionId(Fill fill);

    /**
     * How to tell its messages apart by their text, for fault scripts: expressions by kind. {@code book}, {@code trade} and {@code ticker}
     * are of market data, {@code heartbeat} is a sign of life, {@code ack}, {@code fill} and {@code answer} are of a client's orders; a
     * venue leaves out what it does not send.
     */
    Map<String, String> messageKinds();

    /** The venue's names of the markets whose books a message changes; none for any other message. */
    List<String> booksIn(JsonNode message);

    /** Options of a client's feed, by their names in the engine's configuration, with which every loss on the way can be seen. */
    default Map<String, String> clientOptions() {
        return Map.of();
    }

    /** Stops the exchange thread and frees what it holds. */
    @Override
    void close();
}
