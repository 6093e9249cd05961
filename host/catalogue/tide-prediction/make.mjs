// Makes materials/constituents.csv and cases.jsonl from the published predictor and station database.
//
// In an empty folder: npm install @neaps/tide-predictor@0.11.0 @neaps/tide-database@0.10.20260924, copy this file
// there, and run: node make.mjs OUTPUT-FOLDER

import fs from 'node:fs';
import path from 'node:path';
import { createTidePredictor, constituents as models } from '@neaps/tide-predictor';
import { stationsById } from '@neaps/tide-database';

const OUT = process.argv[2] ?? '.';
const HOUR = 3_600_000;
const MOST_CONSTITUENTS = 20;
const CASES_A_STATION = 6;

/** Station ids in the database; Chinese stations with their Chinese names. */
const STATIONS = [
  ['ticon/beihai-636a-chn-uhslc_rq', '北海'], ['ticon/dalian-630a-chn-uhslc_rq', '大连'],
  ['ticon/dongfang-637a-chn-uhslc_rq', '东方'], ['ticon/haikou-638a-chn-uhslc_rq', '海口'],
  ['ticon/kanmen-632a-chn-uhslc_rq', '坎门'], ['ticon/kaohsiung-340a-chn-uhslc_rq', '高雄'],
  ['ticon/keelung-341a-chn-uhslc_rq', '基隆'], ['ticon/laohutan-631a-chn-uhslc_rq', '老虎滩'],
  ['ticon/lianyungang-639a-chn-uhslc_rq', '连云港'], ['ticon/lusi-633a-chn-uhslc_rq', '吕四'],
  ['ticon/shanwei-641a-chn-uhslc_rq', '汕尾'], ['ticon/shijiusuo-642a-chn-uhslc_rq', '石臼所'],
  ['ticon/xiamen-376a-chn-uhslc_rq', '厦门'], ['ticon/zhapo-635a-chn-uhslc_rq', '闸坡'],
  ...[
    '1610367', '8417801', '8451301', '8516891', '8533862', '8549424', '8630308', '8652648', '8663899', '8668511',
    '8720214', '8723087', '8724292', '8726539', '8729702', '8765746', '9413878', '9418686', '9445958', '9450551',
    '9452583', '9457313', '9464881', '9755679', 'TEC4703', 'TWC0325',
  ].map((id) => [`noaa/${id}`]),
];

/** The constituents whose nodal factor has a formula of its own; all others are products of these. */
const FUNDAMENTAL = ['Mm', 'Mf', 'O1', 'K1', 'J1', 'M1', 'M2', 'K2', 'L2'];

const rounded = (value, digits) => Number(value.toFixed(digits));

/** A small seeded generator (Park and Miller's minimal standard), so that the dates are always the same. */
function generator(seed) {
  let state = seed;
  return (bound) => {
    state = (state * 48271) % 2147483647;
    return state % bound;
  };
}

/** The station's largest constituents under the predictor's own names, rounded to 0.1 mm and 0.01 degrees. */
function largest(station) {
  return [...station.harmonic_constituents]
    .sort((a, b) => b.amplitude - a.amplitude)
    .slice(0, MOST_CONSTITUENTS)
    .map((one) => ({
      name: models[one.name].name,
      amplitude: rounded(one.amplitude, 4),
      phase: rounded(one.phase, 2),
    }));
}

/** Turning points by brute force: the curve minute by minute, without the predictor's own search and filter. */
function turningPoints(predictor, from, to) {
  const curve = predictor.getTimelinePrediction({ start: from, end: to, timeFidelity: 60 });
  const found = [];
  for (let i = 1; i + 1 < curve.length; i += 1) {
    const [before, now, after] = [curve[i - 1].level, curve[i].level, curve[i + 1].level];
    if ((now - before) * (after - now) <= 0) found.push({ time: curve[i].time, level: now, high: now >= before });
  }
  return found;
}

