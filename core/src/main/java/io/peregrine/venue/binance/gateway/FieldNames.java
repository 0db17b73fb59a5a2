package io.peregrine.venue.binance.gateway;

import io.peregrine.json.JsonReader;
import java.nio.charset.StandardCharsets;

/**
 * The long field names of responses and the letters that user data events use for the same.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none after construction.
 */
enum FieldNames {
    /** Of an order's state, and of the few other results that are read. */
    ORDER("symbol s orderId i clientOrderId c origClientOrderId C transactTime T updateTime T price p origQty q executedQty z status X "
            + "timeInForce f type o side S serverTime E balances B"),
    /** Of one fill in {@code myTrades}. */
    TRADE("symbol s id t orderId i price L qty l commission n commissionAsset N time T isMaker m isBuyer b");

    private final byte[][] names;
    private final byte[] letters;

    FieldNames(final String table) {
        final String[] words = table.split(" ");
        names = new byte[words.length / 2][];
        letters = new byte[names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = words[2 * i].getBytes(StandardCharsets.US_ASCII);
            letters[i] = (byte) words[2 * i + 1].charAt(0);
        }
    }

    /** The letter of the key just read, or 0. */
    int letter(final JsonReader reader) {
        for (int i = 0; i < names.length; i++) {
            if (reader.keyIs(names[i])) {
                return letters[i];
            }
        }
        return 0;
    }
}
