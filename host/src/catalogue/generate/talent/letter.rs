//! Writes an application in Chinese: paragraphs in any order, amounts, shares, rates and dates as people write them.

use rand::RngExt;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;

use super::{Applicant, Deal, Loan, Milestone, Office, Platform, Product, Project, Talent};
use crate::catalogue::generate::application::{self, amount, credit, pick};
use crate::catalogue::generate::numerals;

/// How a letter is written.
#[derive(Debug, Clone, Copy)]
pub struct Manner {
    /// How often each kind of misleading remark is made.
    pub remarks: f64,
    /// How often a figure is not told but must be worked out from others: a sum from its parts, a share from
    /// contributions.
    pub worked: f64,
}

/// The letter.
pub fn write(rng: &mut ChaCha8Rng, applicant: &Applicant, manner: Manner) -> String {
    let remarks = manner.remarks;
    let mut paragraphs: Vec<String> = applicant.deals.iter().map(|deal| self::deal(rng, deal, manner)).collect();
    paragraphs.extend(applicant.talent.as_ref().map(|talent| self::talent(rng, talent, manner)));
    paragraphs.extend(applicant.office.as_ref().map(|office| self::office(rng, office, remarks)));
    paragraphs.extend(applicant.loan.as_ref().map(|loan| self::loan(rng, loan, manner)));
    paragraphs.extend(applicant.platform.as_ref().map(|platform| self::platform(rng, platform)));
    for product in &applicant.products {
        paragraphs.push(self::product(rng, product, remarks));
    }
    paragraphs.extend(applicant.project.as_ref().map(|project| self::project(rng, project, remarks)));
    paragraphs.shuffle(rng);
    let numbered = application::numbered(rng, &paragraphs);
    let mut lines = vec![opening(rng, applicant, remarks)];
    lines.extend(numbered);
    lines.push(credit(rng, applicant.dishonest, remarks));
    lines.join("\n")
}

fn opening(rng: &mut ChaCha8Rng, applicant: &Applicant, remarks: f64) -> String {
    let mut text =
        pick(rng, &["现将申请事项说明如下。", "根据区里人才、健康产业政策，特提出申请。", "申请材料如下："]).to_owned();
    if !applicant.local && rng.random_bool(0.5) {
        text.push_str("公司在硚口区设有办事处。");
    }
    if rng.random_bool(remarks) {
        text.push_str(&format!("公司注册资本{}万元，", rng.random_range(1..=50) * 10));
        text.push_str(&format!("上年研发投入{}万元。", rng.random_range(20..=900)));
    }
    text
}

/// A day of this year or the one before.
fn day(rng: &mut ChaCha8Rng, in_window: bool) -> String {
    let day = rng.random_range(1..=28);
    let month = if in_window { rng.random_range(1..=8) } else { rng.random_range(7..=12) };
    let (year, relative) = if in_window { (2026, "今年") } else { (2025, "去年") };
    match rng.random_range(0..5) {
        0..=1 => format!("{year}年{month}月{day}日"),
        2 => format!("{year}-{month:02}-{day:02}"),
        3 => format!("{relative}{month}月{day}日"),
        _ => format!("{relative}{}月", numerals::plain(month)),
    }
}

/// Tenths of a per cent as `34.5%` or in characters.
fn share(rng: &mut ChaCha8Rng, tenths: u64) -> String {
    if tenths.is_multiple_of(10) && rng.random_bool(0.25) {
        return format!("百分之{}", numerals::plain(tenths / 10));
    }
    match tenths % 10 {
        0 => format!("{}%", tenths / 10),
        rest => format!("{}.{rest}%", tenths / 10),
    }
}