/** The predictor's high and low waters in the window, or null where the answer could be argued about. */
function waters(constituents, from, to) {
  const predictor = createTidePredictor(constituents);
  const wide = { start: new Date(from - 48 * HOUR), end: new Date(+to + 48 * HOUR) };
  const all = predictor.getExtremesPrediction(wide);
  const within = all.filter((water) => water.time >= from && water.time <= to);
  const turns = turningPoints(predictor, new Date(from - HOUR), new Date(+to + HOUR));
  const inner = turns.filter((turn) => turn.time >= from && turn.time <= to);
  const agree =
    inner.length === within.length &&
    inner.every((turn, i) => turn.high === within[i].high && Math.abs(turn.time - within[i].time) <= 2 * 60_000);
  const edges = all.concat(turns).some(({ time }) => [from, to].some((edge) => Math.abs(time - edge) < 20 * 60_000));
  const levels = all.filter((water) => water.time > from - 24 * HOUR && water.time < +to + 24 * HOUR);
  const small = levels.some((water, i) => i > 0 && Math.abs(water.level - levels[i - 1].level) < 0.03);
  if (!agree || edges || small || within.length < 2) return null;
  return within.map((water) => ({
    time: `${water.time.toISOString().slice(0, 19)}Z`,
    level: rounded(water.level, 4),
    type: water.high ? 'high' : 'low',
  }));
}

function stationCases([id, chinese], index) {
  const station = stationsById.get(id);
  const constituents = largest(station);
  const random = generator(20260301 + index);
  const made = [];
  let refused = 0;
  while (made.length < CASES_A_STATION) {
    // Windows of one and two days over 2024–2035: most of the 18.6 years of the nodal cycle.
    const from = new Date(Date.UTC(2024, 0, 1) + random(12 * 365) * 24 * HOUR);
    const to = new Date(+from + (made.length % 2 === 0 ? 24 : 48) * HOUR);
    const expected = waters(constituents, from, to);
    if (expected === null) {
      refused += 1;
      if (refused > 400) throw new Error(`${id}: hardly any window is clear-cut`);
      continue;
    }
    const iso = (date) => `${date.toISOString().slice(0, 16)}Z`;
    const place = { name: station.name, lat: rounded(station.latitude, 4), lon: rounded(station.longitude, 4) };
    const licence = station.license.type === 'public domain' ? 'public domain' : 'CC BY 4.0';
    const source = station.source.name === 'TICON-4' ? 'TICON-4' : 'NOAA CO-OPS';
    made.push({
      input: { station: place, from: iso(from), to: iso(to), constituents },
      expected: { waters: expected },
      group: id.replace('/', '-').toLowerCase(),
      note: `${chinese ? `${chinese} ` : ''}${station.name} (${station.country_code}); ${source} ${station.source.id}; ${licence}`,
    });
  }
  console.log(`${id}: ${refused} windows refused`);
  return made;
}

/** Which fundamental factors multiply to this constituent's, such as `M2*2 K1*-1`; empty where it has none. */
function nodal(model) {
  const powers = new Map();
  const add = (one, factor) => {
    if (FUNDAMENTAL.includes(one.name)) powers.set(one.name, (powers.get(one.name) ?? 0) + factor);
    else if (one.name === 'M3') powers.set('M2', (powers.get('M2') ?? 0) + 1.5 * factor);
    else one.members.forEach((member) => add(member.constituent, factor * member.factor));
  };
  add(model, 1);
  return [...powers].map(([name, power]) => `${name}*${power}`).join(' ');
}

/** Doodson numbers of V: its own, or those of the constituents it is made of. */
function argument(model) {
  if (model.coefficients) return model.coefficients;
  return model.members
    .map((member) => argument(member.constituent).map((number) => number * member.factor))
    .reduce((a, b) => a.map((number, i) => number + b[i]));
}

function material(names) {
  const rows = [...names]
    .map((name) => models[name])
    .sort((a, b) => a.speed - b.speed)
    .map((model) => [model.name, model.speed, ...argument(model), nodal(model)].join(','));
  return ['name,speed,tau,s,h,p,n,ps,quarters,nodal', ...rows, ''].join('\n');
}

const cases = STATIONS.flatMap(stationCases).map((one, i) => ({ id: String(i + 1).padStart(4, '0'), ...one }));
fs.writeFileSync(path.join(OUT, 'cases.jsonl'), cases.map((one) => `${JSON.stringify(one)}\n`).join(''));
const names = new Set(cases.flatMap((one) => one.input.constituents.map(({ name }) => name)));
fs.mkdirSync(path.join(OUT, 'materials'), { recursive: true });
fs.writeFileSync(path.join(OUT, 'materials', 'constituents.csv'), material(names));
console.log(`${cases.length} cases, ${names.size} constituents`);
