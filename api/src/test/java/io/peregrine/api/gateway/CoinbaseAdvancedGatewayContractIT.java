package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.ExecType;
import io.peregrine.message.RejectReason;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway of Coinbase Advanced Trade. */
class CoinbaseAdvancedGatewayContractIT extends GatewayContract {
    CoinbaseAdvancedGatewayContractIT() {
        super(VenueUnderTest.ADVANCED);
    }

    /** The venue edits limit orders only: a stop limit works on as it was. */
    @Override
    @ParameterizedTest
    @EnumSource(names = {"LIMIT", "POST_ONLY", "STOP_LIMIT"})
    void replaced(final OrderKind kind) {
        if (kind != OrderKind.STOP_LIMIT) {
            super.replaced(kind);
            return;
        }
        final long order = acknowledged(rest(kind));
        rig().replace(order, kind, true, new GatewayRig.Terms("0.02", "60045", "60035"));
        awaitReport(order, ExecType.REPLACE_REJECTED);
        assertEquals(RejectReason.UNSUPPORTED, rig().reports(order).getLast().reason());
        assertEquals(List.of("0.01 at 60040 from 60030"), counterparty().clientOrders());
    }
}
