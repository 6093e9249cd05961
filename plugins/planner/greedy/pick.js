// Picks from a heap, the cheapest next: of the things that must go and lie free, the one that costs least from where the
// arm is, a change of tool included.

export function pickHeap({ start, tool, change_cost: changeCost, objects }) {
  const above = new Map(objects.map(({ id }) => [id, objects.filter((other) => other.on.includes(id))]));
  const must = new Set();
  const mark = (object) => {
    if (must.has(object)) return;
    must.add(object);
    above.get(object.id).forEach(mark);
  };
  objects.filter((object) => object.target).forEach(mark);
  const picks = [];
  let [arm, held, total] = [start, tool, 0];
  while (must.size > 0) {
    let best = null;
    for (const object of must) {
      if (above.get(object.id).some((other) => must.has(other))) continue;
      for (const [with_, time] of Object.entries(object.tools)) {
        const change = with_ === held ? 0 : changeCost;
        const cost = way(arm, object.at) + time + way(object.at, object.tray) + change;
        if (!best || cost < best.cost) best = { object, tool: with_, cost };
      }
    }
    if (!best) return { output: null, rationale: '有物品互相压住，无法取出。' };
    must.delete(best.object);
    picks.push({ object: best.object.id, tool: best.tool });
    [arm, held, total] = [best.object.tray, best.tool, total + best.cost];
  }
  return { output: { picks }, rationale: `每次取代价最小的可取物品，共 ${picks.length} 次抓取，总代价 ${total}。` };
}

const way = (from, to) => Math.abs(from[0] - to[0]) + Math.abs(from[1] - to[1]);
