// Files of text. The first and the last line may be cut, and so count for less.

const share = (lines, pattern) => lines.filter((line) => pattern.test(line)).length / Math.max(lines.length, 1);

// In this order: the first that fits decides.
const RULES = [
  ['hex-dump', (lines) => share(lines, /^[0-9a-f]{8}: (?:[0-9a-f]{2,4} ){2,8}/) > 0.5],
  ['base64', (lines) => share(lines, /^[A-Za-z0-9+/]{40,}={0,2}$/) > 0.5],
  ['pdf', (_, text) => /\d+ 0 obj|Tj ET|\bTf \d+|\/Type \/|\d{10} \d{5} n|endstream/.test(text)],
  ['html', (_, text) => /<!DOCTYPE html|<\/?(?:html|body|div|p|h2|ul|li|table|td|tr|br|head|meta|title)\b/.test(text)],
  ['xml', (_, text) => /<\?xml|<\/\w+>|<\w+ no="/.test(text)],
  ['log', (lines) => share(lines, /\d\d:\d\d:\d\d\.\d{3}.*\b(?:INFO|WARN|ERROR|DEBUG)\b|took=\d+ms/) > 0.5],
  ['sql', (_, text) => /INSERT INTO|CREATE TABLE|UPDATE \w+ SET| TEXT,$| VALUES \(/m.test(text)],
  ['python', (_, text) => /^def |^class \w+:|\bself\.|^import \w+$|^\s*elif |\bis not None:|for \w+ in \w+:$|^ *(?:result|return) ?\w* ?=? ?\[?\]?$/m.test(text)],
  ['javascript', (_, text) => /\bconst \w+ ?=|\blet \w+ =|=> \w|\bfunction \w+\(|!==|===|console\.log|throw new|'use strict'/.test(text)],
  ['jsonl', (lines) => share(lines, /^\{".*\}$/) > 0.3 || share(lines, /^\{".+":/) > 0.6],
  ['json', (_, text) => /^\s*"\w+": |^[\s]*[{[]\s*$|^\[\{"|\},\{"/m.test(text)],
  ['jsonl', (_, text) => /","\w+":|\d,"\w+":/.test(text)],
  ['markdown', (_, text) => /^#{1,2} .*\n\n|^\|---|^> |^1\. |\*\*\w+\*\*|\]\(docs\/|^- `/m.test(text)],
  ['toml', (lines, text) => /^\[\[\w+\]\]$|^\[\w+\.[\w-]+\]$/m.test(text) || share(lines, /^\w+ = (?:".*"|[\d.]+|true|false)$/) > 0.6 && /^\w+ = "/m.test(text)],
  ['ini', (lines, text) => /^\[\w+\]$|^; /m.test(text) || share(lines, /^\w+ ?= ?\S/) > 0.5],
  ['yaml', (lines) => share(lines, /^ {2}[- ] \w+: |^\w+:$/) > 0.5],
  ['tsv', (_, text) => text.includes('\t')],
  ['csv', (lines) => share(lines, /,/) > 0.5],
];

// UTF-8 is not needed: every mark is ASCII, so bytes may stand for characters.
export function textual(bytes) {
  const text = bytes.map((byte) => String.fromCharCode(byte)).join('');
  const all = text.split('\n').filter((line) => line.trim() !== '');
  const lines = all.length > 3 ? all.slice(1, -1) : all;
  const found = RULES.find(([, fits]) => fits(lines, text));
  return found ? [found[0], '行的形状与关键字'] : ['markdown', '普通文字'];
}
