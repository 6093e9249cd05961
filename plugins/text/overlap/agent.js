// Finds passages and answers by the pairs of characters that they share with the question.

import { build, reply } from './reply.js';

const SCENARIOS = ['enterprise-qa', 'policy-qa'];

export function profile() {
  return {
    title: { zh: '字对重合', en: 'Shared pairs of characters' },
    summary: {
      zh: '技术演示：按相邻两字的重合程度（少见的字对权重更大）找章节，再取重合最多的短句或其中的数字作答；重合太少则不作答。',
      en: 'A demonstration of the technique: finds passages by the pairs of characters they share with the question, rarer ones counting more, and answers with the nearest clause or its figure; gives none where little is shared.',
    },
    scenarios: SCENARIOS,
  };
}

export function prepare(brief) {
  if (!SCENARIOS.includes(brief.scenario)) throw { tag: 'unsupported', val: brief.scenario };
  const found = brief.materials.find((one) => one.name === 'passages.jsonl');
  if (!found) throw { tag: 'unreadable', val: 'passages.jsonl is missing' };
  try {
    return packed(JSON.stringify(build(text(found.content).split('\n'))));
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
}

export function answer(task) {
  if (!SCENARIOS.includes(task.scenario)) throw { tag: 'unsupported', val: task.scenario };
  try {
    const { output, cover } = reply(JSON.parse(unpacked(task.state)), JSON.parse(task.input).question);
    const rationale = `最相近的章节含有提问中 ${Math.round(cover * 100)}% 的字对。`;
    return { output: JSON.stringify(output), confidence: Math.min(1, Math.max(0, cover)), rationale };
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
}

// Bytes of UTF-8 as text: the engine has no TextDecoder.
function text(content) {
  let escaped = '';
  for (const byte of content) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  return decodeURIComponent(escaped);
}

// The state is read for every question, so it is kept as the engine's own 16-bit units, which need no decoding.
function packed(content) {
  const units = new Uint16Array(content.length);
  for (let at = 0; at < content.length; at += 1) units[at] = content.charCodeAt(at);
  return new Uint8Array(units.buffer);
}

function unpacked(content) {
  const copy = new Uint8Array(content);
  const units = new Uint16Array(copy.buffer);
  let out = '';
  for (let at = 0; at < units.length; at += 4096) out += String.fromCharCode.apply(null, units.subarray(at, at + 4096));
  return out;
}
