package io.peregrine.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class KernelSourceTest {
    /** Digest of "abc" from FIPS 180-2, appendix B.1. */
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void knowsItsDigest() {
        assertEquals(SHA256_OF_ABC, KernelSource.of("abc.cl", "abc").sha256());
    }

    @Test
    void loadsTheSignalKernelWhichUsesIntegersOnly() {
        final KernelSource source = KernelSource.signals();

        assertEquals("signals.cl", source.name());
        assertTrue(source.text().contains("void signals("), source.text());
        assertFalse(source.text().matches("(?s).*\\b(float|double|half)\\b.*"), "a floating-point type would depend on build options");
    }
}
