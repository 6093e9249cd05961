//! Writes a patient's record in Chinese, with the remarks that mislead.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{Bar, Drugs, Gradient, Patient, Syncope};
use crate::catalogue::generate::numerals;

/// How records are written.
pub(super) struct Style {
    /// Share of records with a slip of the pen.
    pub typos: f64,
    /// How often each kind of misleading remark is made.
    pub distractors: f64,
}

const TYPOS: [(&str, &str); 7] = [
    ("左房", "左旁"),
    ("室间隔", "室间膈"),
    ("晕厥", "昏厥"),
    ("压差", "压査"),
    ("猝死", "卒死"),
    ("静息", "静吸"),
    ("短阵室速", "短阵室素"),
];
const CLASSES: [[&str; 3]; 4] = [
    ["NYHA I级", "心功能1级", "NYHA Ⅰ级"],
    ["NYHA II级", "心功能2级", "NYHA Ⅱ级"],
    ["NYHA III级", "心功能3级", "NYHA Ⅲ级"],
    ["NYHA IV级", "心功能4级", "NYHA Ⅳ级"],
];

/// The record.
pub(super) fn write(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let who = who(rng, patient);
    let complaint = complaint(rng, patient);
    let history = history(rng, patient);
    let family = family(rng, patient, style);
    let echo = echo(rng, patient, style);
    let holter = holter(rng, patient);
    let drugs = match patient.drugs {
        Drugs::Full => pick(
            rng,
            &[
                "美托洛尔已加至最大耐受量，症状无改善",
                "β受体阻滞剂足量治疗半年",
                "比索洛尔滴定至最大耐受剂量，仍有不适",
            ],
        ),
        Drugs::Partial => {
            pick(rng, &["近期刚开始服美托洛尔，尚未滴定", "未规律服药", "β受体阻滞剂小剂量，未加至足量", "未用药"])
        }
    };
    let text = match rng.random_range(0..3) {
        0 => format!(
            "【一般情况】{who}。\n【现病史】{complaint}。{drugs}。{history}\n【家族史】{family}\n【心脏超声】{echo}\n【动态心电图】{holter}"
        ),
        1 => format!("{who}，{complaint}。{history}{family}心超：{echo}{holter}用药：{drugs}。"),
        _ => format!("{who}。{echo}{holter}{complaint}，{drugs}。{family}{history}"),
    };
    slip(rng, text.trim_end().to_owned(), style)
}

fn pick<'a>(rng: &mut ChaCha8Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.random_range(0..choices.len())]
}

fn who(rng: &mut ChaCha8Rng, patient: &Patient) -> String {
    let sex = if patient.female { "女" } else { "男" };
    let age = patient.age;
    let diagnosis = pick(rng, &["肥厚型心肌病", "HCM", "梗阻性肥厚型心肌病待评估"]);
    match rng.random_range(0..4) {
        0 => format!("患者{sex}性，{age}岁，诊断{diagnosis}"),
        1 => format!("{sex}，{age}y，{diagnosis}"),
        2 => format!("{}岁{sex}性，{diagnosis}", numerals::plain(age.into())),
        _ => format!("患者{sex}，虚岁{}（周岁{age}岁），{diagnosis}", age + 1),
    }
}

fn complaint(rng: &mut ChaCha8Rng, patient: &Patient) -> String {
    let what = pick(rng, &["活动后胸闷气促", "劳力性呼吸困难", "体检发现心脏杂音", "胸痛、心悸"]);
    let class = CLASSES[patient.class as usize - 1][rng.random_range(0..3)];
    format!("{what}{}年，{class}", rng.random_range(1..=9))
}

fn history(rng: &mut ChaCha8Rng, patient: &Patient) -> String {
    let syncope = match patient.syncope {
        Syncope::None => pick(rng, &["否认晕厥。", "无晕厥史。", "无晕厥、黑矇。", ""]),
        Syncope::Explained => pick(
            rng,
            &["抽血时晕厥一次，考虑血管迷走性。", "偶有黑矇，未发生晕厥。", "既往晕厥一次，证实为低血糖所致。"],
        ),
        Syncope::Unexplained => pick(rng, &["半年前晕厥1次，原因未明。", "有不明原因晕厥史。", "晕厥2次，查无原因。"]),
        Syncope::Exertional => {
            pick(rng, &["反复劳力性晕厥，查无其他原因。", "爬楼时多次晕厥，为反复劳力性晕厥，余检查无解释。"])
        }
    };
    let bar = match patient.bar {
        None => pick(rng, &["", "否认心脏骤停史。", "无持续性室速史。", ""]),
        Some(Bar::Arrest) => pick(rng, &["去年心脏骤停，复苏成功。", "曾发作持续性室速，电复律。"]),
        Some(Bar::Metabolic) => pick(rng, &["基因确诊法布雷病。", "合并Noonan综合征。"]),
        Some(Bar::Athlete) => "现役专业中长跑运动员。",
    };
    format!("{syncope}{bar}")
}

