package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.message.ExecType;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.ReplaceStyle;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every gateway does, for every kind of order and everything that can become of one. The venue is simulated and speaks its own
 * protocol over real sockets; the market has nobody in it but the client and a {@link Counterparty}, so that each order's fate is known.
 * The reports go through the engine's own state machine, and what it holds at the end is compared with the venue's truth.
 *
 * <p>A venue is one subclass that gives its provider and settings. Before each test the last trade was at 60000, 0.02 and 0.05 are offered
 * at 60010 and 60020, and the same is bid at 59990 and 59980.
 */
public abstract class GatewayContract extends GatewayFixture {
    GatewayContract(final VenueUnderTest venue) {
        super(venue);
    }

    @ParameterizedTest
    @EnumSource
    void accepted(final OrderKind kind) {
        assumeTaken(kind);
        final long order = kind.rests() ? rest(kind) : rig().send(kind, Side.BUY, "0.01", "60010", null);
        awaitReport(order, ExecType.NEW);
        assertTrue(rig().reports(order).stream().anyMatch(report -> report.venueOrderId().known()), rig().reports(order)::toString);
        final String stop = kind.conditional() ? "60030" : "0";
        final String limit = kind == OrderKind.STOP_LIMIT ? "60040" : kind == OrderKind.STOP ? "0" : "59995";
        assertEquals(kind.rests() ? List.of("0.01 at " + limit + " from " + stop) : List.of(), counterparty().clientOrders());
    }

    @ParameterizedTest
    @EnumSource
    void rejected(final OrderKind kind) {
        assumeTaken(kind);
        final String price = kind.conditional() ? "59940" : kind.rests() ? "60020" : "59990";
        final long order = rig().send(kind, Side.SELL, "100", price, "59950");
        awaitReport(order, ExecType.REJECTED);
        assertEquals(List.of(RejectReason.INSUFFICIENT_BALANCE), rig().reports(order).stream().map(Report::reason).toList());
        assertState(order, OrderStatus.REJECTED, "0");
        assertEquals(List.of(), counterparty().clientOrders());
    }

    @ParameterizedTest
    @EnumSource
    void filled(final OrderKind kind) {
        assumeTaken(kind);
        final long order = switch (kind) {
            case POST_ONLY -> acknowledged(rig().send(kind, Side.BUY, "0.01", "60005", null));
            case STOP, STOP_LIMIT -> acknowledged(rig().send(kind, Side.BUY, "0.01", "60020", "60015"));
            default -> rig().send(kind, Side.BUY, "0.01", "60010", null);
        };
        if (kind == OrderKind.POST_ONLY) {
            counterparty().take(Side.SELL, "60005", "0.01");
        } else if (kind.conditional()) {
            counterparty().take(Side.BUY, "60020", "0.03");
        }
        awaitStatus(order, OrderStatus.FILLED);
        assertState(order, OrderStatus.FILLED, "0.01");
        assertFills(order, kind == OrderKind.POST_ONLY ? LiquiditySide.MAKER : LiquiditySide.TAKER,
                "0.01 at " + (kind.conditional() ? "60020" : kind == OrderKind.POST_ONLY ? "60005" : "60010"));
    }

