// The risk panel: the kill switch, how much of each limit is used, what a day could cost, and how the alerts do.

import {money, statistic, title} from './format.js';
import {state} from './state.js';

const $ = id => document.getElementById(id);

export function drawRiskState() {
  const risk = state.riskState;
  const chip = $('risk-state');
  const stopped = risk.kill_switch?.tripped === true;
  chip.textContent = stopped ? 'KILL SWITCH ON' : 'score ' + statistic(risk.risk_score, 0);
  chip.dataset.state = stopped ? 'SEVERE' : risk.risk_score >= 80 ? 'SEVERE' : risk.risk_score >= 50 ? 'WARNING' : 'LIVE';
  chip.title = risk.kill_switch?.reason ?? '';
  drawBreakers(risk.breakers);
  drawLimits(risk.limit_use);
  drawValueAtRisk(risk.value_at_risk);
  const lost = risk.alerts.reduce((sum, channel) => sum + channel.failed + channel.dropped, 0);
  $('risk-alerts').textContent = risk.alerts.length === 0 ? 'no alert channel'
    : risk.alerts.reduce((sum, channel) => sum + channel.sent, 0) + ' alerts sent' + (lost ? ', ' + lost + ' lost' : '');
}

/** Those that hold something back. */
function drawBreakers(breakers) {
  $('breakers').replaceChildren(...breakers.map(breaker => {
    const item = document.createElement('li');
    const chip = document.createElement('b');
    chip.className = 'chip';
    chip.dataset.state = breaker.state === 'HALTED' ? 'SEVERE' : 'WARNING';
    chip.textContent = title(breaker.state);
    const why = document.createElement('span');
    why.textContent = title(breaker.cause) + ', ' + (breaker.latched ? 'until it is reset' : 'cools down at '
      + new Date(breaker.until_ns / 1e6).toISOString().slice(11, 19));
    item.append(chip, breaker.scope === 'total' ? 'Everything' : breaker.scope + ' ' + breaker.id, why);
    return item;
  }));
}

/** The nearest first. */
function drawLimits(uses) {
  const list = $('limits');
  const nearest = [...uses].sort((a, b) => b.used_percent - a.used_percent).slice(0, 6);
  while (list.children.length > nearest.length) list.lastChild.remove();
  while (list.children.length < nearest.length) {
    const item = document.createElement('li');
    const meter = document.createElement('meter');
    Object.assign(meter, {min: 0, max: 100, low: 50, high: 80, optimum: 0});
    item.append(document.createElement('span'), document.createElement('b'), meter);
    list.append(item);
  }
  nearest.forEach((use, i) => {
    const [name, used, meter] = list.children[i].children;
    name.textContent = title(use.limit.replace(/^max_/, '')) + (use.scope === 'total' ? '' : ' ' + use.scope.replace(/^[a-z]+:/, ''));
    used.textContent = statistic(use.used_percent, 0, ' %');
    meter.value = Math.min(100, use.used_percent ?? 0);
    meter.ariaLabel = name.textContent + ' used';
    list.children[i].title = use.limit + ' ' + use.scope + ': ' + statistic(use.value, 4) + ' of ' + statistic(use.bound, 4);
  });
}

function drawValueAtRisk(tail) {
  const [normal] = tail.figures;
  const figures = tail.figures.flatMap(figure => [
    ['VaR ' + figure.confidence * 100 + ' %', figure.historical ?? figure.parametric],
    ['Shortfall ' + figure.confidence * 100 + ' %', figure.historical_shortfall ?? figure.parametric_shortfall],
  ]);
  const list = $('value-at-risk');
  while (list.children.length < figures.length) {
    const pair = document.createElement('div');
    pair.append(document.createElement('dt'), document.createElement('dd'));
    list.append(pair);
  }
  figures.forEach(([name, value], i) => {
    list.children[i].firstChild.textContent = name;
    list.children[i].lastChild.textContent = value === null ? '–' : money(value, false);
  });
  $('value-at-risk-note').textContent = tail.note ?? (normal.parametric === null
    ? normal.returns + ' of ' + normal.returns_needed_parametric + ' minutes seen; no figure before that'
    : 'a day, USD, ' + (normal.historical === null ? 'parametric' : 'historical') + ' from ' + normal.returns + ' minutes');
}