fn family(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    if patient.family_death {
        let young = rng.random_range(17..=39);
        return match rng.random_range(0..4) {
            0 => format!("其弟{young}岁猝死。"),
            1 => format!("父亲{young}岁时突然死亡，考虑心源性猝死。"),
            2 => format!("母亲{}岁猝死，生前确诊肥厚型心肌病。", rng.random_range(42..=66)),
            _ => format!("姐姐{young}岁猝死于家中。"),
        };
    }
    if !rng.random_bool(style.distractors) {
        return pick(rng, &["否认猝死家族史。", "家族中无猝死者。", "无家族史可循。"]).to_owned();
    }
    match rng.random_range(0..5) {
        0 => format!("祖父{}岁猝死。", rng.random_range(50..=70)),
        1 => format!("表兄{}岁猝死。", rng.random_range(20..=38)),
        2 => format!("父亲{}岁因脑出血去世。", rng.random_range(50..=72)),
        3 => format!("母亲{}岁猝死，原因不明，生前无心肌病诊断。", rng.random_range(48..=70)),
        _ => "父亲患肥厚型心肌病，健在。".to_owned(),
    }
}

fn echo(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let mut parts = Vec::new();
    if let Some(wall) = patient.wall {
        let name = pick(rng, &["室间隔最厚处", "最大室壁厚度", "室间隔基底段厚", "IVS最厚"]);
        parts.push(format!("{name}{}", length(rng, wall)));
    }
    if rng.random_bool(style.distractors) {
        parts.push(format!("左室后壁厚{}mm", rng.random_range(9..=12)));
    }
    if let Some(atrium) = patient.atrium {
        let name = pick(rng, &["左房前后径", "左房内径", "LA ", "左房"]);
        parts.push(format!("{name}{}", length(rng, atrium)));
    }
    if rng.random_bool(style.distractors) {
        parts.push(format!("LVEDD {}mm", rng.random_range(38..=46)));
    }
    let rest = pick(rng, &["静息LVOT", "静息状态左室流出道", "LVOT静息"]);
    parts.extend(patient.rest.map(|given| gradient(rng, rest, given)));
    let valsalva = pick(rng, &["Valsalva后", "Valsalva动作激发后", "屏气（Valsalva）后"]);
    parts.extend(patient.valsalva.map(|given| gradient(rng, valsalva, given)));
    let exercise = pick(rng, &["运动负荷后", "踏车运动后即刻"]);
    parts.extend(patient.exercise.map(|given| gradient(rng, exercise, given)));
    parts.push(pick(rng, &["SAM征（+）", "二尖瓣轻度反流", "LVEF 68%", "LVEF 62%"]).to_owned());
    let mut text = parts.join("，") + "。";
    if rng.random_bool(style.distractors) {
        text.push_str(&match rng.random_range(0..3) {
            0 => format!("心脏MRI测室壁最厚{}mm。", rng.random_range(14..=36)),
            1 => format!(
                "2023年外院心超：室间隔{}mm，静息压差{}mmHg。",
                rng.random_range(14..=24),
                rng.random_range(8..=90)
            ),
            _ => format!("主动脉瓣口压差{}mmHg。", rng.random_range(4..=12)),
        });
    }
    text
}

fn length(rng: &mut ChaCha8Rng, millimetres: u32) -> String {
    if rng.random_bool(0.25) {
        format!("{}.{}cm", millimetres / 10, millimetres % 10)
    } else {
        format!("{millimetres}{}", pick(rng, &["mm", " mm", "毫米"]))
    }
}

fn gradient(rng: &mut ChaCha8Rng, when: &str, gradient: Gradient) -> String {
    match gradient {
        Gradient::Pressure(pressure) => {
            format!("{when}{}{pressure}mmHg", pick(rng, &["压差", "峰值压差", "压力阶差", "压差约"]))
        }
        Gradient::Velocity(tenths) => {
            format!("{when}{}{}.{}m/s", pick(rng, &["峰值流速", "流速", "Vmax "]), tenths / 10, tenths % 10)
        }
    }
}

fn holter(rng: &mut ChaCha8Rng, patient: &Patient) -> String {
    let beats = rng.random_range(3..=9);
    if patient.tachycardia {
        match rng.random_range(0..3) {
            0 => format!("Holter：短阵室速1阵（{beats}个，{}次/分）。", rng.random_range(125..=168)),
            1 => "动态心电图见非持续性室速。".to_owned(),
            _ => format!("24h心电图记录到NSVT，连续{beats}跳。"),
        }
    } else {
        match rng.random_range(0..5) {
            0 => format!("Holter：偶发室早{}次，未见室速。", rng.random_range(5..=400)),
            1 => "动态心电图未见短阵室速。".to_owned(),
            2 => "Holter：房性早搏，短阵房速。".to_owned(),
            3 => "24h心电图：NSVT（-）。".to_owned(),
            _ => "Holter：成对室早，最长连续2个。".to_owned(),
        }
    }
}

/// A slip of the pen in some records.
fn slip(rng: &mut ChaCha8Rng, text: String, style: &Style) -> String {
    if !rng.random_bool(style.typos) {
        return text;
    }
    let apt: Vec<_> = TYPOS.iter().filter(|(right, _)| text.contains(right)).collect();
    if apt.is_empty() {
        return text;
    }
    let (right, wrong) = apt[rng.random_range(0..apt.len())];
    text.replacen(right, wrong, 1)
}
