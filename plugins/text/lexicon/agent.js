// A word list and nothing else: every word of the lexicon in the script is a finding, widened to what stands round it.
//
// What a word list cannot do shows: it does not know 最好 said of oneself from 最好 said as advice.

import { advise } from './guide.js';

const MARKS = '，。！？；：、“”,.!?;: \n';
// Kinds whose words are widened to the whole clause, and those widened to a few characters.
const WHOLE = new Set(['no-source', 'disparaging']);
const AFTER = { absolute: 2, medical: 5, 'state-organ': 4 };
const SCOPES = ['全网', '全国', '全球', '全世界', '全武汉', '全汉正街', '国内', '行业', '世界上', '销量'];

// The material that each scenario's state is.
const MATERIALS = { 'livestream-compliance': 'lexicon.json', 'patient-guide': 'guide.json' };

export function profile() {
  return {
    title: { zh: '词表匹配', en: 'Word list' },
    summary: {
      zh: '技术演示：用材料给定的词表逐词匹配直播话术或患者主诉，几乎不看上下文，因此会误报“最后十件”一类的说法。',
      en: 'A demonstration of the technique: matches live-stream scripts or complaints against the word list given, nearly blind to context, so it cries wolf.',
    },
    scenarios: Object.keys(MATERIALS),
  };
}

export function prepare(brief) {
  const name = MATERIALS[brief.scenario];
  if (!name) throw { tag: 'unsupported', val: brief.scenario };
  const material = brief.materials.find((candidate) => candidate.name === name);
  if (!material) throw { tag: 'unreadable', val: `${name} is missing` };
  return material.content;
}

export function answer(task) {
  if (!MATERIALS[task.scenario]) throw { tag: 'unsupported', val: task.scenario };
  try {
    const words = JSON.parse(text(task.state));
    const input = JSON.parse(task.input);
    const { output, rationale } =
      task.scenario === 'patient-guide' ? advise(input.complaint, words) : reviewed(input.script, words);
    return { output: JSON.stringify(output), confidence: null, rationale };
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
}

function reviewed(script, lexicon) {
  const findings = review(script, lexicon);
  return { output: { findings }, rationale: findings.length ? `词表命中 ${findings.length} 处` : '词表没有命中' };
}

// Bytes of UTF-8 as text: the engine has no TextDecoder.
function text(bytes) {
  return decodeURIComponent(Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
}

// The findings of a script; those that overlap an earlier one are left out.
export function review(script, lexicon) {
  const spans = [];
  for (const [kind, words] of Object.entries(lexicon)) {
    if (!Array.isArray(words)) continue;
    for (const word of [...words].sort((a, b) => b.length - a.length)) {
      for (let at = script.indexOf(word); at >= 0; at = script.indexOf(word, at + word.length)) {
        const [start, end] = widened(script, kind, at, at + word.length);
        if (spans.every((span) => end <= span.start || start >= span.end)) spans.push({ start, end, kind });
      }
    }
  }
  spans.sort((a, b) => a.start - b.start);
  return spans.map(({ start, end, kind }) => {
    const quote = script.slice(start, end);
    return { quote, occurrence: occurrence(script, quote, start), kind };
  });
}

function widened(script, kind, from, to) {
  let [start, end] = [from, to];
  const open = (at) => at >= 0 && at < script.length && !MARKS.includes(script[at]);
  if (WHOLE.has(kind)) {
    while (open(start - 1)) start -= 1;
    while (open(end)) end += 1;
    return [start, end];
  }
  const scope = SCOPES.find((word) => script.endsWith(word, from));
  if (kind === 'absolute' && scope) start -= scope.length;
  let far = end;
  while (open(far) && far - end < AFTER[kind]) far += 1;
  // A claim ends with its clause; in the midst of one the word stands alone.
  if (kind !== 'absolute' || !open(far)) end = far;
  return [start, end];
}

function occurrence(script, quote, start) {
  let number = 1;
  for (let at = script.indexOf(quote); at >= 0 && at < start; at = script.indexOf(quote, at + 1)) number += 1;
  return number;
}
