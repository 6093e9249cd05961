// The report's words into figures: nautical miles, knots, degrees, minutes.

const KILOMETRES = 1.852;
// Clauses that tell of another time, another vessel or a mere plan.
const BESIDE = /前真?方位|分钟前|计划|额定|上一更|上次|曾|另有|另一|误留/;
const NUMBER = '(\\d+(?:\\.\\d+)?)';

// The figure after one of the words, and what follows it.
function figure(text, pattern) {
  const found = text.match(pattern);
  return found ? Number(found[1]) : undefined;
}

function clauses(text) {
  const body = text.replace(/^[^：:]*[：:]/, '');
  const kept = body.split(/[，；。]/).filter((clause) => !BESIDE.test(clause));
  return kept.join('，');
}

function speed(text) {
  const kilometres = figure(text, new RegExp(`${NUMBER}\\s*(?:公里/小时|km/h)`));
  if (kilometres !== undefined) return kilometres / KILOMETRES;
  return figure(text, new RegExp(`${NUMBER}\\s*(?:节|kn)`));
}

function course(text) {
  return figure(text, new RegExp(`(?:航向|COG)\\s*${NUMBER}`));
}

// Latitude and longitude in minutes.
function position(text) {
  const pairs = [
    /(\d+)°(\d+\.\d+)′N，(\d+)°(\d+\.\d+)′E/,
    /北纬(\d+)度(\d+\.\d+)分、东经(\d+)度(\d+\.\d+)分/,
    /(\d+)-(\d+\.\d+)N (\d+)-(\d+\.\d+)E/,
  ];
  for (const pair of pairs) {
    const found = text.match(pair)?.slice(1).map(Number);
    if (found) return [found[0] * 60 + found[1], found[2] * 60 + found[3]];
  }
  const decimal = text.match(/(\d+\.\d+)°N，(\d+\.\d+)°E/);
  return decimal ? [Number(decimal[1]) * 60, Number(decimal[2]) * 60] : undefined;
}

function distance(text) {
  const miles = figure(text, new RegExp(`距离?\\s*${NUMBER}\\s*(?:海里|n mile)`));
  if (miles !== undefined) return miles;
  const cables = figure(text, new RegExp(`距离?\\s*${NUMBER}\\s*链`));
  if (cables !== undefined) return cables / 10;
  const kilometres = figure(text, new RegExp(`距离?\\s*${NUMBER}\\s*公里`));
  return kilometres === undefined ? undefined : kilometres / KILOMETRES;
}

// Degrees from north.
function bearing(text, heading) {
  const side = text.match(/([左右])舷(?:舷角)?(\d+)/);
  if (side) return heading + (side[1] === '右' ? 1 : -1) * Number(side[2]);
  if (text.includes('正前方')) return heading;
  const relative = figure(text, /(?:相对方位|舷角)(\d+)/);
  if (relative !== undefined) return heading + relative;
  return figure(text, /方位(\d+)/);
}

// The class in the sense of rule 18.
export function kind(text) {
  if (/未从事捕捞|曳绳钓|吃水|使用机器|尖端向下|操纵不受/.test(text)) return 'power';
  if (/失去控制|失控|操纵能力受|球体|黑球|两盏环照红灯|红、白、红|挖泥|敷设|潜水/.test(text)) return 'hampered';
  if (/捕捞|拖网|流网|围网|圆锥体|上绿下白|上红下白/.test(text)) return 'fishing';
  if (/帆|上红下绿/.test(text)) return 'sailing';
  return 'power';
}

function limits(order) {
  const cables = figure(order, new RegExp(`${NUMBER}\\s*链`));
  const miles = cables === undefined ? figure(order, new RegExp(`${NUMBER}\\s*(?:海里|n mile)`)) : cables / 10;
  const minutes = figure(order, new RegExp(`${NUMBER}\\s*(?:分钟|min)`));
  return { miles, minutes };
}

function offset(own, target, heading) {
  const [here, there] = [position(own), position(target)];
  if (here && there) {
    const cosine = Math.cos((((here[0] + there[0]) / 2 / 60) * Math.PI) / 180);
    return [(there[1] - here[1]) * cosine, there[0] - here[0]];
  }
  const [degrees, miles] = [bearing(target, heading), distance(target)];
  if (degrees === undefined || miles === undefined) return undefined;
  const angle = (degrees * Math.PI) / 180;
  return [miles * Math.sin(angle), miles * Math.cos(angle)];
}

// Both vessels, where the target lies (miles east and north) and the order's limits; or what is lacking.
export function read(input) {
  const [own, target] = [clauses(input.own), clauses(input.target)];
  const vessel = (text) => ({ course: course(text), speed: speed(text), kind: kind(text) });
  const report = { own: vessel(own), target: vessel(target), limits: limits(input.order) };
  for (const [name, one] of [['本船', report.own], ['来船', report.target]]) {
    if (one.course === undefined) return { lacks: `${name}航向` };
    if (one.speed === undefined) return { lacks: `${name}航速` };
  }
  report.offset = offset(own, target, report.own.course);
  if (!report.offset) return { lacks: '来船位置' };
  if (report.limits.miles === undefined || report.limits.minutes === undefined) return { lacks: '碰撞危险标准' };
  return report;
}
