package io.peregrine.api.config;

import io.peregrine.feed.FeedSettings;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the configuration file, each block with a reader of its own. docs/settings.md lists every key.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link ConfigException} with one line that names file, line, key and what is allowed.
 */
public final class ConfigReader {
    private final Path file;
    private final Environment environment;
    private final List<String> notes = new ArrayList<>();

    private ConfigReader(final Path file, final Environment environment) {
        this.file = file;
        this.environment = environment;
    }

    /** Reads and checks a file. */
    public static Configuration read(final Path file, final Environment environment) {
        return new ConfigReader(file, environment).read();
    }

    private Configuration read() {
        final Path base = file.toAbsolutePath().getParent();
        try (Section root = new Section(file.toString(), "", compose(), environment);
                Section hft = root.section("hft")) {
            final boolean enabled = hft.flag("enabled", true);
            final FeedSettings feeds;
            final List<String> providers;
            final long instrumentRefreshNs;
            try (Section section = hft.section("feeds")) {
                providers = HftReader.providers(section);
                feeds = HftReader.feeds(section);
                instrumentRefreshNs = section.durationNs("instrument_refresh", "1h", "0s", "24h");
            }
            final LimitReader limits = new LimitReader();
            final List<VenueSettings> venues = new VenueReader(providers, base, notes, limits).read(root);
            final StrategyEngineSettings strategyEngine = HftReader.strategyEngine(hft);
            final List<StrategySettings> strategies = new StrategyReader(venues, strategyEngine.strategiesMax(), limits).read(root);
            final Path dataDirectory = Path.of(root.text("data_directory", "data"));
            return new Configuration(
                    enabled,
                    dataDirectory,
                    venues,
                    strategies,
                    feeds,
                    HftReader.orders(hft),
                    HftReader.risk(hft, limits, venues, strategies.size()),
                    strategyEngine,
                    MachineReader.threads(root),
                    MachineReader.offload(root),
                    ApiReader.api(root, strategyEngine.performanceWindowNs(), base),
                    MachineReader.logLevel(root),
                    instrumentRefreshNs,
                    JournalReader.journal(root),
                    StoreReader.store(root, dataDirectory),
                    new AlertsReader(base).alerts(root),
                    KillSwitchReader.killSwitch(root),
                    List.copyOf(notes));
        }
    }

    private Node compose() {
        final String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new ConfigException(file + ": can not be read (" + e.getClass().getSimpleName() + "); give a file with --config");
        }
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
        } catch (final MarkedYAMLException e) {
            final int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw new ConfigException(file + ":" + line + ": not valid YAML: " + e.getProblem());
        }
    }
}
