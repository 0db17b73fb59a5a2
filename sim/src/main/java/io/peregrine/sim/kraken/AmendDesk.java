package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.matching.OrderTerms;

/**
 * Amends orders in place and edits them by cancel and new order (section 7). An amendment that only shrinks the quantity keeps the place in
 * the queue; a quantity at or below what is filled cancels the rest.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
final class AmendDesk {
    private final OrderDesk desk;
    private final Exchange exchange;
    private long amendments;

    AmendDesk(final OrderDesk desk) {
        this.desk = desk;
        this.exchange = desk.exchange();
    }

    /**
     * Amends an open order.
     *
     * @return the amendment's id
     */
    String amend(final AccountOrder order, final Fields fields) throws RequestException {
        desk.checkDeadline(OrderParser.deadline(fields, exchange.nowUs()));
        final OrderNote note = desk.register().note(order);
        final NewOrder before = note.asked();
        final NewOrder after = changed(order, before, fields);
        desk.counters().amend(order, before.pair(), exchange.nowUs());
        if (after.amounts().quantity() <= order.executed()) {
            exchange.cancel(order, OrderDesk.USER_REQUESTED);
        } else {
            OrderRules.checkTerms(desk.listing(before.pair()), after);
            apply(order, note, after, fields.flag("post_only", before.options().postOnly()));
        }
        return Ids.numbered('T', -++amendments);
    }

    /** Replaces an open order by a new one with other amounts; the new order. */
    AccountOrder edit(final AccountOrder order, final Fields fields) throws RequestException {
        final Account account = order.account();
        final NewOrder before = desk.register().note(order).asked();
        final NewOrder asked = changed(order, before, fields);
        final NewOrder after = new NewOrder(asked.pair(), asked.side(), asked.kind(), asked.amounts(),
                new NewOrder.Lifetime(asked.lifetime().force(), asked.lifetime().expireUs(),
                        OrderParser.deadline(fields, exchange.nowUs())),
                new NewOrder.Identity(null, (int) fields.integer("order_userref", before.identity().userref(), Integer.MIN_VALUE,
                        Integer.MAX_VALUE), before.identity().subId()),
                new NewOrder.Options(fields.flag("post_only", before.options().postOnly()), before.options().selfTrade(),
                        before.options().feeInBase(), fields.flag("validate", false)));
        final NewOrder checked = desk.checked(account, after);
        if (checked.options().validate()) {
            return null;
        }
        desk.counters().edit(order, before.pair(), exchange.nowUs());
        exchange.cancel(order, OrderDesk.REPLACED);
        return desk.place(account, checked);
    }

    private void apply(final AccountOrder order, final OrderNote note, final NewOrder after, final boolean postOnly)
            throws RequestException {
        final NewOrder before = note.asked();
        final OrderTerms terms = order.terms().withPrices(after.amounts().limit(), order.terms().stopPrice() == 0 ? 0
                : after.amounts().trigger());
        final Listing listing = desk.listing(before.pair());
        final boolean samePrices = terms.equals(order.terms());
        if (!samePrices && order.working() && postOnly && listing.book().wouldTake(terms)) {
            throw new RequestException("EOrder:Post only order");
        }
        note.amend(after);
        try {
            if (samePrices && after.amounts().quantity() < order.quantity()) {
                exchange.amend(order, after.amounts().quantity(), order.clientOrderId());
            } else if (!samePrices || after.amounts().quantity() > order.quantity()) {
                exchange.replace(order, terms, after.amounts().quantity());
            }
        } catch (final OrderRejectedException e) {
            note.amend(before);
            throw OrderDesk.rejected(e.reason());
        }
    }

    private static NewOrder changed(final AccountOrder order, final NewOrder before, final Fields fields) throws RequestException {
        final NewOrder.Amounts old = before.amounts();
        final long trigger = fields.json().path("triggers").isObject()
                ? new Fields((ObjectNode) fields.json().path("triggers")).decimal("price", old.trigger())
                : fields.decimal("trigger_price", old.trigger());
        if (!before.kind().hasLimit() && fields.has("limit_price")) {
            throw RequestException.arguments("limit_price");
        }
        return before.with(new NewOrder.Amounts(fields.decimal("order_qty", order.quantity()), NewOrder.NONE,
                fields.decimal("limit_price", old.limit()), trigger, fields.decimal("display_qty", old.display())));
    }
}
