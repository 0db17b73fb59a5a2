package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;

/**
 * The dead man's switch: all orders are canceled unless it is set anew in time (section 7).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class Switches {
    private static final long TIMEOUT_MAX_S = 86_400;
    private static final long US_PER_SECOND = 1_000_000;

    private Switches() {
    }

    /** Sets or, with a timeout of 0, disarms an account's switch; the result to answer. */
    static ObjectNode set(final KrakenContext context, final Account account, final Fields fields) throws RequestException {
        final long timeoutS = fields.integer("timeout", -1, 0, TIMEOUT_MAX_S);
        if (timeoutS < 0) {
            throw RequestException.arguments("timeout");
        }
        final long nowUs = context.desk().exchange().nowUs();
        final ObjectNode result = Json.object().put("currentTime", Json.seconds(nowUs));
        if (timeoutS == 0) {
            context.desk().timers().disarm(account);
            return result.put("triggerTime", "0");
        }
        context.desk().timers().arm(account, nowUs + timeoutS * US_PER_SECOND);
        return result.put("triggerTime", Json.seconds(nowUs + timeoutS * US_PER_SECOND));
    }
}
