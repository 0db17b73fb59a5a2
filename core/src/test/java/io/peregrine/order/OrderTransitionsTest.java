package io.peregrine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.OrderStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrderTransitionsTest {
    @Test
    void theTableIsAsDocumented() {
        final List<String> table = new ArrayList<>();
        for (final OrderStatus from : OrderStatus.values()) {
            final String to = Arrays.stream(OrderStatus.values())
                    .filter(status -> OrderTransitions.legal(from, status))
                    .map(OrderStatus::name)
                    .sorted()
                    .collect(Collectors.joining(" "));
            table.add(from + ": " + to);
        }
        assertEquals(
                List.of(
                        "PENDING_RISK: PENDING_NEW RISK_REJECTED",
                        "RISK_REJECTED: ",
                        "PENDING_NEW: CANCELED EXPIRED FILLED NEW PARTIALLY_FILLED PENDING_CANCEL REJECTED TRIGGERED UNKNOWN",
                        "NEW: CANCELED EXPIRED FILLED PARTIALLY_FILLED PENDING_CANCEL PENDING_REPLACE TRIGGERED UNKNOWN",
                        "PARTIALLY_FILLED: CANCELED EXPIRED FILLED PENDING_CANCEL PENDING_REPLACE UNKNOWN",
                        "PENDING_CANCEL: CANCELED EXPIRED FILLED NEW PARTIALLY_FILLED PENDING_NEW REJECTED TRIGGERED UNKNOWN",
                        "PENDING_REPLACE: CANCELED EXPIRED FILLED NEW PARTIALLY_FILLED PENDING_CANCEL UNKNOWN",
                        "FILLED: ",
                        "CANCELED: ",
                        "REJECTED: ",
                        "EXPIRED: ",
                        "TRIGGERED: CANCELED EXPIRED FILLED NEW PARTIALLY_FILLED PENDING_CANCEL REJECTED UNKNOWN",
                        "UNKNOWN: CANCELED EXPIRED FILLED NEW PARTIALLY_FILLED PENDING_CANCEL REJECTED TRIGGERED",
                        "NULL_VAL: "),
                table);
    }

    @Test
    void nothingLeadsOutOfATerminalStatus() {
        assertEquals(
                List.of(OrderStatus.RISK_REJECTED, OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.REJECTED, OrderStatus.EXPIRED),
                Arrays.stream(OrderStatus.values()).filter(OrderTransitions::terminal).toList());
    }
}
