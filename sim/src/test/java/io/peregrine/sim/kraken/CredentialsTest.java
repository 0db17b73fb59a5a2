package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Signatures and ids. */
class CredentialsTest {
    @Test
    void thePublishedRequestHasThePublishedSignature() {
        final Credentials credentials = new Credentials("any",
                "kQH5HW/8p1uGOVjbgWA7FunAmGO8lsSUXNsu3eow76sz84Q18fWxnyRzBHCd3pd5nE9qa99HAZtuZuj6F1huXg==");
        assertEquals("4/dpxb3iT4tp/ZCVEwSnEsLxx0bqyhLpdfOpc6fn7OR8+UClSV5n9E6aSS8MPtnRfp32bAb0nmbRn6H8ndwLUQ==",
                credentials.sign("/0/private/AddOrder", "1616492376594",
                        "nonce=1616492376594&ordertype=limit&pair=XBTUSD&price=37500&type=buy&volume=1.25"));
    }

    @Test
    void keysHaveTheVenuesFormAndComeFromTheSeed() {
        final Credentials credentials = Credentials.generate(1, 0);
        assertEquals(56, credentials.apiKey().length());
        assertEquals(64, Base64.getDecoder().decode(credentials.secret()).length);
        assertEquals(credentials, Credentials.generate(1, 0));
        assertNotEquals(credentials, Credentials.generate(1, 1));
        assertNotEquals(credentials, Credentials.generate(2, 0));
    }

    @Test
    void everyOrderIdHasItsOwnTextAndIsReadBack() {
        final Set<String> texts = new HashSet<>();
        for (long id = 1; id <= 100_000; id++) {
            final String text = Ids.order(id);
            assertTrue(texts.add(text));
            assertEquals(id, Ids.orderId(text));
        }
        assertTrue(Ids.order(7).matches("O[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{6}"), Ids.order(7));
        assertEquals(Long.MAX_VALUE, Ids.orderId(Ids.order(Long.MAX_VALUE)));
    }

    @Test
    void whatIsNoOrderIdIsNone() {
        for (final String text : new String[] {"", "O", "OQCLML-BW3P3-BUCMWZ", Ids.order(7).replace('O', 'T'), Ids.order(7) + "A",
            Ids.order(7).substring(1), "o" + Ids.order(7).substring(1), "OÄÖÜßß-ßßßßß-ßßßßßß"}) {
            assertEquals(Ids.NONE, Ids.orderId(text), text);
        }
    }
}
