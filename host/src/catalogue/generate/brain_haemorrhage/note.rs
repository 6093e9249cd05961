//! Writes a patient's admission note in Chinese, in one of three manners, with the remarks that mislead.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{Coma, Patient, Size};
use crate::catalogue::generate::numerals;

/// How notes are written.
pub struct Style {
    /// Share of notes with a slip of the pen.
    pub typos: f64,
    /// How often each kind of misleading remark is made.
    pub distractors: f64,
}

/// Slips that input methods and tired hands make.
const TYPOS: [(&str, &str); 8] = [
    ("破入", "破人"),
    ("丘脑", "丘恼"),
    ("小脑", "小恼"),
    ("基底节", "基低节"),
    ("血肿", "血种"),
    ("GCS", "CGS"),
    ("睁眼", "争眼"),
    ("入院", "人院"),
];

const EYES: [[&str; 2]; 4] = [
    ["刺痛不睁眼", "任何刺激均不睁眼"],
    ["刺痛睁眼", "疼痛刺激可睁眼"],
    ["呼唤睁眼", "呼之睁眼"],
    ["自动睁眼", "自主睁眼"],
];
const VOICE: [[&str; 2]; 5] = [
    ["不能发音", "无言语反应"],
    ["仅能发出呻吟声", "只能发出不可理解的声音"],
    ["只能说出单词", "言语不当、词不达意"],
    ["回答错误", "言语错乱"],
    ["回答切题", "定向力正常、对答切题"],
];
const MOVEMENT: [[&str; 2]; 6] = [
    ["刺痛肢体无反应", "疼痛刺激无运动反应"],
    ["刺痛肢体过伸", "刺痛呈去大脑强直"],
    ["刺痛肢体异常屈曲", "刺痛呈去皮质屈曲"],
    ["刺痛肢体回缩", "刺痛躲避"],
    ["刺痛能定位", "疼痛刺激可定位"],
    ["可遵嘱活动", "按指令动作"],
];

/// The note.
pub fn write(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let (month, day) = (rng.random_range(1..=9), rng.random_range(1..=28));
    let admitted = (2026, month, day);
    let who = who(rng, patient, admitted);
    let complaint = complaint(rng);
    let course = course(rng, patient, style);
    let history = history(rng, style);
    let exam = exam(rng, patient, style);
    let scan = scan(rng, patient, style);
    let after = after(rng, patient, style);
    let date = format!("{}年{month}月{day}日", admitted.0);
    let text = match rng.random_range(0..3) {
        0 => format!(
            "【一般情况】{who}，{date}入院。\n【主诉】{complaint}。\n【现病史】{course}\n【既往史】{history}\n\
             【查体】{exam}\n【头颅CT】{scan}\n{after}"
        ),
        1 => format!(
            "{who}，因“{complaint}”于{date}急诊入院。{course}{history}入院查体：{exam}急查头颅CT：{scan}{after}"
        ),
        _ => format!("{who}。{complaint}，{date}入院。{history}CT示{scan}{course}查体：{exam}{after}"),
    };
    slip(rng, text.trim_end().to_owned(), style)
}

fn pick<'a>(rng: &mut ChaCha8Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.random_range(0..choices.len())]
}

/// Age and sex. Dates are (year, month, day).
fn who(rng: &mut ChaCha8Rng, patient: &Patient, admitted: (u32, u32, u32)) -> String {
    let age = patient.age;
    let sex = if patient.female { "女" } else { "男" };
    match rng.random_range(0..11) {
        0..=1 => format!("患者{sex}性，{age}岁"),
        2 => format!("{sex}，{age}岁"),
        3 => format!("患者，{sex}，年龄：{age}岁"),
        4 => format!("患者{sex}，{}岁", numerals::plain(age.into())),
        5 => format!("{age}岁{sex}性患者"),
        6 => format!("{sex} {age}y"),
        7 => {
            let (month, day) = (rng.random_range(1..=12), rng.random_range(1..=28));
            let still_to_come = (month, day) > (admitted.1, admitted.2);
            let year = admitted.0 - age - u32::from(still_to_come);
            format!("患者{sex}性，出生于{year}年{month}月{day}日")
        }
        8 => format!("患者{sex}性，虚岁{}，实足年龄{age}岁", age + 1),
        9 => format!("患者{sex}性，再过{}个月满{}周岁", rng.random_range(1..=11), age + 1),
        _ => format!("{sex}，现年{age}周岁"),
    }
}

fn complaint(rng: &mut ChaCha8Rng) -> String {
    let what = pick(
        rng,
        &[
            "突发言语不清伴右侧肢体无力",
            "突发头痛、呕吐",
            "突发意识障碍",
            "左侧肢体活动不灵",
            "被发现呼之不应",
            "头晕伴行走不稳、呕吐",
        ],
    );
    format!("{what}{}小时", rng.random_range(1..=12))
}

