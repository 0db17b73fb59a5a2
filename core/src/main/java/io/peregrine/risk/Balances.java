package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.order.OpenOrders;
import io.peregrine.order.OrderTable;
import io.peregrine.position.Money;
import io.peregrine.position.Position;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;

/**
 * What each account can still pay: the balance that the venue told last, changed by the fills since, less what open orders may take. An
 * account is a venue. A spot order takes the quote asset when it buys and the base asset when it sells; a derivative takes margin of its
 * quote asset, whose balance changes by the realised profit and counts with the unrealised. Nothing is known of an asset until its venue
 * has told it at a moment without fills.
 *
 * <p>What other users of the account have locked is not available either, as far as it showed when the balance was told. Fees in a third
 * asset are only seen when that is told anew.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> 8 decimals. <b>Allocates:</b> none after construction.
 */
public final class Balances {
    private static final int VENUES = Venue.values().length;
    private static final long ONE_E8 = 100_000_000;
    private static final int ACCOUNT = 4;
    private static final int ANCHOR = 0;
    private static final int CHANGE = 1;
    private static final int TAKEN = 2;
    private static final int UNREALISED = 3;
    private static final int PART = 5;
    private static final int BASE = 0;
    private static final int QUOTE = 1;
    private static final int BASE_TAKEN = 2;
    private static final int QUOTE_TAKEN = 3;
    private static final int QUOTE_UNREALISED = 4;

    private final Instruments instruments;
    private final OrderTable orders;
    private final PositionBook positions;
    private final InlineSignals[] markets;
    private final int assetCount;
    private final int[] baseAccounts;
    private final int[] quoteAccounts;
    /** By account: the balance without this engine's fills, or null value; what these made of it; what orders may take; unrealised. */
    private final long[] accounts;
    /** By instrument: its share of the change and of what is taken. */
    private final long[] parts;
    private final long[] worstE8;
    private boolean known;

    /** @param markets by instrument id */
    public Balances(
            final Instruments instruments, final OrderTable orders, final PositionBook positions, final InlineSignals[] markets) {
        this.instruments = instruments;
        this.orders = orders;
        this.positions = positions;
        this.markets = markets;
        assetCount = instruments.assets().size();
        baseAccounts = new int[instruments.count()];
        quoteAccounts = new int[instruments.count()];
        for (final Instrument instrument : instruments.all()) {
            baseAccounts[instrument.instrumentId()] = account(instrument.venue(), instruments.assetId(instrument.baseAsset()));
            quoteAccounts[instrument.instrumentId()] = account(instrument.venue(), instruments.assetId(instrument.quoteAsset()));
        }
        accounts = new long[VENUES * assetCount * ACCOUNT];
        parts = new long[instruments.count() * PART];
        worstE8 = new long[instruments.count()];
        for (int account = 0; account < accounts.length; account += ACCOUNT) {
            accounts[account + ANCHOR] = NULL_VALUE;
        }
    }

    /**
     * The venue told a balance, of derivatives without the unrealised profit, and no fill came meanwhile.
     *
     * @param lockedE8 the part of it that orders have locked, of whomever
     */
    public void told(final Venue venue, final int assetId, final long balanceE8, final long lockedE8) {
        if (!known) {
            known = true;
            for (int i = 0; i < baseAccounts.length; i++) {
                update(i);
            }
        }
        final int account = account(venue, assetId);
        final long foreignE8 = Math.max(0, lockedE8 - accounts[account + TAKEN]);
        accounts[account + ANCHOR] = balanceE8 - foreignE8 - accounts[account + CHANGE];
    }

    /** The instrument's orders, position or mark have changed, and this is its worst gross exposure. */
    void refresh(final int instrumentId, final long newWorstE8) {
        worstE8[instrumentId] = newWorstE8;
        if (known) {
            update(instrumentId);
        }
    }

    /** What is left of the base asset at the instrument's venue, or null value where nothing is known. */
    long availableBaseE8(final int instrumentId) {
        return availableE8(baseAccounts[instrumentId]);
    }

    /** What is left of the quote asset at the instrument's venue, or null value where nothing is known. */
    long availableQuoteE8(final int instrumentId) {
        return availableE8(quoteAccounts[instrumentId]);
    }

    /** The whole of the quote asset at the instrument's venue with the unrealised profit, or null value where nothing is known. */
    long quoteE8(final int instrumentId) {
        final int account = quoteAccounts[instrumentId];
        return accounts[account + ANCHOR] == NULL_VALUE
                ? NULL_VALUE : accounts[account + ANCHOR] + accounts[account + CHANGE] + accounts[account + UNREALISED];
    }

    /** What all instruments of the quote asset at the venue may take of it. */
    long quoteTakenE8(final int instrumentId) {
        return accounts[quoteAccounts[instrumentId] + TAKEN];
    }

    /** What the instrument may take of the quote asset: of a derivative its worst exposure. */
    long ownQuoteTakenE8(final int instrumentId) {
        return parts[instrumentId * PART + QUOTE_TAKEN];
    }

    /**
     * The leverage of a derivative's account: what all its instruments of the quote asset could come to, against what is there, at 8
     * decimals; the largest long where nothing is there. Null value for spot and where nothing is known.
     */
    long leverageE8(final int instrumentId) {
        final long balanceE8 = quoteE8(instrumentId);
        if (balanceE8 == NULL_VALUE || instruments.get(instrumentId).venue().spot()) {
            return NULL_VALUE;
        }
        final long takenE8 = quoteTakenE8(instrumentId);
        if (takenE8 == 0) {
            return 0;
        }
        return balanceE8 > 0 ? Money.multiplyDivide(takenE8, ONE_E8, balanceE8) : Long.MAX_VALUE;
    }

    private long availableE8(final int account) {
        return accounts[account + ANCHOR] == NULL_VALUE
                ? NULL_VALUE : accounts[account + ANCHOR] + accounts[account + CHANGE] - accounts[account + TAKEN];
    }

    private void update(final int instrumentId) {
        final Instrument instrument = instruments.get(instrumentId);
        final Position position = positions.total(instrumentId);
        final OpenOrders open = orders.open(instrumentId);
        part(instrumentId, QUOTE, position.quoteChangeE8());
        if (!instrument.venue().spot()) {
            final long markPrice = markets[instrumentId].markPrice();
            final long unrealised = markPrice == NULL_VALUE ? 0 : position.unrealisedPnl(markPrice);
            part(instrumentId, QUOTE_UNREALISED, Money.rescale(unrealised, position.moneyDecimals(), Money.E8_DECIMALS));
            part(instrumentId, QUOTE_TAKEN, worstE8[instrumentId]);
            return;
        }
        part(instrumentId, BASE, position.baseChangeE8());
        part(instrumentId, BASE_TAKEN, Money.rescale(open.sellQuantity(), instrument.quantityDecimals(), Money.E8_DECIMALS));
        part(instrumentId, QUOTE_TAKEN, open.buyNotionalE8());
    }

    private void part(final int instrumentId, final int which, final long newE8) {
        final int at = instrumentId * PART + which;
        final int account = which == BASE || which == BASE_TAKEN ? baseAccounts[instrumentId] : quoteAccounts[instrumentId];
        final int field = switch (which) {
            case BASE, QUOTE -> CHANGE;
            case QUOTE_UNREALISED -> UNREALISED;
            default -> TAKEN;
        };
        accounts[account + field] += newE8 - parts[at];
        parts[at] = newE8;
    }

    private int account(final Venue venue, final int assetId) {
        return (venue.ordinal() * assetCount + assetId) * ACCOUNT;
    }
}
