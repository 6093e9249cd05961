// What a listing says: its kind, how it is made, for whom, and of what.

import { kindOf } from './kinds.js';

// Fibres by their names; longer names stand before shorter ones that they contain.
const NAMES = {
  cashmere: ['山羊绒', '羊绒', 'cashmere'],
  wool: ['绵羊毛', '羊毛', '美利奴', '羊驼毛', '羊驼', '澳毛', 'wool'],
  artificial: ['粘胶纤维', '粘胶', '粘纤', '粘', '莫代尔', '莱赛尔', '天丝', '人造棉', '人棉', '绵绸', '三醋酸', '醋酸', '铜氨', '竹浆纤维', '竹纤维', 'viscose', 'rayon', 'modal'],
  synthetic: ['聚酯纤维', '聚酯', '再生涤纶', '涤纶', '锦纶', '尼龙', '腈纶', '氨纶', '丙纶', '聚丙烯', '涤', '氨', '腈', '锦', 'polyester', 'nylon', 'spandex', 'acrylic'],
  silk: ['桑蚕丝', '蚕丝', '真丝', '香云纱'],
  cotton: ['纯棉', '全棉', '长绒棉', '棉', '綿', 'cotton'],
  other: ['亚麻', '苎麻', '黄麻', '麻'],
};
const FIBRE_OF = Object.entries(NAMES).flatMap(([fibre, names]) => names.map((name) => [name, fibre]));
FIBRE_OF.sort((a, b) => b[0].length - a[0].length);
const FIBRE_AT = new Map(FIBRE_OF);
const FIBRE = FIBRE_OF.map(([name]) => name).join('|');

// Words of praise that name a fibre and mean none; garments and trades that hold a fibre's character.
const PRAISE = /(?:仿|不含|类)(?:真丝|羊绒|羊毛|貂绒|棉)|(?:真丝|羊绒|羊毛|全棉|纯棉|棉|马海毛)(?:质感|手感|感)|天丝牛仔风|牛奶丝|冰丝|丝滑|丝袜|棉服|棉衣|棉拖|夹棉|空气棉|太空棉|棉花糖|麻袋|涤棉|毛圈/g;
// Cloths whose fibre goes without saying, in this order.
const CLOTHS = [
  ['cotton', /牛仔|灯芯绒|牛津纺|jeans|denim|丹宁/],
  ['synthetic', /雪纺|摇粒绒|珊瑚绒|法兰绒|羊羔绒|速干|快干|quick dry|chiffon|fleece|瑜伽|yoga|泳|bikini|比基尼|swim/],
  ['synthetic', /羽绒|棉服|棉衣|冲锋衣|puffer|防晒衣/],
];
const KNIT = /针织|罗纹|钩针|毛线|纬编|经编|坑条|针织底/;
const WOVEN = /机织|梭织|平纹|府绸|缎面|牛津纺|牛仔|雪纺/;
const BOTH = /情侣|亲子|男女|中性|unisex|一家三口/;
const WOMEN = /女|妈妈|阿姨|孕|产后|胖mm|women|辣妹|少女|公主/;
const MEN = /男|爸爸|老头|绅士|新郎|伴郎|(?:^|[^o])men\b|men's/;

export function read(listing) {
  const text = listing.toLowerCase();
  const [title, ...rest] = text.split('\n');
  const details = rest.join(' ').replace(/^详情：/, '');
  const found = kindOf(title) ?? kindOf(text);
  const knit = KNIT.test(text) ? true : WOVEN.test(text) ? false : Boolean(found?.knit);
  return {
    kind: found?.kind ?? null,
    text,
    knit,
    baby: isBaby(title),
    male: MEN.test(title) && !WOMEN.test(title.replace(/men's/g, '')) && !BOTH.test(title),
    fibre: shares(details) ?? shares(title) ?? named(details) ?? named(title) ?? cloth(text),
  };
}

// Babies' garments fit 86 cm at most: the largest size told must be so, where one is told.
function isBaby(title) {
  if (!/婴儿|新生儿|宝宝|baby|哈衣|包屁衣|爬服|和尚服/.test(title)) return false;
  const sizes = [...title.matchAll(/(?<!\d)(\d{2,3})(?=\s*(?:-|\/|cm|码|$|\s))/g)].map((size) => Number(size[1]));
  return sizes.filter((size) => size >= 45 && size <= 180).every((size) => size <= 86);
}

// The fibre with the largest share, those of one sort summed; null where no share is told.
export function shares(text) {
  const part = new RegExp(`(${FIBRE})|(?<!\\d)(\\d{1,3})(?:\\.\\d)?(?!\\d|[a-z]|克|双|件|针)`, 'g');
  const tokens = [...text.replace(/仿(?:真丝|羊绒)/g, '').matchAll(part)];
  const sums = {};
  for (let at = 0; at + 1 < tokens.length; at += 1) {
    const [left, right] = [tokens[at], tokens[at + 1]];
    const between = right.index - left.index - left[0].length;
    if (between > 5 || Boolean(left[1]) === Boolean(right[1])) continue;
    const fibre = FIBRE_AT.get(left[1] ?? right[1]);
    const share = Number(left[2] ?? right[2]);
    if (share > 100) continue;
    sums[fibre] = (sums[fibre] ?? 0) + share;
    at += 1;
  }
  const wool = sums.wool && sums.cashmere ? { ...sums, wool: sums.wool + sums.cashmere, cashmere: 0 } : sums;
  const best = Object.entries(wool).sort((a, b) => b[1] - a[1])[0];
  return best ? best[0] : null;
}

function named(text) {
  const plain = text.replace(PRAISE, '');
  const long = FIBRE_OF.filter(([name]) => name.length > 1 || name === '棉' || name === '綿');
  const hits = long.map(([name, fibre]) => [plain.indexOf(name), fibre]).filter(([at]) => at >= 0);
  return hits.length ? hits.sort((a, b) => a[0] - b[0])[0][1] : null;
}

function cloth(text) {
  return CLOTHS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}
