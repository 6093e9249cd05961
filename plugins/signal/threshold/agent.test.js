import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare } from './agent.js';
import { cloth, connected, named as defect } from './cloth.js';
import { fleet } from './fleet.js';
import { named } from './rhythm.js';
import { fields, templates } from './script.js';
import { sensor } from './sensor.js';

test('intervals name the rhythm', () => {
  assert.equal(named([0.8, 0.8, 0.8]), 'sinus');
  assert.equal(named([1.2, 1.2, 1.2]), 'sinus-bradycardia');
  assert.equal(named([0.8, 0.8, 1.6, 0.8]), 'second-degree-block');
  assert.equal(named([0.8, 0.5, 1.1, 0.8, 0.8, 0.8]), 'premature-ventricular');
});

test('brightness and shape name the defect', () => {
  assert.equal(defect(6, 30, -1, 90), 'broken-end');
  assert.equal(defect(30, 6, -1, 90), 'missing-pick');
  assert.equal(defect(12, 12, -1, 90), 'stain');
  assert.equal(defect(12, 12, -1, 20), 'hole');
  assert.equal(defect(12, 5, 1, 200), 'slub');
});

test('a dark patch is one region, and its box is told', () => {
  const inside = (at) => at % 64 >= 20 && at % 64 < 32 && at >= 64 * 10 && at < 64 * 22;
  const grey = Uint8Array.from({ length: 4096 }, (_, at) => (inside(at) ? 90 : 148 + (at % 5)));
  const { boxes } = cloth({ pixels: Buffer.from(grey).toString('base64') }).output;
  assert.equal(boxes.length, 1);
  assert.equal(boxes[0].kind, 'stain');
  assert.ok(Math.abs(boxes[0].x - 20) <= 2 && Math.abs(boxes[0].width - 12) <= 4);
  assert.equal(connected(Array.from({ length: 4096 }, (_, at) => inside(at))).length, 1);
});

test('a frozen sensor and a reading far off are told', () => {
  const values = Array.from({ length: 168 }, (_, at) => 50 + ((at * 37) % 11) / 10);
  values[30] = 80;
  values.fill(values[100], 100, 112);
  const { events } = sensor({ values }).output;
  assert.deepEqual(events, [
    { start: 30, end: 30, kind: 'spike' },
    { start: 100, end: 111, kind: 'stuck' },
  ]);
});

test('missing fixes are a gap, and a standstill away from planned stops is too long', () => {
  const x = Array.from({ length: 240 }, (_, at) => (at < 100 ? at * 100 : at < 125 ? 10000 : 10000 + (at - 125) * 100));
  const speed = x.map((_, at) => (at >= 100 && at < 125 ? 0 : 36));
  x.fill(null, 30, 45);
  const y = x.map((value) => (value === null ? null : 0));
  const { events } = fleet({ limit: 60, route: [[0, 0], [30000, 0]], stops: [[500, 0]], x, y, speed }).output;
  assert.deepEqual(events, [
    { start: 30, end: 44, kind: 'gap' },
    { start: 100, end: 124, kind: 'long-stop' },
  ]);
});

test('strokes become bits, and labels with a wrong character still lead to fields', () => {
  const [dash] = templates([{ character: '-', width: 8, strokes: [[[2, 8], [6, 8]]] }]);
  assert.equal(dash.rows[8], 0b1111110 & dash.rows[8]);
  assert.ok(dash.ink >= 4 && dash.rows[3] === 0);
  assert.deepEqual(fields('税率:13% 金税:¥9.50'), { text: '税率:13% 金税:¥9.50', rate: '13%', amount: '9.50' });
});

test('what prepare keeps, answer reads again', () => {
  const glyphs = [{ character: '税', width: 16, strokes: [[[7, 1], [2, 3]]] }];
  const material = { name: 'glyphs.json', content: new Uint8Array(Buffer.from(JSON.stringify(glyphs))) };
  const state = prepare({ scenario: 'invoice-reading', materials: [material] });
  const grey = new Uint8Array(288 * 32).fill(220);
  const input = JSON.stringify({ width: 288, height: 32, pixels: Buffer.from(grey).toString('base64') });
  const { output } = answer({ scenario: 'invoice-reading', state, input });
  assert.equal(typeof JSON.parse(output).text, 'string');
});
