// @binance/connector: REST, WebSocket API and streams of the simulated Binance.
import connector from '@binance/connector';
import { REST, WS, KEY, SECRET, check, first, run } from './check.js';

await run('@binance/connector', async () => {
  const { Spot, WebsocketStream, WebsocketAPI } = connector;
  const quiet = new (await import('node:console')).Console({ stdout: process.stderr, stderr: process.stderr });
  const client = new Spot(KEY, SECRET, { baseURL: REST });

  const book = (await client.depth('BTCUSDT', { limit: 10 })).data;
  check(book.bids.length === 10 && Number(book.bids[0][0]) < Number(book.asks[0][0]), 'the book has ten levels that do not cross');

  let tell = () => {};
  const stream = new WebsocketStream({ logger: quiet, wsURL: WS, callbacks: { message: (text) => tell(JSON.parse(text)) } });
  stream.bookTicker('btcusdt');
  const ticker = await first((next) => { tell = next; }, (message) => message.s === 'BTCUSDT', 'best prices');
  check(Number(ticker.b) < Number(ticker.a), 'the best prices do not cross');
  stream.disconnect();

  const price = Math.floor(Number(book.bids[0][0]) * 0.9);
  const placed = (await client.newOrder('BTCUSDT', 'BUY', 'LIMIT', { timeInForce: 'GTC', quantity: 0.001, price })).data;
  check(placed.orderId > 0, 'the order is placed');
  check((await client.openOrders({ symbol: 'BTCUSDT' })).data.length === 1, 'the open orders have it');
  check((await client.cancelOrder('BTCUSDT', { orderId: placed.orderId })).data.status === 'CANCELED', 'it is canceled');

  let answer = () => {};
  const api = new WebsocketAPI(KEY, SECRET, { logger: quiet, wsURL: `${WS}/ws-api/v3`, callbacks: {
    message: (text) => answer(JSON.parse(text)),
    open: () => api.newOrder('BTCUSDT', 'SELL', 'MARKET', { quantity: 0.001, newOrderRespType: 'FULL' }) } });
  const sold = await first((next) => { answer = next; }, (message) => message.status !== undefined, 'the answer to a market order');
  check(sold.status === 200 && sold.result.status === 'FILLED', `a market order is filled: ${JSON.stringify(sold)}`);
  api.disconnect();
  const trades = (await client.myTrades('BTCUSDT')).data;
  check(trades.some((trade) => trade.orderId === sold.result.orderId && !trade.isBuyer), 'its fill is in the trades');
  const refused = await client.cancelOrder('BTCUSDT', { orderId: 999999999 }).then(() => 'accepted', (error) => error.response.data.code);
  check(refused === -2011, `an unknown order is refused: ${refused}`);
  return { fills: trades.length };
});
