package io.peregrine.api.journal;

import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalDamage;
import io.peregrine.journal.JournalWalk;
import io.peregrine.message.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Records of a journal as maps of names and values.
 *
 * <p><b>Threading:</b> confined. <b>Units:</b> as in the schema: mantissas, nanoseconds since the epoch.
 */
public final class JournalDump {
    /**
     * Which records.
     *
     * @param from  lowest sequence
     * @param to    highest sequence
     * @param types names of messages; all where empty
     */
    public record Filter(long from, long to, List<String> types) {
    }

    private JournalDump() {
    }

    /** Names of all messages that there are. */
    public static List<String> types() {
        return SchemaText.load().names();
    }

    /**
     * Hands out the records that the filter lets through, in order.
     *
     * @return the first damage, before which it stopped; null where there is none
     */
    public static JournalDamage run(final Path directory, final Filter filter, final Consumer<Map<String, Object>> lines)
            throws IOException {
        final Printer printer = new Printer(filter, lines);
        JournalWalk.walk(directory, JournalAnchor.beginning(directory).position(), printer);
        return printer.damage;
    }

    private static final class Printer implements JournalWalk.Listener {
        private final SchemaText schema = SchemaText.load();
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final Filter filter;
        private final Set<String> types;
        private final Consumer<Map<String, Object>> lines;
        private JournalDamage damage;

        Printer(final Filter filter, final Consumer<Map<String, Object>> lines) {
            this.filter = filter;
            types = new HashSet<>(filter.types());
            this.lines = lines;
        }

        @Override
        public void onRecord(final JournalWalk.RecordView record) {
            if (damage != null || record.sequence() < filter.from() || record.sequence() > filter.to()) {
                return;
            }
            final int templateId = header.wrap(record.buffer(), record.offset()).templateId();
            final String name = schema.name(templateId);
            if (types.isEmpty() || types.contains(name)) {
                final Map<String, Object> line = new LinkedHashMap<>();
                line.put("sequence", record.sequence());
                line.put("index", record.index());
                line.put("type", name);
                line.put("templateId", templateId);
                line.put("fields", schema.fields(record.buffer(), record.offset(), record.length()));
                lines.accept(line);
            }
        }

        @Override
        public void onDamage(final JournalDamage found) {
            damage = damage == null ? found : damage;
        }
    }
}
