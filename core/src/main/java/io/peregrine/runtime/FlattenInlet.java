package io.peregrine.runtime;

import io.peregrine.flatten.FlattenClaims;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OpenOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.position.Money;
import io.peregrine.trade.TradeCore;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the trade core of the orders that close positions beside it, as soon as they are claimed, which is before they are sent: so their
 * fills find an order, whoever sent it, in this run or while no engine ran.
 *
 * <p><b>Threading:</b> the trade thread. <b>Allocates:</b> none while there is no new claim.
 */
final class FlattenInlet implements Inlet {
    private static final Logger LOG = LoggerFactory.getLogger(FlattenInlet.class);

    private final FlattenClaims claims;
    private final Instruments instruments;
    private final TradeCore core;
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(new byte[OpenOrderEncoder.BLOCK_LENGTH]);
    private final OpenOrderEncoder encoder = new OpenOrderEncoder();
    private final OpenOrderDecoder decoder = new OpenOrderDecoder();
    private long seen = -1;

    FlattenInlet(final FlattenClaims claims, final Instruments instruments, final TradeCore core) {
        this.claims = claims;
        this.instruments = instruments;
        this.core = core;
    }

    @Override
    public int poll(final long nowNs) {
        final long count = claims.count();
        if (count == seen) {
            return 0;
        }
        seen = count;
        int told = 0;
        for (int i = 0; i < claims.capacity(); i++) {
            final FlattenClaims.Claim claim = claims.untaken(i);
            if (claim != null && tell(claim, nowNs)) {
                claims.taken(i);
                told++;
            }
        }
        return told;
    }

    private boolean tell(final FlattenClaims.Claim claim, final long nowNs) {
        final int colon = claim.name().indexOf(':');
        final Venue venue = Venue.byKey(claim.name().substring(0, Math.max(0, colon)));
        final Instrument instrument = venue == null ? null : instruments.bySymbol(venue, claim.name().substring(colon + 1));
        if (instrument == null) {
            LOG.error("an order closes {} after the kill switch, which is none of this engine's instruments", claim.name());
            return false;
        }
        encoder.wrap(buffer, 0)
                .receiveTimeNs(nowNs)
                .reconciliationId(OpenOrderEncoder.reconciliationIdNullValue())
                .instrumentId(instrument.instrumentId())
                .clientOrderId(claim.clientOrderId())
                .price(OpenOrderEncoder.priceNullValue())
                .quantity(Money.rescale(Math.abs(claim.quantity()), claim.decimals(), instrument.quantityDecimals()))
                .cumQuantity(OpenOrderEncoder.cumQuantityNullValue())
                .side(claim.quantity() > 0 ? Side.BUY : Side.SELL)
                .orderType(OrderType.MARKET)
                .venueOrderId().high(Instrument.NULL_VALUE).low(Instrument.NULL_VALUE);
        core.onOpenOrder(decoder.wrap(buffer, 0, OpenOrderEncoder.BLOCK_LENGTH, OpenOrderEncoder.SCHEMA_VERSION), nowNs);
        return core.knows(claim.clientOrderId());
    }
}
