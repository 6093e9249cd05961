//! Writes an application in Chinese: paragraphs in any order, amounts and dates in the many ways people write them.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{Applicant, Challenge, Contract, Cost, Operation, Voucher};
use crate::catalogue::generate::application::{amount, credit, pick};
use crate::catalogue::generate::{application, numerals};

/// The legal form of a firm that is no one-person company.
pub fn form(rng: &mut ChaCha8Rng) -> &'static str {
    pick(rng, &["有限责任公司", "股份有限公司"])
}

/// The letter. `remarks` is how often each kind of misleading remark is made.
pub fn write(rng: &mut ChaCha8Rng, applicant: &Applicant, remarks: f64) -> String {
    let mut paragraphs: Vec<String> =
        applicant.contracts.iter().map(|contract| self::contract(rng, contract, remarks)).collect();
    paragraphs.extend(applicant.challenge.as_ref().map(|project| challenge(rng, project)));
    paragraphs.extend(applicant.operation.as_ref().map(|operation| self::operation(rng, operation)));
    paragraphs.shuffle(rng);
    let numbered = application::numbered(rng, &paragraphs);
    let mut lines = vec![opening(rng, applicant, remarks)];
    lines.extend(numbered);
    lines.push(credit(rng, applicant.dishonest, remarks));
    lines.join("\n")
}

fn opening(rng: &mut ChaCha8Rng, applicant: &Applicant, remarks: f64) -> String {
    let mut text =
        pick(rng, &["现就本公司申请事项说明如下。", "根据人工智能“九条”，特提出申请。", "申请材料如下："]).to_owned();
    if !applicant.local && rng.random_bool(0.5) {
        text.push_str("公司目前在硚口区租用办公场地。");
    }
    if applicant.sole && rng.random_bool(0.5) {
        text.push_str("我们是OPC创业团队，欢迎到访。");
    }
    if rng.random_bool(remarks) {
        text.push_str(&format!("公司上年营业收入{}万元，", rng.random_range(30..=4_000)));
        text.push_str(&format!("注册资本{}万元。", rng.random_range(1..=50) * 10));
    }
    text
}

/// The day of the invoice, of this year or the one before.
fn invoiced(rng: &mut ChaCha8Rng, in_window: bool, remarks: f64) -> String {
    let day = rng.random_range(1..=28);
    let month = if in_window { rng.random_range(1..=8) } else { rng.random_range(7..=12) };
    let year = if in_window { 2026 } else { 2025 };
    let relative = if in_window { "今年" } else { "去年" };
    let date = match rng.random_range(0..5) {
        0..=1 => format!("{year}年{month}月{day}日"),
        2 => format!("{year}-{month:02}-{day:02}"),
        3 => format!("{relative}{month}月{day}日"),
        _ => format!("{relative}{}月", numerals::plain(month)),
    };
    // The day of signing does not count: the rules go by the invoice.
    if in_window && rng.random_bool(remarks * 0.6) {
        return format!("合同于去年{}月签订，{date}开具发票", rng.random_range(9..=12));
    }
    match rng.random_range(0..3) {
        0 => format!("发票日期{date}"),
        1 => format!("{date}开票"),
        _ => format!("发票于{date}开具"),
    }
}

fn bought(rng: &mut ChaCha8Rng, contract: &Contract) -> String {
    let what = match contract.voucher {
        Voucher::Compute if !contract.covered => {
            pick(rng, &["采购GPU服务器2台自用", "购置算力一体机1台", "自购推理服务器及存储设备"])
        }
        Voucher::Compute => pick(rng, &["租用智算中心GPU算力", "购买云上训练算力服务", "推理算力包年服务"]),
        Voucher::Data => pick(rng, &["采购中文语料数据集", "委托数据标注", "行业数据接口年费"]),
        Voucher::Model => pick(rng, &["大模型API调用", "模型微调服务", "大模型商用授权"]),
    };
    let name = match contract.voucher {
        Voucher::Compute => "算力券",
        Voucher::Data => "数据券",
        Voucher::Model => "模型券",
    };
    match rng.random_range(0..3) {
        0 => format!("申请{name}：{what}"),
        1 => format!("【{name}】{what}"),
        _ => format!("{what}，拟申领{name}"),
    }
}

fn price(rng: &mut ChaCha8Rng, contract: &Contract) -> String {
    match contract.taxed {
        Some(rate) => {
            let gross = amount(rng, contract.net * (100 + rate) / 100);
            match rng.random_range(0..3) {
                0 => format!("价税合计{gross}，税率{rate}%"),
                1 => format!("含税总价{gross}（增值税率{rate}%）"),
                _ => format!("合同额{gross}（含{rate}%增值税）"),
            }
        }
        None if rng.random_bool(0.2) => in_parts(rng, contract.net),
        None => {
            let net = amount(rng, contract.net);
            match rng.random_range(0..4) {
                0 => format!("不含税金额{net}"),
                1 => format!("合同额{net}（不含税）"),
                2 => format!("合同金额{net}"),
                _ => format!("费用共{net}"),
            }
        }
    }
}

