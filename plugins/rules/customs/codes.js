// From what was read to six digits, as the chapters are built. What is not known is left out and filled with 0.

// Which digits a fibre gets. `mmf` stands for both sorts of man-made fibre, `rest` for whatever is not named.
const GARMENT = { wool: '1', cotton: '2', synthetic: '3', rest: '9' };
const DRESS = { ...GARMENT, artificial: '4' };
const NO_WOOL = { cotton: '2', synthetic: '3', rest: '9' };
const SHIRT = { cotton: '10', mmf: '20', rest: '90' };
const WOVEN = { cotton: '20', mmf: '30', rest: '90' };
const BABY = { cotton: '20', synthetic: '30', rest: '90' };
const LIGHT = { cotton: '1', mmf: '2', rest: '9' };
const PLAIN = { cotton: '1', rest: '9' };
const COAT = { wool: '20', cotton: '30', mmf: '40', rest: '90' };
const SWEATER = { wool: '11', cashmere: '12', cotton: '20', mmf: '30', rest: '90' };
const LINEN = { cotton: '1', mmf: '3', rest: '9' };
const SYNTHETIC = { synthetic: '2', rest: '9' };

function digits(map, fibre) {
  if (!fibre) return '';
  const wool = fibre === 'cashmere' ? map.wool : undefined;
  const manMade = fibre === 'synthetic' || fibre === 'artificial' ? map.mmf : undefined;
  return map[fibre] ?? wool ?? manMade ?? map.rest;
}

// [knitted men's, knitted women's, woven men's, woven women's], each a prefix and its fibres.
const GARMENTS = {
  suit: [['610310', {}], ['61041', { synthetic: '3', rest: '9' }], ['62031', { wool: '1', synthetic: '2', rest: '9' }], ['62041', GARMENT]],
  set: [['61032', NO_WOOL], ['61042', NO_WOOL], ['62032', NO_WOOL], ['62042', GARMENT]],
  blazer: [['61033', GARMENT], ['61043', GARMENT], ['62033', GARMENT], ['62043', GARMENT]],
  trousers: [['61034', GARMENT], ['61046', GARMENT], ['62034', GARMENT], ['62046', GARMENT]],
  shirt: [['6105', SHIRT], ['6106', SHIRT], ['6205', WOVEN], ['6206', { silk: '10', wool: '20', cotton: '30', mmf: '40', rest: '90' }]],
  coat: [['6101', WOVEN], ['6102', { wool: '10', ...WOVEN }], ['6201', COAT], ['6202', COAT]],
  pants: [['61071', LIGHT], ['61082', LIGHT], ['62071', PLAIN], ['62089', LIGHT]],
  pyjamas: [['61072', LIGHT], ['61083', LIGHT], ['62072', LIGHT], ['62082', LIGHT]],
  robe: [['61079', PLAIN], ['61089', LIGHT], ['62079', PLAIN], ['62089', LIGHT]],
  swim: [['61123', { synthetic: '1', rest: '9' }], ['61124', { synthetic: '1', rest: '9' }], ['621111', {}], ['621112', {}]],
  tracksuit: [['61121', { cotton: '1', synthetic: '2', rest: '9' }], ['61121', { cotton: '1', synthetic: '2', rest: '9' }], ['62113', { cotton: '2', mmf: '3', rest: '9' }], ['62114', { cotton: '2', mmf: '3', rest: '9' }]],
  overall: [['6114', WOVEN], ['6114', WOVEN], ['62113', { cotton: '2', mmf: '3', rest: '9' }], ['62114', { cotton: '2', mmf: '3', rest: '9' }]],
};
GARMENTS.leggings = GARMENTS.trousers;
GARMENTS.polo = GARMENTS.shirt;
GARMENTS.padded = GARMENTS.coat;
GARMENTS.waistcoat = [['6110', SWEATER], ['6110', SWEATER], ...GARMENTS.overall.slice(2)];

// [knitted, woven], whoever wears or uses them.
const OTHERS = {
  dress: [['61044', DRESS], ['62044', DRESS]], skirt: [['61045', GARMENT], ['62045', GARMENT]],
  slip: [['61081', { mmf: '1', rest: '9' }], ['62081', { mmf: '1', rest: '9' }]],
  glove: [['61169', GARMENT], ['6216', {}]], 'coated-glove': [['611610', {}], ['6216', {}]],
  scarf: [['611710', {}], ['6214', { silk: '10', wool: '20', synthetic: '30', artificial: '40', rest: '90' }]],
  accessory: [['611780', {}], ['621710', {}]], part: [['611790', {}], ['621790', {}]],
  infant: [['6111', BABY], ['6209', BABY]], bib: [['6111', BABY], ['6209', BABY]], ski: [['611220', {}], ['621120', {}]],
  tie: [['611780', {}], ['6215', { silk: '10', mmf: '20', rest: '90' }]],
  cushion: [['630491', {}], ['63049', { cotton: '2', synthetic: '3', rest: '9' }]], net: [['630491', {}], ['63049', { cotton: '2', synthetic: '3', rest: '9' }]],
  curtain: [['63031', SYNTHETIC], ['63039', { cotton: '1', synthetic: '2', rest: '9' }]],
  spread: [['630411', {}], ['630419', {}]], table: [['630240', {}], ['63025', LINEN]],
};

