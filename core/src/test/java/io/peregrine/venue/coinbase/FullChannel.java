package io.peregrine.venue.coinbase;

/** Messages of the Exchange's channel {@code full}, and the bodies of level 3. */
public final class FullChannel {
    private static final String TIME = "\"time\":\"2021-04-17T16:43:37.075351Z\"";

    private FullChannel() {
    }

    /** The type and the product come late, as in the venue's own messages. */
    public static String event(final String product, final long sequence, final String type, final String fields, final String side) {
        return '{' + fields + ",\"type\":\"" + type + "\",\"side\":\"" + side + "\",\"product_id\":\"" + product + "\"," + TIME
                + ",\"sequence\":" + sequence + '}';
    }

    /** The fields of an {@code open}. */
    public static String open(final int order, final String price, final String size) {
        return "\"price\":\"" + price + "\",\"order_id\":\"" + id(order) + "\",\"remaining_size\":\"" + size + '"';
    }

    /** The fields of a {@code match}, whose taker is order 60. */
    public static String match(final long tradeId, final int maker, final String price, final String size) {
        return "\"trade_id\":" + tradeId + ",\"maker_order_id\":\"" + id(maker) + "\",\"taker_order_id\":\"" + id(60) + "\",\"size\":\""
                + size + "\",\"price\":\"" + price + '"';
    }

    /** The body of level 3 with these rows. */
    public static String snapshot(final long sequence, final String bids, final String asks) {
        return "{\"bids\":[" + bids + "],\"asks\":[" + asks + "],\"sequence\":" + sequence
                + ",\"auction_mode\":false,\"auction\":null," + TIME + '}';
    }

    /** One order in such a body. */
    public static String row(final String price, final String size, final int order) {
        return "[\"" + price + "\",\"" + size + "\",\"" + id(order) + "\"]";
    }

    /** The id of an order. */
    public static String id(final int order) {
        return String.format("dfbea570-d38b-4a08-ad0d-%012x", order);
    }
}