/// What came before admission: another team's GCS is not the one that counts.
fn course(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let onset = pick(rng, &["活动中起病，", "情绪激动后起病，", "晨起时发病，", "家属诉发病时正在吃饭，"]);
    let pressure = format!("血压最高{}/{}mmHg。", rng.random_range(165..=225), rng.random_range(90..=125));
    if !rng.random_bool(style.distractors) {
        return format!("{onset}{pressure}");
    }
    let other = (patient.coma.total() + rng.random_range(2..=6)).min(15);
    let before = match rng.random_range(0..3) {
        0 => format!("120现场GCS {other}分，"),
        1 => format!("当地医院查GCS评分{other}分，给予甘露醇后转来我院，"),
        _ if other >= 13 => format!("发病时神志尚可（外院记录GCS {other}分），途中意识障碍加重，"),
        _ => format!("外院记录GCS {other}分，途中意识障碍加重，"),
    };
    format!("{onset}{before}{pressure}")
}

fn history(rng: &mut ChaCha8Rng, style: &Style) -> String {
    let usual = pick(rng, &["高血压病史10余年，未规律服药。", "有高血压、2型糖尿病史。", "长期口服阿司匹林。"]);
    if !rng.random_bool(style.distractors) {
        return pick(rng, &[usual, "既往体健。"]).to_owned();
    }
    let year = rng.random_range(2012..=2023);
    let misleading = match rng.random_range(0..5) {
        0 => format!("{year}年曾患右侧小脑梗死，遗留轻度共济失调。"),
        1 => format!("{year}年左侧丘脑出血破入脑室，保守治疗后好转。"),
        2 => format!("其父{}岁时因脑干出血去世。", rng.random_range(60..=88)),
        3 => format!("其母患脑出血（量约{}ml）病故。", rng.random_range(35..=60)),
        _ => format!("{year}年因脑出血住院，当时出血量约{}ml。", rng.random_range(5..=45)),
    };
    format!("{usual}{misleading}")
}

fn exam(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let state = match patient.coma.total() {
        ..=4 => pick(rng, &["深昏迷", "昏迷"]),
        5..=8 => pick(rng, &["浅昏迷", "昏迷"]),
        9..=12 => pick(rng, &["昏睡", "嗜睡"]),
        _ => pick(rng, &["神志清楚", "神清", "嗜睡"]),
    };
    let coma = coma(rng, patient.coma);
    let pupils = pick(rng, &["双侧瞳孔等大等圆，", "瞳孔不等大，", "双侧瞳孔直径约2.5mm，"]);
    let mut rest = String::new();
    if rng.random_bool(style.distractors) {
        rest.push_str(pick(rng, &["脑干反射存在，", "脑膜刺激征阴性，", "小脑体征检查不配合，"]));
    }
    if rng.random_bool(0.4) {
        rest.push_str(&format!("NIHSS评分{}分，", rng.random_range(2..=32)));
    }
    let end = pick(rng, &["病理征阳性。", "右侧巴氏征（+）。", "余查体不能配合。"]);
    match rng.random_range(0..3) {
        0 => format!("{coma}，{state}，{pupils}{rest}{end}"),
        _ => format!("{state}，{coma}，{pupils}{rest}{end}"),
    }
}

