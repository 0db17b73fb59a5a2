package io.peregrine.fuzz;

/**
 * What a run came to; the names are those of the command's JSON.
 *
 * @param decoder       which
 * @param seed          gives the same messages again
 * @param bytes         of all messages
 * @param messages      how many
 * @param decodeErrors  messages that were refused and counted
 * @param liveMessages  messages after which the book was LIVE: some must be, or its half of the code was never reached
 * @param tooDeep       of messages nested too deep, how many were refused and counted
 * @param tooWide       of messages with more levels than there is room for, how many were refused and counted; -1 for a binary
 *                      decoder, whose counts are too short for that
 * @param slowestUs     the slowest message, in microseconds
 * @param failure       what escaped, or was LIVE and crossed, and at which message; empty for none
 */
public record FuzzReport(
        String decoder, long seed, long bytes, long messages, long decodeErrors, long liveMessages, int tooDeep, int tooWide,
        long slowestUs, String failure) {

    /** Did nothing escape, and was what is too deep or too wide refused? */
    public boolean passed() {
        return failure.isEmpty() && tooDeep > 0 && tooWide != 0;
    }
}
