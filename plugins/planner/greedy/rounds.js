// Collection rounds by nearest neighbour: a vehicle starts where a hub and a stop that is left are nearest, and goes on
// to the nearest stop that it can still take and come home from.

export function planRounds({ hubs, stops, km, capacity, max_km: maxKm, vehicle_cost: vehicleCost, km_cost: kmCost }) {
  const place = (stop) => hubs.length + stop;
  const left = new Set(stops.keys());
  const routes = [];
  let cost = 0;
  while (left.size > 0) {
    let first = null;
    for (const stop of left) {
      for (const hub of hubs.keys()) {
        const far = km[hub][place(stop)];
        if (2 * far <= maxKm && stops[stop].load <= capacity && (!first || far < first.far)) first = { hub, stop, far };
      }
    }
    if (!first) return { output: null, rationale: '有停靠点超出载量或里程。' };
    const { hub } = first;
    const round = [];
    let [load, gone, here] = [0, 0, hub];
    for (let next = first.stop; next !== null; ) {
      left.delete(next);
      round.push(stops[next].id);
      load += stops[next].load;
      gone += km[here][place(next)];
      here = place(next);
      next = null;
      for (const stop of left) {
        const far = km[here][place(stop)];
        const fits = load + stops[stop].load <= capacity && gone + far + km[place(stop)][hub] <= maxKm;
        if (fits && (next === null || far < km[here][place(next)])) next = stop;
      }
    }
    routes.push({ hub: hubs[hub], stops: round });
    cost += vehicleCost + kmCost * (gone + km[here][hub]);
  }
  return { output: { routes }, rationale: `就近装车，共 ${routes.length} 条线路，总成本 ${cost} 元。` };
}
