package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AddressesTest {
    @Test
    void eachIsTriedOnceBeforeThereIsAPause() {
        final Addresses addresses = new Addresses(3, 0);
        assertTrue(addresses.failed(Addresses.NONE));
        assertTrue(addresses.failed(Addresses.NONE));
        assertFalse(addresses.failed(Addresses.NONE));
        assertEquals(0, addresses.index());
        addresses.worked();
        assertTrue(addresses.failed(Addresses.NONE));
        assertEquals(1, addresses.index());
    }

    @Test
    void oneAloneAlwaysPauses() {
        final Addresses addresses = new Addresses(1, 1);
        assertEquals(0, addresses.index());
        assertFalse(addresses.failed(Addresses.NONE));
        assertFalse(addresses.failed(0));
        assertEquals(0, addresses.index());
    }

    @Test
    void theAddressOfAnotherConnectionIsLeftOut() {
        final Addresses two = new Addresses(2, 0);
        assertFalse(two.failed(1), "there is no other");
        assertEquals(0, two.index());
        final Addresses three = new Addresses(3, 0);
        assertTrue(three.failed(1));
        assertEquals(2, three.index());
    }
}
