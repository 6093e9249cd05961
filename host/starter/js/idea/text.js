// 起步做法：相邻双字投票。训练文本中出现过的每个双字，按它在各类中的多少分投一票；得票最多的类别就是答案。
// The technique to start from: votes of character pairs. Each pair of neighbouring characters has one vote, divided
// among the classes by how often each of them uses it; the class with most votes is the answer.

// 训练材料、文本字段与标签字段 · The material to learn from, the field of the text and that of the label.
const TRAIN = '{{material}}';
const TEXT = '{{text}}';
const LABEL = '{{label}}';

// 读训练文本，返回各双字的票 · Reads the texts and returns the pairs' votes. Called once a session.
export function prepare(materials) {
  const file = materials.find(({ name }) => name === TRAIN);
  if (!file) throw new Error(`${TRAIN} is missing`);
  const lines = file.text().split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
  const classes = [...new Set(lines.map((line) => line[LABEL]))].sort();
  const sizes = classes.map(() => 0);
  const votes = new Map();
  for (const line of lines) {
    const place = classes.indexOf(line[LABEL]);
    for (const pair of pairs(line[TEXT])) {
      if (!votes.has(pair)) votes.set(pair, classes.map(() => 0));
      votes.get(pair)[place] += 1;
      sizes[place] += 1;
    }
  }
  for (const [pair, counts] of votes) {
    const shares = counts.map((count, place) => (count === 0 ? 0 : count / sizes[place]));
    const sum = shares.reduce((total, share) => total + share, 0);
    votes.set(pair, shares.map((share) => share / sum));
  }
  return { classes, votes: [...votes] };
}

// 答一例 · Answers one case, with what `prepare` returned.
export function answer(state, input) {
  const votes = new Map(state.votes);
  const sums = state.classes.map(() => 0);
  for (const pair of pairs(input[TEXT])) {
    (votes.get(pair) ?? []).forEach((share, place) => (sums[place] += share));
  }
  const most = Math.max(...sums);
  const name = state.classes[sums.indexOf(most)];
  return { output: { [LABEL]: name }, rationale: `双字投票，“${name}”得 ${most.toFixed(2)} 票，为最多。` };
}

// 相邻的两个字 · Characters in pairs of neighbours.
function pairs(text) {
  const characters = [...text];
  return characters.slice(1).map((character, place) => characters[place] + character);
}
