package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instruments;
import io.peregrine.json.JsonReader;
import io.peregrine.net.HttpChannel;
import io.peregrine.venue.kraken.gateway.RestCall.Kind;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Everything that goes over REST: the token, questions, reconciliation, order entry while the WebSocket is down; gives each answer to whom
 * it is for.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> freely, for each call.
 */
final class RestDesk implements RestListener, AutoCloseable {
    /** Hears of the token that was asked for. */
    interface TokenListener {
        /** Here it is. */
        void onToken(String token, long nowNs);

        /** There is none. */
        void onNoToken(String why, long nowNs);
    }

    private final JsonFields fields = new JsonFields(List.of("token"));
    private final JsonReader reader = new JsonReader();
    private final KrakenRest rest;
    private final OrderQueries queries;
    private final Reconciliation reconciliation;
    private final RestOrderEntry orderEntry;
    private final AccountBalances balances;
    private final TokenListener tokens;
    private long tokenCalls;

    RestDesk(
            final KrakenGatewaySettings settings, final Instruments instruments, final KrakenRequests requests,
            final KrakenResponseAdapter responses, final ReconciliationWriter account, final Outlets outlets) {
        final RestNames names = new RestNames(instruments);
        tokens = outlets.tokens();
        rest = new KrakenRest(settings.restUri(), settings.credentials(), settings.tier(), outlets.channel(), this);
        balances = new AccountBalances(instruments, names, account);
        queries = new OrderQueries(instruments, names, requests, rest, outlets.reports());
        reconciliation = new Reconciliation(instruments, names, requests.orders(), balances, rest, account, outlets.reports());
        orderEntry = new RestOrderEntry(instruments, names, settings.selfTradePrevention(), requests, rest, responses, queries);
    }

    /**
     * Where things go from here.
     *
     * @param channel calls
     * @param reports to the engine
     * @param tokens  what was asked for with {@link #askForToken}
     */
    record Outlets(HttpChannel channel, ExecutionReportWriter reports, TokenListener tokens) {
    }

    OrderQueries queries() {
        return queries;
    }

    Reconciliation reconciliation() {
        return reconciliation;
    }

    RestOrderEntry orderEntry() {
        return orderEntry;
    }

    AccountBalances balances() {
        return balances;
    }

    int doWork(final long nowNs) {
        return rest.doWork(nowNs);
    }

    void dropUnsent(final long nowNs) {
        rest.dropUnsent(nowNs);
    }

    /** Asks for a token; the answer to an earlier question is not of interest any more. */
    void askForToken(final long nowNs) {
        rest.call(RestCall.of(Kind.TOKEN, ++tokenCalls, "", nowNs));
    }

    /** Asks for the balances. */
    void askForBalances(final long nowNs) {
        rest.call(RestCall.of(Kind.BALANCES, 0, "", nowNs));
    }

    /** The server answered. */
    void onResponse(final long token, final int status, final DirectBuffer body, final int length, final long nowNs) {
        rest.onResponse(token, status, body, length, nowNs);
    }

    /** There is no answer. */
    void onNoResponse(final long token, final String reason, final long nowNs) {
        rest.onNoResponse(token, reason, nowNs);
    }

    @Override
    public void onRestResult(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        switch (call.kind()) {
            case TOKEN -> onToken(call, buffer, offset, length, nowNs);
            case NEW_ORDER, CANCEL_ORDER -> orderEntry.onResult(call, buffer, offset, length, nowNs);
            case QUERY_BY_ID, QUERY_OPEN, QUERY_CLOSED, QUERY_FILLS -> queries.onResult(call, buffer, offset, length, nowNs);
            case BALANCES -> balances.onExtended(buffer, offset, length, nowNs);
            default -> reconciliation.onResult(call, buffer, offset, length, nowNs);
        }
    }

    @Override
    public void onRestError(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        switch (call.kind()) {
            case TOKEN -> noToken(call, buffer.getStringWithoutLengthUtf8(offset, length), nowNs);
            case NEW_ORDER, CANCEL_ORDER -> orderEntry.onError(call, buffer, offset, length, nowNs);
            case QUERY_BY_ID, QUERY_OPEN, QUERY_CLOSED, QUERY_FILLS -> queries.onError(call, buffer, offset, length, nowNs);
            case BALANCES -> {
                // The next change of a balance asks again.
            }
            default -> reconciliation.onFailure(call, buffer.getStringWithoutLengthUtf8(offset, length), nowNs);
        }
    }

    @Override
    public void onRestSilence(final RestCall call, final String reason, final long nowNs) {
        switch (call.kind()) {
            case NEW_ORDER, CANCEL_ORDER -> orderEntry.onSilence(call, nowNs);
            default -> onNothing(call, reason, nowNs);
        }
    }

    @Override
    public void onRestUnsent(final RestCall call, final long nowNs) {
        switch (call.kind()) {
            case NEW_ORDER, CANCEL_ORDER -> orderEntry.onUnsent(call, nowNs);
            default -> onNothing(call, "not connected", nowNs);
        }
    }

    /** Forgets the secret. */
    @Override
    public void close() {
        rest.close();
    }

    private void onNothing(final RestCall call, final String reason, final long nowNs) {
        switch (call.kind()) {
            case TOKEN -> noToken(call, reason, nowNs);
            case QUERY_BY_ID, QUERY_OPEN, QUERY_CLOSED, QUERY_FILLS -> queries.unknown(call, nowNs);
            case BALANCES -> {
                // The next change of a balance asks again.
            }
            default -> reconciliation.onFailure(call, reason, nowNs);
        }
    }

    private void onToken(final RestCall call, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        fields.read(reader.wrap(buffer, offset, length), buffer, offset);
        if (reader.failed() || fields.length(0) == 0) {
            noToken(call, "no token in the answer", nowNs);
        } else if (call.id() == tokenCalls) {
            tokens.onToken(buffer.getStringWithoutLengthUtf8(fields.offset(0), fields.length(0)), nowNs);
        }
    }

    private void noToken(final RestCall call, final String why, final long nowNs) {
        if (call.id() == tokenCalls) {
            tokens.onNoToken(why, nowNs);
        }
    }
}