// However they are made.
const ONES = {
  tee: ['6109', { cotton: '10', rest: '90' }], sweater: ['6110', SWEATER], 'knit-vest': ['6110', SWEATER],
  sock: ['61159', { wool: '4', cotton: '5', synthetic: '6', rest: '9' }], blanket: ['6301', { wool: '20', cotton: '30', synthetic: '40', rest: '90' }],
  handkerchief: ['6213', { cotton: '20', rest: '90' }], tent: ['63062', SYNTHETIC], tarpaulin: ['63061', SYNTHETIC],
  compression: ['611510'], stockings: ['611530'], bra: ['621210'], girdle: ['621220'], shaper: ['621230'], braces: ['621290'],
  protective: ['621010'], electric: ['630110'], bulk: ['630532'], strip: ['630533'], jute: ['630510'], sack: ['630520'],
  mattress: ['630640'], cloth: ['630710'], 'jacket-of-life': ['630720'], sundry: ['630790'], lace: ['630790'], kit: ['6308'],
  worn: ['6309'], rags: ['631010'], insole: ['640690'], outsole: ['640620'], upper: ['640610'], outside: [''],
};

// Those that hang on more than fibre and making.
const OWN = {
  shoe: ({ text }) => footwear(text),
  tights: ({ text, fibre }) => {
    if (fibre && fibre !== 'synthetic') return '611529';
    return /加绒|加厚|光腿|[6-9]\dd|1\d\dd/.test(text) ? '611522' : '611521';
  },
  bed: ({ text, fibre, knit }) => {
    if (knit) return '630210';
    return `6302${/印花|花卉|卡通|碎花/.test(text) ? '2' : '3'}${digits(LIGHT, fibre)}`;
  },
  towel: ({ text, fibre }) => (/毛圈/.test(text) && fibre === 'cotton' && !/非毛圈/.test(text) ? '630260' : `63029${digits(LINEN, fibre)}`),
  apron: ({ fibre, male }) => `6211${male ? '3' : '4'}${digits({ cotton: '2', mmf: '3', rest: '9' }, fibre)}`,
  rainwear: ({ male, knit }) => (knit ? '611300' : male ? '621020' : '621030'),
  'rain-trousers': ({ male }) => (male ? '621040' : '621050'),
};

export function code(goods) {
  return found(goods).padEnd(6, '0');
}

function found(goods) {
  const { kind, knit, male, fibre, baby } = goods;
  if (!kind) return '';
  if (OWN[kind]) return OWN[kind](goods);
  const isGarment = kind in GARMENTS || ['dress', 'skirt', 'tee', 'sweater', 'knit-vest'].includes(kind);
  if (baby && isGarment) return by(OTHERS.infant[knit ? 0 : 1], fibre);
  if (GARMENTS[kind]) return by(GARMENTS[kind][(knit ? 0 : 2) + (male ? 0 : 1)], fibre);
  if (OTHERS[kind]) return by(OTHERS[kind][knit ? 0 : 1], fibre);
  return by(ONES[kind], fibre);
}

function by([prefix, map = {}], fibre) {
  return prefix + (digits(map, fibre) ?? '');
}

// Upper first, then sole, then height. The details' upper prevails over the title's.
function footwear(text) {
  const upper = /鞋面[材质]*：?\s*([a-z一-龥]+)/.exec(text.split('\n')[1] ?? '')?.[1] ?? text;
  const high = /靴|高帮|boots/.test(text);
  if (/雨[鞋靴]|水鞋/.test(text)) return /钢/.test(text) ? '640110' : /靴|中筒/.test(text) ? '640192' : '640199';
  if (/千层底|毛毡底/.test(text)) return '640520';
  const plastic = /\bpu|pvc|eva|塑料|橡胶面/.test(upper);
  const leather = !plastic && /真皮(?!底|大底)|牛皮|羊皮|皮面|leather(?! sole)/.test(upper);
  const spikes = /带钉|碎钉|钉鞋/.test(text);
  if (leather) return leathern(text, high, spikes);
  if (plastic) return /人字|夹脚|flip/.test(text) ? '640220' : /滑雪/.test(text) ? '640212' : spikes ? '640219' : high ? '640291' : '640299';
  if (!/布|网|飞织|绒|织|canvas/.test(upper)) return '64';
  if (/真皮底|真皮大底/.test(text)) return '640420';
  return /跑步|篮球|运动鞋|训练|网球|running/.test(text) ? '640411' : '640419';
}

function leathern(text, high, spikes) {
  if (/木底/.test(text)) return '640510';
  if (/钢头|钢包头|安全鞋/.test(text)) return '640340';
  if (/滑雪/.test(text)) return '640312';
  if (spikes) return '640319';
  const sole = /真皮底|真皮大底|皮底|leather sole/.test(text);
  return `6403${sole ? '5' : '9'}${high ? '1' : '9'}`;
}
