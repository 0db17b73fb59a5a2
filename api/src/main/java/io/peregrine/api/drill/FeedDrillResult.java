package io.peregrine.api.drill;

/**
 * What one drill of a feed came to; the names are those of the command's JSON.
 *
 * @param venue            the simulated venue
 * @param script           the faults
 * @param simulatedSeconds how long, in the venue's time
 * @param messages         given to the feed
 * @param checks           LIVE books compared with the venue's own
 * @param wrongLiveBooks   those that were not what the venue had, or were older than what had arrived
 * @param firstWrong       the first of them or of the false alarms, for people; empty where there was none
 * @param faults           faults that were injected
 * @param resyncs          books thrown away and built again
 * @param livePercent      share of the time in which a book was LIVE, over all books
 * @param toLiveMsMax      longest time from the end of a fault until all books were LIVE again; -1 where they were not at the end
 * @param audits           LIVE books that were found equal to a snapshot over REST
 * @param auditAlarms      books that left LIVE since an audit did not find them equal, or the stream behind
 * @param falseAlarms      those of them that were the venue's to the last level
 * @param heapGrowthBytes  live heap at the end, less that after the first tenth
 */
record FeedDrillResult(
        String venue,
        String script,
        long simulatedSeconds,
        long messages,
        long checks,
        long wrongLiveBooks,
        String firstWrong,
        long faults,
        long resyncs,
        double livePercent,
        long toLiveMsMax,
        long audits,
        long auditAlarms,
        long falseAlarms,
        long heapGrowthBytes) {

    /** Was every LIVE book right, none said to be wrong that was right, and did all come back? */
    boolean passed() {
        return wrongLiveBooks == 0 && falseAlarms == 0 && toLiveMsMax >= 0;
    }
}
