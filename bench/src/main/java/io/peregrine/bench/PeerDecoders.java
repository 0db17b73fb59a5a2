package io.peregrine.bench;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONArray;
import com.alibaba.fastjson2.JSONObject;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import info.bitrich.xchangestream.binance.dto.BinanceWebsocketTransaction;
import info.bitrich.xchangestream.binance.dto.market.DepthBinanceWebSocketTransaction;
import io.peregrine.instrument.Decimals;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.Iterator;
import java.util.SortedMap;
import org.knowm.xchange.currency.CurrencyPair;
import org.knowm.xchange.dto.Order.OrderType;
import org.knowm.xchange.dto.marketdata.OrderBook;
import org.knowm.xchange.dto.marketdata.OrderBookUpdate;
import org.simdjson.JsonValue;
import org.simdjson.SimdJsonParser;

/**
 * The same work as ours, done as users of these libraries do it: decode one combined depth message and set its levels.
 *
 * <p><b>Threading:</b> confined.
 */
final class PeerDecoders {
    private final int priceDecimals;
    private final int quantityDecimals;
    private final JsonFactory jackson = new JsonFactory();
    private final SimdJsonParser simdjson = new SimdJsonParser();
    /** As XChange sets up its own. */
    private final ObjectMapper mapper = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private final JavaType xchangeType = mapper.getTypeFactory().constructParametricType(
            BinanceWebsocketTransaction.class, DepthBinanceWebSocketTransaction.class);
    private final OrderBook xchangeBook = new OrderBook(null, new ArrayList<>(), new ArrayList<>());

    PeerDecoders(final int priceDecimals, final int quantityDecimals) {
        this.priceDecimals = priceDecimals;
        this.quantityDecimals = quantityDecimals;
    }

    /** Jackson's streaming parser, which makes text of each price and quantity. */
    void jackson(final byte[] message, final TreeMapBook book) throws IOException {
        try (JsonParser parser = jackson.createParser(message)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY) {
                    final boolean bid = "b".equals(parser.currentName());
                    while (parser.nextToken() == JsonToken.START_ARRAY) {
                        parser.nextToken();
                        final String price = parser.getText();
                        parser.nextToken();
                        set(book, bid, price, parser.getText());
                        parser.nextToken();
                    }
                }
            }
        }
    }

    /** fastjson2 to its object tree. */
    void fastjson2(final byte[] message, final TreeMapBook book) {
        final JSONObject data = JSON.parseObject(message).getJSONObject("data");
        fastjson2(data.getJSONArray("b"), true, book);
        fastjson2(data.getJSONArray("a"), false, book);
    }

    private void fastjson2(final JSONArray levels, final boolean bid, final TreeMapBook book) {
        for (int i = 0; i < levels.size(); i++) {
            final JSONArray level = levels.getJSONArray(i);
            set(book, bid, level.getString(0), level.getString(1));
        }
    }

    /** simdjson-java to its tape, walked. */
    void simdjson(final byte[] message, final TreeMapBook book) {
        final JsonValue data = simdjson.parse(message, message.length).get("data");
        simdjson(data.get("b"), true, book);
        simdjson(data.get("a"), false, book);
    }

    private void simdjson(final JsonValue levels, final boolean bid, final TreeMapBook book) {
        for (final Iterator<JsonValue> i = levels.arrayIterator(); i.hasNext();) {
            final Iterator<JsonValue> level = i.next().arrayIterator();
            final String price = level.next().asString();
            set(book, bid, price, level.next().asString());
        }
    }

    /**
     * XChange's own message class and book, as its streaming service uses them.
     *
     * @return number of levels
     */
    int xchange(final byte[] message) throws IOException {
        final BinanceWebsocketTransaction<DepthBinanceWebSocketTransaction> transaction = mapper.readValue(message, xchangeType);
        final DepthBinanceWebSocketTransaction depth = transaction.getData();
        return xchange(OrderType.BID, depth.getOrderBook().bids) + xchange(OrderType.ASK, depth.getOrderBook().asks);
    }

    private int xchange(final OrderType side, final SortedMap<BigDecimal, BigDecimal> levels) {
        final Date now = new Date();
        levels.forEach((price, quantity) -> xchangeBook.update(
                new OrderBookUpdate(side, quantity, CurrencyPair.BTC_USDT, price, now, quantity)));
        return levels.size();
    }

    private void set(final TreeMapBook book, final boolean bid, final String price, final String quantity) {
        book.set(bid, Decimals.parse(price, priceDecimals), Decimals.parse(quantity, quantityDecimals));
    }
}
