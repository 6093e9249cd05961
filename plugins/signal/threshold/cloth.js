// Defects of cloth by local grey levels alone: the mean of 5×5 pixels against the picture's own, then what hangs together.

import { bytes } from './base64.js';

const SIDE = 64;
const REACH = 2;
// A window deviates from this many robust standard deviations on.
const LIMIT = 2.5;
// Fewer pixels than this are left alone.
const LEAST = 24;
const NAMES = { 'broken-end': '断经', 'missing-pick': '缺纬', stain: '污渍', hole: '破洞', slub: '粗节' };

export function cloth({ pixels }) {
  const grey = bytes(pixels, SIDE * SIDE);
  const means = windowMeans(grey);
  const middle = median(means);
  const spread = 1.4826 * median(means.map((value) => Math.abs(value - middle))) || 1;
  const found = [];
  for (const sign of [-1, 1]) {
    const regions = connected(means.map((value) => sign * (value - middle) > LIMIT * spread));
    for (const region of regions.filter((one) => one.length >= LEAST)) found.push(described(region, sign, means));
  }
  const boxes = found.sort((a, b) => b.size - a.size).slice(0, 2).map(({ box }) => box);
  const words = boxes.map(({ kind, x, y }) => `${NAMES[kind]}（左上角 ${x}, ${y}）`);
  const rationale = words.length ? `局部灰度超出阈值：${words.join('、')}。` : '局部灰度均未超出阈值，判为无瑕疵。';
  return { output: { boxes }, rationale };
}

function described(region, sign, means) {
  const columns = region.map((at) => at % SIDE);
  const rows = region.map((at) => Math.floor(at / SIDE));
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  const [width, height] = [Math.max(...columns) - x + 1, Math.max(...rows) - y + 1];
  const darkest = Math.min(...region.map((at) => means[at]));
  return { size: region.length, box: { x, y, width, height, kind: named(width, height, sign, darkest) } };
}

// The kind by brightness and shape.
export function named(width, height, sign, darkest) {
  if (sign > 0) return 'slub';
  if (darkest < 45) return 'hole';
  if (height >= 2.2 * width) return 'broken-end';
  return width >= 2.2 * height ? 'missing-pick' : 'stain';
}

function windowMeans(grey) {
  return grey.map((_, at) => {
    let sum = 0;
    let count = 0;
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    for (let row = Math.max(0, y - REACH); row <= Math.min(SIDE - 1, y + REACH); row += 1) {
      for (let column = Math.max(0, x - REACH); column <= Math.min(SIDE - 1, x + REACH); column += 1) {
        sum += grey[row * SIDE + column];
        count += 1;
      }
    }
    return sum / count;
  });
}

// The groups of marked pixels that touch, corners too.
export function connected(marked) {
  const open = [...marked];
  const regions = [];
  for (let start = 0; start < open.length; start += 1) {
    if (!open[start]) continue;
    const region = [];
    const next = [start];
    open[start] = false;
    while (next.length) {
      const at = next.pop();
      region.push(at);
      const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
      for (let row = Math.max(0, y - 1); row <= Math.min(SIDE - 1, y + 1); row += 1) {
        for (let column = Math.max(0, x - 1); column <= Math.min(SIDE - 1, x + 1); column += 1) {
          const other = row * SIDE + column;
          if (!open[other]) continue;
          open[other] = false;
          next.push(other);
        }
      }
    }
    regions.push(region);
  }
  return regions;
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
