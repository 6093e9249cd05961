import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answer, prepare, profile } from './agent.js';
import { Heap } from './heap.js';
import { placeJobs } from './cluster.js';
import { pickHeap } from './pick.js';
import { restock } from './restock.js';
import { planRounds } from './rounds.js';
import { schedule } from './schedule.js';
import { walk } from './walk.js';
import { match } from './match.js';
import { followStreets } from './streets.js';

test('the heap gives the least first', () => {
  const heap = new Heap();
  const keys = [5, 3, 8, 1, 9, 2, 7, 3];
  keys.forEach((key) => heap.push(key, key));
  const sorted = keys.map(() => heap.pop());
  assert.deepEqual(sorted, [1, 2, 3, 3, 5, 7, 8, 9]);
  assert.equal(heap.pop(), undefined);
});

// Worked by hand: job A cuts 3 then sews 2, job B sews 2 then cuts 4; both begin at once and B cuts after A.
test('jobs in opposite order do not wait for each other', () => {
  const jobs = [
    { steps: [{ machine: 0, minutes: 3 }, { machine: 1, minutes: 2 }] },
    { steps: [{ machine: 1, minutes: 2 }, { machine: 0, minutes: 4 }] },
  ];
  const { output } = schedule({ machines: ['a', 'b'], jobs });
  assert.deepEqual(output, { starts: [[0, 3], [0, 3]] });
});

test('among rivals the job with most work left goes first', () => {
  const jobs = [
    { steps: [{ machine: 0, minutes: 2 }] },
    { steps: [{ machine: 0, minutes: 2 }, { machine: 1, minutes: 9 }] },
  ];
  assert.deepEqual(schedule({ machines: ['a', 'b'], jobs }).output, { starts: [[2], [0, 2]] });
});

test('soft ground is gone round', () => {
  const { output } = walk({ terrain: ['191', '191', '111'], start: [0, 0], goal: [2, 2], moves: 4 });
  assert.deepEqual(output.path, [[0, 0], [1, 0], [2, 0], [2, 1], [2, 2]]);
});

test('no corner is cut', () => {
  const path = (terrain) => walk({ terrain, start: [0, 0], goal: [1, 1], moves: 8 }).output?.path;
  assert.deepEqual(path(['1#', '11']), [[0, 0], [1, 0], [1, 1]]);
  assert.deepEqual(path(['11', '11']), [[0, 0], [1, 1]]);
  assert.equal(path(['1#', '#1']), undefined);
});

test('the order that earns most takes the scarce line', () => {
  const order = (id, price) => ({ id, category: '衬衫', pieces: 100, price, due_days: 20, transit_days: 5 });
  const merchant = { id: 'M1', lines: 1, min_pieces: 60, setup_days: 3, daily_pieces: 50, freight: 200, quotes: { 衬衫: 30 } };
  const plan = match({ orders: [order('D1', 40), order('D2', 50)], merchants: [merchant] }).output;
  assert.deepEqual(plan, { assignments: [{ order: 'D2', merchant: 'M1' }] });
  const slow = { ...merchant, daily_pieces: 5 };
  assert.deepEqual(match({ orders: [order('D1', 40)], merchants: [slow] }).output, { assignments: [] });
});

test('a small job overtakes a wide one that must wait, and a heavy one goes first', () => {
  const job = (id, gpus, minutes, weight) => ({ id, arrives: 0, gpus, minutes, weight });
  const nodes = [{ id: 'N1', gpus: 4 }];
  const jobs = [job('A', 2, 10, 9), job('B', 4, 5, 1), job('C', 1, 5, 1)];
  const at = Object.fromEntries(placeJobs({ nodes, jobs }).output.starts.map((one) => [one.job, one.start]));
  assert.deepEqual(at, { A: 0, B: 10, C: 0 });
  assert.equal(placeJobs({ nodes, jobs: [job('D', 5, 1, 1)] }).output, null);
});

test('a vehicle goes on to the nearest stop that fits', () => {
  const stop = (id, load) => ({ id, place: '天门', load });
  const km = [[0, 50, 10, 20, 40], [50, 0, 45, 35, 5], [10, 45, 0, 12, 38], [20, 35, 12, 0, 30], [40, 5, 38, 30, 0]];
  const region = { hubs: ['天门', '潜江'], km, capacity: 9, max_km: 100, vehicle_cost: 100, km_cost: 2 };
  const plan = (...loads) => planRounds({ ...region, stops: loads.map((load, index) => stop(`S${index + 1}`, load)) }).output;
  assert.deepEqual(plan(4, 5, 6).routes, [{ hub: '潜江', stops: ['S3'] }, { hub: '天门', stops: ['S1', 'S2'] }]);
  assert.equal(plan(4, 10, 3), null);
});

test('what lies above a target is moved away with the tool at hand', () => {
  const object = (id, east, on, target, tools) => ({ id, at: [east, 0], on, target, tray: [0, 10], tools });
  const objects = [object('A', 20, [], true, { 夹爪: 5 }), object('B', 22, ['A'], false, { 吸盘: 4, 夹爪: 6 })];
  const { output } = pickHeap({ start: [0, 0], tool: '吸盘', change_cost: 30, objects });
  assert.deepEqual(output.picks, [{ object: 'B', tool: '吸盘' }, { object: 'A', tool: '夹爪' }]);
});

test('a promotion asks for more, and what does not fit shrinks alike', () => {
  const history = [8, 10, 12].map((sales) => ({ sales, sold_out: false, lift: 100 }));
  const good = (id, lift) => ({ id, price: 90, cost: 50, salvage: 10, stock: 0, lift, history });
  const pieces = (capacity) => restock({ capacity, goods: [good('G1', 100), good('G2', 200)] }).output.orders.map((one) => one.pieces);
  assert.deepEqual(pieces(100), [10, 20]);
  assert.deepEqual(pieces(15), [5, 10]);
});

test('a fix keeps to streets that go on from the one before', () => {
  const nodes = [['A', 0, 0], ['B', 100, 0], ['C', 200, 0], ['D', 100, 20], ['E', 200, 20]].map(([id, x, y]) => ({ id, x, y }));
  const segments = [['S1', 'A', 'B'], ['S2', 'B', 'C'], ['S3', 'D', 'E'], ['S4', 'B', 'A']].map(([id, from, to]) => ({ id, from, to }));
  const fixes = [[0, 30, 1], [10, 90, -2], [20, 150, 12]].map(([t, x, y]) => ({ t, x, y }));
  assert.deepEqual(followStreets({ nodes, segments, fixes }).output, { segments: ['S1', 'S1', 'S2'] });
  assert.equal(followStreets({ nodes, segments: [], fixes }).output, null);
});

test('a scenario that is not entered is unsupported, and what cannot be read is said', () => {
  assert.throws(() => prepare({ scenario: 'x' }), { tag: 'unsupported' });
  assert.throws(() => answer({ scenario: 'x', input: '{}' }), { tag: 'unsupported' });
  assert.throws(() => answer({ scenario: 'order-matching', input: '{' }), { tag: 'unreadable' });
  assert.equal(profile().scenarios.includes('order-matching'), true);
});
