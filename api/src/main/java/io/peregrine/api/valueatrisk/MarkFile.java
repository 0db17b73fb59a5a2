package io.peregrine.api.valueatrisk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The marks on disk, a line each interval, so that figures need not begin anew with each restart: the number of the interval, then for each
 * instrument {@code ,venue:symbol=mark}. A line that a kill cut short is passed over.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> {@link IOException}; the history in memory goes on without it.
 */
final class MarkFile {
    private final Path file;
    private final List<String> names;
    private final int linesMax;

    /**
     * @param names    {@code venue:symbol} by instrument id
     * @param linesMax lines that are kept
     */
    MarkFile(final Path file, final List<String> names, final int linesMax) {
        this.file = file;
        this.names = names;
        this.linesMax = linesMax;
    }

    /** Reads what earlier runs left, and leaves only what is still of use. */
    void load(final MarkHistory history) throws IOException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return;
        }
        final List<String> all = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        final List<String> kept = all.subList(Math.max(0, all.size() - linesMax), all.size());
        kept.forEach(line -> take(line, history));
        final Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.write(next, kept.stream().filter(MarkFile::whole).toList(), StandardCharsets.ISO_8859_1);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    void append(final long interval, final double[] row) throws IOException {
        final StringBuilder line = new StringBuilder(Long.toString(interval));
        for (int id = 0; id < row.length; id++) {
            if (!Double.isNaN(row[id])) {
                line.append(',').append(names.get(id)).append('=').append(String.format(Locale.ROOT, "%.17g", row[id]));
            }
        }
        Files.writeString(file, line.append(";\n"), StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static boolean whole(final String line) {
        return line.matches("\\d{1,18}(,[^,=;]+=[0-9.e+-]+)*;");
    }

    private void take(final String line, final MarkHistory history) {
        if (!whole(line)) {
            return;
        }
        final String[] parts = line.substring(0, line.length() - 1).split(",");
        final double[] row = new double[names.size()];
        Arrays.fill(row, Double.NaN);
        for (int i = 1; i < parts.length; i++) {
            final int equals = parts[i].indexOf('=');
            final int id = names.indexOf(parts[i].substring(0, equals));
            if (id >= 0) {
                row[id] = Double.parseDouble(parts[i].substring(equals + 1));
            }
        }
        history.add(Long.parseLong(parts[0]), row);
    }
}
