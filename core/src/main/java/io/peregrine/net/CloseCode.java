package io.peregrine.net;

/** Codes of a closed WebSocket that this client itself uses, from RFC 6455 section 7.4.1. */
public final class CloseCode {
    /** Closed because one side was done. */
    public static final int NORMAL = 1000;
    /** The peer broke the protocol. */
    public static final int PROTOCOL_ERROR = 1002;
    /** The peer's Close named no code. Never on the wire. */
    public static final int NO_STATUS = 1005;
    /** There was no Close at all: refused, timed out, reset, or ended. Never on the wire. */
    public static final int ABNORMAL = 1006;
    /** A message longer than this side takes. */
    public static final int TOO_BIG = 1009;

    private CloseCode() {
    }

    /** May a Close frame carry this code? 1004 to 1006 and 1015 are reserved; below 1000 and above 4999 nothing is defined. */
    static boolean mayBeSent(final int code) {
        return code >= NORMAL && code <= 4999 && code != 1004 && code != NO_STATUS && code != ABNORMAL && code != 1015;
    }
}
