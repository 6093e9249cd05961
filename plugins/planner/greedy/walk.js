// Paths over a grid: A* over cells, minding the ground and blind to what turns cost.

import { Heap } from './heap.js';

// Rows down and columns right; the first four are straight.
const HEADINGS = [[0, 1], [1, 0], [0, -1], [-1, 0], [1, 1], [1, -1], [-1, -1], [-1, 1]];

export function walk({ terrain, start, goal, moves }) {
  const width = terrain[0].length;
  const ground = terrain.map((row) => [...row].map((cell) => (cell === '#' ? 0 : Number(cell))));
  const at = (row, column) => ground[row]?.[column] ?? 0;
  // No path is cheaper than straight and diagonal steps over the easiest ground.
  const least = (row, column) => {
    const down = Math.abs(goal[0] - row);
    const right = Math.abs(goal[1] - column);
    return moves === 8 ? 10 * Math.max(down, right) + 4 * Math.min(down, right) : 10 * (down + right);
  };
  const best = new Array(terrain.length * width).fill(Infinity);
  const from = new Array(best.length).fill(-1);
  const first = start[0] * width + start[1];
  const last = goal[0] * width + goal[1];
  best[first] = 0;
  const open = new Heap();
  open.push(least(...start), first);
  const done = new Set();
  while (open.size > 0) {
    const cell = open.pop();
    if (cell === last) return answer(trace(from, last, width));
    if (done.has(cell)) continue;
    done.add(cell);
    const row = Math.floor(cell / width);
    const column = cell % width;
    for (const [down, right] of HEADINGS.slice(0, moves)) {
      const [r, c] = [row + down, column + right];
      if (!at(r, c)) continue;
      const slanted = down !== 0 && right !== 0;
      if (slanted && !(at(row, c) && at(r, column))) continue;
      const cost = best[cell] + (slanted ? 14 : 10) * at(r, c);
      const there = r * width + c;
      if (cost < best[there]) {
        best[there] = cost;
        from[there] = cell;
        open.push(cost + least(r, c), there);
      }
    }
  }
  return { output: null, rationale: '没有能到达终点的路径。' };
}

function answer(path) {
  return { output: { path }, rationale: `按地面难行程度选路，共 ${path.length - 1} 步；未计转向代价。` };
}

function trace(from, last, width) {
  const path = [];
  for (let cell = last; cell >= 0; cell = from[cell]) path.push([Math.floor(cell / width), cell % width]);
  return path.reverse();
}
