package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.server.CountingWindow;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts request weight, raw requests and connections per address, and unfilled orders per account; refuses what is too much. Who goes on
 * after {@value #STRIKES_MAX} refusals in a row is banned: two minutes at first, twice as long each time, three days at most.
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> microseconds since the epoch.
 */
final class RateLimits {
    private static final long SECOND_US = 1_000_000;
    private static final long MINUTE_US = 60 * SECOND_US;
    private static final long DAY_US = 24 * 60 * MINUTE_US;
    private static final int STRIKES_MAX = 10;
    private static final long BAN_US = 2 * MINUTE_US;
    private static final long BAN_MAX_US = 3 * DAY_US;
    private static final int TAKER_CREDIT = 1;
    private static final int MAKER_CREDIT = 5;

    private final VenueLimits limits;
    private final Map<String, Address> addresses = new ConcurrentHashMap<>();
    private final Map<Account, Orders> orders = new ConcurrentHashMap<>();

    RateLimits(final VenueLimits limits) {
        this.limits = limits;
    }

    /** Counts a request. */
    void request(final String address, final long weight, final long nowUs) throws ApiException {
        address(address).request(weight, nowUs);
    }

    /** Counts a connection; false where it is one too many. */
    boolean connection(final String address, final long nowUs) {
        return address(address).connections.add(1, nowUs) <= limits.connectionsPer5Minutes();
    }

    /** Weight used by an address in this minute. */
    long usedWeight(final String address, final long nowUs) {
        return address(address).weight.count(nowUs);
    }

    /** Refuses a further order where the account has too many unfilled ones. */
    void checkOrders(final Account account, final long nowUs) throws ApiException {
        final Orders counts = orders(account);
        checkOrders(counts.short10Seconds, "10 SECOND", nowUs);
        checkOrders(counts.day, "1 DAY", nowUs);
    }

    /** Counts an accepted order. */
    void countOrder(final Account account, final long nowUs) {
        orders(account).add(1, nowUs);
    }

    /** An order's first fill gives back some of the count. */
    void creditFill(final Account account, final boolean maker, final long nowUs) {
        orders(account).add(maker ? -MAKER_CREDIT : -TAKER_CREDIT, nowUs);
    }

    /** Unfilled orders in the last ten seconds and today. */
    long[] orderCounts(final Account account, final long nowUs) {
        final Orders counts = orders(account);
        return new long[] {counts.short10Seconds.count(nowUs), counts.day.count(nowUs)};
    }

    /** The limits as exchangeInfo lists them. */
    ArrayNode json() {
        return Json.array()
                .add(limit("REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute()))
                .add(limit("ORDERS", "SECOND", 10, limits.ordersPer10Seconds()))
                .add(limit("ORDERS", "DAY", 1, limits.ordersPerDay()))
                .add(limit("RAW_REQUESTS", "MINUTE", 5, limits.requestsPer5Minutes()))
                .add(limit("CONNECTIONS", "MINUTE", 5, limits.connectionsPer5Minutes()));
    }

    /** The account's order counts as the venue reports them. */
    ArrayNode ordersJson(final Account account, final long nowUs) {
        final long[] counts = orderCounts(account, nowUs);
        return Json.array()
                .add(limit("ORDERS", "SECOND", 10, limits.ordersPer10Seconds()).put("count", counts[0]))
                .add(limit("ORDERS", "DAY", 1, limits.ordersPerDay()).put("count", counts[1]));
    }

    /** The address's weight as the WebSocket API reports it. */
    ObjectNode weightJson(final String address, final long nowUs) {
        return limit("REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute()).put("count", usedWeight(address, nowUs));
    }

    private static ObjectNode limit(final String type, final String interval, final int intervalNum, final long limit) {
        return Json.object().put("rateLimitType", type).put("interval", interval).put("intervalNum", intervalNum).put("limit", limit);
    }

    private static void checkOrders(final CountingWindow window, final String interval, final long nowUs) throws ApiException {
        if (window.count(nowUs) >= window.limit()) {
            throw limited(429, -1015, "Too many new orders; current limit is " + window.limit() + " orders per " + interval + ".",
                    nowUs, window.restUs(nowUs));
        }
    }

    private static ApiException limited(final int status, final int code, final String message, final long nowUs, final long restUs) {
        return new ApiException(status, code, message,
                Json.object().put("serverTime", Json.ms(nowUs)).put("retryAfter", Json.ms(nowUs + restUs)));
    }

    private Address address(final String address) {
        return addresses.computeIfAbsent(address, key -> new Address());
    }

    private Orders orders(final Account account) {
        return orders.computeIfAbsent(account, key -> new Orders());
    }

    private final class Orders {
        private final CountingWindow short10Seconds = new CountingWindow(10 * SECOND_US, limits.ordersPer10Seconds());
        private final CountingWindow day = new CountingWindow(DAY_US, limits.ordersPerDay());

        private void add(final int amount, final long nowUs) {
            short10Seconds.add(amount, nowUs);
            day.add(amount, nowUs);
        }
    }

    private final class Address {
        private final CountingWindow weight = new CountingWindow(MINUTE_US, limits.weightPerMinute());
        private final CountingWindow requests = new CountingWindow(5 * MINUTE_US, limits.requestsPer5Minutes());
        private final CountingWindow connections = new CountingWindow(5 * MINUTE_US, limits.connectionsPer5Minutes());
        private int strikes;
        private long banUs = BAN_US;
        private long bannedUntilUs;

        private synchronized void request(final long requestWeight, final long nowUs) throws ApiException {
            if (nowUs < bannedUntilUs) {
                throw banned(nowUs);
            }
            final boolean heavy = weight.add(requestWeight, nowUs) > weight.limit();
            if (!heavy && requests.add(1, nowUs) <= requests.limit()) {
                strikes = 0;
                return;
            }
            if (++strikes > STRIKES_MAX) {
                strikes = 0;
                bannedUntilUs = nowUs + banUs;
                banUs = Math.min(2 * banUs, BAN_MAX_US);
                throw banned(nowUs);
            }
            throw heavy
                    ? limited(429, -1003, "Too much request weight used; current limit is " + weight.limit()
                            + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling the API.",
                            nowUs, weight.restUs(nowUs))
                    : limited(429, -1003, "Too many requests; current limit is " + requests.limit() + " requests per 5 MINUTE.",
                            nowUs, requests.restUs(nowUs));
        }

        private ApiException banned(final long nowUs) {
            return limited(418, -1003, "Way too much request weight used; IP banned until " + Json.ms(bannedUntilUs)
                    + ". Please use WebSocket Streams for live updates to avoid bans.", nowUs, bannedUntilUs - nowUs);
        }
    }
}
