// Signals and pictures by plain rules: fixed thresholds on values, differences and intervals; no filter, no spectrum.

import { cloth } from './cloth.js';
import { rhythm } from './rhythm.js';
import { sensor } from './sensor.js';

const RULES = {
  arrhythmia: rhythm,
  'sensor-anomaly': sensor,
  'fabric-defect': cloth,
};

export function profile() {
  return {
    title: { zh: '阈值规则', en: 'Threshold rules' },
    summary: {
      zh: '技术演示：只看数值、差分、间隔和局部灰度是否超过固定阈值，不滤波、不作频谱分析，也不训练。',
      en: 'A demonstration of the technique: fixed thresholds on values, differences, intervals and local grey levels; no filter, no spectrum, no training.',
    },
    scenarios: Object.keys(RULES),
  };
}

export function prepare(brief) {
  if (!(brief.scenario in RULES)) throw { tag: 'unsupported', val: brief.scenario };
  return new Uint8Array(0);
}

export function answer(task) {
  const rule = RULES[task.scenario];
  if (!rule) throw { tag: 'unsupported', val: task.scenario };
  let input;
  try {
    input = JSON.parse(task.input);
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const { output, rationale } = rule(input);
  return { output: JSON.stringify(output), confidence: null, rationale };
}
