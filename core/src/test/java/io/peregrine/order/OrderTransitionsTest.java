package io.peregrine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.OrderStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrderTransitionsTest {
    @Test
    void theTableIsThatOfTheDocument() throws IOException {
        final List<String> table = new ArrayList<>();
        for (final OrderStatus from : OrderStatus.values()) {
            final String to = Arrays.stream(OrderStatus.values())
                    .filter(status -> OrderTransitions.legal(from, status))
                    .map(OrderStatus::name)
                    .collect(Collectors.joining(", "));
            if (!to.isEmpty()) {
                table.add("| " + from + " | " + to + " |");
            }
        }
        final List<String> document = Files.readAllLines(Path.of("..", "docs", "order-states.md"));
        final int start = document.indexOf("| from | to |");
        assertTrue(start > 0, "the document has its table");
        assertEquals(table, document.subList(start + 2, document.size()).stream().takeWhile(line -> line.startsWith("|")).toList());
    }

    @Test
    void nothingLeadsOutOfATerminalStatus() {
        assertEquals(
                List.of(OrderStatus.RISK_REJECTED, OrderStatus.FILLED, OrderStatus.CANCELED, OrderStatus.REJECTED, OrderStatus.EXPIRED),
                Arrays.stream(OrderStatus.values()).filter(OrderTransitions::terminal).toList());
    }
}
