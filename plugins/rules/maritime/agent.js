// Collision rules: reads the report clause by clause, works out the closest approach, and goes through the rules.
//
// Nothing is prepared and nothing is kept: the rules are the program.

import { read } from './report.js';
import { decide } from './rules.js';

const SCENARIO = 'vessel-encounter';

export function profile() {
  return {
    title: { zh: '避碰规则判定', en: 'Collision rules' },
    summary: {
      zh: '技术演示：用正则逐句读取方位、距离、航向、航速和号灯号型，换算到平面坐标，计算最近会遇，再按规则顺序判定。',
      en: 'A demonstration of the technique: regular expressions read bearings, distances, courses, speeds, lights and shapes; plane geometry gives the closest approach; the rules are gone through in order.',
    },
    scenarios: [SCENARIO],
  };
}

export function prepare(brief) {
  if (brief.scenario !== SCENARIO) throw { tag: 'unsupported', val: brief.scenario };
  return new Uint8Array(0);
}

export function answer(task) {
  if (task.scenario !== SCENARIO) throw { tag: 'unsupported', val: task.scenario };
  let input;
  try {
    input = JSON.parse(task.input);
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const report = read(input);
  if (report.lacks) throw { tag: 'unsure', val: `记录中读不出${report.lacks}。` };
  const { output, rationale } = decide(report);
  return { output: JSON.stringify(output), confidence: null, rationale };
}
