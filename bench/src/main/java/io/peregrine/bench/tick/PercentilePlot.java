package io.peregrine.bench.tick;

import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latency by percentile as SVG. Both axes are logarithmic: to the right each nine of the percentile is as wide as the one before, upwards
 * each power of ten of the latency is as high.
 *
 * <p><b>Threading:</b> confined. <b>Units:</b> nanoseconds. <b>Allocates:</b> yes.
 */
final class PercentilePlot {
    private static final int WIDTH = 960;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int TOP = 40;
    private static final int BOTTOM = HEIGHT - 40;
    private static final int RIGHT = WIDTH - 20;
    private static final int LEGEND_STEP = 180;
    private static final double NINES_MAX = 6;
    private static final int TICKS_PER_HALF = 8;
    private static final String[] COLOURS = {"#0b7285", "#e67700", "#c2255c", "#5f3dc4", "#868e96"};
    private static final String[] UNITS = {
        "1 ns", "10 ns", "100 ns", "1 µs", "10 µs", "100 µs", "1 ms", "10 ms", "100 ms", "1 s", "10 s", "100 s",
    };

    private final Map<String, Histogram> lines;
    private final double lowDecade;
    private final double highDecade;

    PercentilePlot(final Map<String, Histogram> lines) {
        this.lines = lines;
        final long least = lines.values().stream().mapToLong(Histogram::getMinNonZeroValue).min().orElse(1);
        final long most = lines.values().stream().mapToLong(Histogram::getMaxValue).max().orElse(10);
        lowDecade = Math.floor(Math.log10(Math.max(1, least)));
        highDecade = Math.min(UNITS.length - 1, Math.max(lowDecade + 1, Math.ceil(Math.log10(most))));
    }

    String svg() {
        final StringBuilder svg = new StringBuilder(
                "<svg viewBox=\"0 0 " + WIDTH + ' ' + HEIGHT + "\" role=\"img\" aria-label=\"Latency by percentile\">");
        for (int nines = 0; nines <= NINES_MAX; nines++) {
            final double x = x(100 - 100 * Math.pow(10, -nines));
            svg.append(grid(x, TOP, x, BOTTOM)).append(text(x, BOTTOM + 18, "middle", percentile(nines)));
        }
        for (int decade = (int) lowDecade; decade <= highDecade; decade++) {
            final double y = y(Math.pow(10, decade));
            svg.append(grid(LEFT, y, RIGHT, y)).append(text(LEFT - 8, y + 4, "end", UNITS[decade]));
        }
        int line = 0;
        for (final Map.Entry<String, Histogram> entry : lines.entrySet()) {
            final String colour = COLOURS[line % COLOURS.length];
            final int x = LEFT + line++ * LEGEND_STEP;
            svg.append("<rect x=\"" + x + "\" y=\"12\" width=\"14\" height=\"4\" fill=\"" + colour + "\"/>")
                    .append(text(x + 20, 18, "start", entry.getKey()));
            svg.append("<path fill=\"none\" stroke-width=\"2\" stroke=\"" + colour + "\" d=\"" + path(entry.getValue()) + "\"/>");
        }
        return svg.append("</svg>").toString();
    }

    private String path(final Histogram histogram) {
        final StringBuilder path = new StringBuilder();
        for (final HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF)) {
            final double x = x(Math.min(value.getPercentileLevelIteratedTo(), 100 - 100 * Math.pow(10, -NINES_MAX)));
            path.append(path.isEmpty() ? 'M' : 'L')
                    .append(String.format(Locale.ROOT, "%.1f %.1f ", x, y(Math.max(1, value.getValueIteratedTo()))));
        }
        return path.toString();
    }

    private static double x(final double percentile) {
        return LEFT + (RIGHT - LEFT) * -Math.log10(1 - percentile / 100) / NINES_MAX;
    }

    private double y(final double valueNs) {
        return BOTTOM - (BOTTOM - TOP) * (Math.log10(valueNs) - lowDecade) / (highDecade - lowDecade);
    }

    private static String percentile(final int nines) {
        return nines < 3 ? Integer.toString((int) Math.round(100 - Math.pow(10, 2 - nines))) + " %"
                : "99." + "9".repeat(nines - 2) + " %";
    }

    private static String grid(final double x1, final double y1, final double x2, final double y2) {
        return String.format(Locale.ROOT, "<path class=\"grid\" d=\"M%.1f %.1fL%.1f %.1f\"/>", x1, y1, x2, y2);
    }

    private static String text(final double x, final double y, final String anchor, final String text) {
        return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, text);
    }
}
