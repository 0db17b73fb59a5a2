package io.peregrine.api.alert;

import java.net.URI;
import java.util.List;

/** A channel's settings; see {@code alerts.channels} in docs/settings.md. No text of one contains an address or a secret. */
public sealed interface ChannelSettings {
    /** Its name in the rules. */
    String id();

    /** Its type in the configuration. */
    String type();

    /** Opens it. */
    AlertChannel open();

    /** Into the engine's log. */
    record Log(String id) implements ChannelSettings {
        @Override
        public String type() {
            return "log";
        }

        @Override
        public AlertChannel open() {
            return new LogChannel();
        }
    }

    /**
     * To an HTTP server.
     *
     * @param url       where; a secret
     * @param secret    what the signature is made with
     * @param timeoutNs for one try
     */
    record Webhook(String id, URI url, String secret, long timeoutNs) implements ChannelSettings {
        @Override
        public String type() {
            return "webhook";
        }

        @Override
        public AlertChannel open() {
            return new WebhookChannel(this);
        }

        @Override
        public String toString() {
            return "webhook " + id;
        }
    }

    /**
     * By e-mail.
     *
     * @param host      of the mail server
     * @param port      of the mail server
     * @param security  of the connection
     * @param login     null without one
     * @param from      sender
     * @param to        receivers
     * @param timeoutNs for each step of one try
     */
    record Mail(String id, String host, int port, Security security, Login login, String from, List<String> to, long timeoutNs)
            implements ChannelSettings {
        /** How the connection to the mail server is kept private. */
        public enum Security {
            /** TLS from the first byte. */
            TLS,
            /** In the clear until both turn to TLS, which is then demanded. */
            STARTTLS,
            /** Not at all; only on this machine. */
            NONE
        }

        /** Who sends. */
        public record Login(String user, String password) {
            @Override
            public String toString() {
                return "login of " + user;
            }
        }

        @Override
        public String type() {
            return "email";
        }

        @Override
        public AlertChannel open() {
            return new MailChannel(this);
        }
    }
}
