//! Writes a patient's follow-up note in Chinese, in one of three orders, with the remarks that mislead.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{Creatinine, Fibrillation, Patient, Pneumonia, Told, Urea};
use crate::catalogue::generate::numerals;

/// How notes are written.
pub(super) struct Style {
    /// Share of notes with a slip of the pen.
    pub typos: f64,
    /// How often each kind of misleading remark is made.
    pub distractors: f64,
}

const TYPOS: [(&str, &str); 8] = [
    ("房颤", "房纤"),
    ("高血压", "高血圧"),
    ("糖尿病", "糖尿并"),
    ("脑梗死", "脑梗塞"),
    ("肌酐", "肌肝"),
    ("尿素", "尿数"),
    ("呼吸", "呼息"),
    ("肺炎", "肺言"),
];

/// How an illness is called when it is there, what rules it out, and its bare names in a list of what is denied.
struct Wording {
    there: &'static [&'static str],
    ruled_out: &'static [&'static str],
    names: &'static [&'static str],
}

const FAILURE: Wording = Wording {
    there: &["慢性心衰，NYHA III级", "心力衰竭病史，长期服呋塞米", "HFrEF，LVEF 34%", "心功能不全2年，规范用药中"],
    ruled_out: &["NT-proBNP正常，不支持心衰", "心脏彩超LVEF 63%，无心衰表现"],
    names: &["心衰", "心力衰竭", "心功能不全"],
};
const HYPERTENSION: Wording = Wording {
    there: &["高血压病史12年，服氨氯地平", "原发性高血压3级", "HTN 8年", "血压高多年，一直吃缬沙坦"],
    ruled_out: &["动态血压监测正常，不考虑高血压", "无高血压"],
    names: &["高血压", "高血压病"],
};
const DIABETES: Wording = Wording {
    there: &["2型糖尿病10年，口服二甲双胍", "T2DM，HbA1c 7.8%", "DM病史6年", "糖尿病，胰岛素控制"],
    ruled_out: &["OGTT正常，排除糖尿病", "空腹血糖5.4mmol/L，无糖尿病"],
    names: &["糖尿病", "DM"],
};
const STROKE: Wording = Wording {
    there: &["2021年脑梗死，遗留左侧肢体乏力", "前年发作TIA一次", "脑卒中史，恢复可", "曾患脑栓塞，现能自理"],
    ruled_out: &["头颅MRI未见梗死灶，排除脑梗死", "无卒中史"],
    names: &["脑卒中", "脑梗死", "TIA"],
};
const VASCULAR: Wording = Wording {
    there: &["2019年急性心肌梗死，已放支架", "陈旧性心梗", "下肢动脉硬化闭塞症（外周动脉疾病）", "CT示主动脉粥样斑块"],
    ruled_out: &["冠脉CTA未见狭窄，无心梗史", "下肢动脉彩超正常，排除外周动脉疾病"],
    names: &["心肌梗死", "外周动脉疾病", "心梗"],
};

/// The note.
pub(super) fn write(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let (month, day) = (rng.random_range(1..=9), rng.random_range(1..=28));
    let date = format!("2026年{month}月{day}日");
    let who = who(rng, patient, (month, day));
    let history = history(rng, patient, style);
    let exam = exam(rng, patient, style);
    let tests = tests(rng, patient, style);
    let lungs = lungs(rng, patient, style);
    let end = pick(rng, &["嘱低盐饮食，1月后复诊。", "继续原方案，门诊随诊。", "已宣教服药，家属知情。", ""]);
    let text = match rng.random_range(0..3) {
        0 => {
            format!("【慢病随访】{date}。{who}。\n【病史】{history}\n【查体】{exam}\n【辅助检查】{tests}{lungs}\n{end}")
        }
        1 => format!("{date}随访：{who}。{lungs}{history}查体：{exam}化验：{tests}{end}"),
        _ => format!("{who}，{date}来诊。{tests}{exam}{lungs}既往：{history}{end}"),
    };
    slip(rng, text.trim_end().to_owned(), style)
}

fn pick<'a>(rng: &mut ChaCha8Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.random_range(0..choices.len())]
}

fn who(rng: &mut ChaCha8Rng, patient: &Patient, visit: (u32, u32)) -> String {
    let sex = patient.female.map(|female| if female { "女" } else { "男" });
    let Some(age) = patient.age else {
        return match sex {
            Some(sex) => format!("患者{sex}性，年龄未填"),
            None => "患者由家属代取药，年龄性别登记缺失".to_owned(),
        };
    };
    let Some(sex) = sex else { return format!("患者，{age}岁，性别未登记") };
    match rng.random_range(0..8) {
        0 => format!("患者{sex}，{age}岁"),
        1 => format!("{sex}，{age}y"),
        2 => format!("{age}岁{sex}性患者"),
        3 => format!("患者{sex}，{}岁", numerals::plain(age.into())),
        4 => {
            let (month, day) = (rng.random_range(1..=12), rng.random_range(1..=28));
            let year = 2026 - age - u32::from((month, day) > visit);
            format!("患者{sex}性，{year}年{month}月{day}日出生")
        }
        5 => format!("患者{sex}性，虚岁{}，周岁{age}岁", age + 1),
        6 => format!("{sex}患，{age}岁"),
        _ => format!("患者{sex}性，年龄：{age}岁"),
    }
}