/// Who holds what, as shares.
fn shares(rng: &mut ChaCha8Rng, talent: &Talent) -> String {
    let direct = share(rng, talent.direct);
    let mut held = match rng.random_range(0..2) {
        0 => format!("申请人直接持股{direct}"),
        _ => format!("申请人名下股权{direct}"),
    };
    if talent.through > 0 {
        held.push_str(&format!("，另通过持股平台间接持有{}", share(rng, talent.through)));
    }
    let rival = share(rng, talent.rival);
    held.push_str(&match rng.random_range(0..3) {
        0 => format!("，其余股东中持股最多的为{rival}"),
        1 => format!("，另一主要股东持股{rival}，其他股东均低于此"),
        _ => format!("，某产业投资方持股{rival}，其余为小股东"),
    });
    held
}

/// Who holds what, as contributions to a capital of 5 or 10 million.
fn contributions(rng: &mut ChaCha8Rng, talent: &Talent) -> String {
    let each = if rng.random_bool(0.5) { 5_000 } else { 10_000 };
    let (capital, direct) = (amount(rng, 1_000 * each), amount(rng, talent.direct * each));
    let mut held = format!("公司注册资本{capital}，申请人认缴{direct}");
    if talent.through > 0 {
        let through = amount(rng, talent.through * each);
        held.push_str(&format!("，持股平台认缴{through}且份额全部归申请人"));
    }
    let rival = amount(rng, talent.rival * each);
    held.push_str(&format!("，其余股东中出资最多的认缴{rival}"));
    held
}

fn talent(rng: &mut ChaCha8Rng, talent: &Talent, manner: Manner) -> String {
    let recognised = if talent.recognised {
        pick(
            rng,
            &["申请人已通过高层次人才认定", "申请人系经认定的高层次人才", "申请人去年获评高层次人才，证书在有效期内"],
        )
    } else {
        pick(
            rng,
            &[
                "申请人的高层次人才认定正在评审中",
                "申请人拟申报高层次人才，尚未取得认定",
                "申请人的人才认定已过期，待重新申报",
            ],
        )
    };
    let founder = if talent.founder {
        pick(rng, &["公司由申请人发起设立", "申请人为公司创始人", "申请人2023年回汉创办本公司"])
    } else {
        pick(
            rng,
            &[
                "申请人于2024年受聘担任公司总经理",
                "申请人去年通过受让股权加入公司",
                "公司由他人创立，申请人为首席科学家",
            ],
        )
    };
    let held = if rng.random_bool(manner.worked) { contributions(rng, talent) } else { shares(rng, talent) };
    let mut parts = vec![recognised.to_owned(), founder.to_owned(), held];
    if rng.random_bool(manner.remarks * 0.6) {
        parts.push(
            pick(rng, &["申请人曾任高校教授", "申请人为法定代表人、实际控制人", "团队核心成员均为博士"]).to_owned(),
        );
    }
    parts.shuffle(rng);
    format!("人才情况：{}。", parts.join("。"))
}

fn deal(rng: &mut ChaCha8Rng, deal: &Deal, manner: Manner) -> String {
    let remarks = manner.remarks;
    let what = if deal.covered {
        pick(rng, &["专利权转让合同", "专利实施许可合同", "技术秘密转让合同", "软件著作权许可合同"])
    } else {
        pick(rng, &["技术咨询合同", "技术服务合同", "技术培训合同"])
    };
    let agreed = amount(rng, deal.agreed);
    let money = if deal.received == deal.agreed {
        match rng.random_range(0..3) {
            0 => format!("合同额{agreed}，已全部到账"),
            1 => format!("实际到账{agreed}"),
            _ => format!("成交额{agreed}，款项已全额到账"),
        }
    } else if rng.random_bool(manner.worked) {
        let first = deal.received / 20_000 * 10_000;
        let (first, second) = (amount(rng, first), amount(rng, deal.received - first));
        format!("合同额{agreed}，先后到账{first}、{second}，余款未付")
    } else if rng.random_bool(0.4) {
        let open = amount(rng, deal.agreed - deal.received);
        format!("合同额{agreed}，尚有{open}未到账")
    } else {
        let received = amount(rng, deal.received);
        format!("合同额{agreed}，已到账{received}，余款明年支付")
    };
    let day = self::day(rng, deal.in_window);
    let mut parts = vec![money];
    parts.push(if deal.in_window && rng.random_bool(remarks * 0.5) {
        format!("合同于去年{}月签订，{day}到账", numerals::plain(rng.random_range(7..=12)))
    } else {
        format!("到账日期{day}")
    });
    if deal.subsidised {
        parts.push(
            pick(rng, &["该合同已获省级成果转化补助", "同一成果已享受市级奖补", "市里已对该合同给过补贴"]).to_owned(),
        );
    } else if rng.random_bool(remarks * 0.6) {
        parts.push(pick(rng, &["曾申报市级奖补未获通过", "未享受其他财政补贴"]).to_owned());
    }
    parts.shuffle(rng);
    let head = match rng.random_range(0..2) {
        0 => format!("成果转化：{what}"),
        _ => format!("申请成果转化支持，{what}一份"),
    };
    format!("{head}。{}。", parts.join("，"))
}

