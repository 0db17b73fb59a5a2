// Texts for people. Prices and quantities come as exact decimal texts and stay texts; only statistics become numbers.

const MONEY = new Intl.NumberFormat('en-US', {minimumFractionDigits: 2, maximumFractionDigits: 2});
const WHOLE = new Intl.NumberFormat('en-US', {maximumFractionDigits: 0});
const COMPACT = new Intl.NumberFormat('en-US', {notation: 'compact', maximumFractionDigits: 1});
const NONE = '–';

/** An amount of money with its sign. */
export function money(text, signed = true) {
  if (text === null || text === undefined) return NONE;
  const value = Number(text);
  const shown = MONEY.format(Math.abs(value));
  const zero = shown === '0.00';
  return (value < 0 && !zero ? '−' : signed && !zero ? '+' : '') + shown;
}

/** A count. */
export const whole = value => (value === null || value === undefined ? NONE : WHOLE.format(value));

/** A large number in few characters. */
export const compact = value => (value === null || value === undefined ? NONE : COMPACT.format(Number(value)));

/** A statistic that may be missing. */
export const statistic = (value, digits, unit = '') =>
  (value === null || value === undefined ? NONE : value.toFixed(digits) + unit);

/** A decimal text with thousands separated and at least so many decimals. */
export function decimal(text, decimals = 0) {
  if (text === null || text === undefined) return NONE;
  const [whole, fraction = ''] = text.replace('-', '−').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const padded = fraction.padEnd(decimals, '0');
  return padded ? grouped + '.' + padded : grouped;
}

/** How many decimals a step such as "0.01" has. */
export const decimalsOf = step => (step.includes('.') ? step.split('.')[1].length : 0);

/** Nanoseconds in the unit that fits. */
export function duration(ns) {
  if (ns === null || ns === undefined) return NONE;
  if (ns < 1e3) return ns.toFixed(0) + ' ns';
  if (ns < 1e6) return digits(ns / 1e3) + ' µs';
  if (ns < 1e9) return digits(ns / 1e6) + ' ms';
  return digits(ns / 1e9) + ' s';
}

const digits = value => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);

/** Seconds as a clock that counts up. */
export function uptime(seconds) {
  const s = Math.floor(seconds);
  const two = n => String(n).padStart(2, '0');
  const days = Math.floor(s / 86400);
  return (days ? days + 'd ' : '') + two(Math.floor(s / 3600) % 24) + ':' + two(Math.floor(s / 60) % 60) + ':' + two(s % 60);
}

/** Time of day with milliseconds. */
export function clock(ns) {
  const date = new Date(ns / 1e6);
  return date.toLocaleTimeString('en-GB') + '.' + String(date.getMilliseconds()).padStart(3, '0');
}

/** How long ago, in few characters. */
export function age(ns) {
  const seconds = Math.max(0, Date.now() / 1e3 - ns / 1e9);
  if (seconds < 60) return seconds.toFixed(0) + ' s';
  if (seconds < 3600) return Math.floor(seconds / 60) + ' min';
  return Math.floor(seconds / 3600) + ' h';
}

/** Class for a signed number: up, down, or nothing. */
export const sign = text => (Number(text) > 0 ? 'up' : Number(text) < 0 ? 'down' : '');

/** BUY and SELL as people read them. */
export const title = text => text.charAt(0).toUpperCase() + text.slice(1).toLowerCase().replaceAll('_', ' ');