/// The illnesses in a random order: those that are there one by one, those denied in one breath or each with its proof.
fn history(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let illnesses = [
        (patient.failure, &FAILURE),
        (patient.hypertension, &HYPERTENSION),
        (patient.diabetes, &DIABETES),
        (patient.stroke, &STROKE),
        (patient.vascular, &VASCULAR),
    ];
    let (mut there, mut denied) = (vec![fibrillation(rng, patient.fibrillation)], Vec::new());
    for (told, wording) in illnesses {
        match told {
            Told::Yes => there.push(pick(rng, wording.there).to_owned()),
            Told::Denied if rng.random_bool(0.25) => there.push(pick(rng, wording.ruled_out).to_owned()),
            Told::Denied => denied.push(pick(rng, wording.names)),
            Told::Silent => {}
        }
    }
    there.retain(|part| !part.is_empty());
    let by = rng.random_range(0..there.len().max(1));
    there.rotate_left(by);
    let mut text = there.join(pick(rng, &["；", "。", "；"]));
    if !denied.is_empty() {
        let list = denied.join("、");
        let denial = match rng.random_range(0..4) {
            0 => format!("否认{list}病史"),
            1 => format!("无{list}史"),
            2 => format!("{list}均否认"),
            _ => format!("未诉{list}等病史"),
        };
        text = if text.is_empty() { denial } else { format!("{text}。{denial}") };
    }
    if text.is_empty() {
        text.push_str("既往体健");
    }
    text.push('。');
    text + &beside(rng, patient, style)
}

fn fibrillation(rng: &mut ChaCha8Rng, fibrillation: Fibrillation) -> String {
    let choices: &[&str] = match fibrillation {
        Fibrillation::NonValvular => &[
            "阵发性房颤，服利伐沙班",
            "持续性心房颤动3年",
            "非瓣膜性房颤",
            "AF病史5年，华法林抗凝",
            "心电图：心房颤动，心室率88次/分",
        ],
        Fibrillation::Valvular => {
            &["房颤，合并重度二尖瓣狭窄", "二尖瓣机械瓣置换术后，心房颤动", "风湿性二尖瓣中度狭窄伴AF"]
        }
        Fibrillation::None => &["心电图示窦性心律，未见房颤", "否认房颤", "24小时动态心电图未捕捉到房颤", "", ""],
    };
    pick(rng, choices).to_owned()
}

/// A relative's illness, and what sounds like one that counts but does not by the contract's conventions.
fn beside(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let mut text = String::new();
    if rng.random_bool(style.distractors) {
        text.push_str(pick(
            rng,
            &[
                "家族史：父亲高血压、母亲糖尿病。",
                "其母有房颤、脑梗死。",
                "父亲因心肌梗死去世。",
                "哥哥患糖尿病，姐姐有心衰。",
                "陪诊老伴也有高血压、房颤。",
            ],
        ));
    }
    if rng.random_bool(style.distractors) && patient.vascular != Told::Yes {
        text.push_str(pick(rng, &["颈动脉彩超见斑块。", "稳定性冠心病，未发生过心梗。"]));
    }
    if rng.random_bool(style.distractors) && patient.diabetes != Told::Yes {
        text.push_str(pick(rng, &["糖尿病前期，饮食控制。", "社区筛查提醒关注糖尿病风险。"]));
    }
    if rng.random_bool(style.distractors) && patient.hypertension != Told::Yes {
        text.push_str("情绪紧张时诊室血压一过性升高，考虑白大衣高血压可能。");
    }
    text
}

/// What is seen at the visit. Pressure and breaths are told also without pneumonia.
fn exam(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let usual = Pneumonia {
        confusion: Some(false),
        urea: None,
        breaths: Some(rng.random_range(15..=20)),
        pressure: Some((rng.random_range(112..=158), rng.random_range(64..=92))),
    };
    let signs = patient.pneumonia.unwrap_or(usual);
    let mut parts = Vec::new();
    if let Some(confused) = signs.confusion {
        parts.push(mind(rng, confused).to_owned());
    }
    if let Some((systolic, diastolic)) = signs.pressure {
        parts.push(match rng.random_range(0..4) {
            0 => format!("BP {systolic}/{diastolic}mmHg"),
            1 => format!("血压{systolic}/{diastolic} mmHg"),
            2 => format!("血压：收缩压{systolic}，舒张压{diastolic}mmHg"),
            _ => format!("BP：{systolic}／{diastolic}"),
        });
    }
    if let Some(breaths) = signs.breaths {
        parts.push(match rng.random_range(0..4) {
            0 => format!("R {breaths}次/分"),
            1 => format!("呼吸{breaths}次/分"),
            2 => format!("呼吸频率{breaths}bpm"),
            _ => format!("RR {breaths}"),
        });
    }
    parts.push(format!("P {}次/分", rng.random_range(62..=118)));
    let mut text = parts.join("，") + "。";
    if rng.random_bool(style.distractors) {
        let (systolic, diastolic) = (rng.random_range(92..=170), rng.random_range(50..=95));
        text.push_str(&format!("家中自测血压{systolic}/{diastolic}mmHg。"));
    }
    text
}

