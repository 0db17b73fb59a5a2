package io.peregrine.sim.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate for {@code localhost} and {@code 127.0.0.1} that nobody else has signed, made by the JDK's keytool and valid for a month,
 * with the TLS settings that use it. Its clients must be told to trust the file.
 *
 * <p><b>Threading:</b> thread-safe. The file goes when the process ends.
 */
public final class SelfSigned {
    private static final String ALIAS = "sim";
    private static final String PASSWORD = "peregrine";
    private static final int LINE = 64;

    private final Path file;
    private final Keys keys;

    private SelfSigned(final Path file, final Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    /** Makes a key and its certificate. */
    public static SelfSigned make() {
        try {
            final Path folder = Files.createTempDirectory("peregrine-sim-tls");
            final Path store = folder.resolve("key.p12");
            final Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost",
                    "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "30", "-storetype", "PKCS12", "-keystore", store.toString(),
                    "-storepass", PASSWORD).redirectErrorStream(true).start();
            final String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool made no certificate: " + said.strip());
            }
            return read(folder, store);
        } catch (final IOException e) {
            throw new UncheckedIOException("no certificate could be made", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool ran", e);
        }
    }

    private static SelfSigned read(final Path folder, final Path store) throws IOException {
        final KeyStore keyStore;
        try (InputStream in = Files.newInputStream(store)) {
            keyStore = KeyStore.getInstance("PKCS12");
            keyStore.load(in, PASSWORD.toCharArray());
            final Certificate certificate = keyStore.getCertificate(ALIAS);
            final Path pem = Files.writeString(folder.resolve("certificate.pem"), "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n");
            folder.toFile().deleteOnExit();
            pem.toFile().deleteOnExit();
            return new SelfSigned(pem, new Keys((X509Certificate) certificate,
                    (PrivateKey) keyStore.getKey(ALIAS, PASSWORD.toCharArray())));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("keytool's key cannot be read", e);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    /** The certificate in PEM form. */
    public Path file() {
        return file;
    }

    /** TLS with this certificate; a venue has one of its own, so that its handshakes can be made to fail. */
    public Context context() {
        try {
            final Keys own = new Keys(keys.certificate, keys.privateKey);
            final SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {own}, null, null);
            context.getServerSessionContext().setSessionTimeout(1);
            return new Context(context, own);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no TLS", e);
        }
    }

    /**
     * TLS settings.
     *
     * @param tls  for the server
     * @param keys answer handshakes
     */
    public record Context(SSLContext tls, Keys keys) {
        /** Makes handshakes fail, or lets them succeed again. */
        public void fail(final boolean failing) {
            keys.failing = failing;
        }
    }

    /** One key, or none while handshakes are to fail. */
    static final class Keys extends X509ExtendedKeyManager {
        private final X509Certificate certificate;
        private final PrivateKey privateKey;
        private volatile boolean failing;

        private Keys(final X509Certificate certificate, final PrivateKey privateKey) {
            this.certificate = certificate;
            this.privateKey = privateKey;
        }

        @Override
        public String chooseServerAlias(final String keyType, final Principal[] issuers, final Socket socket) {
            return alias(keyType);
        }

        @Override
        public String chooseEngineServerAlias(final String keyType, final Principal[] issuers, final SSLEngine engine) {
            return alias(keyType);
        }

        private String alias(final String keyType) {
            return !failing && List.of("EC", "EC_EC").contains(keyType) ? ALIAS : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(final String alias) {
            return new X509Certificate[] {certificate};
        }

        @Override
        public PrivateKey getPrivateKey(final String alias) {
            return privateKey;
        }

        @Override
        public String[] getServerAliases(final String keyType, final Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String[] getClientAliases(final String keyType, final Principal[] issuers) {
            return null;
        }

        @Override
        public String chooseClientAlias(final String[] keyType, final Principal[] issuers, final Socket socket) {
            return null;
        }
    }
}
