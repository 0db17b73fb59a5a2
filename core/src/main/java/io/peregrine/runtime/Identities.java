package io.peregrine.runtime;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.strategy.StrategySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the numbers in the journal stand for. The journal knows instruments and strategies by their ids and prices by their decimals, all
 * of which come from the configuration and the venue; were one to change its meaning, recovery would book yesterday's fills on another
 * instrument. So they are kept beside the journal, one line each, and a start that contradicts them is refused. New ones may be added at
 * the end.
 *
 * <p><b>Threading:</b> at start, one thread.
 */
final class Identities {
    private Identities() {
    }

    /**
     * Compares with what is kept, and keeps what is new.
     *
     * @throws IllegalArgumentException naming the first contradiction
     */
    static void check(final Path file, final Instruments instruments, final List<StrategySettings> strategies) throws IOException {
        final Map<String, String> kept = read(file);
        final Map<String, String> now = of(instruments, strategies);
        now.forEach((id, meaning) -> {
            final String old = kept.get(id);
            if (old != null && !old.equals(meaning)) {
                throw new IllegalArgumentException("the journal in " + file.getParent() + " knows " + id + " as \"" + old
                        + "\", and the configuration and the venue say \"" + meaning
                        + "\"; keep the order of venues, symbols and strategies and add new ones at the end, or use a new data directory");
            }
        });
        kept.putAll(now);
        write(file, kept);
    }

    /** The assets that have ids in the journal, in the order of their ids. */
    static List<String> assets(final Path file) throws IOException {
        final Map<String, String> kept = read(file);
        final List<String> assets = new ArrayList<>();
        for (String asset = kept.get("asset 0"); asset != null; asset = kept.get("asset " + assets.size())) {
            assets.add(asset);
        }
        return assets;
    }

    private static Map<String, String> of(final Instruments instruments, final List<StrategySettings> strategies) {
        final Map<String, String> meanings = new LinkedHashMap<>();
        for (final Instrument instrument : instruments.all()) {
            meanings.put("instrument " + instrument.instrumentId(), instrument.venue().key() + " " + instrument.symbol() + ", "
                    + instrument.priceDecimals() + " price decimals, " + instrument.quantityDecimals() + " quantity decimals");
        }
        for (int i = 0; i < instruments.assets().size(); i++) {
            meanings.put("asset " + i, instruments.assets().get(i));
        }
        for (final StrategySettings strategy : strategies) {
            meanings.put("strategy " + strategy.strategyId(), strategy.name());
        }
        return meanings;
    }

    private static Map<String, String> read(final Path file) throws IOException {
        final Map<String, String> meanings = new LinkedHashMap<>();
        if (Files.exists(file)) {
            for (final String line : Files.readAllLines(file)) {
                final int separator = line.indexOf(": ");
                if (separator > 0) {
                    meanings.put(line.substring(0, separator), line.substring(separator + 2));
                }
            }
        }
        return meanings;
    }

    private static void write(final Path file, final Map<String, String> meanings) throws IOException {
        final List<String> lines = new ArrayList<>();
        meanings.forEach((id, meaning) -> lines.add(id + ": " + meaning));
        final Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, lines);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
