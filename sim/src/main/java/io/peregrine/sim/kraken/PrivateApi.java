package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The private REST calls (section 10).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class PrivateApi {
    private static final Set<String> UNCOUNTED = Set.of("AddOrder", "AmendOrder", "EditOrder", "CancelOrder", "CancelAll",
            "CancelAllOrdersAfter", "AddOrderBatch", "CancelOrderBatch");
    private static final Set<String> HISTORY = Set.of("TradesHistory", "QueryTrades", "ClosedOrders");
    private static final int PAGE = 50;
    private static final long US_PER_SECOND = 1_000_000;
    private static final int PLACES = 4;

    private final KrakenContext context;
    private final OrderDesk desk;
    private final Pairs pairs;
    private final Valuation valuation;

    PrivateApi(final KrakenContext context) {
        this.context = context;
        this.desk = context.desk();
        this.pairs = context.pairs();
        this.valuation = new Valuation(desk.exchange());
    }

    /** What a call adds to its key's counter: nothing for trading, 2 for histories, 1 for the rest (section 11). */
    static double cost(final String method) {
        return UNCOUNTED.contains(method) ? 0 : HISTORY.contains(method) ? 2 : 1;
    }

    Map<String, Method> methods() {
        final Map<String, Method> methods = new HashMap<>();
        methods.put("GetWebSocketsToken", (account, fields) -> Json.object()
                .put("token", context.tokens().issue(account, desk.exchange().nowUs())).put("expires", Tokens.VALID_S));
        methods.put("AddOrder", this::addOrder);
        methods.put("AmendOrder", this::amendOrder);
        methods.put("EditOrder", this::editOrder);
        methods.put("CancelOrder", this::cancelOrder);
        methods.put("CancelAll", (account, fields) -> Json.object().put("count", desk.cancelAll(account, OrderDesk.USER_REQUESTED)));
        methods.put("CancelAllOrdersAfter", (account, fields) -> Switches.set(context, account, fields));
        methods.put("AddOrderBatch", this::addOrderBatch);
        methods.put("CancelOrderBatch", this::cancelOrderBatch);
        methods.put("OpenOrders", this::openOrders);
        methods.put("ClosedOrders", this::closedOrders);
        methods.put("QueryOrders", this::queryOrders);
        methods.put("TradesHistory", this::tradesHistory);
        methods.put("QueryTrades", this::queryTrades);
        methods.put("Balance", this::balance);
        methods.put("BalanceEx", this::balanceEx);
        methods.put("TradeBalance", this::tradeBalance);
        return methods;
    }

    private JsonNode addOrder(final Account account, final Fields fields) throws RequestException {
        final Pair pair = pairs.restName(fields.text("pair"));
        final NewOrder order = OrderParser.parse(new Fields(OrderParser.ofRest(fields)), pair, desk.exchange().nowUs());
        final AccountOrder placed = desk.add(account, order);
        return placed(order, placed);
    }

    private static ObjectNode placed(final NewOrder order, final AccountOrder placed) {
        final ObjectNode json = Json.object();
        json.putObject("descr").put("order",
                RestOrderJson.sentence(order, placed == null ? order.amounts().quantity() : placed.quantity()));
        if (placed != null) {
            json.putArray("txid").add(Ids.order(placed.orderId()));
        }
        return json;
    }

    private JsonNode amendOrder(final Account account, final Fields fields) throws RequestException {
        return Json.object().put("amend_id", context.amendments().amend(open(account, fields), fields));
    }

    private JsonNode editOrder(final Account account, final Fields fields) throws RequestException {
        final AccountOrder order = open(account, fields);
        final OrderNote note = desk.register().note(order);
        if (pairs.restName(fields.text("pair")) != note.asked().pair()) {
            throw new RequestException("EOrder:Invalid order");
        }
        final ObjectNode changes = Json.object();
        copy(fields, changes, "volume", "order_qty");
        copy(fields, changes, "price", note.asked().kind().hasTrigger() ? "trigger_price" : "limit_price");
        copy(fields, changes, "price2", "limit_price");
        copy(fields, changes, "deadline", "deadline");
        copy(fields, changes, "validate", "validate");
        copy(fields, changes, "userref", "order_userref");
        if (fields.texts("oflags").contains("post")) {
            changes.put("post_only", true);
        }
        final AccountOrder edited = context.amendments().edit(order, new Fields(changes));
        final ObjectNode json = Json.object().put("status", "ok").put("orders_cancelled", edited == null ? 0 : 1)
                .put("originaltxid", Ids.order(order.orderId()));
        if (edited != null) {
            final NewOrder asked = desk.register().note(edited).asked();
            json.put("txid", Ids.order(edited.orderId())).put("volume", asked.pair().quantity(edited.quantity()).toPlainString());
            json.putObject("descr").put("order", RestOrderJson.sentence(asked, edited.quantity()));
        }
        return json;
    }

    private JsonNode cancelOrder(final Account account, final Fields fields) throws RequestException {
        final List<AccountOrder> orders = new ArrayList<>();
        if (fields.has("cl_ord_id")) {
            orders.add(OrderRegister.openByClientId(account, fields.text("cl_ord_id")));
        } else {
            for (final String id : fields.texts("txid")) {
                if (id.matches("-?\\d+")) {
                    account.openOrders().stream().filter(order -> String.valueOf(desk.register().note(order).asked().identity().userref())
                            .equals(id)).forEach(orders::add);
                } else {
                    orders.add(OrderRegister.open(account, id));
                }
            }
        }
        if (orders.isEmpty()) {
            throw new RequestException("EOrder:Unknown order");
        }
        orders.forEach(order -> desk.cancel(order, OrderDesk.USER_REQUESTED));
        return Json.object().put("count", orders.size());
    }

    private JsonNode addOrderBatch(final Account account, final Fields fields) throws RequestException {
        final Pair pair = pairs.restName(fields.text("pair"));
        final ObjectNode json = Json.object();
        final ArrayNode results = json.putArray("orders");
        for (final Batches.Placed each : Batches.place(desk, account, Batches.orders(fields, pair, desk.exchange().nowUs(), true))) {
            if (each.error() != null) {
                results.addObject().put("error", each.error());
            } else {
                final ObjectNode result = placed(each.order(), each.placed());
                if (each.placed() != null) {
                    result.put("txid", Ids.order(each.placed().orderId()));
                }
                results.add(result);
            }
        }
        return json;
    }

    private JsonNode cancelOrderBatch(final Account account, final Fields fields) throws RequestException {
        final List<String> ids = new ArrayList<>(fields.texts("orders"));
        ids.addAll(fields.texts("cl_ord_ids"));
        return Json.object().put("count", Batches.cancel(desk, account, ids));
    }

    private JsonNode openOrders(final Account account, final Fields fields) throws RequestException {
        final ObjectNode json = Json.object();
        final ObjectNode open = json.putObject("open");
        for (final AccountOrder order : account.openOrders()) {
            put(open, order, fields);
        }
        return json;
    }

    private JsonNode closedOrders(final Account account, final Fields fields) throws RequestException {
        final List<AccountOrder> closed = new ArrayList<>(account.orders().stream().filter(order -> order.status().finished()).toList());
        closed.sort((one, other) -> Long.compare(other.updatedUs(), one.updatedUs()));
        final ObjectNode json = Json.object();
        final ObjectNode page = json.putObject("closed");
        final List<AccountOrder> within = new ArrayList<>();
        for (final AccountOrder order : closed) {
            if (within(fields, order.updatedUs())) {
                within.add(order);
            }
        }
        for (final AccountOrder order : page(within, fields)) {
            put(page, order, fields);
        }
        return json.put("count", within.size());
    }

    private JsonNode queryOrders(final Account account, final Fields fields) throws RequestException {
        final ObjectNode json = Json.object();
        for (final String id : fields.texts("txid")) {
            final AccountOrder order = account.order(Ids.orderId(id));
            if (order == null) {
                throw new RequestException("EOrder:Unknown order");
            }
            put(json, order, fields);
        }
        return json;
    }

    private JsonNode tradesHistory(final Account account, final Fields fields) throws RequestException {
        final List<Fill> fills = new ArrayList<>();
        for (final Fill fill : account.fills()) {
            if (within(fields, fill.timeUs())) {
                fills.addFirst(fill);
            }
        }
        final ObjectNode json = Json.object();
        final ObjectNode trades = json.putObject("trades");
        page(fills, fields).forEach(fill -> put(trades, fill));
        return json.put("count", fills.size());
    }

    private JsonNode queryTrades(final Account account, final Fields fields) throws RequestException {
        final List<String> wanted = fields.texts("txid");
        final ObjectNode json = Json.object();
        account.fills().stream().filter(fill -> wanted.contains(Ids.execution(fill))).forEach(fill -> put(json, fill));
        if (json.size() != wanted.size()) {
            throw new RequestException("EQuery:Unknown trade");
        }
        return json;
    }

    private JsonNode balance(final Account account, final Fields fields) {
        final ObjectNode json = Json.object();
        account.balances().forEach((symbol, balance) -> json.put(Pairs.asset(symbol).code(),
                Json.amount(balance.free() + balance.locked(), PLACES).toPlainString()));
        return json;
    }

    private JsonNode balanceEx(final Account account, final Fields fields) {
        final ObjectNode json = Json.object();
        account.balances().forEach((symbol, balance) -> json.putObject(Pairs.asset(symbol).code())
                .put("balance", Json.amount(balance.free() + balance.locked(), PLACES).toPlainString())
                .put("hold_trade", Json.amount(balance.locked(), PLACES).toPlainString()));
        return json;
    }

    private JsonNode tradeBalance(final Account account, final Fields fields) {
        final long[] sums = new long[2];
        account.balances().forEach((symbol, balance) -> {
            sums[0] += valuation.usd(symbol, balance.free() + balance.locked());
            sums[1] += valuation.usd(symbol, balance.free());
        });
        final String none = Json.amount(0, PLACES).toPlainString();
        final String all = Json.amount(sums[0], PLACES).toPlainString();
        return Json.object().put("eb", all).put("tb", all).put("m", none).put("n", none).put("c", none).put("v", none).put("e", all)
                .put("mf", Json.amount(sums[1], PLACES).toPlainString());
    }

    private void put(final ObjectNode json, final AccountOrder order, final Fields fields) throws RequestException {
        final OrderNote note = desk.register().note(order);
        final NewOrder.Identity identity = note.asked().identity();
        final boolean named = !fields.has("cl_ord_id") || fields.text("cl_ord_id").equals(identity.clientOrderId());
        if (named && (!fields.has("userref") || String.valueOf(identity.userref()).equals(fields.text("userref")))) {
            json.set(Ids.order(order.orderId()), RestOrderJson.order(order, note, fields.flag("trades", false)));
        }
    }

    private void put(final ObjectNode json, final Fill fill) {
        json.set(Ids.execution(fill), RestOrderJson.trade(fill, desk.register().note(fill.order())));
    }

    private static AccountOrder open(final Account account, final Fields fields) throws RequestException {
        return fields.has("txid") ? OrderRegister.open(account, fields.text("txid"))
                : OrderRegister.openByClientId(account, fields.text("cl_ord_id"));
    }

    private static boolean within(final Fields fields, final long timeUs) throws RequestException {
        final long start = fields.integer("start", 0, 0, Long.MAX_VALUE / US_PER_SECOND);
        final long end = fields.integer("end", Long.MAX_VALUE / US_PER_SECOND, 0, Long.MAX_VALUE / US_PER_SECOND);
        return timeUs > start * US_PER_SECOND - US_PER_SECOND && timeUs / US_PER_SECOND <= end;
    }

    private static <T> List<T> page(final List<T> all, final Fields fields) throws RequestException {
        final int offset = (int) Math.min(all.size(), fields.integer("ofs", 0, 0, Integer.MAX_VALUE));
        return all.subList(offset, Math.min(all.size(), offset + PAGE));
    }

    private static void copy(final Fields from, final ObjectNode to, final String name, final String newName) {
        if (from.has(name)) {
            to.set(newName, from.json().get(name));
        }
    }

    /** A private call. */
    @FunctionalInterface
    interface Method {
        JsonNode serve(Account account, Fields fields) throws RequestException;
    }
}
