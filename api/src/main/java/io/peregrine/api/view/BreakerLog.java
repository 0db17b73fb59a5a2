package io.peregrine.api.view;

import io.peregrine.message.BreakerState;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SnapshotBreakerDecoder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.DirectBuffer;

/**
 * The circuit breakers that have ever tripped. They outlive the runs.
 *
 * <p><b>Threading:</b> under the view's lock.
 */
final class BreakerLog {
    private record Key(RiskScope scope, int scopeId) {
    }

    private final Map<Key, BreakerInfo> breakers = new HashMap<>();

    void onStatus(final BreakerStatusDecoder message) {
        put(new BreakerInfo(message.scope(), message.targetId(), message.state(), message.cause(), message.timeNs(), message.untilNs(),
                message.limitE8(), message.valueE8()));
    }

    /** What removed records had made of one. */
    void onRemoved(final DirectBuffer buffer, final int offset) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, offset);
        if (header.templateId() == SnapshotBreakerDecoder.TEMPLATE_ID) {
            final SnapshotBreakerDecoder message = new SnapshotBreakerDecoder().wrapAndApplyHeader(buffer, offset, header);
            put(new BreakerInfo(message.scope(), message.targetId(), message.state(), message.cause(), 0, message.untilNs(),
                    message.limitE8(), message.valueE8()));
        }
    }

    /** Those that are not NORMAL, from the widest scope. */
    List<BreakerInfo> tripped() {
        return breakers.values().stream()
                .filter(breaker -> breaker.state() != BreakerState.NORMAL)
                .sorted(Comparator.comparing(BreakerInfo::scope).thenComparingInt(BreakerInfo::scopeId))
                .toList();
    }

    /** One of them; NORMAL where it never tripped. */
    BreakerInfo get(final RiskScope scope, final int scopeId) {
        return breakers.getOrDefault(new Key(scope, scopeId), new BreakerInfo(
                scope, scopeId, BreakerState.NORMAL, RejectReason.NONE, 0, BreakerStatusDecoder.untilNsNullValue(), 0, 0));
    }

    private void put(final BreakerInfo breaker) {
        breakers.put(new Key(breaker.scope(), breaker.scopeId()), breaker);
    }
}
