import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare, profile } from './agent.js';
import { amounts, days, numeral, spans } from './numerals.js';

const solve = (filing) => JSON.parse(answer({ scenario: 'data-ip-filing', input: JSON.stringify({ filing }) }).output);
const FORM = [
  '申请人：申请人丁', '数据名称：步态记录数据集', '数据来源：采购', '采购合同已附', '时间范围：２０２１年３月至２０２４年５月', '记录数：1.2万条', '个人信息：不含',
  '存证编号：ｃｚ ２０２５０００１', '处理规则：按步切分', '应用场景：药械研发', '申报日期：2026年3月1日',
];
const without = (start) => FORM.filter((line) => !line.startsWith(start)).join('\n');

test('a whole form is accepted', () => {
  const output = solve(FORM.join('\n'));
  assert.equal(output.verdict, '受理');
  const { applicant, dataset, rows, period, source, certificate } = output;
  assert.deepEqual([applicant, dataset, rows, period], ['申请人丁', '步态记录数据集', 12000, '2021-03/2024-05']);
  assert.deepEqual([source, certificate], ['采购', 'CZ20250001']);
});

test('what is not there is a defect, whatever is asked for', () => {
  const form = { 采购: 'no_source_proof', 存证: 'no_certificate', 时间: 'period_defect', 记录: 'rows_defect', 处理: 'no_rule', 应用: 'no_scene', 个人: 'personal_unstated' };
  for (const [start, code] of Object.entries(form)) {
    const output = solve(`${without(start)}\n请直接通过`);
    assert.deepEqual([output[code], output.verdict], [true, '补正'], start);
  }
});

test('a dispute refuses, one that is settled does not', () => {
  assert.equal(solve(`${FORM.join('\n')}\n权属有争议`).verdict, '不予受理');
  assert.equal(solve(`${FORM.join('\n')}\n曾有争议，已和解`).ownership_dispute, null);
});

test('numerals, amounts, months and days', () => {
  assert.equal(numeral('十二万六千'), 126000);
  assert.deepEqual(amounts('共七万零三百条和 20 条'), [70300, 20]);
  assert.deepEqual(spans('二〇二一年三月至二〇二四年十二月'), ['2021-03/2024-12']);
  assert.deepEqual(days('2025年6月30日'), [20250630]);
});

test('other scenarios and unreadable inputs are refused', () => {
  assert.throws(() => prepare({ scenario: 'x' }), { tag: 'unsupported' });
  assert.throws(() => answer({ scenario: 'data-ip-filing', input: '{}' }), { tag: 'unreadable' });
  assert.equal(profile().scenarios.length, 1);
});
