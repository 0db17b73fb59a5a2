package io.peregrine.api.drill.killswitch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one run came to. <b>Units:</b> milliseconds. */
final class KillRun {
    private static final double NS_PER_MS = 1e6;

    /** What became of the orders at one venue. */
    record AtVenue(String venue, int openBefore, int cancelled, Double lastCancelMs, Double noneOpenMs, int failures) {
    }

    final int run;
    final Blow blow;
    final String fault;
    final List<AtVenue> venues = new ArrayList<>();
    /** From the blow to the trip: how long the watchdog takes to see it. Null where the blow is the trip. */
    Double detectMs;
    /** From the trip to the end of the last send, by the engine's own stamps. Null where the engine can not tell. */
    Double lastSendMs;
    /** From the trip to each venue's youngest order, by the venue's clock in whole milliseconds; negative where it is older. */
    final Map<String, Long> youngestOrdersMs = new LinkedHashMap<>();
    int openLeft;
    int openLater;
    int ordersLater;
    /** What became of each position that was to be closed; null where none was. */
    List<Map<String, Object>> positions;
    private final List<String> breaches = new ArrayList<>();

    KillRun(final int run, final Blow blow, final String fault) {
        this.run = run;
        this.blow = blow;
        this.fault = fault;
    }

    /** Reads a line of the log of cancels. */
    void read(final JsonNode line, final Map<String, Integer> openBefore) {
        if (line.has("last_send_ns")) {
            lastSendMs = line.path("last_send_ns").asLong() / NS_PER_MS;
        }
        for (final JsonNode venue : line.path("venues")) {
            final String key = venue.path("venue").asText();
            venues.add(new AtVenue(key, openBefore.getOrDefault(key, 0), venue.path("cancelled").asInt(),
                    milliseconds(venue.path("last_cancel_ns")), milliseconds(venue.path("none_open_ns")), venue.path("failures").asInt()));
            if (!venue.path("state").asText().equals("DONE")) {
                breach(key + " is not done: " + venue);
            }
        }
        if (venues.size() != openBefore.size()) {
            breach("cancelled at " + venues.size() + " of " + openBefore.size() + " venues");
        }
    }

    void breach(final String text) {
        breaches.add(text);
    }

    boolean passed() {
        return breaches.isEmpty() && openLeft == 0 && openLater == 0 && ordersLater == 0;
    }

    Map<String, Object> json() {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run);
        json.put("blow", blow.name().toLowerCase(Locale.ROOT));
        json.put("fault", fault);
        json.put("openBefore", venues.stream().mapToInt(AtVenue::openBefore).sum());
        json.put("detectMs", rounded(detectMs));
        json.put("lastSendMs", rounded(lastSendMs));
        json.put("youngestOrdersMs", youngestOrdersMs);
        json.put("venues", venues.stream().map(KillRun::json).toList());
        json.put("openLeft", openLeft);
        json.put("openLater", openLater);
        json.put("ordersLater", ordersLater);
        if (positions != null) {
            json.put("positions", positions);
        }
        json.put("passed", passed());
        if (!breaches.isEmpty()) {
            json.put("breaches", breaches);
        }
        return json;
    }

    static Double rounded(final Double milliseconds) {
        return milliseconds == null ? null : Math.round(milliseconds * 1_000) / 1_000.0;
    }

    private static Double milliseconds(final JsonNode nanoseconds) {
        return nanoseconds.isNumber() ? nanoseconds.asLong() / NS_PER_MS : null;
    }

    private static Map<String, Object> json(final AtVenue venue) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("venue", venue.venue());
        json.put("openBefore", venue.openBefore());
        json.put("cancelled", venue.cancelled());
        json.put("lastCancelMs", rounded(venue.lastCancelMs()));
        json.put("noneOpenMs", rounded(venue.noneOpenMs()));
        json.put("failures", venue.failures());
        return json;
    }
}
