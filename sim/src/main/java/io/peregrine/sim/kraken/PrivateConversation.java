package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.server.Outbound;

/**
 * A connection to {@code /auth/v2}: executions, balances and trading. Every request carries a token (sections 6 to 8).
 *
 * <p><b>Threading:</b> as {@link KrakenConversation} says.
 */
final class PrivateConversation extends KrakenConversation {
    private final TradingCalls trading;
    private String token;

    PrivateConversation(final KrakenContext context, final Outbound outbound, final long connectionNumber) {
        super(context, outbound, connectionNumber);
        this.trading = new TradingCalls(context, this);
    }

    @Override
    protected boolean subscribed() {
        return context().executions().subscribed(this) || context().balances().subscribed(this);
    }

    @Override
    protected void left() {
        context().executions().unsubscribe(this);
        context().balances().unsubscribe(this);
        if (token != null) {
            context().tokens().release(token);
        }
    }

    @Override
    protected void serve(final Call call) throws RequestException {
        if (call.method().equals("subscribe") || call.method().equals("unsubscribe")) {
            final String channel = call.fields().text("channel", "");
            switch (channel) {
                case "executions", "balances" -> {
                }
                case "book", "trade", "ticker", "ohlc", "instrument", "level3" -> throw new RequestException(
                        "Public market data subscriptions are unavailable on this endpoint. Try ws.kraken.com");
                default -> throw new RequestException("Channel not supported");
            }
            serveChannel(call, channel);
        } else {
            trading.serve(call, account(call));
        }
    }

    private void serveChannel(final Call call, final String channel) throws RequestException {
        final Account account;
        try {
            account = account(call);
        } catch (final RequestException e) {
            refuse(call, e.getMessage(), Json.object().put("channel", channel).put("status", "error"));
            return;
        }
        if (call.method().equals("unsubscribe")) {
            unsubscribe(call, channel);
        } else if (channel.equals("executions") ? context().executions().subscribed(this) : context().balances().subscribed(this)) {
            refuse(call, "Already subscribed", Json.object().put("channel", channel));
        } else {
            use(call.fields().text("token"));
            subscribe(call, channel, account);
        }
    }

    private void subscribe(final Call call, final String channel, final Account account) throws RequestException {
        final Fields fields = call.fields();
        if (channel.equals("executions")) {
            final ExecutionChannel.Wish wish = new ExecutionChannel.Wish(fields.flag("snap_orders", true),
                    fields.flag("snap_trades", false), fields.flag("order_status", true), fields.flag("ratecounter", false));
            answer(call, Json.object().put("channel", channel).put("maxratecount", (long) context().desk().counters().ceiling())
                    .put("snap_orders", wish.orders()).put("snap_trades", wish.trades()));
            context().executions().subscribe(this, account, wish);
        } else {
            answer(call, Json.object().put("channel", channel).put("snapshot", true));
            context().balances().subscribe(this, account);
        }
    }

    private void unsubscribe(final Call call, final String channel) {
        if (channel.equals("executions") ? context().executions().unsubscribe(this) : context().balances().unsubscribe(this)) {
            final ObjectNode result = Json.object().put("channel", channel);
            answer(call, result);
        } else {
            refuse(call, "Subscription Not Found", Json.object().put("channel", channel));
        }
    }

    private void use(final String newToken) {
        if (token != null) {
            context().tokens().release(token);
        }
        token = newToken;
        context().tokens().use(newToken);
    }

    private Account account(final Call call) throws RequestException {
        return context().tokens().account(call.fields().text("token", ""), context().desk().exchange().nowUs());
    }
}
