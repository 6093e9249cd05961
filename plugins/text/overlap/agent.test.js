import assert from 'node:assert/strict';
import test from 'node:test';

import { build, reply } from './reply.js';

// The component's engine has neither.
delete globalThis.TextDecoder;
delete globalThis.TextEncoder;

const state = build([
  '{"id":"A1","title":"停车","text":"停车位按季度摇号，月费二百元从工资中扣除。"}',
  '{"id":"A2","title":"食堂","text":"餐补每天二十五元，月底清零，不能提现。"}',
]);

test('the passage that shares most comes first, and its figure answers', () => {
  const { output } = reply(state, '餐补每天多少');
  assert.deepEqual(output, { passages: ['A2', 'A1'], answer: '二十五元' });
});

test('what shares little has no answer', () => {
  assert.equal(reply(state, '机房空调谁来修').output.answer, null);
});

test('no passage at all is no error', () => {
  assert.deepEqual(reply(build(['']), '餐补').output, { passages: [], answer: null });
});
