package io.peregrine.venue;

import java.util.Base64;
import java.util.List;

/**
 * The parts in which a venue gives an API key: each is a key of the venue's entry in the configuration.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param secret        name of the part that signs
 * @param form          what that part looks like
 * @param hasPassphrase is there a passphrase too?
 */
public record KeyForm(String secret, Form form, boolean hasPassphrase) {
    /** Name of the part that is sent with requests. */
    public static final String API_KEY = "api_key";
    /** Name of the part that some venues let the owner choose. */
    public static final String PASSPHRASE = "passphrase";
    /** A key and a secret, as text. */
    public static final KeyForm TEXT = new KeyForm("secret", Form.TEXT, false);

    /** What a secret looks like. */
    public enum Form {
        /** Any text. */
        TEXT,
        /** Bytes in Base64. */
        BASE64,
        /** A private key of an elliptic curve in PEM. The environment holds it in one line, with line breaks written as {@code \n}. */
        PEM
    }

    /** The names of all parts. */
    public List<String> parts() {
        return hasPassphrase ? List.of(API_KEY, secret, PASSPHRASE) : List.of(API_KEY, secret);
    }

    /** The secret as the venue's code takes it. */
    public String normal(final String given) {
        return form == Form.PEM ? given.replace("\\n", "\n") : given;
    }

    /** Can this, normal, be a secret of the form? */
    public boolean accepts(final String normal) {
        return switch (form) {
            case TEXT -> true;
            case BASE64 -> isBase64(normal);
            case PEM -> normal.startsWith("-----BEGIN EC PRIVATE KEY-----") || normal.startsWith("-----BEGIN PRIVATE KEY-----");
        };
    }

    /** What a secret has to be, for who gave something else. */
    public String wanted(final String venueKey) {
        return switch (form) {
            case TEXT -> "text";
            case BASE64 -> "Base64, as " + venueKey + " gives it";
            case PEM -> "a private key in PEM: it begins with -----BEGIN EC PRIVATE KEY----- or -----BEGIN PRIVATE KEY-----";
        };
    }

    private static boolean isBase64(final String text) {
        try {
            return Base64.getDecoder().decode(text).length > 0;
        } catch (final IllegalArgumentException notBase64) {
            return false;
        }
    }
}
