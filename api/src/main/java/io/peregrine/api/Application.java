package io.peregrine.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.api.cli.CommandException;
import io.peregrine.api.cli.ExitCode;
import io.peregrine.api.server.ApiServer;
import io.peregrine.api.server.ApiSettings;
import io.peregrine.api.server.ApiStartException;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.LiveEngine;
import io.peregrine.book.BookReader;
import io.peregrine.offload.BookTops;
import io.peregrine.offload.OffloadAgent;
import io.peregrine.offload.OffloadSettings;
import io.peregrine.offload.OffloadSignalEngine;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.EngineContext;
import io.peregrine.runtime.EngineSettings;
import io.peregrine.runtime.EngineStartException;
import io.peregrine.time.EngineClock;
import java.util.List;
import org.agrona.concurrent.Agent;

/**
 * An engine with its batch signals and its API: what {@code demo} and {@code run} start.
 *
 * <p><b>Threading:</b> started and closed by one thread. <b>Errors:</b> {@link CommandException} where it can not start; what was started
 * by then is closed again.
 */
public final class Application implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Engine engine;
    private final LiveEngine access;
    private final ApiServer api;

    private Application(final Engine engine, final LiveEngine access, final ApiServer api) {
        this.engine = engine;
        this.access = access;
        this.api = api;
    }

    /** Starts everything; on return the API is reachable. */
    public static Application start(
            final EngineSettings engineSettings,
            final ApiSettings apiSettings,
            final OffloadSettings offloadSettings,
            final long intervalNs) {
        final Offload offload = new Offload(offloadSettings, intervalNs);
        final Engine engine;
        try {
            engine = Engine.launch(engineSettings, EngineContext.STANDARD.withExtensions(List.of(offload::agent)));
        } catch (final EngineStartException e) {
            throw new CommandException(
                    e.kind() == EngineStartException.Kind.CONFIGURATION ? ExitCode.USAGE : ExitCode.ENVIRONMENT, e.getMessage());
        }
        final LiveEngine access = new LiveEngine(engine);
        try {
            return new Application(engine, access, ApiServer.start(
                    access, apiSettings, () -> MAPPER.valueToTree(offload.agent.status())));
        } catch (final ApiStartException e) {
            engine.close();
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    /** What the API knows of it. */
    public EngineView view() {
        return api.view();
    }

    /** Port of the API. */
    public int port() {
        return api.port();
    }

    /** Closes the engine, then the API, which thereby sees its last record. */
    @Override
    public void close() {
        access.detach();
        engine.close();
        api.close();
    }

    /** Makes the offload agent once the engine's instruments are known. */
    private static final class Offload {
        private final OffloadSettings settings;
        private final long intervalNs;
        private OffloadAgent agent;

        Offload(final OffloadSettings settings, final long intervalNs) {
            this.settings = settings;
            this.intervalNs = intervalNs;
        }

        Agent agent(final Engine engine) {
            final int count = engine.instruments().count();
            final List<BookReader> readers = engine.instruments().all().stream()
                    .map(instrument -> engine.books(instrument.venue()).reader(instrument.instrumentId())).toList();
            agent = new OffloadAgent(new OffloadSignalEngine(settings, count), count, new BookTops(readers), engine.signals(),
                    EngineClock::nowNs, intervalNs);
            return agent;
        }
    }
}
