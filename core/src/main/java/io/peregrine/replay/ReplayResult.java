package io.peregrine.replay;

import java.util.List;
import java.util.Map;

/**
 * What a replay ended with; the names are those of the command's JSON.
 *
 * @param messages                 lines of the capture that hold a message
 * @param instruments              by venue symbol
 * @param resyncs                  books thrown away and built again, in all
 * @param decodeErrors             messages that could not be used, of all instruments and of none that could be seen
 * @param damagedLines             lines of the capture without a receive time
 * @param truncated                the file ends in the middle of its compressed data
 * @param allocatedBytesPerMessage heap allocated by the feed handler, after warm-up
 * @param messagesPerSecond        all messages, decoded and applied, after warm-up
 * @param levelsPerSecond          depth messages alone, decoded and applied, after warm-up
 */
public record ReplayResult(
        long messages,
        Map<String, InstrumentResult> instruments,
        long resyncs,
        long decodeErrors,
        long damagedLines,
        boolean truncated,
        double allocatedBytesPerMessage,
        double messagesPerSecond,
        double levelsPerSecond) {

    /**
     * One instrument.
     *
     * @param applied         depth messages applied
     * @param gaps            sequence gaps
     * @param crossed         updates that left the best bid at or above the best ask
     * @param trades          public trades
     * @param checksumsOk     book checksums that agreed, on venues that send them
     * @param checksumsBad    those that did not
     * @param bids            best levels at the end, price and quantity, best first
     * @param asks            likewise
     * @param digest          SHA-256 over the best ten levels after every update, or null
     * @param state           the book's state at the end
     * @param resyncs         books thrown away and built again
     * @param regressions     messages older than one before and not seen before
     * @param duplicates      messages that came twice
     * @param decodeErrors    messages that could not be used
     * @param topChecks       updates whose top was compared with the venue's ticker
     * @param topMismatches   those that differed
     * @param tradeGaps       trades whose id did not follow the one before
     * @param snapshotsTooOld snapshots from before the first buffered message
     * @param beyondKnownDepth updates whose best price was worse than the snapshot's worst
     */
    public record InstrumentResult(
            long applied,
            long gaps,
            long crossed,
            long trades,
            long checksumsOk,
            long checksumsBad,
            List<List<String>> bids,
            List<List<String>> asks,
            String digest,
            String state,
            long resyncs,
            long regressions,
            long duplicates,
            long decodeErrors,
            long topChecks,
            long topMismatches,
            long tradeGaps,
            long snapshotsTooOld,
            long beyondKnownDepth) {
    }
}
