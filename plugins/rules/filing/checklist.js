// The checklist's defects and the verdict that follows from them.

const NAMES = {
  no_source_proof: '缺来源证明',
  no_certificate: '缺存证编号',
  period_defect: '起止时间有误',
  personal_unstated: '个人信息未说明',
  personal_without_basis: '个人信息无合法依据',
  rows_defect: '条数缺失或不一',
  no_rule: '缺处理规则',
  no_scene: '缺应用场景',
  expired_authorisation: '授权过期',
  ownership_dispute: '权属争议',
};
const REFUSED = ['personal_without_basis', 'ownership_dispute'];

function wrongPeriod(spans, filed) {
  if (spans.length === 0 || new Set(spans).size > 1) return true;
  const [start, end] = spans[0].split('/');
  const month = filed === null ? null : `${Math.floor(filed / 10000)}-${String(Math.floor(filed / 100) % 100).padStart(2, '0')}`;
  return start > end || (month !== null && end > month);
}

export function check(facts) {
  const defects = {
    no_source_proof: !facts.proof,
    no_certificate: facts.certificate === null,
    period_defect: wrongPeriod(facts.spans, facts.filed),
    personal_unstated: facts.personal === '未说明',
    personal_without_basis: facts.personal === '含' && !facts.consent,
    rows_defect: new Set(facts.rows).size !== 1,
    no_rule: !facts.rule,
    no_scene: facts.scene === null,
    expired_authorisation: facts.source === '授权' && facts.expired,
    ownership_dispute: facts.dispute,
  };
  const found = Object.keys(NAMES).filter((code) => defects[code]);
  const refused = found.some((code) => REFUSED.includes(code));
  const verdict = refused ? '不予受理' : found.length > 0 ? '补正' : '受理';
  const output = {
    applicant: facts.applicant,
    dataset: facts.dataset,
    rows: facts.rows[0] ?? null,
    period: facts.spans[0] ?? null,
    source: facts.source,
    personal: facts.personal,
    certificate: facts.certificate,
    scene: facts.scene,
  };
  for (const code of Object.keys(NAMES)) output[code] = defects[code] || null;
  return { output: { ...output, verdict }, reasons: found.map((code) => NAMES[code]) };
}
