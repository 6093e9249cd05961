// `patient-guide` by the guide's own word lists: words of each department are counted, danger signs are those of which
// every group has a word, and words behind a negation in the same clause do not count.

const MARKS = '，。！？；：、,.!?;: \n';

// Is the word at this place denied by what stands shortly before it in its clause?
function denied(text, at, negations) {
  let start = at;
  while (start > 0 && at - start < 4 && !MARKS.includes(text[start - 1])) start -= 1;
  const before = text.slice(start, at);
  return negations.some((negation) => before.includes(negation));
}

// Where a word is said and not denied.
function said(text, word, negations) {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!denied(text, at, negations)) return true;
  }
  return false;
}

// Advice on a complaint: the output, and what it rests on.
export function advise(complaint, guide) {
  const { departments, negations } = guide;
  const scored = departments.map(({ name, words, takes_over: over }) => {
    const found = words.filter((word) => said(complaint, word, negations));
    return { name, over, found, score: found.reduce((sum, word) => sum + word.length, 0) };
  });
  let best = scored.reduce((top, next) => (next.score > top.score ? next : top));
  let department = best.score > 0 ? best.name : '需再问';
  const heir = scored.find(({ score, over }) => score > 0 && over.includes(department));
  if (heir) {
    best = heir;
    department = heir.name;
  }
  const holds = ({ words }) => words.every((group) => group.some((word) => said(complaint, word, negations)));
  const flags = department === '需再问' ? [] : guide.red_flags.filter(holds).slice(0, 6);
  const output = { department, urgency: urgency(complaint, guide, department, flags), red_flags: flags.map(({ name }) => name) };
  const words = best.found.length ? `命中“${best.found.slice(0, 6).join('、')}”` : '没有命中任何科室词';
  return { output, rationale: `${words}；红旗 ${flags.length} 项` };
}

function urgency(complaint, guide, department, flags) {
  if (department === '需再问') return '普通';
  if (flags.some((flag) => flag.urgency === '急诊')) return '急诊';
  const soon = guide.urgency_words['尽快'] ?? [];
  return flags.length || soon.some((word) => said(complaint, word, guide.negations)) ? '尽快' : '普通';
}