fn mind(rng: &mut ChaCha8Rng, confused: bool) -> &'static str {
    if confused {
        pick(rng, &["新发意识模糊", "定向力障碍，答非所问", "神志恍惚、不能正确说出时间地点", "谵妄状态"])
    } else {
        pick(rng, &["神志清楚", "神清，对答切题", "意识清，定向力正常", "无意识障碍"])
    }
}

fn tests(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let mut parts = vec![creatinine(rng, patient.creatinine)];
    if let Some(urea) = patient.pneumonia.as_ref().and_then(|pneumonia| pneumonia.urea) {
        parts.push(match urea {
            Urea::Millimol(tenths) => {
                let name = pick(rng, &["尿素", "尿素氮", "BUN ", "Urea "]);
                format!("{name}{}mmol/L", decimal(tenths, 10))
            }
            Urea::Nitrogen(tenths) => format!("BUN {}mg/dL", decimal(tenths, 10)),
        });
    }
    parts.push(match rng.random_range(0..3) {
        0 => format!("血钾{}mmol/L", decimal(rng.random_range(34..=52), 10)),
        1 => format!("尿酸{}μmol/L", rng.random_range(220..=560)),
        _ => format!("Hb {}g/L", rng.random_range(92..=156)),
    });
    let by = rng.random_range(0..parts.len());
    parts.rotate_left(by);
    parts.retain(|part| !part.is_empty());
    let mut text = parts.join("，") + "。";
    if rng.random_bool(style.distractors) {
        let earlier = rng.random_range(52..=260);
        text.push_str(&match rng.random_range(0..3) {
            0 => format!("上次（2025年11月）血肌酐{earlier}μmol/L。"),
            1 => format!("外院半年前肌酐{earlier}umol/L，eGFR {}。", rng.random_range(25..=98)),
            _ => format!("去年同期Cr {earlier}μmol/L、尿素{}mmol/L。", decimal(rng.random_range(42..=98), 10)),
        });
    }
    text
}

fn creatinine(rng: &mut ChaCha8Rng, creatinine: Creatinine) -> String {
    let name = pick(rng, &["血肌酐", "肌酐", "Cr ", "SCr ", "Scr：", "血肌酐（Cr）"]);
    match creatinine {
        Creatinine::None => pick(rng, &["", "血肌酐标本溶血，待复查", "肌酐未查", "肾功能结果未回"]).to_owned(),
        Creatinine::Micromol(amount) => {
            format!("{name}{amount}{}", pick(rng, &["μmol/L", "umol/L", " μmol/L", "µmol/l"]))
        }
        Creatinine::Milligram(hundredths) => {
            format!("{name}{}{}", decimal(hundredths, 100), pick(rng, &["mg/dL", "mg/dl"]))
        }
    }
}

fn decimal(number: u32, scale: u32) -> String {
    let digits = scale.ilog10() as usize;
    format!("{}.{:0digits$}", number / scale, number % scale)
}

fn lungs(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    if patient.pneumonia.is_some() {
        let found = pick(
            rng,
            &[
                "胸部CT示右下肺炎症，诊断社区获得性肺炎。",
                "发热咳嗽3天，诊断：CAP。",
                "咳黄痰伴发热，胸片见斑片影，考虑社区获得性肺炎。",
                "本次合并肺炎，建议评估是否住院。",
            ],
        );
        return found.to_owned();
    }
    if !rng.random_bool(style.distractors) {
        return String::new();
    }
    let beside =
        ["去年曾因肺炎住院，已愈。", "胸片未见肺炎征象。", "已接种肺炎疫苗。", "咳嗽2天，排除肺炎，考虑上感。"];
    pick(rng, &beside).to_owned()
}

/// A slip of the pen in some notes, full-width digits in a few.
fn slip(rng: &mut ChaCha8Rng, text: String, style: &Style) -> String {
    let mut text = text;
    if rng.random_bool(style.typos) {
        let apt: Vec<_> = TYPOS.iter().filter(|(right, _)| text.contains(right)).collect();
        if !apt.is_empty() {
            let (right, wrong) = apt[rng.random_range(0..apt.len())];
            text = text.replacen(right, wrong, 1);
        }
    }
    if rng.random_bool(0.05) {
        text = text.chars().map(numerals::full_width).collect();
    }
    text
}
