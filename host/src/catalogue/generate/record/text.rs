//! The texts of a record: narrative, report of an image, orders.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

/// What the record is about: a paired site, its illness, and what an image shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site {
    name: &'static str,
    illness: &'static str,
    shows: &'static str,
}

impl Site {
    pub(super) fn diagnosis(self, side: &str) -> String {
        format!("{side}侧{}{}", self.name, self.illness)
    }
}

pub(super) const SITES: [Site; 7] = [
    Site { name: "股骨颈", illness: "骨折", shows: "骨皮质不连续" },
    Site { name: "肾", illness: "结石", shows: "见结节状高密度影" },
    Site { name: "下肺", illness: "肺炎", shows: "见斑片状渗出影" },
    Site { name: "桡骨远端", illness: "骨折", shows: "见骨折线，对位欠佳" },
    Site { name: "基底节区", illness: "脑梗死", shows: "见片状低密度影" },
    Site { name: "膝关节", illness: "骨关节炎", shows: "关节间隙变窄，骨赘形成" },
    Site { name: "输尿管上段", illness: "结石", shows: "见致密影，其上方扩张" },
];

/// Drugs as ordered, each with another name of the same.
const DRUGS: [(&str, &str, &str); 9] = [
    ("阿司匹林肠溶片", "乙酰水杨酸肠溶片", "100mg qd"),
    ("对乙酰氨基酚片", "扑热息痛片", "0.5g prn"),
    ("阿莫西林胶囊", "羟氨苄青霉素胶囊", "0.5g tid"),
    ("硝苯地平控释片", "拜新同", "30mg qd"),
    ("二甲双胍片", "盐酸二甲双胍片", "0.5g bid"),
    ("奥美拉唑肠溶胶囊", "洛赛克", "20mg qd"),
    ("阿托伐他汀钙片", "立普妥", "20mg qn"),
    ("氯化钾缓释片", "补达秀", "1.0g tid"),
    ("呋塞米片", "速尿片", "20mg qd"),
];

fn pick<'a>(rng: &mut ChaCha8Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.random_range(0..choices.len())]
}

/// The narrative of this patient; with traps, remarks on relatives that would contradict if they were the patient's.
pub(super) fn narrative(rng: &mut ChaCha8Rng, female: bool, allergy: &str, traps: f64) -> String {
    let mut text = pick(
        rng,
        &[
            "因“跌倒后疼痛3小时”入院。",
            "患者2天前受凉后不适，门诊以上述诊断收入。",
            "体检发现异常1周，为进一步诊治入院。",
            "症状反复半月，加重1天。",
        ],
    )
    .to_owned();
    text.push_str(&match allergy {
        "无" => pick(rng, &["否认药物、食物过敏史。", "无药物过敏史。", "未发现药敏。"]).to_owned(),
        drug => match rng.random_range(0..3) {
            0 => format!("既往对{drug}过敏，表现为皮疹。"),
            1 => format!("{drug}过敏史。"),
            _ => format!("曾用{drug}后出现荨麻疹，考虑过敏。"),
        },
    });
    if rng.random_bool(traps) {
        text.push_str(pick(rng, &["其母对青霉素过敏。", "其子有磺胺类过敏史。"]));
    }
    if rng.random_bool(traps) {
        text.push_str(if female {
            pick(rng, &["丈夫患前列腺增生。", "绝经，家中排行第二。", "月经史无特殊。"])
        } else {
            pick(rng, &["其妻子宫肌瘤术后。", "配偶孕3月。", "前列腺稍大。"])
        });
    }
    text
}

/// A remark that holds only of this sex.
pub(super) fn of_sex(rng: &mut ChaCha8Rng, female: bool, subtle: f64) -> &'static str {
    match (female, rng.random_bool(subtle)) {
        (true, false) => pick(rng, &["末次月经2026年1月。", "子宫肌瘤术后3年。"]),
        (true, true) => pick(rng, &["G2P1，顺产。", "宫颈TCT未见异常。", "双侧附件区无压痛。"]),
        (false, false) => pick(rng, &["前列腺增生病史5年。", "睾丸鞘膜积液术后。"]),
        (false, true) => pick(rng, &["PSA 2.1ng/mL，直肠指诊前列腺中央沟变浅。", "包皮环切术后。", "阴囊无肿胀。"]),
    }
}

/// The report; with traps, a remark on the other side that is sound.
pub(super) fn imaging(rng: &mut ChaCha8Rng, site: Site, side: &str, traps: f64) -> String {
    let mut text = match rng.random_range(0..3) {
        0 => format!("{side}侧{}{}。", site.name, site.shows),
        1 => format!("平扫示{side}{}{}。", site.name, site.shows),
        _ => format!("影像所见：{}（{side}）{}。", site.name, site.shows),
    };
    if rng.random_bool(traps) {
        let other = if side == "左" { "右" } else { "左" };
        text = match rng.random_range(0..2) {
            0 => format!("{text}{other}侧未见明显异常。"),
            _ => format!("{other}侧{}未见异常。{text}", site.name),
        };
    }
    text
}

/// Orders of different drugs; with traps, one drug's changed dose after it was stopped is no duplicate.
pub(super) fn orders(rng: &mut ChaCha8Rng, traps: f64) -> Vec<String> {
    let count = rng.random_range(2..=4);
    let first = rng.random_range(0..DRUGS.len());
    // Steps of 2 among 9 meet no drug twice.
    let mut orders: Vec<String> = (0..count)
        .map(|step| DRUGS[(first + 2 * step) % DRUGS.len()])
        .map(|(name, _, dose)| format!("{name} {dose}"))
        .collect();
    if rng.random_bool(traps) {
        let (name, _, dose) = DRUGS[first];
        orders.push(format!("{name} {dose}（停）"));
    }
    orders
}

/// The same drug ordered again, in other spelling or under another name.
pub(super) fn again(rng: &mut ChaCha8Rng, order: &str, subtle: f64) -> Option<String> {
    if order.contains('停') {
        return None;
    }
    let (name, other, dose) = DRUGS.into_iter().find(|(name, ..)| order.starts_with(name))?;
    Some(if rng.random_bool(subtle) {
        format!("{other} {dose}")
    } else {
        match rng.random_range(0..3) {
            0 => order.to_owned(),
            1 => format!("{name}  {}", dose.to_uppercase()),
            _ => format!("{name}{dose} 口服"),
        }
    })
}
