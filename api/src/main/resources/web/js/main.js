// Puts the page together: loads what REST knows, follows the stream, draws what has changed, at most once a frame.

import {askForKey, change, get, hasKey} from './api.js';
import {drawBook} from './book.js';
import {drawPrice, drawProfit, resize} from './chart.js';
import {compact, decimal, decimalsOf, duration, money, sign, statistic, uptime, whole} from './format.js';
import {instrumentKey, load, onConnected, onMessage, select, state} from './state.js';
import {drawRiskState} from './risk.js';
import {Stream} from './stream.js';
import {drawFills, drawLatency, drawOrders, drawPositions, drawRisk, drawStrategies} from './tables.js';

const $ = id => document.getElementById(id);
const LATE_MS = 3000;

const views = {
  status: drawStatus,
  tabs: drawTabs,
  book: drawBook,
  price: drawPrice,
  profit: drawProfit,
  orders: () => drawOrders((id, button) => act(button, 'DELETE', '/orders/' + id)),
  fills: drawFills,
  positions: drawPositions,
  latency: () => {
    drawLatency();
    drawTickToOrder();
  },
  risk: drawRisk,
  riskState: drawRiskState,
  strategies: () => drawStrategies((id, action, button) => act(button, 'POST', '/strategies/' + encodeURIComponent(id) + '/' + action)),
};

const stream = new Stream('/ws/hft', onMessage, () => {
  onConnected();
  loadRest();
});

async function loadRest() {
  try {
    const [instruments, fills, risk] = await Promise.all([get('/instruments'), get('/fills?limit=200'), get('/risk/events?limit=200')]);
    load(instruments.instruments, fills.fills, risk.events);
  } catch (error) {
    toast(error.message, true);
  }
}

function frame() {
  for (const view of state.dirty) views[view]();
  state.dirty.clear();
  requestAnimationFrame(frame);
}

function text(id, value, classes) {
  const element = $(id);
  if (element.textContent !== value) element.textContent = value;
  if (classes !== undefined && element.className !== classes) element.className = classes;
}

function drawStatus() {
  const {status} = state;
  const {orders, pnl, risk} = status;
  text('mode', status.mode);
  $('mode').dataset.mode = status.mode;
  text('engine-state', status.state);
  text('uptime', uptime(status.uptimeSeconds));
  text('tick-rate', state.tickRate === null ? '–' : whole(state.tickRate));
  text('bar-pnl', money(pnl.total), sign(pnl.total));
  document.title = (pnl.total === null ? '' : money(pnl.total) + ' · ') + 'Peregrine';
  text('kpi-realised', money(pnl.realised), sign(pnl.realised));
  text('kpi-unrealised', money(pnl.unrealised), sign(pnl.unrealised));
  text('kpi-volume', compact(pnl.volume));
  text('kpi-fees', 'fees ' + money(pnl.fees, false) + ' USD');
  text('kpi-orders', whole(orders.total));
  text('kpi-orders-detail', whole(orders.filled) + ' filled · ' + whole(orders.canceled) + ' canceled · ' + whole(orders.rejected) + ' rejected');
  text('kpi-fill-time', orders.filled ? duration(orders.averageFillTimeMs * 1e6) : '–');
  text('kpi-risk', statistic(risk.riskScore, 0) + ' / 100');
  text('kpi-risk-detail', whole(risk.violations) + ' of ' + whole(risk.totalChecks) + ' checks · ' + statistic(risk.violationRate, 2, ' %'));
  $('risk-meter').value = risk.riskScore;
  text('run', 'Peregrine · run ' + status.runId);
  drawVenues(status.venues);
}

function drawVenues(venues) {
  const list = $('venues');
  while (list.children.length < venues.length) {
    const item = document.createElement('li');
    item.append(document.createElement('i'), document.createElement('span'), document.createElement('small'));
    list.append(item);
  }
  venues.forEach((venue, i) => {
    const [, name, detail] = list.children[i].children;
    const live = venue.books.filter(book => book.state === 'LIVE').length;
    name.textContent = venue.venue;
    detail.textContent = live + '/' + venue.books.length + ' books live' + (venue.orderEntryReady ? '' : ' · no order entry');
    list.children[i].title = venue.detail;
    list.children[i].dataset.ok = !venue.connected ? 'false' : venue.orderEntryReady && live === venue.books.length ? 'true' : 'part';
  });
}

function drawTickToOrder() {
  const stage = state.latency.stages.find(item => item.stage === 'tick_to_order');
  text('kpi-tto', duration(stage?.p50));
  text('kpi-tto-detail', 'p99 ' + duration(stage?.p99) + ' · max ' + duration(stage?.max));
}

function drawTabs() {
  const tabs = $('instruments');
  state.instruments.forEach((instrument, i) => {
    const key = instrumentKey(instrument);
    let button = tabs.children[i];
    if (!button) {
      button = document.createElement('button');
      button.type = 'button';
      button.append(document.createElement('b'), document.createElement('span'));
      button.firstChild.textContent = instrument.symbol;
      button.title = instrument.venue;
      button.addEventListener('click', () => select(key));
      tabs.append(button);
    }
    button.ariaPressed = String(key === state.selected);
    const tick = state.ticks.get(key);
    button.lastChild.textContent = tick ? decimal(tick.mid, decimalsOf(instrument.tick_size)) : '–';
  });
}

function drawConnection() {
  const element = $('connection');
  const ageMs = stream.ageMs();
  const connection = !stream.open ? 'connecting' : ageMs > LATE_MS ? 'late' : 'open';
  element.dataset.state = connection;
  text('connection-text', connection === 'connecting' ? 'reconnecting' : 'stream ' + (ageMs / 1e3).toFixed(1) + ' s');
  document.body.classList.toggle('stale', connection === 'connecting' && stream.lastMs > 0);
  text('key-button', hasKey() ? 'Key ✓' : 'Key');
  if (state.orders.size) state.dirty.add('orders');
}

/** Sends a change while its button waits, and says what went wrong. */
async function act(button, method, path) {
  button.disabled = true;
  try {
    await change(method, path);
  } catch (error) {
    toast(error.message, true);
  } finally {
    button.disabled = false;
  }
}

function toast(message, bad = false) {
  const note = document.createElement('p');
  note.textContent = message;
  note.className = bad ? 'bad' : '';
  $('toasts').append(note);
  setTimeout(() => note.remove(), 6000);
}

$('key-button').addEventListener('click', askForKey);
$('cancel-all').addEventListener('click', () => {
  const dialog = $('confirm-dialog');
  $('confirm-text').textContent = 'Cancel all ' + state.orders.size + ' open orders of all strategies and of trading by hand.';
  dialog.showModal();
  dialog.addEventListener('close', () => {
    if (dialog.returnValue === 'ok') act($('cancel-all'), 'DELETE', '/orders');
  }, {once: true});
});
// With the window, and when the tables beside them have grown.
const resized = new ResizeObserver(resize);
document.querySelectorAll('.chart').forEach(element => resized.observe(element));
setInterval(drawConnection, 500);
requestAnimationFrame(frame);
