package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.Balance;
import io.peregrine.sim.account.Fill;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The channel {@code balances}: totals, held or not, so only trades change them (section 8).
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
final class BalanceChannel {
    private final Map<KrakenConversation, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<Account, Map<String, Long>> totals = new HashMap<>();
    private Fill fill;
    private long ledgerEntries;

    /** Remembers the balances that an account starts with. */
    void add(final Account account) {
        account.balances().forEach((asset, balance) ->
                totals.computeIfAbsent(account, owner -> new HashMap<>()).put(asset, total(balance)));
    }

    /** Starts a subscription with its snapshot. */
    void subscribe(final KrakenConversation conversation, final Account account) {
        final Subscription subscription = new Subscription(conversation, account);
        subscriptions.put(conversation, subscription);
        final ArrayNode data = Json.array();
        account.balances().forEach((asset, balance) -> {
            final ObjectNode entry = data.addObject().put("asset", asset).put("asset_class", "currency")
                    .put("balance", Json.amount(total(balance), places(asset)));
            entry.putArray("wallets").addObject().put("type", "spot").put("id", "main")
                    .put("balance", Json.amount(total(balance), places(asset)));
        });
        subscription.send("snapshot", data);
    }

    boolean subscribed(final KrakenConversation conversation) {
        return subscriptions.containsKey(conversation);
    }

    boolean unsubscribe(final KrakenConversation conversation) {
        return subscriptions.remove(conversation) != null;
    }

    /** The fill that the next change of balances comes from. */
    void onFill(final Fill settled) {
        fill = settled;
    }

    /** Tells the account's subscribers of the totals that have changed. */
    void onBalances(final Account account, final List<String> assets, final long timeUs) {
        final ArrayNode data = Json.array();
        for (final String asset : assets) {
            final long total = total(account.balance(asset));
            final Long earlier = totals.computeIfAbsent(account, owner -> new HashMap<>()).put(asset, total);
            if (earlier == null || earlier != total) {
                data.add(entry(asset, total - (earlier == null ? 0 : earlier), total, timeUs));
            }
        }
        if (!data.isEmpty()) {
            subscriptions.values().stream().filter(listener -> listener.account == account)
                    .forEach(listener -> listener.send("update", data));
        }
    }

    private ObjectNode entry(final String asset, final long change, final long total, final long timeUs) {
        final long fee = fill.charged().asset().equals(asset) ? fill.charged().amount() : 0;
        return Json.object().put("ledger_id", Ids.numbered('L', ++ledgerEntries)).put("ref_id", Ids.execution(fill))
                .put("timestamp", Json.time(timeUs)).put("type", "trade").put("subtype", "").put("asset", asset)
                .put("asset_class", "currency").put("category", "trade").put("wallet_type", "spot").put("wallet_id", "main")
                .put("amount", Json.amount(change + fee, places(asset))).put("fee", Json.amount(fee, places(asset)))
                .put("balance", Json.amount(total, places(asset)));
    }

    private int places(final String asset) {
        return Pairs.asset(asset).displayDecimals();
    }

    private static long total(final Balance balance) {
        return Math.addExact(balance.free(), balance.locked());
    }

    private static final class Subscription {
        private final KrakenConversation conversation;
        private final Account account;
        private long sequence;

        private Subscription(final KrakenConversation conversation, final Account account) {
            this.conversation = conversation;
            this.account = account;
        }

        private void send(final String type, final ArrayNode data) {
            final ObjectNode frame = Json.object().put("channel", "balances").put("type", type);
            frame.set("data", data);
            conversation.deliver(Json.text(frame.put("sequence", ++sequence)));
        }
    }
}
