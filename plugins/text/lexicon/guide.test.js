import assert from 'node:assert/strict';
import { test } from 'node:test';

import { advise } from './guide.js';

const guide = {
  departments: [
    { name: '心血管内科', words: ['胸口', '胸痛'], takes_over: [] },
    { name: '呼吸内科', words: ['咳'], takes_over: [] },
    { name: '儿科', words: ['宝宝'], takes_over: ['呼吸内科'] },
  ],
  red_flags: [{ name: '胸痛警示', urgency: '急诊', words: [['胸口', '胸痛'], ['汗']] }],
  urgency_words: { 尽快: ['发烧'] },
  negations: ['没有', '不'],
};

test('a sign needs a word of each group and makes it an emergency', () => {
  assert.deepEqual(advise('胸口痛，一身汗', guide).output, { department: '心血管内科', urgency: '急诊', red_flags: ['胸痛警示'] });
  assert.deepEqual(advise('胸口痛', guide).output, { department: '心血管内科', urgency: '普通', red_flags: [] });
});

test('what is denied does not count', () => {
  assert.equal(advise('没有胸痛，咳了几天', guide).output.department, '呼吸内科');
});

test('a child goes to the paediatrician, and what says nothing is asked again', () => {
  assert.deepEqual(advise('宝宝咳，发烧', guide).output, { department: '儿科', urgency: '尽快', red_flags: [] });
  assert.deepEqual(advise('不舒服', guide).output, { department: '需再问', urgency: '普通', red_flags: [] });
});
