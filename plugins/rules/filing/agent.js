// Filings of data: reads form lines and prose clause by clause, then goes through the checklist.
//
// Nothing is prepared and nothing is kept: the checklist is the program.

import { check } from './checklist.js';
import { read } from './filing.js';

const SCENARIO = 'data-ip-filing';

export function profile() {
  return {
    title: { zh: '登记材料清单核验', en: 'Checklist for filings' },
    summary: {
      zh: '技术演示：统一全半角和中文数字，用正则逐句读出申报事实，再按核验清单判缺陷和结论；材料里催办的话不起作用。',
      en: 'A demonstration of the technique: widths and Chinese numerals are made alike, regular expressions read the facts clause by clause, and the checklist gives defects and verdict; words that press for approval have no effect.',
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
  let filing;
  try {
    ({ filing } = JSON.parse(task.input));
    if (typeof filing !== 'string') throw new Error('the input has no filing');
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const { output, reasons } = check(read(filing));
  const basis = reasons.length > 0 ? reasons.join('、') : '清单各项未见缺陷';
  return { output: JSON.stringify(output), confidence: null, rationale: `${basis}；建议${output.verdict}。` };
}
