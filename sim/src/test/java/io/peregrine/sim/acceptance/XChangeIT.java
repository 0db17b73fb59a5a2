package io.peregrine.sim.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.ExchangeFactory;
import org.knowm.xchange.ExchangeSpecification;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.trade.BinanceCancelOrderParams;
import org.knowm.xchange.binance.dto.trade.BinanceTradeHistoryParams;
import org.knowm.xchange.coinbasepro.CoinbaseProExchange;
import org.knowm.xchange.coinbasepro.dto.trade.CoinbaseProTradeHistoryParams;
import org.knowm.xchange.currency.Currency;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.kraken.KrakenExchange;
import org.knowm.xchange.service.trade.TradeService;
import org.knowm.xchange.service.trade.params.CancelOrderByIdParams;
import org.knowm.xchange.service.trade.params.CancelOrderParams;
import org.knowm.xchange.service.trade.params.TradeHistoryParams;

/** XChange's REST clients: read a book, place, cancel, trade, see the fill and the balance. */
class XChangeIT {
    private static final BigDecimal QUANTITY = new BigDecimal("0.001");

    private Simulator simulator;
    private JsonNode venues;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("binance", 0, "coinbase", 0, "kraken", 0))
                .withFlow(FlowSettings.parse("rate=50,volatility=0")));
        venues = new ObjectMapper().readTree(simulator.firstLine()).path("venues");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void binanceIsTradedOn() throws IOException {
        final Exchange exchange = connect(BinanceExchange.class, "binance");
        final CurrencyPair pair = CurrencyPair.BTC_USDT;
        trade(exchange, pair, id -> new BinanceCancelOrderParams(pair, id), new BinanceTradeHistoryParams(pair));
        assertThrows(ExchangeException.class, () -> exchange.getTradeService().placeLimitOrder(
                new LimitOrder.Builder(Order.OrderType.BID, pair).originalAmount(QUANTITY).limitPrice(new BigDecimal("0.01")).build()));
    }

    @Test
    void krakenIsTradedOn() throws IOException {
        final Exchange exchange = connect(KrakenExchange.class, "kraken");
        final TradeService trading = exchange.getTradeService();
        trade(exchange, CurrencyPair.BTC_USD, CancelOrderById::new, trading.createTradeHistoryParams());
        assertThrows(ExchangeException.class, () -> trading.placeLimitOrder(new LimitOrder.Builder(Order.OrderType.BID,
                CurrencyPair.BTC_USD)
                .originalAmount(new BigDecimal("1000")).limitPrice(new BigDecimal("50000")).build()));
    }

    @Test
    void coinbaseIsTradedOn() throws IOException {
        final Exchange exchange = connect(CoinbaseProExchange.class, "coinbase");
        final CoinbaseProTradeHistoryParams history = new CoinbaseProTradeHistoryParams();
        history.setCurrencyPair(CurrencyPair.BTC_USD);
        trade(exchange, CurrencyPair.BTC_USD, CancelOrderById::new, history);
    }

    private Exchange connect(final Class<? extends Exchange> type, final String venue) {
        final JsonNode entry = venues.path(venue);
        final ExchangeSpecification specification = ExchangeFactory.INSTANCE.createExchangeWithoutSpecification(type)
                .getDefaultExchangeSpecification();
        specification.setSslUri(entry.path("rest").asText());
        specification.setPlainTextUri(entry.path("rest").asText());
        specification.setApiKey(entry.path("apiKey").asText());
        specification.setSecretKey(entry.path("secret").asText());
        specification.setExchangeSpecificParametersItem("passphrase", entry.path("passphrase").asText());
        return ExchangeFactory.INSTANCE.createExchange(specification);
    }

    /** By the older call for a book, the only one that all of these clients have. */
    @SuppressWarnings("deprecation")
    private static void trade(final Exchange exchange, final CurrencyPair pair, final Cancel cancel, final TradeHistoryParams history)
            throws IOException {
        final OrderBook book = exchange.getMarketDataService().getOrderBook(pair);
        // 80 levels a side at first; a side that the price has moved into has fewer until its makers have quoted anew.
        assertTrue(book.getBids().size() >= 20 && book.getAsks().size() >= 20, "the book is deep: " + book);
        assertTrue(book.getBids().getFirst().getLimitPrice().compareTo(book.getAsks().getFirst().getLimitPrice()) < 0, "it does not cross");

        final TradeService trading = exchange.getTradeService();
        final BigDecimal price = book.getBids().getFirst().getLimitPrice().multiply(new BigDecimal("0.9")).setScale(0, RoundingMode.DOWN);
        final String resting = trading.placeLimitOrder(
                new LimitOrder.Builder(Order.OrderType.BID, pair).originalAmount(QUANTITY).limitPrice(price).build());
        assertEquals(resting, trading.getOpenOrders().getOpenOrders().getFirst().getId());
        assertTrue(trading.cancelOrder(cancel.of(resting)));
        assertEquals(0, trading.getOpenOrders().getOpenOrders().size());

        final String bought = trading.placeMarketOrder(new MarketOrder(Order.OrderType.BID, QUANTITY, pair));
        final BigDecimal filled = trading.getTradeHistory(history).getUserTrades().stream().filter(fill -> fill.getOrderId().equals(bought))
                .map(fill -> fill.getOriginalAmount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, QUANTITY.compareTo(filled), "filled " + filled);
        final BigDecimal total = exchange.getAccountService().getAccountInfo().getWallets().values().stream()
                .map(wallet -> wallet.getBalance(Currency.BTC).getTotal()).max(BigDecimal::compareTo).orElseThrow();
        assertTrue(total.compareTo(BigDecimal.TEN) > 0, "the balance is " + total);
    }

    private interface Cancel {
        CancelOrderParams of(String orderId);
    }

    private record CancelOrderById(String orderId) implements CancelOrderByIdParams {
        @Override
        public String getOrderId() {
            return orderId;
        }
    }
}
