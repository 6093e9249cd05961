import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare, profile } from './agent.js';
import { decode } from './base64.js';
import { isText } from './binary.js';

const solve = (bytes) => JSON.parse(answer({ scenario: 'file-type', input: JSON.stringify({ name: 'a.txt', size: 1, bytes: Buffer.from(bytes).toString('base64') }) }).output).label;

test('Base64 is read as others read it', () => {
  for (const text of ['', 'a', 'ab', 'abc', '文件']) assert.deepEqual(decode(Buffer.from(text).toString('base64')), [...Buffer.from(text)]);
  assert.throws(() => decode('?'));
});

test('magic numbers and marks', () => {
  assert.equal(solve([0x89, ...Buffer.from('PNG\r\n'), 0x1a, 10]), 'png');
  assert.equal(solve([200, 1, 0, ...Buffer.from('IDAT'), 7, 255]), 'png');
  assert.equal(solve([7, 255, ...Buffer.from('PK'), 1, 2, 20]), 'zip');
});

test('lines tell the type of a text', () => {
  const told = {
    csv: '4,路灯,ok\n5,泵站,new\n6,井盖,ok\n7,闸门,ok\n',
    jsonl: 'x":1}\n{"a":1}\n{"a":2}\n{"a":3}\n{"a"',
    toml: 'b = true\n[[rows]]\na = "x"\nb = false\n',
    ini: 'b = true\n[rows2]\na = x\nb = false\n',
    yaml: '  - id: 3\n    name: x\n  - id: 4\n    name: y\n  - id',
    sql: "VALUES (3);\nINSERT INTO rows (id) VALUES (4);\n",
  };
  for (const [label, text] of Object.entries(told)) assert.equal(solve(Buffer.from(text)), label);
});

test('a character cut at either end is still text', () => {
  const bytes = [...Buffer.from('路灯')];
  assert.ok(isText(bytes.slice(1, 5)) && !isText([0x80, 0x80, 0x80, 0x80]) && !isText([0]));
});

test('other scenarios and broken input are refused', () => {
  assert.throws(() => prepare({ scenario: 'x' }), { tag: 'unsupported' });
  assert.throws(() => answer({ scenario: 'file-type', input: '{}' }), { tag: 'unreadable' });
  assert.equal(profile().scenarios.length, 1);
});
