package io.peregrine.api.view;

import io.peregrine.message.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The last risk events, each once however often it occurs.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Memory:</b> at most {@value #EVENTS_MAX} events.
 */
final class RiskLog {
    private static final int EVENTS_MAX = 10_000;

    private final TreeMap<Long, RiskEvent> events = new TreeMap<>();
    private final Map<RiskKey, RiskEvent> newest = new HashMap<>();

    /** The event that the occurrence begins, or is one more of. */
    RiskEvent onNotice(final RiskNotice notice) {
        final RiskEvent last = newest.get(notice.key());
        final RiskEvent event = last != null && last.covers(notice.timeNs()) ? last.again(notice) : RiskEvent.first(notice);
        newest.put(notice.key(), event);
        events.put(event.id(), event);
        if (events.size() > EVENTS_MAX) {
            final RiskEvent oldest = events.pollFirstEntry().getValue();
            newest.remove(oldest.key(), oldest);
        }
        return event;
    }

    /** Newest first, of at least this severity, that occurred after this journal sequence. */
    List<RiskEvent> events(final Severity atLeast, final long since, final int limit) {
        final List<RiskEvent> list = new ArrayList<>();
        for (final RiskEvent event : events.descendingMap().values()) {
            if (list.size() == limit) {
                break;
            }
            if (event.lastId() > since && event.key().severity().value() >= atLeast.value()) {
                list.add(event);
            }
        }
        return list;
    }
}
