// @binance/spot: REST, WebSocket API and streams of the simulated Binance.
import { Spot } from '@binance/spot';
import { REST, WS, KEY, SECRET, check, first, run } from './check.js';

await run('@binance/spot', async () => {
  const client = new Spot({
    configurationRestAPI: { apiKey: KEY, apiSecret: SECRET, basePath: REST },
    configurationWebsocketAPI: { apiKey: KEY, apiSecret: SECRET, wsURL: `${WS}/ws-api/v3` },
    configurationWebsocketStreams: { wsURL: WS },
  });

  const book = await (await client.restAPI.depth({ symbol: 'BTCUSDT', limit: 5 })).data();
  check(book.bids.length === 5 && Number(book.bids[0][0]) < Number(book.asks[0][0]), 'the book has five levels that do not cross');

  const streams = await client.websocketStreams.connect();
  const stream = streams.diffBookDepth({ symbol: 'btcusdt', updateSpeed: '100ms' });
  const update = await first((next) => stream.on('message', next), (message) => message.u > 0, 'depth updates');
  check(update.s === 'BTCUSDT' && update.U <= update.u, 'a depth update spans its ids');
  await streams.disconnect();

  const api = await client.websocketAPI.connect();
  const price = (Math.floor(Number(book.bids[0][0]) * 0.9)).toFixed(2);
  const placed = await api.orderPlace({ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.001, price: Number(price) });
  check(placed.data.status === 'NEW', `the order rests: ${JSON.stringify(placed.data)}`);
  const open = await (await client.restAPI.getOpenOrders({ symbol: 'BTCUSDT' })).data();
  check(open.length === 1 && String(open[0].orderId) === String(placed.data.orderId), 'the open orders have it');
  const canceled = await api.orderCancel({ symbol: 'BTCUSDT', orderId: placed.data.orderId });
  check(canceled.data.status === 'CANCELED', 'it is canceled');

  const bought = await api.orderPlace({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 0.001, newOrderRespType: 'FULL' });
  check(bought.data.status === 'FILLED' && bought.data.fills.length > 0, 'a market order is filled');
  await api.disconnect();
  const trades = await (await client.restAPI.myTrades({ symbol: 'BTCUSDT' })).data();
  check(trades.some((trade) => String(trade.orderId) === String(bought.data.orderId)), 'its fill is in the trades');
  const refused = await client.restAPI.newOrder({ symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.001, price: 0.001 })
    .then(() => 'accepted', (error) => error.message);
  check(refused.includes('PRICE_FILTER'), `an order off the filters is refused: ${refused}`);
  return { fills: trades.length };
});
