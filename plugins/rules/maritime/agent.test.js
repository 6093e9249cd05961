import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare, profile } from './agent.js';
import { kind, read } from './report.js';
import { approach, decide } from './rules.js';

const ORDER = 'CPA小于1.0海里且TCPA不超过30分钟，按有碰撞危险处理。';
const solve = (own, target) => JSON.parse(answer({ scenario: 'vessel-encounter', input: JSON.stringify({ own, target, order: ORDER }) }).output);

// Worked by hand: 10 kn each, end on, 5 miles apart: they meet after a quarter of an hour.
test('end on, both give way', () => {
  const output = solve('本船：机动船在航，航向000°，航速10.0节。', '来船：方位000°，距离5.0海里，机动船，航向180°，航速10.0节。');
  assert.deepEqual(output, { role: 'both-give-way', rule: '14', cpa_nm: 0, tcpa_min: 15 });
});

test('the class decides before the side, and overtaking before the class', () => {
  const crossing = '来船：左舷45°，距离2.8海里，捕捞作业中的渔船，航向090°，航速10.0节。';
  assert.equal(solve('本船：机动船，航向000°，航速10.0节。', crossing).rule, '18');
  const slower = '来船：正前方，距离2.0海里，机动船，航向000°，航速4.0节。';
  const output = solve('本船：帆船，航向000°，航速9.0节。', slower);
  assert.deepEqual([output.role, output.rule], ['give-way', '13']);
});

test('plots of earlier minutes and plans are passed over', () => {
  const report = read({
    own: '本船：计划12分钟后转向090°，机动船，航向010°，航速10.0节，额定航速20节。',
    target: '来船：6分钟前真方位100°、距离9.0海里，右舷20°，距18链，航向200°，航速18.52公里/小时。',
    order: ORDER,
  });
  assert.equal(report.own.course, 10);
  assert.ok(Math.abs(report.target.speed - 10) < 1e-9);
  assert.ok(Math.abs(Math.hypot(...report.offset) - 1.8) < 1e-9);
  assert.ok(Math.abs((Math.atan2(...report.offset) * 180) / Math.PI - 30) < 1e-9);
});

test('positions in each manner give the same offset', () => {
  const own = '本船：机动船，航向000°，航速10节，位于30°00.00′N，123°00.00′E。';
  const places = ['位于30°03.00′N，123°02.00′E', '位置北纬30度03.00分、东经123度02.00分', '船位30-03.00N 123-02.00E', '船位30.05000°N，123.03333°E'];
  for (const place of places) {
    const { offset } = read({ own, target: `来船：${place}，航向180°，航速9节。`, order: ORDER });
    assert.ok(Math.abs(offset[0] - 2 * Math.cos((30.025 * Math.PI) / 180)) < 1e-3 && Math.abs(offset[1] - 3) < 1e-9, place);
  }
});

test('lights and shapes tell the class', () => {
  const told = { 帆船同时使用机器推进: 'power', 未从事捕捞的渔船: 'power', 显示上绿下白环照灯: 'fishing', 悬挂两个黑球: 'hampered', 仅用帆行驶: 'sailing' };
  for (const [text, wanted] of Object.entries(told)) assert.equal(kind(text), wanted, text);
});

test('vessels that draw apart have no risk, and what lacks is said', () => {
  const still = { course: 0, speed: 10 };
  assert.deepEqual(approach(still, { course: 180, speed: 10 }, [0, -4]), { cpa: 4, tcpa: 0 });
  const report = { own: { ...still, kind: 'power' }, target: { course: 180, speed: 10, kind: 'power' }, offset: [0, -0.5], limits: { miles: 1, minutes: 30 } };
  assert.equal(decide(report).output.role, 'no-risk');
  assert.throws(() => solve('本船：机动船。', '来船：机动船。'), { tag: 'unsure' });
  assert.throws(() => prepare({ scenario: 'x' }), { tag: 'unsupported' });
  assert.equal(profile().scenarios.length, 1);
});