fn office(rng: &mut ChaCha8Rng, office: &Office, remarks: f64) -> String {
    let (full, part) = (office.full_time, office.part_time);
    let team = match (part, rng.random_range(0..3)) {
        (0, 0) => format!("团队全职人员{full}人"),
        (0, 1) => format!("团队{}人，均为全职", numerals::plain(full)),
        (0, _) => format!("现有员工{full}名，全部签订劳动合同全职在岗"),
        (_, 0) => format!("团队共{}人，其中兼职{part}人", full + part),
        (_, 1) => format!("全职{full}人，兼职顾问{}人", numerals::plain(part)),
        _ => format!("团队{}人，除{part}名兼职外均为全职", full + part),
    };
    let wish = if rng.random_bool(remarks) {
        format!("，希望安排{}平方米左右", rng.random_range(8..=30) * 10)
    } else {
        String::new()
    };
    format!("{}。{team}{wish}。", pick(rng, &["申请免费办公场地", "办公用房：拟申请免租办公场地"]))
}

fn loan(rng: &mut ChaCha8Rng, loan: &Loan, manner: Manner) -> String {
    let principal = if rng.random_bool(manner.worked) {
        let first = loan.principal / 200_000 * 100_000;
        let (first, second) = (amount(rng, first), amount(rng, loan.principal - first));
        format!("贷款分两笔发放，本金分别为{first}和{second}")
    } else {
        format!("贷款本金{}", amount(rng, loan.principal))
    };
    let (whole, rest) = (loan.fee / 100, loan.fee % 100);
    let fee = match rng.random_range(0..3) {
        0 => format!("年担保费率{whole}.{rest:02}%"),
        1 => format!("担保费率为年化{}.{}‰", loan.fee / 10, loan.fee % 10),
        _ => format!("按年费率{whole}.{rest:02}%收取担保费"),
    };
    let months = match loan.months {
        12 => pick(rng, &["担保期一年", "担保期限12个月"]).to_owned(),
        24 if rng.random_bool(0.5) => "担保期两年".to_owned(),
        6 if rng.random_bool(0.5) => "担保期半年".to_owned(),
        months => format!("担保期限{months}个月"),
    };
    let day = self::day(rng, loan.in_window);
    let mut parts = vec![principal, fee, months, format!("{day}放款")];
    if loan.subsidised {
        parts.push(pick(rng, &["该笔担保费已获市级补贴", "担保费市里已补过"]).to_owned());
    } else if rng.random_bool(manner.remarks * 0.6) {
        parts.push(pick(rng, &["担保费尚未享受任何补贴", "贷款年利率3.45%", "授信额度2000万元"]).to_owned());
    }
    parts.shuffle(rng);
    format!("{}。{}。", pick(rng, &["申请贷款担保费补贴", "担保费补贴申请"]), parts.join("，"))
}

