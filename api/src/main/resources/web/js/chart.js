// Price with own fills, and profit over time. uPlot is a classic script: window.uPlot.

import {instrumentKey, state} from './state.js';

const GRID = {stroke: 'rgba(139,153,168,.10)', width: 1};
const AXIS = {stroke: '#8b99a8', grid: GRID, ticks: {show: false}, font: '11px ui-monospace, DejaVu Sans Mono, monospace'};
const WINDOW_S = 300;

let price;
let profit;
let priceKey;

function options(element, series, extra = {}) {
  return {
    width: element.clientWidth - 12,
    height: element.clientHeight - 4,
    legend: {show: false},
    cursor: {points: {size: 6}, drag: {x: false, y: false}},
    padding: [8, 6, 0, 0],
    axes: [{...AXIS, space: 90}, {...AXIS, size: 78, values: (chart, ticks) => ticks.map(tick => axisText(tick, ticks))}],
    series: [{}, ...series],
    ...extra,
  };
}

function axisText(value, ticks) {
  const step = ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : 1;
  const decimals = Math.max(0, Math.min(8, -Math.floor(Math.log10(step) + 1e-9)));
  return value.toLocaleString('en-US', {minimumFractionDigits: decimals, maximumFractionDigits: decimals});
}

const line = (stroke, width = 1.4, extra = {}) => ({stroke, width, points: {show: false}, ...extra});

export function drawPrice() {
  const element = document.getElementById('price-chart');
  const prices = state.prices.get(state.selected);
  document.getElementById('chart-title').textContent = state.selected ? 'Price · ' + state.selected : 'Price';
  if (price && priceKey !== state.selected) {
    price.destroy();
    price = null;
  }
  if (!prices || !prices.times.length) return;
  if (!price) {
    priceKey = state.selected;
    price = new window.uPlot(options(element, [
      line('rgba(47,208,138,.75)'), line('rgba(255,107,107,.75)'), line('#3ddbd9', 1.2),
    ], {
      bands: [{series: [2, 1], fill: 'rgba(139,153,168,.10)'}],
      scales: {x: {time: true, range: (chart, min, max) => [Math.max(min, max - WINDOW_S), max]}},
      hooks: {draw: [drawFills]},
    }), [[], [], [], []], element);
  }
  price.setData([prices.times, prices.bid, prices.ask, prices.micro]);
}

/** A triangle at each own fill: up for bought, down for sold. */
function drawFills(chart) {
  const context = chart.ctx;
  const {left, width} = chart.bbox;
  const size = 5 * devicePixelRatio;
  context.save();
  for (const fill of state.fills) {
    if (instrumentKey(fill) !== priceKey) continue;
    const x = chart.valToPos(fill.time_ns / 1e9, 'x', true);
    if (x < left || x > left + width) continue;
    const y = chart.valToPos(Number(fill.price), 'y', true);
    const direction = fill.side === 'BUY' ? 1 : -1;
    context.fillStyle = fill.side === 'BUY' ? '#2fd08a' : '#ff6b6b';
    context.beginPath();
    context.moveTo(x, y - direction * size);
    context.lineTo(x - size, y + direction * size);
    context.lineTo(x + size, y + direction * size);
    context.fill();
  }
  context.restore();
}

export function drawProfit() {
  const element = document.getElementById('pnl-chart');
  const {times, total, realised} = state.profits;
  if (times.length < 2) return;
  profit ??= new window.uPlot(options(element, [
    line('#3ddbd9', 1.6, {fill: 'rgba(61,219,217,.08)', fillTo: 0}), line('#7d8cff', 1.2, {dash: [4, 3]}),
  ], {scales: {x: {time: true}, y: {range: (chart, min, max) => profitRange(min, max)}}}), [[], [], []], element);
  profit.setData([times, total, realised]);
}

function profitRange(min, max) {
  const low = Math.min(0, min ?? 0);
  const high = Math.max(0, max ?? 0);
  const margin = Math.max((high - low) * 0.12, 0.5);
  return [low - margin, high + margin];
}

export function resize() {
  for (const chart of [price, profit]) {
    if (chart) {
      const element = chart.root.parentElement;
      chart.setSize({width: element.clientWidth - 12, height: element.clientHeight - 4});
    }
  }
}
