package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Account;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Tokens of private connections: good for 15 minutes, and longer once they are in use (section 6).
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> microseconds since the epoch.
 */
final class Tokens {
    /** How long an unused token is good. */
    static final int VALID_S = 900;

    private static final long US_PER_SECOND = 1_000_000;
    private static final int TOKEN_BYTES = 32;
    private static final int TOKENS_MAX = 10_000;

    private final SplittableRandom random;
    private final Map<String, Token> tokens = new HashMap<>();

    /** @param seed decides the tokens */
    Tokens(final long seed) {
        random = new SplittableRandom(seed);
    }

    /** A new token of an account. */
    synchronized String issue(final Account account, final long nowUs) {
        if (tokens.size() >= TOKENS_MAX) {
            tokens.values().removeIf(token -> !token.used && token.validUntilUs <= nowUs);
        }
        final byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        final String text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        tokens.put(text, new Token(account, nowUs + VALID_S * US_PER_SECOND));
        return text;
    }

    /** The account of a token. */
    synchronized Account account(final String text, final long nowUs) throws RequestException {
        final Token token = tokens.get(text);
        if (token == null || !token.used && token.validUntilUs <= nowUs) {
            throw new RequestException("ESession:Invalid session");
        }
        return token.account;
    }

    /** The token carries a subscription from now on. */
    synchronized void use(final String text) {
        tokens.get(text).used = true;
    }

    /** The subscription has ended; the token is good for its rest of 15 minutes. */
    synchronized void release(final String text) {
        tokens.get(text).used = false;
    }

    private static final class Token {
        private final Account account;
        private final long validUntilUs;
        private boolean used;

        private Token(final Account account, final long validUntilUs) {
            this.account = account;
            this.validUntilUs = validUntilUs;
        }
    }
}
