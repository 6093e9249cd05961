// The closest approach and the rules in their order, as the scenario's material gives them.

const AHEAD = 6;
const ABAFT = 112.5;
const RANK = { power: 0, sailing: 1, fishing: 2, hampered: 3 };
const NAMES = { power: '机动船', sailing: '帆船', fishing: '从事捕捞的船', hampered: '失控或操限船' };

const turn = (degrees) => ((degrees % 360) + 360) % 360;
const offBow = (bearing) => Math.min(bearing, 360 - bearing);
const radians = (degrees) => (degrees * Math.PI) / 180;

function velocity({ course, speed }) {
  return [speed * Math.sin(radians(course)), speed * Math.cos(radians(course))];
}

// Miles and minutes; a closest approach that has passed is now.
export function approach(own, target, [x, y]) {
  const [u, v] = velocity(own);
  const [p, q] = velocity(target);
  const [dx, dy] = [p - u, q - v];
  const square = dx * dx + dy * dy;
  const hours = square > 0 ? Math.max(0, -(x * dx + y * dy) / square) : 0;
  return { cpa: Math.hypot(x + dx * hours, y + dy * hours), tcpa: hours * 60 };
}

function ruling(own, target, [x, y]) {
  const bearing = turn((Math.atan2(x, y) * 180) / Math.PI);
  const seen = turn(bearing - own.course);
  const seenFromTarget = turn(bearing + 180 - target.course);
  if (offBow(seenFromTarget) > ABAFT) return ['give-way', '13'];
  if (offBow(seen) > ABAFT) return ['stand-on', '13'];
  if (RANK[own.kind] !== RANK[target.kind]) return [RANK[own.kind] < RANK[target.kind] ? 'give-way' : 'stand-on', '18'];
  if (offBow(seen) <= AHEAD && offBow(seenFromTarget) <= AHEAD) return ['both-give-way', '14'];
  return [seen < 180 ? 'give-way' : 'stand-on', '15'];
}

export function decide({ own, target, offset, limits }) {
  const { cpa, tcpa } = approach(own, target, offset);
  const risk = tcpa > 0 && cpa < limits.miles && tcpa <= limits.minutes;
  const [role, rule] = risk ? ruling(own, target, offset) : ['no-risk', 'none'];
  const output = { role, rule, cpa_nm: Number(cpa.toFixed(3)), tcpa_min: Number(tcpa.toFixed(2)) };
  const classes = `本船按${NAMES[own.kind]}、来船按${NAMES[target.kind]}`;
  const figures = `CPA ${cpa.toFixed(2)} 海里，TCPA ${tcpa.toFixed(1)} 分钟`;
  const basis = rule === 'none' ? '按值班命令无碰撞危险' : `有碰撞危险，依第 ${rule} 条`;
  return { output, rationale: `${classes}；${figures}；${basis}。` };
}
