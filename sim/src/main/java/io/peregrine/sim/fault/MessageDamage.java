package io.peregrine.sim.fault;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Damages texts.
 *
 * <p><b>Threading:</b> stateless.
 */
final class MessageDamage {
    private static final Pattern CHECKSUM = Pattern.compile("\"checksum\":(\\d+)");
    private static final BigDecimal ABOVE = new BigDecimal("1.05");
    /** A message's list of bids up to its first element, and its first price: the forms of the four venues. */
    private static final Pattern[] BIDS = {
        Pattern.compile("\"(?:b|bids)\":\\[(?=\\[)"),
        Pattern.compile("\"changes\":\\[(?=\\[)"),
        Pattern.compile("\"updates\":\\[(?=\\{)"),
        Pattern.compile("\"bids\":\\[(?=\\{|\\])")};
    private static final Pattern PRICE = Pattern.compile("(?:\\[\"|\"(?:buy|sell)\",\"|\"price_level\":\"|\"price\":)(\\d+(?:\\.\\d+)?)");
    private static final String OPENING = "{[";

    private MessageDamage() {
    }

    /** A text that is not JSON any more: cut off, or with a bracket that is none. */
    static String corrupt(final String text, final SplittableRandom random) {
        if (random.nextBoolean() && text.length() > 2) {
            return text.substring(0, 1 + random.nextInt(text.length() - 2));
        }
        int at = random.nextInt(Math.max(1, text.length()));
        while (at > 0 && OPENING.indexOf(text.charAt(at)) < 0) {
            at--;
        }
        return text.substring(0, at) + '#' + text.substring(Math.min(text.length(), at + 1));
    }

    /** The same with another checksum; unchanged where there is none. */
    static String badChecksum(final String text) {
        final Matcher checksum = CHECKSUM.matcher(text);
        return checksum.find()
                ? text.substring(0, checksum.start(1)) + (Long.parseLong(checksum.group(1)) ^ 1) + text.substring(checksum.end(1)) : text;
    }

    /** The same with a bid five percent above its first price; unchanged where it has no list of bids or no price. */
    static String crossed(final String text) {
        final Matcher price = PRICE.matcher(text);
        if (price.find()) {
            final BigDecimal first = new BigDecimal(price.group(1));
            final String bid = first.multiply(ABOVE).setScale(first.scale(), RoundingMode.UP).toPlainString();
            for (int i = 0; i < BIDS.length; i++) {
                final Matcher bids = BIDS[i].matcher(text);
                if (bids.find()) {
                    return text.substring(0, bids.end()) + bid(i, bid, text, bids.end()) + text.substring(bids.end());
                }
            }
        }
        return text;
    }

    private static String bid(final int form, final String price, final String text, final int at) {
        return switch (form) {
            case 0 -> "[\"" + price + "\",\"1.00000000\"],";
            case 1 -> "[\"buy\",\"" + price + "\",\"1.00000000\"],";
            case 2 -> "{\"side\":\"bid\",\"event_time\":\"2026-01-01T00:00:00Z\",\"price_level\":\"" + price
                    + "\",\"new_quantity\":\"1.00000000\"},";
            default -> "{\"price\":" + price + ",\"qty\":1.00000000}" + (text.charAt(at) == ']' ? "" : ",");
        };
    }
}
