// The ladder: ten levels a side, bars by cumulated size, own orders marked.

import {decimal, decimalsOf} from './format.js';
import {instrumentKey, state} from './state.js';

const DEPTH = 10;
const $ = id => document.getElementById(id);
const asks = rows($('asks'));
const bids = rows($('bids'));

function rows(list) {
  return Array.from({length: DEPTH}, () => {
    const row = document.createElement('li');
    const bar = document.createElement('i');
    const cells = Array.from({length: 3}, () => document.createElement('span'));
    row.append(bar, ...cells);
    list.append(row);
    return {row, bar, cells};
  });
}

export function drawBook() {
  const book = state.books.get(state.selected);
  const tick = state.ticks.get(state.selected);
  const instrument = state.instruments.find(item => instrumentKey(item) === state.selected);
  const chip = $('book-state');
  chip.textContent = book?.state ?? 'no book';
  chip.dataset.state = book?.state ?? '';
  if (!book || !instrument) return;
  const prices = decimalsOf(instrument.tick_size);
  const own = new Set([...state.orders.values()].filter(order => instrumentKey(order) === state.selected).map(order => order.price));
  const totals = [book.asks, book.bids].map(side => side.reduce((sum, level) => sum + Number(level[1]), 0));
  const largest = Math.max(...totals, Number.MIN_VALUE);
  drawSide(asks.toReversed(), book.asks, largest, prices, own);
  drawSide(bids, book.bids, largest, prices, own);
  if (tick && book.state === 'LIVE') drawTouch(tick, prices);
}

function drawSide(rowsBestFirst, levels, largest, prices, own) {
  let total = 0;
  rowsBestFirst.forEach(({row, bar, cells}, i) => {
    const level = levels[i];
    row.style.visibility = level ? 'visible' : 'hidden';
    if (!level) return;
    total += Number(level[1]);
    set(cells[0], decimal(level[0], prices));
    set(cells[1], quantity(Number(level[1])));
    set(cells[2], quantity(total));
    bar.style.width = (100 * total / largest).toFixed(1) + '%';
    row.dataset.own = own.has(level[0]);
  });
}

function drawTouch(tick, prices) {
  set($('mid'), decimal(tick.mid, prices));
  set($('micro'), 'µ ' + decimal(tick.microprice.toFixed(prices + 2)));
  const basisPoints = 1e4 * Number(tick.spread) / Number(tick.mid);
  set($('spread'), 'spread ' + decimal(tick.spread, prices) + ' · ' + basisPoints.toFixed(2) + ' bp');
  set($('imbalance-text'), 'imbalance ' + (100 * tick.imbalance).toFixed(0) + ' %');
  const bar = $('imbalance-bar');
  const width = 50 * Math.abs(tick.imbalance);
  bar.style.width = width + '%';
  bar.style.left = (tick.imbalance < 0 ? 50 - width : 50) + '%';
  bar.className = tick.imbalance < 0 ? 'sell' : '';
}

const quantity = value => value.toFixed(value < 1 ? 4 : value < 100 ? 3 : value < 10_000 ? 1 : 0);

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
