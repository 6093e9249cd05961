// A filing's words into what it tells.

import { amounts, days, plain, spans } from './numerals.js';

// Clauses of another batch, of a sample, or that merely press.
const BESIDE = /抽查|抽样|日均|每日|上一批|上批|去年那批|另有|不在本次|与本次无关|审核意见|系统提示|忽略/;
const LACKS = /待补|后补|未附|没附|暂缺|未取得|没有|没留|没写|还没|找不到|没找到|无$|[::]\s*(?:无|\/|-|略)?$|略$|不便|涉密|待定|待核|未提供/;
const SCENES = [
  ['药械研发', /药械|药企|新药|器械|厂家/],
  ['保险服务', /保险|商保|核保|理赔|健康险/],
  ['公共卫生', /公共卫生|监测|预警|干预|防控/],
  ['医院管理', /医院管理|运营|绩效|成本|床位|调配/],
  ['辅助诊断', /辅助诊断|诊断辅助|看片|阅片|看病|诊断/],
  ['临床科研', /科研|研究|课题|论文/],
];
// Clauses that tell what the data are for.
const USE = /场景|场境|用途|用于|用来|拟供|供.{0,12}(?:用|做|开展|调用)|给.{0,14}用|提供给|拿(?:它|来)|帮助/;
const RULE = /规则|规责|清洗|去重|剔除|归一|标注|算法|整理办法|加工时/;
const PROOF = /证明|合同|授权书|授权文件|协议|许可|截图|说明|佐证|日志/;
const GIVEN = /附|见|随件|提交|装订|齐/;

function first(text, patterns) {
  for (const pattern of patterns) {
    const found = text.match(pattern);
    if (found) return found[1].trim();
  }
  return null;
}

function applicant(text) {
  const role = '(申请人[甲乙丙丁戊]|某[^,。;:\\n就提报申,]{2,16}?(?:中心|处|科|室|办|企业|公司|机构|医院))';
  return first(text, [
    new RegExp(`(?:申请人|申请单位|申报主体|申请人\\(单位\\))\\s*[:\\s]\\s*${role}(?=[,。;\\n\\s]|$)`),
    new RegExp(`(?:我们是|本申请由|我是)${role}(?=[,。;\\n提]|$)`),
    new RegExp(`${role}(?=[,。;\\n就提报申]|$)`),
  ]);
}

function dataset(text) {
  return first(text, [/《([^》\n]{2,40})》/, /[“"「]([^”"」\n]{2,40}数据集)[”"」]/, /(?:数据名称|数据集名称|名称)\s*:\s*([^\n,。;]{2,40})/]);
}

function source(clauses) {
  const rules = [
    ['授权', /来[源原]\s*:?\s*(?:授权|受权|被授权)|[授受]权(?:使用|我方|我们|在用)|的[授受]权/],
    ['采购', /采购|采够|购买|外购|购入|买的|买来/],
    ['公开', /来[源原]\s*:\s*(?:公开|开放)|开放平台|公开(?:发布|数据)/],
    ['自有', /自有|自行|自建|自己|日常诊疗|院内|本单位.*产生/],
  ];
  const named = clauses.filter((clause) => /来[源原]\s*[:]?\s*\S/.test(clause) && !/证明|佐证/.test(clause));
  for (const part of [named, clauses]) {
    for (const [name, pattern] of rules) if (part.some((clause) => pattern.test(clause))) return name;
  }
  return null;
}

function personal(clauses) {
  const about = clauses.join('\n');
  if (/去标识化|假名化|换成了编号|仍可回查|可复原/.test(about)) return '含';
  if (/匿名化/.test(about)) return '已匿名化';
  if (/不含|不涉及个人|没有到人|不到人|汇总指标/.test(about)) return '不含';
  if (/个人信.\s*:?\s*含|含个人信|含患者|姓名|身份证|电话(?!另附)|同[意义]/.test(about)) return '含';
  return '未说明';
}

function consent(clauses) {
  return clauses.some((clause) => /同[意义]|依据/.test(clause) && !/未|没|无|领导/.test(clause));
}

function certificate(clauses) {
  for (const clause of clauses) {
    const found = clause.match(/CZ\s*(\d{8})(?!\d)/i);
    if (found) return `CZ${found[1]}`;
  }
  return null;
}

function scene(clauses) {
  for (const clause of clauses.filter((one) => USE.test(one))) {
    for (const [name, pattern] of SCENES) if (pattern.test(clause)) return name;
  }
  return null;
}

function dispute(clauses) {
  return clauses.some((clause, place) => {
    if (!/争议|异议|纠纷|诉讼|仲裁|主张共有|反对登记/.test(clause) || /无争议|双盲|第三人/.test(clause)) return false;
    return !/和解|调解|撤回|结案|了结/.test(clause + (clauses[place + 1] ?? ''));
  });
}

function authorisation(clauses, filed) {
  const ends = clauses.filter((clause) => /[授受]权|续签|到期|届满|期限|有效期/.test(clause) && !/申报/.test(clause)).flatMap(days);
  return ends.length > 0 && filed !== null && Math.max(...ends) < filed;
}

export function read(filing) {
  const text = plain(filing);
  const lines = text.split(/[\n。;]/).map((line) => line.trim()).filter(Boolean);
  const clauses = lines.flatMap((line) => line.split(',')).map((clause) => clause.trim()).filter(Boolean);
  const kept = clauses.filter((clause) => !BESIDE.test(clause));
  const filed = days(clauses.filter((clause) => /申报|报$/.test(clause)).join('\n'))[0] ?? null;
  return {
    applicant: applicant(text),
    dataset: dataset(text),
    rows: kept.flatMap(amounts),
    spans: spans(text),
    filed,
    source: source(kept),
    proof: kept.some((clause, place) => PROOF.test(clause) && !RULE.test(clause) && !/同[意义]|平台回执|承诺书/.test(clause) && GIVEN.test(clause + (kept[place + 1] ?? '')) && !LACKS.test(clause)),
    personal: personal(kept),
    consent: consent(kept),
    certificate: certificate(kept),
    scene: scene(kept),
    rule: kept.some((clause) => RULE.test(clause) && !LACKS.test(clause)) && !lines.some((line) => RULE.test(line) && /不便|未附|涉密/.test(line)),
    dispute: dispute(kept),
    expired: authorisation(kept, filed),
  };
}
