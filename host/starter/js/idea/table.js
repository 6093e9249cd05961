// 起步做法：最近类中心。各列按训练集的均值与标准差折算，答案取中心离得最近的类别；缺失值按均值算。
// The technique to start from: nearest centroid. Every column is scaled by the training table's mean and standard
// deviation, and the class whose centre is nearest is the answer; a missing value counts as the mean.

// 训练材料，以及其中的标签列 · The material to learn from, and its column of labels.
const TRAIN = '{{material}}';
const LABEL = '{{label}}';

// 读训练表，返回每类的中心 · Reads the table and returns each class's centre. Called once a session.
export function prepare(materials) {
  const file = materials.find(({ name }) => name === TRAIN);
  if (!file) throw new Error(`${TRAIN} is missing`);
  const [head, ...lines] = file.text().split(/\r?\n/).map((line) => line.split(',').map((cell) => cell.trim()));
  const label = head.indexOf(LABEL);
  if (label < 0) throw new Error(`${TRAIN} has no column ${LABEL}`);
  const rows = lines.filter((row) => row.length === head.length);
  const places = head.map((_, place) => place).filter((place) => place !== label);
  const columns = places.map((place) => measured(head[place], rows.map((row) => number(row[place]))));
  const sums = new Map();
  for (const row of rows) {
    if (!sums.has(row[label])) sums.set(row[label], { count: 0, sum: columns.map(() => 0) });
    const of = sums.get(row[label]);
    of.count += 1;
    columns.forEach((column, index) => (of.sum[index] += scaled(column, number(row[places[index]]))));
  }
  const centres = [...sums].map(([name, { count, sum }]) => ({ name, centre: sum.map((one) => one / count) }));
  return { columns, centres };
}

// 答一例 · Answers one case, with what `prepare` returned.
export function answer({ columns, centres }, input) {
  const point = columns.map((column) => scaled(column, input[column.name]));
  const distance = (centre) => Math.sqrt(centre.reduce((sum, one, index) => sum + (one - point[index]) ** 2, 0));
  const nearest = centres.reduce((best, next) => (distance(next.centre) < distance(best.centre) ? next : best));
  return {
    output: { [LABEL]: nearest.name },
    rationale: `与“${nearest.name}”一类的中心最近（距离 ${distance(nearest.centre).toFixed(2)}）。`,
  };
}

function number(cell) {
  return cell === '' || Number.isNaN(Number(cell)) ? null : Number(cell);
}

function measured(name, cells) {
  const values = cells.filter((value) => value !== null);
  const count = Math.max(values.length, 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count;
  return { name, mean, spread: Math.max(Math.sqrt(variance), 1e-9) };
}

function scaled({ mean, spread }, value) {
  return typeof value === 'number' ? Math.min(3, Math.max(-3, (value - mean) / spread)) : 0;
}
