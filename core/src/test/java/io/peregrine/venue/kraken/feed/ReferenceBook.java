package io.peregrine.venue.kraken.feed;

import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Decimals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/** The venue's book as its documentation describes it, in sorted maps of number to number as written: frames, checksums and levels. */
final class ReferenceBook {
    private final TreeMap<BigDecimal, String> bids = new TreeMap<>(Collections.reverseOrder());
    private final TreeMap<BigDecimal, String> asks = new TreeMap<>();
    private final int depth;
    private final List<String> changedBids = new ArrayList<>();
    private final List<String> changedAsks = new ArrayList<>();

    ReferenceBook(final int depth) {
        this.depth = depth;
    }

    /** Sets a level, both numbers as the venue writes them; a quantity of zero removes it. */
    ReferenceBook set(final boolean isBid, final String price, final String quantity) {
        final TreeMap<BigDecimal, String> side = isBid ? bids : asks;
        if (new BigDecimal(quantity).signum() == 0) {
            side.remove(new BigDecimal(price));
        } else {
            side.put(new BigDecimal(price), quantity);
        }
        (isBid ? changedBids : changedAsks).add(level(price, quantity));
        return this;
    }

    /** A frame of all that was set since the last frame, after which what is beyond the depth is gone. */
    String update() {
        cut(bids);
        cut(asks);
        final String frame = frame("update", String.join(",", changedBids), String.join(",", changedAsks));
        changedBids.clear();
        changedAsks.clear();
        return frame;
    }

    /** A frame of the whole book. */
    String snapshot() {
        update();
        return frame("snapshot", levels(bids), levels(asks));
    }

    private static String levels(final TreeMap<BigDecimal, String> side) {
        return side.entrySet().stream().map(level -> level(level.getKey().toPlainString(), level.getValue()))
                .collect(Collectors.joining(","));
    }

    private String frame(final String type, final String bidText, final String askText) {
        return "{\"channel\":\"book\",\"type\":\"" + type + "\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[" + bidText + "],\"asks\":["
                + askText + "],\"checksum\":" + checksum() + ",\"timestamp\":\"2026-08-16T23:37:05.376419Z\"}]}";
    }

    /** By the venue's text: ten asks, ten bids, points and leading zeros removed. */
    long checksum() {
        final CRC32 crc = new CRC32();
        crc.update((text(asks) + text(bids)).getBytes(StandardCharsets.US_ASCII));
        return crc.getValue();
    }

    private static String text(final TreeMap<BigDecimal, String> side) {
        final StringBuilder text = new StringBuilder();
        side.entrySet().stream().limit(10).forEach(level -> text.append(digits(level.getKey().toPlainString()))
                .append(digits(level.getValue())));
        return text.toString();
    }

    private static String digits(final String number) {
        return number.replace(".", "").replaceFirst("^0+", "");
    }

    private void cut(final TreeMap<BigDecimal, String> side) {
        while (side.size() > depth) {
            side.pollLastEntry();
        }
    }

    /** The best levels of both sides. */
    String levels(final int best) {
        return best(bids, best) + '/' + best(asks, best);
    }

    private static String best(final TreeMap<BigDecimal, String> side, final int best) {
        return side.entrySet().stream().limit(best).map(ReferenceBook::plain).collect(Collectors.joining(" "));
    }

    private static String plain(final Map.Entry<BigDecimal, String> level) {
        return plain(level.getKey()) + 'x' + plain(new BigDecimal(level.getValue()));
    }

    private static String plain(final BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    /** The same of a book of ours. */
    static String levels(final OrderBook book, final int best) {
        final long[] prices = new long[best];
        final long[] quantities = new long[best];
        final String ourBids = levels(book, prices, quantities, book.copyBids(prices, quantities, best));
        return ourBids + '/' + levels(book, prices, quantities, book.copyAsks(prices, quantities, best));
    }

    private static String levels(final OrderBook book, final long[] prices, final long[] quantities, final int count) {
        final List<String> levels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            levels.add(Decimals.format(prices[i], book.instrument().priceDecimals()) + 'x'
                    + Decimals.format(quantities[i], book.instrument().quantityDecimals()));
        }
        return String.join(" ", levels);
    }

    private static String level(final String price, final String quantity) {
        return "{\"price\":" + price + ",\"qty\":" + quantity + '}';
    }
}
