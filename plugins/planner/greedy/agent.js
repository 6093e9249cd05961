// Greedy planning: schedules by a dispatching rule, paths by A* over the ground alone, orders by their profit.
//
// Nothing is prepared and nothing is kept: each case is planned from its input alone, once, without looking back.

import { schedule } from './schedule.js';
import { walk } from './walk.js';
import { match } from './match.js';

const PLANNERS = {
  'flexible-production': schedule,
  'embodied-navigation': walk,
  'order-matching': match,
};

export function profile() {
  return {
    title: { zh: '贪心规划', en: 'Greedy planner' },
    summary: {
      zh: '技术演示：排产按「剩余工时最多者优先」派工，路径规划只看地面难行程度，订单匹配按毛利从高到低逐单分派；一次成案，不回头改进。',
      en: 'A demonstration of the technique: most work remaining first for schedules, terrain alone for paths, orders by descending profit. One pass, no improvement.',
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
