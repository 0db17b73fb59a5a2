package io.peregrine.api.view;

/**
 * Counts over all orders of this run.
 *
 * @param total             orders known to the engine, refused ones too
 * @param filled            wholly filled
 * @param canceled          cancelled, as the venue confirmed
 * @param rejected          refused by pre-trade risk or by the venue
 * @param expired           ended by the venue: the rest of an IOC or FOK, self-trade prevention
 * @param averageFillTimeMs mean time from sending to the last fill, of the wholly filled; 0 before the first
 */
public record OrderCounts(long total, long filled, long canceled, long rejected, long expired, double averageFillTimeMs) {
}
