package io.peregrine.api.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** A connection that breaks off at the n-th thing that it is to do: a statement, the moment before a commit, or the moment after it. */
final class CutConnection {
    private int left;

    /** @param steps it does so many, and no more */
    CutConnection(final int steps) {
        left = steps;
    }

    /** Was it cut? */
    boolean cut() {
        return left < 0;
    }

    Connection of(final Connection real) {
        return proxy(Connection.class, real);
    }

    private void step() throws SQLException {
        if (--left < 0) {
            throw new SQLException("cut");
        }
    }

    private <T> T proxy(final Class<T> type, final Object real) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            final boolean commit = method.getName().equals("commit");
            if (commit || method.getName().startsWith("execute")) {
                step();
            }
            final Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (final InvocationTargetException e) {
                throw e.getCause();
            }
            if (commit) {
                step();
            }
            return switch (result) {
                case PreparedStatement statement -> proxy(PreparedStatement.class, statement);
                case Statement statement -> proxy(Statement.class, statement);
                case null, default -> result;
            };
        }));
    }
}
