package io.peregrine.sim.binance;

import io.peregrine.sim.exchange.Candle;

/** Intervals of candles. All are made of one-minute candles of the last day; seconds, weeks and months are not offered. */
enum KlineInterval {
    M1("1m", 1), M3("3m", 3), M5("5m", 5), M15("15m", 15), M30("30m", 30), H1("1h", 60), H2("2h", 120), H4("4h", 240), H6("6h", 360),
    H8("8h", 480), H12("12h", 720), D1("1d", 1_440);

    private final String text;
    private final long lengthUs;

    KlineInterval(final String text, final long minutes) {
        this.text = text;
        this.lengthUs = minutes * Candle.MINUTE_US;
    }

    static KlineInterval parse(final String text) throws ApiException {
        for (final KlineInterval interval : values()) {
            if (interval.text.equals(text)) {
                return interval;
            }
        }
        throw ApiException.of(-1120, "Invalid interval.");
    }

    String text() {
        return text;
    }

    /** Start of the interval that a time is in. */
    long start(final long timeUs) {
        return timeUs - timeUs % lengthUs;
    }

    /** End of the interval with this start. */
    long end(final long startUs) {
        return startUs + lengthUs;
    }
}
