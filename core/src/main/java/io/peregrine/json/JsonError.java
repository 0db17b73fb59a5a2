package io.peregrine.json;

/** Why a {@link JsonReader} stopped. */
public enum JsonError {
    /** Nothing is wrong so far. */
    NONE,
    /** The text ends inside a value. */
    TRUNCATED,
    /** Not JSON, or not the kind of value that was asked for. */
    SYNTAX,
    /** A number that does not fit in 63 bits. */
    OVERFLOW,
    /** A decimal with non-zero digits beyond the decimals asked for; it is never rounded. */
    PRECISION,
    /** More values than the caller has room for. */
    CAPACITY,
    /** Deeper than {@link JsonReader#NESTING_MAX} containers. */
    NESTING
}
