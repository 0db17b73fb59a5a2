package io.peregrine.api.view;

import io.peregrine.instrument.Venue;
import io.peregrine.message.DifferenceAction;
import io.peregrine.message.DifferenceKind;
import io.peregrine.message.Side;

/**
 * Something that engine and venue do not agree on, or did not.
 *
 * @param sequence     its place in the journal, unique
 * @param venue        the other side
 * @param kind         what differs
 * @param action       what the engine does about it; of a balance that agrees again, {@code AGREED}
 * @param instrumentId whose order or fill; a null value for a balance and where the engine does not trade the instrument
 * @param asset        whose balance, or null
 * @param orderId      the engine's id of the order, or a null value
 * @param venueOrderId the venue's id of the order as the venue writes it, or null
 * @param executionId  the fill's id as the venue writes it, or null
 * @param side         of the order or fill, or a null value
 * @param price        mantissa of the instrument's price decimals, or a null value
 * @param quantity     mantissa of the instrument's quantity decimals, or a null value
 * @param engineE8     balance, or filled quantity, as the engine has it, at 8 decimals, or a null value
 * @param venueE8      the same as the venue has it
 * @param sinceNs      told first
 * @param toldNs       told last
 * @param settledNs    gone since, or {@link Order#NO_TIME}
 */
public record Difference(
        long sequence,
        Venue venue,
        DifferenceKind kind,
        DifferenceAction action,
        int instrumentId,
        String asset,
        long orderId,
        String venueOrderId,
        String executionId,
        Side side,
        long price,
        long quantity,
        long engineE8,
        long venueE8,
        long sinceNs,
        long toldNs,
        long settledNs) {

    /** The same, told again: it is as old as it was. */
    Difference since(final long firstToldNs) {
        return new Difference(sequence, venue, kind, action, instrumentId, asset, orderId, venueOrderId, executionId, side, price, quantity,
                engineE8, venueE8, firstToldNs, toldNs, settledNs);
    }

    Difference settled(final long timeNs) {
        return new Difference(sequence, venue, kind, action, instrumentId, asset, orderId, venueOrderId, executionId, side, price, quantity,
                engineE8, venueE8, sinceNs, toldNs, timeNs);
    }
}