/// The coma scale as a sum, as its parts, as both, or in words alone.
fn coma(rng: &mut ChaCha8Rng, coma: Coma) -> String {
    let Coma { eyes, voice, movement } = coma;
    let total = coma.total();
    match rng.random_range(0..14) {
        0..=1 => format!("GCS {total}分"),
        2 => format!("GCS评分：{total}分"),
        3 => format!("格拉斯哥昏迷评分{total}分"),
        4 => format!("GCS={total}"),
        5 => format!("GCS E{eyes}V{voice}M{movement}"),
        6 => format!("GCS {total}分（E{eyes}V{voice}M{movement}）"),
        7 => format!("GCS：E{eyes} V{voice} M{movement}"),
        8 => format!("GCS评分：睁眼{eyes}分、言语{voice}分、运动{movement}分"),
        9 => format!("GCS {eyes}+{voice}+{movement}"),
        10 if total < 14 => format!("GCS由院前{}分降至入院时{total}分", total + 2),
        10..=11 => format!("入院时GCS {total}分（半小时后复评{}分）", total.saturating_sub(1).max(3)),
        _ => {
            let say = |rng: &mut ChaCha8Rng, scale: &[[&'static str; 2]], points: u32| {
                scale[points as usize - 1][rng.random_range(0..2)]
            };
            let eyes = say(rng, &EYES, eyes);
            format!("{eyes}，{}，{}", say(rng, &VOICE, voice), say(rng, &MOVEMENT, movement))
        }
    }
}

fn scan(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let side = if patient.site.paired { pick(rng, &["左侧", "右侧", "左", "右"]) } else { "" };
    let lesion = pick(rng, &["可见团块状高密度影", "见片状高密度灶", "出血", "血肿形成", "可见不规则高密度影"]);
    let size = size(rng, patient.size);
    let ventricles = ventricles(rng, patient.ventricles);
    let mut rest = String::new();
    if rng.random_bool(style.distractors) {
        rest.push_str(&match rng.random_range(0..3) {
            0 => format!("周围水肿带宽约{}cm，", tenths(rng.random_range(4..=15))),
            1 => format!("中线结构向对侧移位约{}cm，", tenths(rng.random_range(2..=9))),
            _ => format!(
                "另见右侧额叶陈旧软化灶约{}×{}cm，",
                tenths(rng.random_range(8..=22)),
                tenths(rng.random_range(6..=8))
            ),
        });
    }
    if rng.random_bool(style.distractors) {
        rest.push_str(match patient.site.infratentorial {
            true => pick(rng, &["双侧基底节区及丘脑未见异常密度影，", "幕上脑实质未见出血，"]),
            false => pick(rng, &["脑干、小脑未见异常密度影，", "小脑半球及脑干未见明显异常，", "幕下未见出血，"]),
        });
    }
    let name = patient.site.name;
    match rng.random_range(0..3) {
        0 => format!("{side}{name}{lesion}，{size}，{rest}{ventricles}。"),
        1 => format!("{side}{name}{lesion}，{size}，{ventricles}，{rest}蛛网膜下腔未见出血。"),
        _ => format!("{rest}{side}{name}{lesion}，{ventricles}，{size}。"),
    }
}

fn tenths(number: u32) -> String {
    format!("{}.{}", number / 10, number % 10)
}

fn size(rng: &mut ChaCha8Rng, size: Size) -> String {
    match size {
        Size::Stated(amount) => {
            let number = if amount % 10 == 0 { (amount / 10).to_string() } else { tenths(amount) };
            match rng.random_range(0..7) {
                0 => format!("血肿量约{number}ml"),
                1 => format!("出血量约{number}毫升"),
                2 => format!("按多田公式估算血肿体积约{number}mL"),
                3 => format!("血肿体积{number}cm³"),
                4 if amount >= 300 => format!("血肿量在{number}ml以上"),
                4 if amount >= 50 => format!("血肿量{}~{number}ml", amount / 10 - 1),
                5 if amount % 10 == 0 => format!("出血约{}毫升", numerals::plain((amount / 10).into())),
                _ => format!("量约{number} ml"),
            }
        }
        Size::Diameters([a, b, c]) => match rng.random_range(0..3) {
            0 => format!("大小约{}×{}×{}cm", tenths(a), tenths(b), tenths(c)),
            1 => format!("大小约{}cm*{}cm*{}cm", tenths(a), tenths(b), tenths(c)),
            _ => format!("范围约{a}mm×{b}mm×{c}mm"),
        },
        Size::Slices { diameters: [a, b], thickness, count } => {
            format!("最大层面{}cm×{}cm，层厚{thickness}mm，共{count}层", tenths(a), tenths(b))
        }
    }
}

fn ventricles(rng: &mut ChaCha8Rng, blood: bool) -> &'static str {
    if blood {
        pick(
            rng,
            &[
                "破入脑室",
                "并破入双侧侧脑室",
                "侧脑室后角可见积血",
                "第三、四脑室内高密度铸型",
                "IVH（+）",
                "血肿破入侧脑室系统",
                "脑室内积血",
                "双侧侧脑室后角见血性液平",
                "血肿与侧脑室相通，其内见少许高密度影",
            ],
        )
    } else {
        pick(
            rng,
            &[
                "未破入脑室",
                "脑室系统未见积血",
                "脑室内未见高密度影",
                "IVH（-）",
                "无破入脑室征象",
                "侧脑室受压变窄，其内无积血",
                "各脑室形态正常",
                "血肿邻近侧脑室，尚局限于脑实质内",
                "未累及脑室",
            ],
        )
    }
}

/// What came after admission: neither a later scan nor a later GCS counts.
fn after(rng: &mut ChaCha8Rng, patient: &Patient, style: &Style) -> String {
    let mut text = String::new();
    if rng.random_bool(style.distractors * 0.6) {
        let grown = patient.size.doubled_volume() / 2000 + rng.random_range(5..=25);
        text.push_str(&format!("6小时后复查头颅CT，血肿增大至约{grown}ml。"));
    }
    if rng.random_bool(style.distractors * 0.6) {
        let later = patient.coma.total().saturating_sub(rng.random_range(2..=5)).max(3);
        text.push_str(&format!("入院后第2天意识变化，GCS {later}分。"));
    }
    if rng.random_bool(0.3) {
        text.push_str(pick(rng, &["家属要求保守治疗。", "已告病重，收入神经重症监护室。", "拟急诊行血肿清除术。"]));
    }
    text
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
    if rng.random_bool(0.06) {
        text = text.chars().map(numerals::full_width).collect();
    }
    text
}
