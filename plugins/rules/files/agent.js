// Types of files: magic numbers first, then marks inside the bytes, then the shape of the lines.
//
// Nothing is prepared and nothing is kept: the rules are the program. The name is not looked at, as it misleads.

import { decode } from './base64.js';
import { binary } from './binary.js';
import { textual } from './textual.js';

const SCENARIO = 'file-type';

export function profile() {
  return {
    title: { zh: '文件特征规则', en: 'Rules for file types' },
    summary: {
      zh: '技术演示：先看文件头特征字节，再找内部标记（数据块名、对象号等），文本再按行的形状判断；不看文件名，不用训练材料。',
      en: 'A demonstration of the technique: magic numbers, then marks inside (names of chunks, numbers of objects), then the shape of lines. Names are not looked at and nothing is learnt.',
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
  let bytes;
  try {
    bytes = decode(JSON.parse(task.input).bytes);
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const [label, reason] = binary(bytes) ?? textual(bytes);
  return { output: JSON.stringify({ label }), confidence: null, rationale: `${reason}，判为 ${label}。` };
}
