package io.peregrine.api.drill.engine;

import io.peregrine.api.demo.SimulatorProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.agrona.IoUtil;

/**
 * Simulated venues in a process of their own, a folder with the configuration and the data of an engine that trades there, and the way to
 * start that engine as often as it takes.
 *
 * <p><b>Threading:</b> confined to the drill's thread. <b>Memory:</b> {@link #close} ends the venues and deletes the folder, which stays
 * where it was {@link #keep kept}.
 */
public final class DrillRig implements AutoCloseable {
    private static final String API = "/api/v1/hft";

    private final Path folder;
    private final Path data;
    private final Path config;
    private final SimulatorProcess simulator;
    private final List<DrillConfig.Target> targets;
    private final Map<String, String> environment;
    private final EngineClient client;
    private final VenueTruths venues;
    private boolean isKept;

    /**
     * Starts the venues.
     *
     * @param name      of the drill, for its folder
     * @param venueKeys which, as in the configuration
     * @param killSwitch as of {@link DrillConfig#write}
     * @throws IllegalArgumentException for a venue that can not be drilled
     */
    public DrillRig(final String name, final List<String> venueKeys, final long seed, final String killSwitch) throws IOException {
        folder = Files.createTempDirectory("peregrine-" + name);
        data = Files.createDirectory(folder.resolve("data"));
        config = folder.resolve("config.yaml");
        simulator = SimulatorProcess.start(List.of("--venues", String.join(",", venueKeys.stream().map(key -> key + "=0").toList()),
                "--seed", Long.toString(seed), "--flow", "rate=300"));
        targets = DrillConfig.targets(venueKeys, simulator.description());
        final int port = freePort();
        environment = DrillConfig.write(config, data, port, targets, simulator.description(), killSwitch);
        client = new EngineClient("http://127.0.0.1:" + port + API, DrillConfig.API_KEY);
        venues = new VenueTruths(targets);
    }

    /** Starts an engine; one at a time. */
    public EngineProcess startEngine() throws IOException {
        return EngineProcess.start(config, folder.resolve("engine.log"), environment);
    }

    /** A file of the drill's folder. */
    public Path file(final String name) {
        return folder.resolve(name);
    }

    /** The engine's data directory. */
    public Path data() {
        return data;
    }

    public Path config() {
        return config;
    }

    /** What the configuration needs; it has secrets. */
    public Map<String, String> environment() {
        return environment;
    }

    public List<DrillConfig.Target> targets() {
        return targets;
    }

    /** The engine's REST, whichever engine runs. */
    public EngineClient client() {
        return client;
    }

    public VenueTruths venues() {
        return venues;
    }

    /** The folder is of use: it is not deleted. */
    public void keep() {
        isKept = true;
    }

    @Override
    public void close() {
        client.close();
        venues.close();
        simulator.close();
        if (!isKept) {
            IoUtil.delete(folder.toFile(), true);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
