// 智能体与宿主的接口，通常不必改；思路写在 idea.js。
// What the host calls: seldom to be changed. The idea goes into idea.js.

import * as idea from './idea.js';

// 参评的场景 · The scenario entered.
const SCENARIO = '{{scenario}}';

export function profile() {
  return {
    title: { zh: '{{agent}}', en: '{{agent}}' },
    summary: { zh: '{{summary-zh}}', en: '{{summary-en}}' },
    scenarios: [SCENARIO],
  };
}

export function prepare(brief) {
  onlyOurs(brief.scenario);
  return readable(() => bytes(JSON.stringify(idea.prepare(brief.materials.map(asText)))));
}

export function answer(task) {
  onlyOurs(task.scenario);
  return readable(() => {
    const { output, rationale } = idea.answer(JSON.parse(text(task.state)), JSON.parse(task.input));
    return { output: JSON.stringify(output), confidence: null, rationale };
  });
}

function onlyOurs(scenario) {
  if (scenario !== SCENARIO) throw { tag: 'unsupported', val: scenario };
}

function readable(work) {
  try {
    return work();
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
}

// 材料的字节在用到时才读成文字 · A material's bytes become text only where they are asked for as text.
function asText({ name, content }) {
  return { name, content, text: () => text(content) };
}

// 引擎没有 TextDecoder 和 TextEncoder · The engine has neither TextDecoder nor TextEncoder.
function text(bytes) {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}

function bytes(text) {
  const escaped = encodeURIComponent(text).match(/%..|[^%]/g) ?? [];
  return Uint8Array.from(escaped, (part) => (part[0] === '%' ? parseInt(part.slice(1), 16) : part.charCodeAt(0)));
}
