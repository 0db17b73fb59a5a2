package io.peregrine.venue.coinbase.gateway;

/** Takes in what a list of the venue holds, one by one; the records are valid during the call only. */
interface AnswerListener {
    /** An order of a list of orders. */
    default void onOrder(final OrderRecord order) {
    }

    /** A fill of a list of fills, the newest first. */
    default void onFill(final FillRecord fill) {
    }

    /** A balance, of an asset that instruments use; mantissas at 8 decimals. */
    default void onBalance(final int assetId, final long freeE8, final long lockedE8) {
    }
}
