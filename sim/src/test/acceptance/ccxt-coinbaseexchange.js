// ccxt: REST and the feed of the simulated Coinbase Exchange.
import ccxt from 'ccxt';
import { REST, WS, KEY, SECRET, PASSPHRASE, check, run } from './check.js';

await run('ccxt coinbaseexchange', async () => {
  const client = new ccxt.pro.coinbaseexchange({ apiKey: KEY, secret: SECRET, password: PASSPHRASE, enableRateLimit: false });
  client.urls.api = { ...client.urls.api, public: REST, private: REST, ws: WS };
  await client.loadHttpProxyAgent();
  await client.loadMarkets();
  const book = await client.fetchOrderBook('BTC/USD');
  check(book.bids.length > 10 && book.bids[0][0] < book.asks[0][0], 'the book is deep and does not cross');
  for (let i = 0; i < 20; i++) {
    const live = await client.watchOrderBook('BTC/USD');
    check(live.bids[0][0] < live.asks[0][0], 'the live book does not cross');
  }
  const placed = await client.createOrder('BTC/USD', 'limit', 'buy', 0.001, Math.floor(book.bids[0][0] * 0.9));
  check((await client.fetchOpenOrders('BTC/USD')).some((order) => order.id === placed.id), 'the open orders have it');
  await client.cancelOrder(placed.id, 'BTC/USD');
  check((await client.fetchOpenOrders('BTC/USD')).length === 0, 'it is canceled');
  const bought = await client.createOrder('BTC/USD', 'market', 'buy', 0.001);
  const trades = await client.fetchMyTrades('BTC/USD');
  check(trades.some((trade) => trade.order === bought.id), 'its fill is in the trades');
  const refused = await client.createOrder('BTC/USD', 'limit', 'buy', 1000, 50000).then(() => 'accepted', (error) => error.constructor.name);
  check(refused === 'InsufficientFunds', `too large an order is refused: ${refused}`);
  await client.close();
  return { fills: trades.length };
});
