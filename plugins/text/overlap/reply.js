// Which passages share most with a question, and which piece of the best one answers it. All by pairs of characters,
// rarer ones counting more: no dictionary, and a slip of the keys costs two pairs only.

const NUMBER = '[0-9０-９零〇一二两三四五六七八九十百千万亿点.]+';
const UNIT =
  '(?:个百分点|个工作日|工作日|个自然月|个月|平方米|万元|亿元|兆字节|吉字节|分钟|小时|词元|公里|摄氏度|元|天|日|年|月|周|次|人|位|层|个|批|家|户|倍|分|条|份|号|点|%|％|PB)';
const FIGURE = new RegExp(`(?:百分之${NUMBER}|${NUMBER}\\s*${UNIT}(?:内|以内|以上|以下|前)?)`, 'g');
const ASKS_FIGURE = /几|多少|好多|多久|多长|多大|啥时|什么时候|何时|哪天|比例|上限|标准/;
// Less of the question than this in the best passage, and it has no answer there.
const LEAST = 0.3;

export function pairs(text) {
  const bare = text.replace(/[\s，。、；：？！“”《》（）().,;:?!"'—-]/g, '');
  const found = [];
  for (let at = 0; at + 1 < bare.length; at += 1) found.push(bare.slice(at, at + 2));
  return found;
}

export function build(lines) {
  const passages = lines.filter(Boolean).map((line) => JSON.parse(line));
  // Which passages a pair stands in, so that answering looks at those alone.
  const places = {};
  const titles = {};
  passages.forEach((passage, at) => {
    for (const pair of new Set(pairs(passage.title ?? ''))) (titles[pair] ??= []).push(at);
    for (const pair of new Set(pairs(passage.text))) (places[pair] ??= []).push(at);
  });
  return { passages, places, titles };
}

function share(asked, text, weight) {
  const there = new Set(pairs(text));
  let total = 0;
  let shared = 0;
  for (const pair of asked) {
    total += weight(pair);
    if (there.has(pair)) shared += weight(pair);
  }
  return total === 0 ? 0 : shared / total;
}

export function reply(state, question) {
  const { passages, places, titles } = state;
  const weight = (pair) => Math.log((passages.length + 1) / ((places[pair]?.length ?? 0) + 0.5));
  const all = [...new Set(pairs(question))];
  const scores = passages.map(() => 0);
  const covers = passages.map(() => 0);
  let total = 0;
  for (const pair of all) {
    const own = weight(pair);
    total += own;
    for (const at of places[pair] ?? []) {
      scores[at] += own;
      covers[at] += own;
    }
    for (const at of titles[pair] ?? []) scores[at] += 0.5 * own;
  }
  const order = passages.map((_, at) => at).sort((a, b) => scores[b] - scores[a] || a - b);
  const best = order[0];
  const cover = best === undefined || total === 0 ? 0 : covers[best] / total;
  // Pairs that no passage has say nothing of which clause is meant.
  const asked = all.filter((pair) => places[pair]);
  const answer = cover < LEAST ? null : span(question, passages[best].text, asked, weight);
  return { output: { passages: order.slice(0, 3).map((at) => passages[at].id), answer }, cover };
}

function span(question, text, asked, weight) {
  const clauses = text.split(/[。；，：]/).filter(Boolean);
  const near = clauses.map((clause, at) => {
    // A clause is read with the one before it, which often names what it is about.
    const own = share(asked, clause, weight);
    const before = at > 0 ? share(asked, clauses[at - 1], weight) : 0;
    return { clause, score: own + 0.4 * before };
  });
  near.sort((a, b) => b.score - a.score);
  if (!ASKS_FIGURE.test(question)) return near[0].clause.slice(0, 60);
  for (const { clause } of near.slice(0, 4)) {
    const figures = clause.match(FIGURE) ?? [];
    const fresh = figures.find((figure) => !question.includes(figure));
    if (fresh) return fresh;
  }
  return near[0].clause.slice(0, 60);
}
