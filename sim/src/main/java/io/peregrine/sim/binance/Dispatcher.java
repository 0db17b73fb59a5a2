package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.ExchangeThread;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of every request: limits, key, time, signature, parameters on the connection's thread; then the work on the exchange thread.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class Dispatcher {
    private static final Logger LOGGER = LoggerFactory.getLogger(Dispatcher.class);

    private final Exchange exchange;
    private final ExchangeThread thread;
    private final Authenticator authenticator;
    private final RateLimits limits;
    private final LongSupplier clockUs;

    Dispatcher(final Exchange exchange, final ExchangeThread thread, final Authenticator authenticator, final RateLimits limits,
            final LongSupplier clockUs) {
        this.exchange = exchange;
        this.thread = thread;
        this.authenticator = authenticator;
        this.limits = limits;
        this.clockUs = clockUs;
    }

    /** Serves a request. The reply comes on the exchange thread, or at once on the calling thread where the request is refused early. */
    void dispatch(final ApiMethod method, final ApiRequest request, final Consumer<Reply> replyTo) {
        try {
            limits.request(request.address(), method.weight().of(request.parameters()), clockUs.getAsLong());
            final Account account = method.security() == ApiMethod.Security.NONE ? null : authenticator.account(request);
            final long validUntilUs = method.security() == ApiMethod.Security.SIGNED
                    ? authenticator.verify(request, clockUs.getAsLong()) : Long.MAX_VALUE;
            final ApiMethod.Work work = method.handler().prepare(new Call(request.parameters(), account, request.session()));
            request.parameters().checkAllRead();
            if (!thread.submit(() -> replyTo.accept(run(method, work, validUntilUs, account)))) {
                throw ApiException.overloaded();
            }
        } catch (final ApiException e) {
            replyTo.accept(Reply.refused(e));
        } catch (final RuntimeException e) {
            LOGGER.error("request failed", e);
            replyTo.accept(Reply.refused(ApiException.unknown()));
        }
    }

    private Reply run(final ApiMethod method, final ApiMethod.Work work, final long validUntilUs,
            final Account account) {
        try {
            Authenticator.checkFresh(validUntilUs, exchange.nowUs());
            return new Reply(work.run(), null, method.placesOrders() ? account : null);
        } catch (final ApiException e) {
            return Reply.refused(e);
        } catch (final RuntimeException e) {
            LOGGER.error("request failed", e);
            return Reply.refused(ApiException.unknown());
        }
    }

    /**
     * The answer to a request.
     *
     * @param result       writes the result, or null where it is refused
     * @param error        why it is refused, or null
     * @param orderAccount whose order it placed, or null
     */
    record Reply(Supplier<JsonNode> result, ApiException error, Account orderAccount) {
        static Reply refused(final ApiException error) {
            return new Reply(null, error, null);
        }

        int status() {
            return error == null ? 200 : error.status();
        }
    }
}
