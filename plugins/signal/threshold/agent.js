// Signals and pictures by plain rules: fixed thresholds on values, differences and intervals; no filter, no spectrum.

import { cloth } from './cloth.js';
import { fleet } from './fleet.js';
import { rhythm } from './rhythm.js';
import { script, templates } from './script.js';
import { sensor } from './sensor.js';

const RULES = {
  arrhythmia: rhythm,
  'sensor-anomaly': sensor,
  'beidou-fleet-anomaly': fleet,
  'fabric-defect': cloth,
  'invoice-reading': script,
};

export function profile() {
  return {
    title: { zh: '阈值规则', en: 'Threshold rules' },
    summary: {
      zh: '技术演示：只看数值、差分、间隔和灰度是否超过固定阈值，文字则逐格与模板比对；不滤波、不作频谱分析，也不训练。',
      en: 'A demonstration of the technique: fixed thresholds on values, differences, intervals and grey levels, letters by the nearest template; no filter, no spectrum, no training.',
    },
    scenarios: Object.keys(RULES),
  };
}

export function prepare(brief) {
  if (!(brief.scenario in RULES)) throw { tag: 'unsupported', val: brief.scenario };
  if (brief.scenario !== 'invoice-reading') return new Uint8Array(0);
  const material = brief.materials.find(({ name }) => name === 'glyphs.json');
  if (!material) throw { tag: 'unreadable', val: 'no material glyphs.json' };
  return kept(templates(JSON.parse(text(material.content))));
}

export function answer(task) {
  const rule = RULES[task.scenario];
  if (!rule) throw { tag: 'unsupported', val: task.scenario };
  let input;
  let state = null;
  try {
    input = JSON.parse(task.input);
    if (task.state.length) state = JSON.parse(text(task.state));
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const { output, rationale } = rule(input, state);
  return { output: JSON.stringify(output), confidence: null, rationale };
}

// Bytes of UTF-8 as text: the engine has no TextDecoder.
function text(bytes) {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}

// A value as bytes that text() and JSON.parse() read again: ASCII alone.
function kept(value) {
  const ascii = JSON.stringify(value).replace(/[^ -~]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Uint8Array.from(ascii, (one) => one.charCodeAt(0));
}
