// Tables and cards: rows are kept by key and only their changed texts are written, so that selection and focus survive.

import {age, clock, compact, decimal, decimalsOf, duration, money, sign, statistic, title, whole} from './format.js';
import {instrumentKey, state} from './state.js';

const $ = id => document.getElementById(id);

/** A cell: [text, classes], or [text, classes, chip state]. */
function draw(body, items, key, cells, action) {
  const old = new Map([...body.children].map(row => [row.dataset.key, row]));
  items.forEach((item, index) => {
    const id = key(item);
    let row = old.get(id);
    old.delete(id);
    if (!row) {
      row = document.createElement('tr');
      row.dataset.key = id;
      if (item.fresh) row.className = 'fresh';
    }
    fillRow(row, cells(item), action, item);
    if (body.children[index] !== row) body.insertBefore(row, body.children[index] ?? null);
  });
  old.forEach(row => row.remove());
}

function fillRow(row, cells, action, item) {
  cells.forEach(([text, classes = '', chip], i) => {
    const cell = row.children[i] ?? row.appendChild(document.createElement('td'));
    if (cell.className !== classes) cell.className = classes;
    const target = chip === undefined ? cell : cell.firstElementChild ?? cell.appendChild(document.createElement('span'));
    if (chip !== undefined) {
      target.className = 'chip';
      target.dataset.state = chip;
    }
    if (target.textContent !== text) target.textContent = text;
  });
  if (action && row.children.length === cells.length) row.appendChild(document.createElement('td')).append(action(item));
}

/** A price with as many decimals as its instrument's tick has. */
function price(item, text) {
  const instrument = state.instruments.find(known => instrumentKey(known) === instrumentKey(item));
  return decimal(text, instrument ? decimalsOf(instrument.tick_size) : 0);
}

/** A quantity with as many decimals as its instrument's lot has. */
function quantity(item, text) {
  const instrument = state.instruments.find(known => instrumentKey(known) === instrumentKey(item));
  return decimal(text, instrument ? decimalsOf(instrument.lot_size) : 0);
}

const side = item => [title(item.side), item.side === 'BUY' ? 'up' : 'down'];

export function drawOrders(cancel) {
  const orders = [...state.orders.values()].sort((a, b) => b.created_ns - a.created_ns);
  $('orders-count').textContent = orders.length;
  $('cancel-all').disabled = orders.length === 0;
  draw($('orders'), orders, order => order.id, order => [
    [age(order.created_ns), 'dim'],
    [order.strategy_id ?? '–'],
    [order.symbol],
    side(order),
    [order.price === null ? title(order.type) : price(order, order.price), 'n'],
    [quantity(order, order.quantity), 'n'],
    [decimal(order.filled_quantity), order.filled_quantity === '0' ? 'n dim' : 'n'],
    [order.status.replaceAll('_', ' '), '', order.status],
  ], order => {
    const button = document.createElement('button');
    button.className = 'icon';
    button.type = 'button';
    button.textContent = '✕';
    button.ariaLabel = 'Cancel order ' + order.id;
    button.title = 'Cancel';
    button.addEventListener('click', () => cancel(order.id, button));
    return button;
  });
}

export function drawFills() {
  $('fills-count').textContent = whole(state.fills.length);
  draw($('fills'), state.fills.slice(0, 60), fill => fill.venue + fill.symbol + fill.execution_id, fill => [
    [clock(fill.time_ns), 'dim'],
    [fill.strategy_id ?? '–'],
    [fill.symbol],
    side(fill),
    [price(fill, fill.price), 'n'],
    [quantity(fill, fill.quantity), 'n'],
    [fill.fee === '0' ? '0' : fill.fee + ' ' + (fill.fee_asset ?? ''), 'n dim'],
    [fill.liquidity ? title(fill.liquidity) : '–', 'dim'],
  ]);
}

export function drawPositions() {
  const positions = [...state.positions.values()].sort((a, b) => (a.strategy_id + a.symbol).localeCompare(b.strategy_id + b.symbol));
  draw($('positions'), positions, item => item.strategy_id + ' ' + instrumentKey(item), item => [
    [item.strategy_id],
    [item.symbol],
    [quantity(item, item.quantity), 'n ' + sign(item.quantity)],
    [price(item, item.average_price), 'n'],
    [price(item, item.mark_price), 'n dim'],
    [money(item.realised_pnl), 'n ' + sign(item.realised_pnl)],
    [money(item.unrealised_pnl), 'n ' + sign(item.unrealised_pnl)],
    [money(item.exposure, false), 'n dim'],
  ]);
}

