package io.peregrine.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.api.alert.AlertSettings;
import io.peregrine.api.cli.CommandException;
import io.peregrine.api.cli.ExitCode;
import io.peregrine.api.server.ApiServer;
import io.peregrine.api.server.ApiSettings;
import io.peregrine.api.server.ApiStartException;
import io.peregrine.api.server.WatchSettings;
import io.peregrine.api.store.Store;
import io.peregrine.api.store.StoreSettings;
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
import java.nio.file.Path;
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
    /** Null without one. */
    private final Store store;

    private Application(final Engine engine, final LiveEngine access, final ApiServer api, final Store store) {
        this.store = store;
        this.engine = engine;
        this.access = access;
        this.api = api;
    }

    /** Starts everything; on return the API is reachable. */
    public static Application start(
            final EngineSettings engineSettings,
            final ApiSettings apiSettings,
            final OffloadSettings offloadSettings,
            final long intervalNs,
            final StoreSettings storeSettings,
            final AlertSettings alertSettings) {
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
            final ApiServer api = ApiServer.start(access, apiSettings,
                    WatchSettings.of(alertSettings, engineSettings.dataDirectory()), () -> MAPPER.valueToTree(offload.agent.status()));
            return new Application(engine, access, api, store(storeSettings, engineSettings.dataDirectory().resolve("journal")));
        } catch (final ApiStartException e) {
            engine.close();
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }

    private static Store store(final StoreSettings settings, final Path journal) {
        if (settings.enabled()) {
            return Store.start(settings.directory(), journal);
        }
        Store.forget(journal);
        return null;
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

    /** Closes the engine, then the API and the store, which thereby see its last record. */
    @Override
    public void close() {
        access.detach();
        engine.close();
        api.close();
        if (store != null) {
            store.close();
        }
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
