// What the page knows. The stream writes, the views read; each write marks what must be drawn again.

const TERMINAL = new Set(['FILLED', 'CANCELED', 'REJECTED', 'RISK_REJECTED', 'EXPIRED']);
const FILLS_MAX = 200;
const RISK_MAX = 200;
const PRICES_MAX = 3000;
const PROFITS_MAX = 3600;

export const state = {
  status: null,
  latency: null,
  instruments: [],
  selected: null,
  books: new Map(),
  ticks: new Map(),
  prices: new Map(),
  profits: {times: [], total: [], realised: []},
  orders: new Map(),
  fills: [],
  positions: new Map(),
  strategies: new Map(),
  risk: [],
  riskState: null,
  tickRate: null,
  dirty: new Set(),
};

export const instrumentKey = item => item.venue + ' ' + item.symbol;

/** Forgets what the server sends again after a reconnect. */
export function onConnected() {
  state.orders.clear();
  state.positions.clear();
  mark('orders', 'positions');
}

const handlers = {
  status(data, ts) {
    const last = state.status;
    if (last && last.runId === data.runId && data.uptimeSeconds > last.uptimeSeconds) {
      state.tickRate = (data.tickCount - last.tickCount) / (data.uptimeSeconds - last.uptimeSeconds);
    }
    state.status = data;
    if (data.pnl.total !== null) {
      push(state.profits, PROFITS_MAX, ts, {total: Number(data.pnl.total), realised: Number(data.pnl.realised)});
      mark('profit');
    }
    mark('status');
  },
  latency(data) {
    state.latency = data;
    mark('latency');
  },
  book(data) {
    state.books.set(instrumentKey(data), data);
    mark('book');
  },
  book_status() {
    mark('book');
  },
  tick(data, ts) {
    const key = instrumentKey(data);
    state.ticks.set(key, data);
    if (!state.prices.has(key)) state.prices.set(key, {times: [], bid: [], ask: [], micro: []});
    push(state.prices.get(key), PRICES_MAX, ts, {bid: Number(data.bid), ask: Number(data.ask), micro: data.microprice});
    mark('price', 'book', 'tabs');
  },
  order(data) {
    if (TERMINAL.has(data.status)) state.orders.delete(data.id);
    else state.orders.set(data.id, data);
    mark('orders', 'book');
  },
  fill(data) {
    state.fills.unshift({...data, fresh: true});
    state.fills.length = Math.min(state.fills.length, FILLS_MAX);
    mark('fills', 'price');
  },
  position(data) {
    state.positions.set(data.strategy_id + ' ' + instrumentKey(data), data);
    mark('positions');
  },
  strategy(data) {
    state.strategies.set(data.id, data);
    mark('strategies');
  },
  risk(data) {
    const known = state.risk.findIndex(event => event.id === data.id);
    if (known >= 0) state.risk[known] = data;
    else state.risk.unshift({...data, fresh: true});
    state.risk.length = Math.min(state.risk.length, RISK_MAX);
    mark('risk');
  },
  risk_state(data) {
    state.riskState = data;
    mark('riskState');
  },
};

/** One message of the stream. */
export function onMessage(message) {
  handlers[message.type]?.(message.data, message.ts);
}

/** What REST tells once, at the start. */
export function load(instruments, fills, risk) {
  state.instruments = instruments;
  state.selected ??= instruments.length ? instrumentKey(instruments[0]) : null;
  state.fills = fills;
  state.risk = risk;
  mark('tabs', 'fills', 'risk', 'book', 'price');
}

export function select(key) {
  state.selected = key;
  mark('tabs', 'book', 'price');
}

function mark(...views) {
  views.forEach(view => state.dirty.add(view));
}

/** Adds one point to columns of equal length. */
function push(columns, limit, ts, values) {
  columns.times.push(ts / 1e9);
  Object.entries(values).forEach(([name, value]) => columns[name].push(value));
  if (columns.times.length > limit * 1.2) {
    Object.values(columns).forEach(column => column.splice(0, column.length - limit));
  }
}
