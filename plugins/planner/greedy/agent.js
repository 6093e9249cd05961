// Greedy planning: one file a scenario, each with a simple rule of its own.
//
// Nothing is prepared and nothing is kept: each case is planned from its input alone, once, without looking back.

import { placeJobs } from './cluster.js';
import { restock } from './restock.js';
import { pickHeap } from './pick.js';
import { planRounds } from './rounds.js';
import { schedule } from './schedule.js';
import { walk } from './walk.js';
import { match } from './match.js';
import { followStreets } from './streets.js';

const PLANNERS = {
  replenishment: restock,
  'embodied-picking': pickHeap,
  'cluster-logistics': planRounds,
  'compute-scheduling': placeJobs,
  'flexible-production': schedule,
  'embodied-navigation': walk,
  'order-matching': match,
  'beidou-map-matching': followStreets,
};

export function profile() {
  return {
    title: { zh: '贪心规划', en: 'Greedy planner' },
    summary: {
      zh: '技术演示：每类问题一条简单规则（排产按剩余工时、路径只看地面、匹配按毛利、调度按权重等）；一次成案，不回头改进。',
      en: 'A demonstration of the technique: one simple rule for each kind of plan (most work remaining, terrain alone, profit first, weight first and others). One pass, no improvement.',
    },
    scenarios: Object.keys(PLANNERS),
  };
}

export function prepare(brief) {
  if (!(brief.scenario in PLANNERS)) throw { tag: 'unsupported', val: brief.scenario };
  return new Uint8Array(0);
}

export function answer(task) {
  const planner = PLANNERS[task.scenario];
  if (!planner) throw { tag: 'unsupported', val: task.scenario };
  let input;
  try {
    input = JSON.parse(task.input);
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const { output, rationale } = planner(input);
  if (!output) throw { tag: 'unsure', val: rationale };
  return { output: JSON.stringify(output), confidence: null, rationale };
}
