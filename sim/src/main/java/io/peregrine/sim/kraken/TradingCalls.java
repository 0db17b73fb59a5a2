package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The trading methods of a private connection (section 7).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class TradingCalls {
    private final KrakenContext context;
    private final OrderDesk desk;
    private final KrakenConversation conversation;

    TradingCalls(final KrakenContext context, final KrakenConversation conversation) {
        this.context = context;
        this.desk = context.desk();
        this.conversation = conversation;
    }

    void serve(final KrakenConversation.Call call, final Account account) throws RequestException {
        final Fields fields = call.fields();
        switch (call.method()) {
            case "add_order" -> {
                final NewOrder order = OrderParser.parse(fields, pair(fields), desk.exchange().nowUs());
                conversation.answer(call, placed(order, desk.add(account, order)));
            }
            case "amend_order" -> amend(call, account);
            case "edit_order" -> edit(call, account);
            case "cancel_order" -> cancel(call, account);
            case "cancel_all" -> conversation.answer(call, Json.object().put("count", desk.cancelAll(account, OrderDesk.USER_REQUESTED)));
            case "cancel_all_orders_after" -> conversation.answer(call, Switches.set(context, account, fields));
            case "batch_add" -> batchAdd(call, account);
            case "batch_cancel" -> batchCancel(call, account);
            default -> throw new RequestException("Method not found");
        }
    }

    private Pair pair(final Fields fields) throws RequestException {
        final Pair pair = context.pairs().symbol(fields.text("symbol"));
        if (pair == null) {
            throw new RequestException("EQuery:Unknown asset pair");
        }
        return pair;
    }

    private void amend(final KrakenConversation.Call call, final Account account) throws RequestException {
        final Fields fields = call.fields();
        final boolean byClientId = !fields.has("order_id");
        final AccountOrder order = byClientId ? OrderRegister.openByClientId(account, fields.text("cl_ord_id"))
                : OrderRegister.open(account, fields.text("order_id"));
        final ObjectNode result = Json.object().put("amend_id", context.amendments().amend(order, fields));
        conversation.answer(call, byClientId ? result.put("cl_ord_id", order.clientOrderId())
                : result.put("order_id", Ids.order(order.orderId())));
    }

    private void edit(final KrakenConversation.Call call, final Account account) throws RequestException {
        final AccountOrder order = OrderRegister.open(account, call.fields().text("order_id"));
        if (desk.register().note(order).asked().pair() != pair(call.fields())) {
            throw new RequestException("EOrder:Invalid order");
        }
        final AccountOrder newOrder = context.amendments().edit(order, call.fields());
        final ObjectNode result = Json.object();
        if (newOrder != null) {
            result.put("order_id", Ids.order(newOrder.orderId()));
        }
        conversation.answer(call, result.put("original_order_id", Ids.order(order.orderId())));
    }

    /** One answer for each order. */
    private void cancel(final KrakenConversation.Call call, final Account account) throws RequestException {
        final Fields fields = call.fields();
        for (final String id : fields.texts("order_id")) {
            cancelOne(call, Json.object().put("order_id", id), () -> OrderRegister.open(account, id));
        }
        for (final String id : fields.texts("cl_ord_id")) {
            cancelOne(call, Json.object().put("cl_ord_id", id), () -> OrderRegister.openByClientId(account, id));
        }
        for (final String userref : fields.texts("order_userref")) {
            final List<AccountOrder> group = group(account, userref);
            if (group.isEmpty()) {
                conversation.refuse(call, "EOrder:Unknown order", Json.object());
            }
            for (final AccountOrder order : group) {
                cancelOne(call, Json.object().put("order_id", Ids.order(order.orderId())), () -> order);
            }
        }
        if (!fields.has("order_id") && !fields.has("cl_ord_id") && !fields.has("order_userref")) {
            throw RequestException.arguments("order_id");
        }
    }

    private void cancelOne(final KrakenConversation.Call call, final ObjectNode result, final Finder finder) {
        try {
            desk.cancel(finder.find(), OrderDesk.USER_REQUESTED);
            conversation.answer(call, result);
        } catch (final RequestException e) {
            conversation.refuse(call, e.getMessage(), result);
        }
    }

    private List<AccountOrder> group(final Account account, final String userref) {
        return account.openOrders().stream()
                .filter(order -> String.valueOf(desk.register().note(order).asked().identity().userref()).equals(userref)
                        && !userref.equals("0")).toList();
    }

    private void batchAdd(final KrakenConversation.Call call, final Account account) throws RequestException {
        final List<NewOrder> orders = Batches.orders(call.fields(), pair(call.fields()), desk.exchange().nowUs(), false);
        final ArrayNode results = Json.array();
        for (final Batches.Placed each : Batches.place(desk, account, orders)) {
            results.add(each.error() == null ? placed(each.order(), each.placed())
                    : named(Json.object().put("error", each.error()).put("success", false), each.order()));
        }
        conversation.answer(call, results);
    }

    private void batchCancel(final KrakenConversation.Call call, final Account account) throws RequestException {
        final List<String> ids = new ArrayList<>(call.fields().texts("orders"));
        ids.addAll(call.fields().texts("cl_ord_id"));
        final ObjectNode json = Json.object().put("method", call.method()).put("orders_cancelled", Batches.cancel(desk, account, ids));
        call.name(json);
        conversation.send(call, json.put("success", true));
    }

    private static ObjectNode placed(final NewOrder order, final AccountOrder placed) {
        final ObjectNode result = Json.object();
        if (placed != null) {
            result.put("order_id", Ids.order(placed.orderId()));
        }
        return named(result, order);
    }

    private static ObjectNode named(final ObjectNode result, final NewOrder order) {
        final NewOrder.Identity identity = order.identity();
        return identity.clientOrderId() == null ? result.put("order_userref", identity.userref())
                : result.put("cl_ord_id", identity.clientOrderId());
    }

    @FunctionalInterface
    private interface Finder {
        AccountOrder find() throws RequestException;
    }
}
