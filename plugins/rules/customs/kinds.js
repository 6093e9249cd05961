// Kinds of goods by the words for them: the first that fits is taken, so the particular stands before the general.
// The last element says whether the kind is knitted unless told otherwise.

const KINDS = [
  // Not of these chapters.
  ['outside', /皮衣|皮草|貂皮|水貂|皮带|真皮手套|羊皮手套|女包|单肩包|帆布包|tote|双肩包|[渔棒][夫球]帽|帽子|娃娃|玩具|溜冰|轮滑|地毯|按米|项链|耳环|护膝|被芯|枕芯|睡袋|pe\s?塑料|雨衣 pe|雨衣.*塑料/],
  ['worn', /旧衣|used clothes/], ['rags', /碎布|废布/], ['kit', /十字绣/], ['lace', /鞋带/],
  ['insole', /鞋垫/], ['outsole', /鞋底 橡胶|大底$/], ['upper', /^鞋面/],
  // Footwear.
  ['shoe', /鞋|靴|拖(?!把|地)|clogs|boots|shoes|flip flops|loafers/],
  // Made-up textiles.
  ['electric', /电热毯/], ['blanket', /毛毯|毯子|盖毯|羊毛毯|blanket/], ['bed', /四件套|床单|被套|床笠|bedding/],
  ['table', /桌布/], ['towel', /(?<!护腕.*)毛巾(?!料|底)|浴巾/], ['curtain', /窗帘|curtain/], ['net', /蚊帐/], ['cushion', /抱枕套|沙发垫|cushion/],
  ['spread', /床罩/], ['bulk', /吨袋/], ['strip', /编织袋|蛇皮袋/], ['jute', /麻袋/], ['sack', /布袋.*包装/],
  ['mattress', /充气床垫/], ['tent', /帐篷/], ['tarpaulin', /防水布|天幕|油布/], ['cloth', /抹布|拖把布|擦地布/],
  ['jacket-of-life', /救生衣/], ['sundry', /口罩|收纳袋|防尘罩/],
  // Small things.
  ['compression', /静脉曲张|渐进压力/], ['tights', /连裤|光腿神器|裤袜/], ['stockings', /长筒丝袜|长筒袜.*(?:性感|薄)|吊带丝袜/], ['sock', /袜(?!底)/, true],
  ['coated-glove', /手套.*(?:浸|涂|丁腈)|(?:浸|涂|丁腈).*手套/, true], ['glove', /手套/, true],
  ['bra', /文胸|胸罩|运动内衣|\bbra\b/], ['shaper', /连体塑身/], ['girdle', /束腰|收腹裤|塑身束裤/], ['braces', /吊带夹/],
  ['tie', /领带|领结|\btie\b/], ['handkerchief', /手帕/], ['part', /罗纹领|袖口/],
  ['scarf', /围巾|丝巾|披肩|围脖|方巾/], ['accessory', /冰袖|袖套|护腕/, true], ['accessory', /发带|腰封|发圈|头巾/],
  // Garments.
  ['protective', /隔离衣|防护服/], ['rainwear', /雨衣/], ['rain-trousers', /雨裤/],
  ['ski', /滑雪套装/, true], ['swim', /泳|bikini|比基尼|swim/, true],
  ['infant', /哈衣|爬服|和尚服|包屁衣|连体衣/, true], ['bib', /围兜|口水巾/],
  ['robe', /浴袍|睡袍|晨袍/], ['pyjamas', /睡衣|睡裙|家居服|pajamas/],
  ['pants', /内裤|平角裤|boxer|四角裤/, true], ['slip', /衬裙/], ['apron', /围裙/],
  ['dress', /连衣裙|旗袍|汉服|晚礼服|礼服裙|牛仔裙 连|t恤裙|长裙(?!.*半身)|dress|小黑裙|连身裙/],
  ['overall', /连体裤|连体短裤|连体服|连身裤|jumpsuit|bodysuit/],
  ['tracksuit', /运动套装|运动服套装/, true], ['suit', /西服套装|西装套装|西服.*二件套|西装\+西裤/],
  ['set', /套装|两件套|便服|工作服套装/],
  ['skirt', /半身裙|半裙|裙裤|百褶裙|短裙|skirt/],
  ['leggings', /打底裤|瑜伽裤|鲨鱼裤|芭比裤|yoga pants|leggings|秋裤/, true],
  ['trousers', /裤|jeans|pants|shorts/],
  ['padded', /羽绒马甲|棉马甲/], ['knit-vest', /针织马甲|针织背心|毛线马甲/, true], ['waistcoat', /马甲|vest/],
  ['blazer', /西装|单西|blazer/],
  ['polo', /polo/, true], ['sweater', /卫衣|毛衣|开衫|羊毛衫|羊绒衫|针织衫|hoodie|sweater|cardigan|抓绒衣/, true],
  ['shirt', /衬衫|衬衣|寸衫|雪纺衫|小衫|shirt(?!.*t恤)/],
  ['tee', /t恤|短袖t|短t|\btee\b|背心|汗衫|打底衫|吊带|老头衫|长袖t|秋衣/, true],
  ['coat', /大衣|风衣|夹克|冲锋衣|棉服|羽绒服|外套|防晒[衣服]|皮肤衣|jacket|coat/],
];

export function kindOf(text) {
  const found = KINDS.find(([, pattern]) => pattern.test(text));
  return found ? { kind: found[0], knit: Boolean(found[2]) } : null;
}