fn platform(rng: &mut ChaCha8Rng, platform: &Platform) -> String {
    let joint = if platform.joint {
        pick(rng, &["院企双方已签订共建协议", "已与三甲医院签署共建协议并挂牌"])
    } else {
        pick(rng, &["与医院的共建协议尚在洽谈", "目前由公司单独建设，医院有合作意向", "共建协议待医院盖章"])
    };
    let lines: Vec<String> =
        platform.costs.iter().map(|cost| format!("{}{}", cost.name, amount(rng, cost.amount))).collect();
    let mut text = format!("院企共建平台：{joint}。建设投入：{}。", lines.join("、"));
    if platform.public_money > 0 {
        let paid = amount(rng, platform.public_money);
        text.push_str(&match rng.random_range(0..2) {
            0 => format!("上述投入中{paid}为省级财政专项。"),
            _ => format!("投入中含财政资金{paid}。"),
        });
    }
    text
}

fn reached(rng: &mut ChaCha8Rng, milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::PhaseOne => pick(rng, &["进入Ⅰ期临床", "启动I期临床试验", "开展一期临床"]),
        Milestone::PhaseTwo => pick(rng, &["进入Ⅱ期临床", "启动II期临床试验", "开展二期临床"]),
        Milestone::PhaseThree => pick(rng, &["进入Ⅲ期临床", "启动III期临床试验", "开展三期临床"]),
        Milestone::DrugApproved => pick(rng, &["取得药品注册证书", "获批上市，拿到药品注册证书"]),
        Milestone::DeviceTwo => pick(rng, &["取得二类医疗器械注册证", "拿到第二类医疗器械注册证"]),
        Milestone::DeviceThree => pick(rng, &["取得三类医疗器械注册证", "拿到第三类医疗器械注册证"]),
    }
}

fn product(rng: &mut ChaCha8Rng, product: &Product, remarks: f64) -> String {
    let device = product.milestones.iter().any(|(m, _)| matches!(m, Milestone::DeviceTwo | Milestone::DeviceThree));
    let kind = match (device, product.innovative) {
        (false, true) => pick(rng, &["1类创新药", "1类创新生物制品", "创新药（化学药品1类）"]),
        (false, false) => pick(rng, &["仿制药（化学药品4类）", "化学药品3类仿制药"]),
        (true, true) => pick(rng, &["进入创新审查程序的医疗器械", "创新医疗器械（已进入特别审查程序）"]),
        (true, false) => pick(rng, &["常规医疗器械，未进入创新审查程序", "医疗器械（不属于创新医疗器械）"]),
    };
    let reached: Vec<String> = product
        .milestones
        .iter()
        .map(|(milestone, in_window)| format!("{}{}", day(rng, *in_window), self::reached(rng, *milestone)))
        .collect();
    let mut text = format!("{}{kind}。{}。", pick(rng, &["药械产品：", "申请创新药械支持："]), reached.join("，"));
    if rng.random_bool(remarks * 0.5) {
        text.push_str(pick(rng, &["预计明年提交上市申请。", "计划两年内进入下一期临床。", "累计研发投入逾千万元。"]));
    }
    text
}

fn project(rng: &mut ChaCha8Rng, project: &Project, remarks: f64) -> String {
    let listed = if project.listed {
        pick(rng, &["已列入区健康产业项目库", "项目已入区健康产业项目库"])
    } else {
        pick(rng, &["正在申请入库", "尚未列入区健康产业项目库"])
    };
    let invested = amount(rng, project.invested);
    let percent = project.own * 100 / project.invested;
    let own = match rng.random_range(0..3) {
        0 => format!("自筹资金已到位{percent}%"),
        1 => format!("自筹到位{}", amount(rng, project.own)),
        _ => format!("其中自有资金{}已到位", amount(rng, project.own)),
    };
    let wish = if rng.random_bool(remarks) {
        format!("，希望基金支持{}万元", rng.random_range(2..=40) * 100)
    } else {
        String::new()
    };
    format!("{}：{listed}，总投资{invested}，{own}{wish}。", pick(rng, &["基金支持项目", "申请产业基金支持"]))
}
