package io.peregrine.record;

import java.util.Map;

/**
 * What was recorded of one venue; the names are those of the command's JSON.
 *
 * @param protocol    what {@code replay --venue} calls it
 * @param files       begun
 * @param firstFile   name of the first one, or empty
 * @param lastFile    name of the last one, or empty
 * @param messages    written, snapshot bodies among them
 * @param rawBytes    of these messages
 * @param fileBytes   of the files
 * @param dropped     messages that found no room because the disk was too slow; the books' snapshots were asked for again
 * @param connects    connections opened
 * @param disconnects connections lost, and attempts that failed
 * @param books       by symbol: what happened to the books that the same messages built
 */
public record VenueSummary(
        String protocol,
        long files,
        String firstFile,
        String lastFile,
        long messages,
        long rawBytes,
        long fileBytes,
        long dropped,
        long connects,
        long disconnects,
        Map<String, Map<String, Long>> books) {
}
