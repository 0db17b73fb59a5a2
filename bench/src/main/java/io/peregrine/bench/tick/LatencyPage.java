package io.peregrine.bench.tick;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The results as one page of HTML that needs nothing else: a plot of the percentiles for each capture, and tables.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes.
 */
final class LatencyPage {
    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Peregrine: tick to order</title>
            <style>
            :root{--fg:#1b2733;--muted:#5d6b7a;--line:#d9e0e7;--bg:#fff;--card:#f6f8fa}
            @media(prefers-color-scheme:dark){:root{--fg:#e4eaf0;--muted:#93a1b0;--line:#33404d;--bg:#12181f;--card:#1a222b}}
            body{font:15px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg);max-width:1020px;margin:2rem auto;padding:0 1rem}
            h1{font-size:1.6rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin:2.2rem 0 .5rem}p{color:var(--muted);margin:.3rem 0}
            .scroll{overflow-x:auto}table{border-collapse:collapse;font-variant-numeric:tabular-nums;width:100%;font-size:14px}
            th,td{padding:.25rem .6rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
            th:first-child,td:first-child{text-align:left}th{color:var(--muted);font-weight:600}tr.main td{font-weight:600}
            .card{background:var(--card);border-radius:8px;padding:.8rem 1rem;margin:1rem 0}
            svg{width:100%;height:auto}svg text{fill:var(--muted);font:12px system-ui,sans-serif}.grid{stroke:var(--line);fill:none}
            </style></head><body>
            """;

    private final LatencyReport report;

    LatencyPage(final LatencyReport report) {
        this.report = report;
    }

    String html() {
        final StringBuilder page = new StringBuilder(HEAD);
        page.append("<h1>Tick to order</h1><p>Recorded bytes in, signed order bytes out: decode, sequence check, book in a Chronicle Map, "
                + "market maker, risk, order management, journal in a Chronicle Queue, encoding, HMAC-SHA256. One thread.</p>");
        page.append("<div class=\"card\">").append(facts()).append("</div>");
        report.inputs().forEach(input -> page.append(String.format(Locale.ROOT, "<h2>%s: %,d messages</h2><div class=\"card\">%s</div>",
                title(input), input.count(), new PercentilePlot(report.plot(input)).svg())));
        report.sections().forEach(section -> page.append(section(section)));
        page.append("<h2>This machine</h2><p>What happens to a thread that only reads the clock, before anything else was started: "
                + "time from one reading to the next. Nothing that runs here can have a better tail.</p>").append(tableOf(
                        Map.of("between two readings", report.pauses())));
        return page.append("</body></html>\n").toString();
    }

    private String facts() {
        return paragraph("Measured", report.time())
                + paragraph("Machine", Machine.line())
                + paragraph("Target", String.format(Locale.ROOT, "order, one message after another: p50 ≤ %,d ns, p99 ≤ %,d ns: %s",
                        LatencyReport.TARGET_P50_NS, LatencyReport.TARGET_P99_NS, report.targetMet() ? "met" : "missed"))
                + paragraph("Left out", LatencyReport.LEFT_OUT)
                + paragraph("Load", String.format(Locale.ROOT, "%,d messages a second where a rate is kept", report.ticksPerSecond()))
                + paragraph("Journal", String.format(Locale.ROOT, "%,d records, read back and their hash chain verified",
                        report.journalRecords()))
                + (report.synthetic() ? paragraph("Input", "made up: no recorded session was at hand") : "");
    }

    private static String paragraph(final String name, final String value) {
        return "<p><b>" + name + "</b> " + escape(value) + "</p>";
    }

    private static String title(final RecordedTicks input) {
        return escape(input.venue() + " " + input.instrument().venueSymbol());
    }

    private static String section(final Section section) {
        final StringBuilder counts = new StringBuilder();
        section.counts().forEach((name, count) -> counts.append(counts.isEmpty() ? "" : " · ")
                .append(String.format(Locale.ROOT, "%s %,d", name.replace('_', ' '), count)));
        return "<h2>" + escape(section.name()) + "</h2><p>Messages " + escape(section.load().what()) + ".</p>"
                + tableOf(section.histograms(new LinkedHashMap<>()))
                + String.format(Locale.ROOT, "<p>%s. %s bytes allocated a tick. Load average %.1f before, %.1f after.</p>",
                        counts, LatencyReport.allocatedBytesPerTick(section), section.loadAverage()[0], section.loadAverage()[1]);
    }

    private static String tableOf(final Map<String, Histogram> histograms) {
        final StringBuilder table = new StringBuilder("<div class=\"scroll\"><table><tr><th>ns</th><th>count</th>");
        for (final double percentile : LatencyReport.PERCENTILES) {
            table.append("<th>p").append(Double.toString(percentile).replaceFirst("\\.0$", "")).append("</th>");
        }
        table.append("<th>max</th></tr>");
        histograms.forEach((name, histogram) -> {
            table.append("order".equals(name) ? "<tr class=\"main\">" : "<tr>").append("<td>").append(escape(name)).append("</td>");
            table.append(cell(histogram.getTotalCount()));
            for (final double percentile : LatencyReport.PERCENTILES) {
                table.append(cell(histogram.getValueAtPercentile(percentile)));
            }
            table.append(cell(histogram.getMaxValue())).append("</tr>");
        });
        return table.append("</table></div>").toString();
    }

    private static String cell(final long value) {
        return String.format(Locale.ROOT, "<td>%,d</td>", value);
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