/// An amount told as instalments or by the month, to be added up or multiplied.
fn in_parts(rng: &mut ChaCha8Rng, net: u64) -> String {
    let months = [12, 10, 8, 6, 5, 4, 3].into_iter().find(|months| (net / 1_000).is_multiple_of(*months));
    match months {
        Some(months) if rng.random_bool(0.5) => {
            let each = amount(rng, net / months);
            format!("每月服务费{each}，共{months}个月")
        }
        _ => {
            let first = net / 10_000 * 5_000;
            let (first, second) = (amount(rng, first), amount(rng, net - first));
            format!("分两期付款，首期{first}、二期{second}")
        }
    }
}

fn contract(rng: &mut ChaCha8Rng, contract: &Contract, remarks: f64) -> String {
    let mut parts = vec![price(rng, contract), invoiced(rng, contract.in_window, remarks)];
    let related = if contract.related {
        pick(
            rng,
            &[
                "供应商系本公司控股股东",
                "对方为法定代表人配偶所设企业",
                "对方是我司全资子公司",
                "双方存在关联关系",
                "供应商负责人是我爱人",
            ],
        )
    } else {
        pick(rng, &["与供应商无关联关系", "双方不存在关联关系", "", ""])
    };
    let subsidised = if contract.subsidised {
        pick(
            rng,
            &[
                "该合同已获市级同类补贴",
                "同一合同已享受省级财政补助",
                "此笔费用已在市级项目中获得补贴",
                "这笔钱市里已经补过了",
            ],
        )
    } else if rng.random_bool(remarks * 0.5) {
        "曾申报市级补贴但未获批"
    } else {
        pick(rng, &["未享受其他财政补贴", "没有重复申报", "", ""])
    };
    parts.extend([related, subsidised].iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()));
    parts.shuffle(rng);
    format!("{}。{}。", bought(rng, contract), parts.join("，"))
}

/// A project's costs line by line, or the sum and what of it is no research.
fn costs(rng: &mut ChaCha8Rng, costs: &[Cost]) -> String {
    if let Some(other) = costs.iter().find(|cost| !cost.research)
        && rng.random_bool(0.4)
    {
        let sum = amount(rng, costs.iter().map(|cost| cost.amount).sum());
        return format!("总投入{sum}，其中{}{}，其余均为可计研发投入", other.name, amount(rng, other.amount));
    }
    let lines: Vec<String> = costs.iter().map(|cost| format!("{}{}", cost.name, amount(rng, cost.amount))).collect();
    format!("投入明细：{}", lines.join("、"))
}

fn challenge(rng: &mut ChaCha8Rng, project: &Challenge) -> String {
    let listed = if project.listed {
        pick(rng, &["已列入区揭榜挂帅榜单并签订任务书", "已成功揭榜，任务书已签"])
    } else {
        pick(rng, &["已报名，榜单尚未公布", "尚未列入揭榜挂帅榜单"])
    };
    let mut text = format!("揭榜挂帅项目{listed}。{}。", costs(rng, &project.costs));
    if project.public_money > 0 {
        let paid = amount(rng, project.public_money);
        text.push_str(&match rng.random_range(0..2) {
            0 => format!("其中{paid}来自市级财政拨款。"),
            _ => format!("研发费用中有财政资金{paid}。"),
        });
    }
    if project.overlap > 0 {
        let twice = amount(rng, project.overlap);
        text.push_str(&match rng.random_range(0..2) {
            0 => format!("研发费用中含本次申请算力券的算力费用{twice}。"),
            _ => format!("另，{twice}的算力费同时列入了本次算力券申请。"),
        });
    }
    text
}

fn operation(rng: &mut ChaCha8Rng, operation: &Operation) -> String {
    let place = pick(rng, &["园区", "楼宇"]);
    let runs = pick(rng, &["本公司运营的", "我司负责运营的"]);
    let recognised = match (operation.recognised, rng.random_bool(0.5)) {
        (true, true) => format!("已认定为核心{place}"),
        (true, false) => format!("经认定为核心{place}"),
        (false, true) => format!("尚在申请核心{place}认定"),
        (false, false) => format!("尚未获得核心{place}认定"),
    };
    let firms = operation.firms;
    let came = match rng.random_range(0..2) {
        0 => format!("今年新引进人工智能企业{firms}家"),
        _ => format!("本年度引进人工智能企业{}家", numerals::plain(firms)),
    };
    let pending = match operation.pending {
        0 => pick(rng, &["，均已完成注册地迁入", ""]).to_owned(),
        some => format!("，其中{some}家尚未完成注册地迁入"),
    };
    format!("{runs}{place}{recognised}。入驻率{}%，{came}{pending}。", operation.occupancy)
}
