package io.peregrine.ffi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * OpenCL C source with the digest that identifies it in reports and in the names of saved programs.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param name the file's name, as it appears in build logs
 * @param text the source
 * @param sha256 digest of the text in UTF-8, lower-case hexadecimal
 */
public record KernelSource(String name, String text, String sha256) {
    /** Imbalance and microprice over all instruments; the kernel's name is {@code signals}. */
    public static KernelSource signals() {
        return resource("signals.cl");
    }

    /** Source from elsewhere. */
    public static KernelSource of(final String name, final String text) {
        return new KernelSource(name, text, sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static KernelSource resource(final String name) {
        try (InputStream in = KernelSource.class.getResourceAsStream("/opencl/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource /opencl/" + name + ": the native module's jar is incomplete");
            }
            return of(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException("cannot read /opencl/" + name, e);
        }
    }

    private static String sha256(final byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
