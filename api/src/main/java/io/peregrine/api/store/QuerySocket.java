package io.peregrine.api.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How another process of the same user asks a store that this one has open: a socket in the store's folder, which only its owner may enter.
 * The question is the SQL, to the end of the stream; each line of the answer is {@code R} and a row, or at last {@code D} for done or
 * {@code E} and what was wrong.
 *
 * <p><b>Threading:</b> owns one thread that accepts, and a virtual one for each question.
 */
public final class QuerySocket implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuerySocket.class);
    private static final String FILE = "query.sock";
    private static final int SQL_BYTES_MAX = 65_536;

    private final Database database;
    private final Path file;
    private final ServerSocketChannel server;

    private QuerySocket(final Database database, final Path file, final ServerSocketChannel server) {
        this.database = database;
        this.file = file;
        this.server = server;
    }

    /** Opens the socket; null, with a word in the log, where the system has none of this kind or the path is too long. */
    static QuerySocket open(final Database database) {
        final Path file = database.directory().resolve(FILE);
        try {
            Files.deleteIfExists(file);
            final ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(file));
            } catch (final IOException | RuntimeException e) {
                server.close();
                throw e;
            }
            final QuerySocket socket = new QuerySocket(database, file, server);
            Thread.ofVirtual().name("store-queries").start(socket::accept);
            return socket;
        } catch (final IOException | RuntimeException e) {
            LOG.warn("no 'db query' while this engine runs: {} can not be opened: {}", file, e.getMessage());
            return null;
        }
    }

    /**
     * Asks the process that has the store in this folder open.
     *
     * @throws SQLException what it says is wrong with the question
     * @throws IOException  nobody answers there
     */
    public static void ask(final Path directory, final String sql, final SqlQuery.Rows rows) throws IOException, SQLException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(directory.toAbsolutePath().resolve(FILE)))) {
            final Writer out = new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8);
            out.write(sql);
            out.flush();
            channel.shutdownOutput();
            final BufferedReader in = new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                switch (line.charAt(0)) {
                    case 'R' -> rows.row(line.substring(1));
                    case 'E' -> throw new SQLException(line.substring(1));
                    default -> {
                        return;
                    }
                }
            }
            throw new IOException("the answer broke off");
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(file);
        } catch (final IOException e) {
            LOG.warn("{} can not be closed: {}", file, e.getMessage());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                final SocketChannel client = server.accept();
                Thread.ofVirtual().name("store-query").start(() -> answer(client));
            } catch (final ClosedChannelException e) {
                return;
            } catch (final IOException e) {
                LOG.warn("'db query' is not answered any more: {}", e.getMessage());
                return;
            }
        }
    }

    private void answer(final SocketChannel client) {
        try (client) {
            final InputStream in = Channels.newInputStream(client);
            final Writer out = new OutputStreamWriter(Channels.newOutputStream(client), StandardCharsets.UTF_8);
            final byte[] sql = in.readNBytes(SQL_BYTES_MAX + 1);
            out.write(sql.length > SQL_BYTES_MAX ? "Ethe question is longer than " + SQL_BYTES_MAX + " bytes" : rows(sql, out));
            out.write('\n');
            out.flush();
        } catch (final IOException e) {
            LOG.debug("a question broke off: {}", e.getMessage());
        }
    }

    private String rows(final byte[] sql, final Writer out) throws IOException {
        try (Connection reader = database.reader()) {
            SqlQuery.run(reader, new String(sql, StandardCharsets.UTF_8), row -> out.append('R').append(row).append('\n'));
            return "D";
        } catch (final SQLException e) {
            return "E" + e.getMessage().replace('\n', ' ').replace('\r', ' ');
        }
    }
}
