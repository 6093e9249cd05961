// Events of a vehicle's track by fixed thresholds on each fix; nothing is smoothed and no interruption bridged.

const OFF_ROUTE = 150; // metres
const WANDER = 60; // metres
const NEAR_STOP = 100; // metres
const STANDING = 3; // km/h

export function fleet({ limit, route, stops, x, y, speed }) {
  const seen = x.map((value) => value !== null);
  const standing = runs(x, (at) => seen[at] && speed[at] < STANDING);
  const events = [];
  const add = (kind, least, list) => {
    for (const [start, end] of list) if (end - start + 1 >= least) events.push({ start, end, kind });
  };
  add('gap', 10, runs(x, (at) => !seen[at]));
  add('detour', 2, runs(x, (at) => seen[at] && speed[at] >= STANDING && fromRoute(route, x[at], y[at]) > OFF_ROUTE));
  add('speeding', 4, runs(x, (at) => seen[at] && speed[at] > 1.2 * limit));
  const nearStop = (at) => stops.some(([east, north]) => Math.hypot(x[at] - east, y[at] - north) <= NEAR_STOP);
  add('long-stop', 20, standing.filter(([start]) => !nearStop(start)));
  for (const [first, last] of standing) {
    const away = (at) => at >= first && at <= last && Math.hypot(x[at] - x[first], y[at] - y[first]) > WANDER;
    add('drift', 2, runs(x, away));
  }
  events.sort((a, b) => a.start - b.start);
  const rationale = `逐点比对：偏离路线 ${OFF_ROUTE} 米、限速 ${limit} 的 1.2 倍、静止漂移 ${WANDER} 米，未作平滑；报出 ${events.length} 处。`;
  return { output: { events: events.slice(0, 60) }, rationale };
}

function runs(list, test) {
  const found = [];
  list.forEach((_, at) => {
    if (!test(at)) return;
    const last = found[found.length - 1];
    if (last && last[1] === at - 1) last[1] = at;
    else found.push([at, at]);
  });
  return found;
}

function fromRoute(route, east, north) {
  let best = Infinity;
  for (let leg = 1; leg < route.length; leg += 1) {
    const [[ax, ay], [bx, by]] = [route[leg - 1], route[leg]];
    const [dx, dy] = [bx - ax, by - ay];
    const share = ((east - ax) * dx + (north - ay) * dy) / (dx * dx + dy * dy || 1);
    const kept = Math.min(1, Math.max(0, share));
    best = Math.min(best, Math.hypot(east - ax - kept * dx, north - ay - kept * dy));
  }
  return best;
}
