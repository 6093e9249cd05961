import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare, review } from './agent.js';

const lexicon = { absolute: ['最低', '第一'], disparaging: ['垃圾'] };

test('a word is found with what stands round it, and the same words twice are told apart', () => {
  const findings = review('全网最低价，隔壁都是垃圾，全网最低价', lexicon);
  assert.deepEqual(findings, [
    { quote: '全网最低价', occurrence: 1, kind: 'absolute' },
    { quote: '隔壁都是垃圾', occurrence: 1, kind: 'disparaging' },
    { quote: '全网最低价', occurrence: 2, kind: 'absolute' },
  ]);
});

test('context is not seen', () => {
  assert.equal(review('第一次来的点个关注', lexicon).length, 1);
  assert.deepEqual(review('面料是棉的', lexicon), []);
});

test('the lexicon comes as bytes', () => {
  const state = new TextEncoder().encode(JSON.stringify(lexicon));
  const { output } = answer({ scenario: 'livestream-compliance', state, input: '{"script":"全网最低"}' });
  assert.deepEqual(JSON.parse(output).findings, [{ quote: '全网最低', occurrence: 1, kind: 'absolute' }]);
});

test('what is not entered or cannot be read is said', () => {
  assert.throws(() => prepare({ scenario: 'x' }), { tag: 'unsupported' });
  assert.throws(() => prepare({ scenario: 'livestream-compliance', materials: [] }), { tag: 'unreadable' });
  const task = { scenario: 'livestream-compliance', state: new TextEncoder().encode('{}'), input: '{' };
  assert.throws(() => answer(task), { tag: 'unreadable' });
});