    @ParameterizedTest
    @EnumSource
    void partiallyFilled(final OrderKind kind) {
        assumeTaken(kind);
        switch (kind) {
            case LIMIT -> {
                final long order = rig().send(kind, Side.BUY, "0.03", "60010", null);
                awaitStatus(order, OrderStatus.PARTIALLY_FILLED);
                assertFills(order, LiquiditySide.TAKER, "0.02 at 60010");
                assertState(order, OrderStatus.PARTIALLY_FILLED, "0.02");
            }
            case POST_ONLY -> {
                final long order = acknowledged(rig().send(kind, Side.BUY, "0.03", "60005", null));
                counterparty().take(Side.SELL, "60005", "0.01");
                awaitStatus(order, OrderStatus.PARTIALLY_FILLED);
                counterparty().take(Side.SELL, "60005", "0.005");
                rig().await("filled twice", () -> rig().order(order).cumQuantity() == rig().quantity("0.015"));
                assertFills(order, LiquiditySide.MAKER, "0.01 at 60005", "0.005 at 60005");
                assertState(order, OrderStatus.PARTIALLY_FILLED, "0.015");
            }
            case STOP_LIMIT -> {
                final long order = acknowledged(rig().send(kind, Side.BUY, "0.06", "60020", "60015"));
                counterparty().take(Side.BUY, "60020", "0.03");
                awaitStatus(order, OrderStatus.PARTIALLY_FILLED);
                assertFills(order, LiquiditySide.TAKER, "0.04 at 60020");
                assertState(order, OrderStatus.PARTIALLY_FILLED, "0.04");
            }
            case IOC -> endsWithFills(rig().send(kind, Side.BUY, "0.03", "60010", null), "0.02", "0.02 at 60010");
            case MARKET -> endsWithFills(rig().send(kind, Side.BUY, "0.1", null, null), "0.07", "0.02 at 60010", "0.05 at 60020");
            case STOP -> {
                final long order = acknowledged(rig().send(kind, Side.BUY, "0.06", null, "60015"));
                counterparty().take(Side.BUY, "60020", "0.03");
                endsWithFills(order, "0.04", "0.04 at 60020");
            }
            // All or nothing: it never is.
            case FOK -> endsWithFills(rig().send(kind, Side.BUY, "0.03", "60010", null), "0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void canceled(final OrderKind kind) {
        assumeTaken(kind);
        if (!kind.rests()) {
            final long order = rig().send(kind, Side.BUY, "0.01", "60010", null);
            awaitStatus(order, OrderStatus.FILLED);
            rig().cancel(order);
            awaitReport(order, ExecType.CANCEL_REJECTED);
            final RejectReason reason = rig().reports(order).getLast().reason();
            assertTrue(Set.of(RejectReason.UNKNOWN_ORDER, RejectReason.TOO_LATE).contains(reason), reason::name);
            assertState(order, OrderStatus.FILLED, "0.01");
            return;
        }
        final long order = rest(kind);
        rig().cancel(acknowledged(order));
        awaitStatus(order, OrderStatus.CANCELED);
        assertState(order, OrderStatus.CANCELED, "0");
        assertEquals(List.of(), counterparty().clientOrders());
    }

    @ParameterizedTest
    @EnumSource(names = {"LIMIT", "POST_ONLY", "STOP_LIMIT"})
    void canceledWhenPartiallyFilled(final OrderKind kind) {
        assumeTaken(kind);
        final long order = acknowledged(rig().send(kind, Side.BUY, "0.03", "60005", "60008"));
        if (kind.conditional()) {
            counterparty().take(Side.BUY, "60010", "0.01");
        }
        counterparty().take(Side.SELL, "60005", "0.01");
        awaitStatus(order, OrderStatus.PARTIALLY_FILLED);
        rig().cancel(order);
        awaitStatus(order, OrderStatus.CANCELED);
        assertState(order, OrderStatus.CANCELED, "0.01");
        assertFills(order, LiquiditySide.MAKER, "0.01 at 60005");
    }

    /** Ended by the venue: nothing to trade with, or only with oneself; a post-only order that would take. */
    @ParameterizedTest
    @EnumSource
    void expired(final OrderKind kind) {
        assumeTaken(kind);
        switch (kind) {
            case MARKET -> {
                counterparty().take(Side.BUY, "60020", "0.07");
                endsWithFills(rig().send(kind, Side.BUY, "0.01", null, null), "0");
            }
            case STOP -> {
                final long order = acknowledged(rig().send(kind, Side.BUY, "0.01", null, "60015"));
                counterparty().take(Side.BUY, "60020", "0.07");
                endsWithFills(order, "0");
            }
            case IOC -> endsWithFills(rig().send(kind, Side.BUY, "0.01", "60005", null), "0");
            case FOK -> endsWithFills(rig().send(kind, Side.BUY, "0.03", "60010", null), "0");
            case POST_ONLY -> {
                final long order = rig().send(kind, Side.BUY, "0.01", "60010", null);
                rig().await("ended", () -> rig().order(order).terminal());
                assertEquals(Set.of(RejectReason.POST_ONLY_WOULD_TAKE), reasons(order));
                assertFills(order, null);
            }
            case LIMIT -> {
                final long own = acknowledged(rig().send(OrderKind.LIMIT, Side.SELL, "0.01", "60005", null));
                assertPrevented(own, rig().send(kind, Side.BUY, "0.01", "60005", null));
            }
            case STOP_LIMIT -> {
                final long own = acknowledged(rig().send(OrderKind.LIMIT, Side.SELL, "0.01", "60012", null));
                final long order = acknowledged(rig().send(kind, Side.BUY, "0.01", "60012", "60009"));
                counterparty().take(Side.BUY, "60010", "0.02");
                assertPrevented(own, order);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LIMIT", "POST_ONLY", "STOP", "STOP_LIMIT"})
    void replaced(final OrderKind kind) {
        assumeTaken(kind);
        final ReplaceStyle style = capabilities().replace();
        final long order = acknowledged(rest(kind));
        final GatewayRig.Terms terms = kind.conditional() ? new GatewayRig.Terms("0.02", "60045", "60035")
                : new GatewayRig.Terms("0.02", "59996", null);
        final long after = rig().replace(order, kind, style == ReplaceStyle.IN_PLACE || style == ReplaceStyle.NONE, terms);
        switch (style) {
            case NONE -> {
                awaitReport(order, ExecType.REPLACE_REJECTED);
                assertEquals(RejectReason.UNSUPPORTED, rig().reports(order).getLast().reason());
                return;
            }
            case IN_PLACE -> {
                awaitReport(order, ExecType.REPLACED);
                assertEquals("0.02", rig().quantityText(last(order, ExecType.REPLACED).orderQuantity()));
                if (kind.limited()) {
                    assertEquals(rig().price(terms.price()), last(order, ExecType.REPLACED).price());
                }
            }
            case IN_PLACE_DOWN, NEW_ORDER -> {
                awaitReport(order, ExecType.CANCELED);
                awaitReport(after, ExecType.NEW);
                assertState(order, OrderStatus.CANCELED, "0");
            }
        }
        final String stop = kind.conditional() ? "60035" : "0";
        assertEquals(List.of("0.02 at " + (kind.limited() ? terms.price() : "0") + " from " + stop), counterparty().clientOrders());
    }

    /** A smaller quantity at the same price, which a venue may take in place though it takes nothing else so. */
    @ParameterizedTest
    @EnumSource(names = {"LIMIT", "POST_ONLY"})
    void replacedByLess(final OrderKind kind) {
        assumeTaken(kind);
        assumeTrue(capabilities().replace() == ReplaceStyle.IN_PLACE || capabilities().replace() == ReplaceStyle.IN_PLACE_DOWN);
        final long order = acknowledged(rest(kind));
        rig().replace(order, kind, true, new GatewayRig.Terms("0.006", "59995", null));
        awaitReport(order, ExecType.REPLACED);
        assertEquals("0.006", rig().quantityText(last(order, ExecType.REPLACED).orderQuantity()));
        assertEquals(rig().quantity("0.006"), rig().order(order).orderQuantity());
        assertState(order, OrderStatus.NEW, "0");
        assertEquals(List.of("0.006 at 59995 from 0"), counterparty().clientOrders());
    }
}
