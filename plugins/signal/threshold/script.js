// A line of an invoice by cells: dark or not, then from left to right the template that each next cell is most like.

import { bytes } from './base64.js';

const ROWS = 16;
// A pixel is ink where it is this share of the way from paper to the darkest.
const DARK = 0.45;
// A cell with fewer dark pixels is a space.
const BLANK = 4;
const LABELS = {
  发票号码: 'number', 校验码: 'code', 开票日期: 'date', 金额: 'amount', 税率: 'rate', 税额: 'tax', 价税合计: 'total',
};

// The material's strokes as rows of bits, the leftmost column the lowest bit.
export function templates(glyphs) {
  return glyphs.map(({ character, width, strokes }) => {
    const rows = new Array(ROWS).fill(0);
    for (const stroke of strokes) {
      for (let point = 1; point < stroke.length; point += 1) trace(rows, stroke[point - 1], stroke[point], width);
    }
    return { character, width, rows, ink: count(rows) };
  });
}

function trace(rows, [fromX, fromY], [toX, toY], width) {
  const steps = Math.ceil(3 * Math.max(Math.abs(toX - fromX), Math.abs(toY - fromY), 1));
  for (let step = 0; step <= steps; step += 1) {
    const x = fromX + ((toX - fromX) * step) / steps;
    const y = fromY + ((toY - fromY) * step) / steps;
    for (const column of [Math.floor(x - 0.4), Math.floor(x + 0.4)]) {
      for (const row of [Math.floor(y - 0.4), Math.floor(y + 0.4)]) {
        if (column >= 0 && column < width && row >= 0 && row < ROWS) rows[row] |= 1 << column;
      }
    }
  }
}

function bits(value) {
  let left = value - ((value >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

const count = (rows) => rows.reduce((sum, row) => sum + bits(row), 0);

export function script({ width, height, pixels }, shapes) {
  const dark = darkened(bytes(pixels, width * height), width, height);
  const top = band(dark, height);
  const lines = dark.slice(top, top + ROWS);
  const text = spelt(lines, width, shapes);
  return { output: fields(text), rationale: `逐格与模板比对读出“${text}”。` };
}

// Each row's dark pixels as a list of 0 and 1, after a mean of 3×3.
function darkened(grey, width, height) {
  const smooth = new Float64Array(grey.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      smooth[at] = (grey[at] * 4 + 2 * (grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width])
        + grey[at - width - 1] + grey[at - width + 1] + grey[at + width - 1] + grey[at + width + 1]) / 16;
    }
  }
  const inner = Array.from(smooth).filter((value) => value > 0).sort((a, b) => a - b);
  const paper = inner[Math.floor(inner.length * 0.6)];
  const darkest = inner[Math.floor(inner.length * 0.01)];
  const limit = paper - DARK * (paper - darkest);
  const rows = [];
  for (let y = 0; y < height; y += 1) {
    rows.push(Array.from(smooth.subarray(y * width, (y + 1) * width), (value) => (value > 0 && value < limit ? 1 : 0)));
  }
  return rows;
}

// The first of the 16 rows that hold most ink, the middle ones counted twice.
function band(rows, height) {
  const sums = rows.map((row) => row.reduce((sum, one) => sum + one, 0));
  let [best, most] = [0, -1];
  for (let top = 0; top + ROWS <= height; top += 1) {
    let ink = 0;
    for (let row = 1; row < ROWS - 1; row += 1) ink += sums[top + row] - (row === 1 || row === ROWS - 2 ? sums[top + row] / 2 : 0);
    if (ink > most) [best, most] = [top, ink];
  }
  return best;
}

function cell(lines, from, width) {
  return lines.map((row) => {
    let value = 0;
    for (let column = 0; column < width; column += 1) value |= (row[from + column] ?? 0) << column;
    return value;
  });
}

// How alike a template and the cell at this column are, from 0 to 1 (Dice), and the shift in rows that it takes.
function alike(shape, rows, ink) {
  let best = 0;
  for (const shift of [-1, 0, 1]) {
    let both = 0;
    for (let row = 0; row < ROWS; row += 1) both += bits(shape.rows[row] & (rows[row + shift] ?? 0));
    best = Math.max(best, both);
  }
  return (2 * best) / (shape.ink + ink);
}

function spelt(lines, width, shapes) {
  const columns = Array.from({ length: width }, (_, x) => lines.reduce((sum, row) => sum + row[x], 0));
  const start = columns.findIndex((ink, x) => ink + (columns[x + 1] ?? 0) + (columns[x + 2] ?? 0) >= 6);
  let at = Math.max(0, start - 1);
  let text = '';
  let blanks = 0;
  while (at < width - 4 && blanks < 3) {
    const blank = count(cell(lines, at, 8)) < BLANK;
    const found = blank ? null : nearest(lines, at, shapes);
    text += found ? found.character : ' ';
    blanks = found ? 0 : blanks + 1;
    at = found ? found.end : at + 8;
  }
  return text.trim().replace(/ +/g, ' ');
}

function nearest(lines, at, shapes) {
  let best = null;
  for (const shift of [-1, 0, 1, 2]) {
    if (at + shift < 0) continue;
    for (const size of [8, 16]) {
      const rows = cell(lines, at + shift, size);
      const ink = count(rows);
      for (const shape of shapes) {
        if (shape.width !== size) continue;
        const score = alike(shape, rows, ink);
        if (!best || score > best.score) best = { score, character: shape.character, end: at + shift + size };
      }
    }
  }
  return best;
}

// Each item's field by the label that shares most characters with it.
export function fields(text) {
  const output = { text: text.slice(0, 80) };
  for (const item of text.split(' ')) {
    const [label, value] = item.split(':');
    if (!value) continue;
    const alikes = Object.keys(LABELS).map((name) => ({ name, hits: [...name].filter((one, at) => label[at] === one).length / name.length }));
    const best = alikes.sort((a, b) => b.hits - a.hits)[0];
    if (best.hits < 0.5) continue;
    output[LABELS[best.name]] = value.replace(/^¥/, '').replace(/[年月]/g, '-').replace('日', '').slice(0, 20);
  }
  return output;
}
