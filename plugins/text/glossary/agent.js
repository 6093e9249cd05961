// A glossary's longest match with rules of word order. Only what the glossary knows comes through, so claims and
// instructions in a title do not.

import { write } from './title.js';

const SCENARIO = 'listing-localisation';

export function profile() {
  return {
    title: { zh: '词表直译', en: 'Glossary and word order' },
    summary: {
      zh: '技术演示：用词表最长匹配标题（容一字之差），属性优先，按固定词序写出英文标题，超长时从次要词删起。',
      en: 'A demonstration of the technique: longest match against a glossary (one wrong character is let pass), attributes first, a fixed word order, and lesser words dropped where there is little room.',
    },
    scenarios: [SCENARIO],
  };
}

function material(brief, name) {
  const found = brief.materials.find((one) => one.name === name);
  if (!found) throw { tag: 'unreadable', val: `${name} is missing` };
  return text(found.content);
}

export function prepare(brief) {
  if (brief.scenario !== SCENARIO) throw { tag: 'unsupported', val: brief.scenario };
  const rows = material(brief, 'glossary.tsv').trim().split('\n').slice(1);
  const terms = rows.map((row) => row.trim().split('\t')).map(([zh, en, slot]) => ({ zh, en, slot }));
  terms.sort((a, b) => b.zh.length - a.zh.length);
  let rules;
  try {
    rules = JSON.parse(material(brief, 'rules.json'));
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const { order, counts, forbidden_zh: left } = rules;
  return bytes(JSON.stringify({ terms, order, counts, left }));
}

export function answer(task) {
  if (task.scenario !== SCENARIO) throw { tag: 'unsupported', val: task.scenario };
  try {
    const state = JSON.parse(text(task.state));
    const { output, rationale } = write(state, JSON.parse(task.input));
    return { output: JSON.stringify(output), confidence: null, rationale };
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
}

// Bytes of UTF-8 as text and back: the engine has neither TextDecoder nor TextEncoder.
function text(content) {
  let escaped = '';
  for (const byte of content) escaped += `%${byte.toString(16).padStart(2, '0')}`;
  return decodeURIComponent(escaped);
}

function bytes(content) {
  const escaped = encodeURIComponent(content);
  const out = [];
  for (let at = 0; at < escaped.length; at += 1) {
    if (escaped[at] === '%') {
      out.push(parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    } else out.push(escaped.charCodeAt(at));
  }
  return new Uint8Array(out);
}
