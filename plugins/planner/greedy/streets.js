// Tracks over streets: each fix takes the nearest segment, one that goes on from the segment before it being preferred.
//
// A segment that does not go on counts as 30 m farther away; one whose way is against that of the vehicle, 20 m.

const APART = 30;
const AGAINST = 20;

export function followStreets({ nodes, segments, fixes }) {
  const place = new Map(nodes.map((node) => [node.id, node]));
  const lines = segments.map((one) => ({ ...one, a: place.get(one.from), b: place.get(one.to) }));
  if (lines.length === 0 || lines.some(({ a, b }) => !a || !b)) return { output: null, rationale: '路网不完整。' };
  const chosen = [];
  fixes.forEach((fix, index) => {
    const before = chosen[index - 1];
    const [from, to] = index > 0 ? [fixes[index - 1], fix] : [fix, fixes[1] ?? fix];
    let best = null;
    let least = Infinity;
    for (const line of lines) {
      const along = (line.b.x - line.a.x) * (to.x - from.x) + (line.b.y - line.a.y) * (to.y - from.y);
      const cost = away(fix, line) + (goesOn(before, line) ? 0 : APART) + (along < 0 ? AGAINST : 0);
      if (cost < least) [best, least] = [line, cost];
    }
    chosen.push(best);
  });
  const changes = chosen.filter((line, index) => index > 0 && !goesOn(chosen[index - 1], line)).length;
  return {
    output: { segments: chosen.map((line) => line.id) },
    rationale: `逐点取最近且与前一路段相接的路段；有 ${changes} 处前后不直接相接。`,
  };
}

// The same segment, or one that begins where the other ends and does not lead straight back.
function goesOn(before, line) {
  return !before || before === line || (before.to === line.from && before.from !== line.to);
}

function away(fix, { a, b }) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const [x, y] = [fix.x - a.x, fix.y - a.y];
  const share = Math.min(1, Math.max(0, (x * dx + y * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - share * dx, y - share * dy);
}
