package io.peregrine.sim.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the lines of a capture: receive time in nanoseconds, a blank, the raw message, which the venue's reader understands. Messages that
 * the venue does not date happen with the last one before them.
 *
 * <p><b>Threading:</b> confined to the thread of its reader.
 */
final class LineParser {
    /** A binary message; none of the venues that can be replayed says anything about books in one that could be read without its schema. */
    private static final String BINARY = "base64:";
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final long NS_PER_US = 1_000;
    /** How far the difference between the venue's and the recorder's clock may move within a capture. */
    private static final long CLOCK_DRIFT_MAX_US = 60_000_000;
    private static final long NONE = Long.MIN_VALUE;

    private final MessageReader messages;
    private long clockOffsetUs = NONE;
    private long lastEventTimeUs;

    LineParser(final MessageReader messages) {
        this.messages = messages;
    }

    /**
     * Reads a line.
     *
     * @return what it says that is used, all of it dated
     * @throws DamagedLineException saying what is wrong
     */
    Line parse(final String line) throws DamagedLineException {
        final int blank = line.indexOf(' ');
        try {
            final long receiveTimeNs = Long.parseLong(line.substring(0, Math.max(0, blank)));
            if (line.startsWith(BINARY, blank + 1)) {
                throw new DamagedLineException("a binary message");
            }
            final JsonNode json = MAPPER.readTree(line.substring(blank + 1));
            if (!json.isObject()) {
                throw new DamagedLineException("not a JSON object");
            }
            return new Line(receiveTimeNs, dated(receiveTimeNs / NS_PER_US, messages.read(json)));
        } catch (final JsonProcessingException e) {
            throw new DamagedLineException("not JSON: " + e.getOriginalMessage());
        } catch (final NumberFormatException e) {
            throw new DamagedLineException("not a number: " + e.getMessage());
        } catch (final DateTimeException e) {
            throw new DamagedLineException("not a time: " + e.getMessage());
        } catch (final ArithmeticException e) {
            throw new DamagedLineException("a decimal is out of range");
        }
    }

    private List<RecordedMessage> dated(final long receiveTimeUs, final List<RecordedMessage> said) throws DamagedLineException {
        final List<RecordedMessage> dated = new ArrayList<>(said.size());
        long offsetUs = clockOffsetUs;
        long timeUs = lastEventTimeUs;
        for (final RecordedMessage message : said) {
            if (message.eventTimeUs() == RecordedMessage.UNDATED) {
                dated.add(message.at(timeUs));
                continue;
            }
            timeUs = message.eventTimeUs();
            offsetUs = offsetUs == NONE ? timeUs - receiveTimeUs : offsetUs;
            if (Math.abs(timeUs - receiveTimeUs - offsetUs) > CLOCK_DRIFT_MAX_US) {
                throw new DamagedLineException("event time and receive time do not fit");
            }
            dated.add(message);
        }
        clockOffsetUs = offsetUs;
        lastEventTimeUs = timeUs;
        return dated;
    }

    /** What a line says, and when the recorder received it. */
    record Line(long receiveTimeNs, List<RecordedMessage> messages) {
    }
}
