// Naive Bayes over pairs of neighbouring bytes, fitted to the labelled samples. No rule is written by hand, and the name
// is not looked at.

import { decode } from './base64.js';
import { best, fit } from './model.js';

const SCENARIO = 'file-type';

const ascii = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const string = (bytes) => {
  const parts = [];
  for (let at = 0; at < bytes.length; at += 4096) parts.push(String.fromCharCode(...bytes.slice(at, at + 4096)));
  return parts.join('');
};

export function profile() {
  return {
    title: { zh: '字节对朴素贝叶斯', en: 'Naive Bayes over pairs of bytes' },
    summary: {
      zh: '技术演示：统计训练样本中相邻两字节的频次，用朴素贝叶斯判断类型，不含任何人工规则，也不看文件名。',
      en: 'A demonstration of the technique: counts pairs of neighbouring bytes in the training samples and applies naive Bayes, without any rule by hand and without the name.',
    },
    scenarios: [SCENARIO],
  };
}

export function prepare(brief) {
  if (brief.scenario !== SCENARIO) throw { tag: 'unsupported', val: brief.scenario };
  const material = brief.materials.find(({ name }) => name === 'train.jsonl');
  if (!material) throw { tag: 'unreadable', val: 'train.jsonl is missing' };
  try {
    // Only labels and Base64 are read, which are ASCII.
    const lines = string(material.content).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
    return ascii(JSON.stringify(fit(lines.map(({ bytes, label }) => [decode(bytes), label]))));
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
}

let kept;

export function answer(task) {
  if (task.scenario !== SCENARIO) throw { tag: 'unsupported', val: task.scenario };
  let bytes;
  try {
    kept ??= JSON.parse(string(task.state));
    bytes = decode(JSON.parse(task.input).bytes);
  } catch (error) {
    throw { tag: 'unreadable', val: String(error) };
  }
  const { label, probability } = best(kept, bytes);
  const rationale = `按相邻字节的频次，${label} 的后验概率为 ${(probability * 100).toFixed(0)}%。`;
  return { output: JSON.stringify({ label }), confidence: Math.min(1, probability), rationale };
}