export function drawLatency() {
  const stages = state.latency.stages;
  const venues = new Set(stages.map(item => item.venue));
  $('latency-note').textContent = 'since start' + (venues.size === 1 ? ' · ' + stages[0].venue : '');
  draw($('latency'), stages, item => item.venue + item.stage, item => [
    [title(item.stage) + (venues.size > 1 ? ' ' + item.venue : '')],
    [duration(item.p50), 'n'],
    [duration(item.p99), 'n'],
    [duration(item['p99.9']), 'n'],
    [duration(item.max), 'n dim'],
  ]);
}

export function drawRisk() {
  $('risk-count').textContent = whole(state.risk.length);
  draw($('risk'), state.risk.slice(0, 60), item => String(item.id), item => [
    [clock(item.last_time_ns), 'dim'],
    [title(item.severity), '', item.severity],
    [title(item.rule)],
    [item.strategy_id ?? item.venue ?? '–'],
    [whole(item.count), 'n dim'],
    [item.value === null ? '–' : decimal(item.value), 'n'],
    [item.limit === null ? '–' : decimal(item.limit), 'n dim'],
  ]);
}

export function drawStrategies(change) {
  const box = $('strategies');
  const strategies = [...state.strategies.values()];
  $('strategies-note').textContent =
    strategies.filter(strategy => strategy.state === 'RUNNING').length + ' of ' + strategies.length + ' running';
  for (const strategy of strategies) {
    const card = [...box.children].find(child => child.dataset.key === strategy.id) ?? box.appendChild(newCard(strategy, change));
    drawCard(card, strategy);
  }
}

const CARD_FIGURES = ['Win rate', 'Sharpe', 'Drawdown', 'Volume', 'Fills', 'Open', 'Realised', 'Unrealised'];

function newCard(strategy, change) {
  const card = document.createElement('article');
  card.className = 'card';
  card.dataset.key = strategy.id;
  const top = element('div', 'top');
  const button = element('button', 'small');
  button.type = 'button';
  button.addEventListener('click', () => change(strategy.id, button.dataset.action, button));
  top.append(element('h3', '', strategy.id), element('span', 'chip'), button);
  const row = element('div', 'pnl-row');
  row.append(element('b'), element('span', 'type', strategy.type + ' · ' + strategy.instruments.map(item => item.symbol).join(' ')));
  const list = document.createElement('dl');
  CARD_FIGURES.forEach(name => {
    const pair = document.createElement('div');
    pair.append(element('dt', '', name), element('dd'));
    list.append(pair);
  });
  card.append(top, row, list, element('p', 'reason'));
  return card;
}

function drawCard(card, strategy) {
  const running = strategy.state === 'RUNNING';
  const performance = strategy.performance;
  const chip = card.querySelector('.chip');
  chip.textContent = strategy.state;
  chip.dataset.state = strategy.state;
  const button = card.querySelector('button');
  button.textContent = running ? 'Stop' : 'Start';
  button.dataset.action = running ? 'stop' : 'start';
  button.className = 'small ' + (running ? 'danger' : 'go');
  button.ariaLabel = button.textContent + ' strategy ' + strategy.id;
  const total = card.querySelector('.pnl-row b');
  total.textContent = money(performance.total_pnl);
  total.className = sign(performance.total_pnl);
  const figures = [
    statistic(performance.win_rate, 0, ' %'), statistic(performance.sharpe, 0), money(performance.max_drawdown, false),
    compact(performance.volume), whole(performance.fills), whole(strategy.open_orders), money(performance.realised_pnl),
    money(performance.unrealised_pnl),
  ];
  card.querySelectorAll('dd').forEach((cell, i) => {
    cell.textContent = figures[i];
  });
  card.querySelector('.reason').textContent = running ? '' : strategy.reason ?? '';
}

function element(name, classes = '', text = '') {
  const node = document.createElement(name);
  node.className = classes;
  node.textContent = text;
  return node;
}
