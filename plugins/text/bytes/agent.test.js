import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare, profile } from './agent.js';
import { best, fit } from './model.js';

const bytes = (text) => Buffer.from(text).toString('base64');
const line = (text, label) => JSON.stringify({ name: '附件', bytes: bytes(text), label });

// By hand, smoothing 0.05 over 65536 pairs: A has "ab" once of one pair, B has "cd" once of one pair.
test('probabilities follow the formula', () => {
  const { label, probability } = best(fit([[[97, 98], 'A'], [[99, 100], 'B']]), [97, 98]);
  assert.equal(label, 'A');
  assert.ok(Math.abs(probability - 1.05 / 1.10) < 1e-12);
  assert.throws(() => fit([]));
});

test('the state that was prepared answers', () => {
  const content = new Uint8Array(Buffer.from(`${line('a,b,c', 'csv')}\n${line('{"a":1}', 'json')}\n`));
  const state = prepare({ scenario: 'file-type', materials: [{ name: 'train.jsonl', content }] });
  const { output, confidence } = answer({ scenario: 'file-type', state, input: JSON.stringify({ bytes: bytes('{"b":2}') }) });
  assert.equal(output, '{"label":"json"}');
  assert.ok(confidence > 0.5 && confidence <= 1);
});

test('other scenarios and missing materials are refused', () => {
  assert.throws(() => prepare({ scenario: 'x', materials: [] }), { tag: 'unsupported' });
  assert.throws(() => prepare({ scenario: 'file-type', materials: [] }), { tag: 'unreadable' });
  assert.equal(profile().scenarios.length, 1);
});
