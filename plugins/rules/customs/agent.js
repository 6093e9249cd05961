// Customs codes: reads kind, knit or woven, for whom and fibre from a listing, then follows the chapters' structure.
//
// Nothing is prepared and nothing is kept: the structure and the conventions are the program.

import { code } from './codes.js';
import { read } from './listing.js';

const SCENARIO = 'hs-classification';

export function profile() {
  return {
    title: { zh: '归类规则', en: 'Rules of classification' },
    summary: {
      zh: '技术演示：用正则从标题和详情读出品种、针织或机织、男女、纤维含量，再按章节结构逐级定到六位，读不出的位填 0。',
      en: 'A demonstration of the technique: regular expressions read kind, knit or woven, for whom and the fibres’ shares; the chapters’ structure gives the digits, 0 for what was not read.',
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
  let listing;
  try {
    ({ listing } = JSON.parse(task.input));
    if (typeof listing !== 'string') throw new Error('the input has no listing');
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const goods = read(listing);
  const basis = described(goods);
  return { output: JSON.stringify({ code: code(goods), basis }), confidence: null, rationale: `归类依据：${basis}。` };
}

const FIBRES = { cashmere: '山羊绒', wool: '毛', cotton: '棉', synthetic: '合成纤维', artificial: '人造纤维', silk: '丝', other: '其他材料' };

function described({ kind, knit, baby, male, fibre }) {
  if (!kind) return '没有认出第61—64章的品种';
  const whom = baby ? '婴儿' : male ? '男式' : '女式或不分男女';
  return `品种 ${kind}；${knit ? '针织' : '机织'}；${whom}；材质${fibre ? FIBRES[fibre] : '不明'}`;
}
