//! The encounter in the words of a watch: one's own vessel, the target, and the standing order.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::Encounter;
use super::rules::{Class, Limits, Vessel};

/// Kilometres in a nautical mile.
const KILOMETRES: f64 = 1.852;

/// How reports are written; every figure is a share.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    pub by_bearing: f64,
    pub odd_units: f64,
    pub distractors: f64,
    pub hard_status: f64,
    pub spoken: f64,
}

/// How the target's place is told, in the figures that are written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fix {
    /// By bearing, whole degrees from north, and distance in tenths of a mile (one cable).
    Bearing { degrees: u32, tenths: u32, manner: Manner, unit: Unit },
    /// By positions, latitude and longitude in hundredths of a minute.
    Positions { own: [u32; 2], target: [u32; 2], decimal: bool },
}

/// From where a bearing is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    North,
    Bow,
    Side,
}

/// What a distance is told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Miles,
    Cables,
    Kilometres,
}

impl Fix {
    /// The fix that tells an offset (miles to the east, miles to the north) most nearly.
    pub fn drawn(rng: &mut ChaCha8Rng, style: &Style, own: &Vessel, (east, north): (f64, f64)) -> Self {
        if rng.random_bool(style.by_bearing) {
            // Bearings relative to a whole course stay whole.
            debug_assert_eq!(own.course.fract(), 0.0);
            let degrees = rounded(east.atan2(north).to_degrees().rem_euclid(360.0)) % 360;
            let manner = [Manner::North, Manner::Bow, Manner::Side][rng.random_range(0..3)];
            let unit = match rng.random_bool(style.odd_units) {
                true => [Unit::Cables, Unit::Kilometres][rng.random_range(0..2)],
                false => Unit::Miles,
            };
            return Self::Bearing { degrees, tenths: rounded(east.hypot(north) * 10.0).max(1), manner, unit };
        }
        // Off the Changjiang mouth and in the East China Sea.
        let own = [rng.random_range(170_000..186_000), rng.random_range(734_000..744_000)];
        let latitude = f64::from(own[0]) + north * 100.0;
        let mean = (f64::from(own[0]) + latitude) / 2.0;
        let longitude = f64::from(own[1]) + east * 100.0 / cosine(mean);
        Self::Positions { own, target: [rounded(latitude), rounded(longitude)], decimal: rng.random_bool(0.35) }
    }

    /// Miles to the east and to the north that the written figures mean.
    pub fn offset(&self) -> (f64, f64) {
        match *self {
            Self::Bearing { degrees, tenths, .. } => {
                let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
                let miles = f64::from(tenths) / 10.0;
                (miles * sin, miles * cos)
            }
            Self::Positions { own, target, .. } => {
                let [north, east] = [0, 1].map(|axis| (f64::from(target[axis]) - f64::from(own[axis])) / 100.0);
                (east * cosine(f64::from(own[0] + target[0]) / 2.0), north)
            }
        }
    }
}

/// Of a latitude in hundredths of a minute.
fn cosine(latitude: f64) -> f64 {
    (latitude / 6000.0).to_radians().cos()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and small")]
fn rounded(value: f64) -> u32 {
    value.round() as u32
}

fn pick<'a>(rng: &mut ChaCha8Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.random_range(0..choices.len())]
}

/// The case's input.
pub fn write(rng: &mut ChaCha8Rng, encounter: &Encounter, style: &Style) -> Value {
    let (own, target) = (own(rng, encounter, style), target(rng, encounter, style));
    json!({"own": own, "target": target, "order": order(rng, encounter.limits)})
}

fn own(rng: &mut ChaCha8Rng, encounter: &Encounter, style: &Style) -> String {
    let mut parts = vec![status(rng, encounter.own.class, style), motion(rng, &encounter.own, style)];
    if let Fix::Positions { own, decimal, .. } = encounter.fix {
        parts.push(position(rng, own, decimal));
    }
    if rng.random_bool(style.distractors) {
        parts.push(match rng.random_range(0..3) {
            0 => format!("计划{}分钟后转向{:03}°", rng.random_range(10..=40), rng.random_range(0..360)),
            1 => format!("额定航速{}节", rng.random_range(14..=24)),
            _ => format!("上一更航速{}节", rng.random_range(5..=18)),
        });
    }
    joined(rng, "本船", parts)
}

fn target(rng: &mut ChaCha8Rng, encounter: &Encounter, style: &Style) -> String {
    let place = match encounter.fix {
        Fix::Positions { target, decimal, .. } => position(rng, target, decimal),
        Fix::Bearing { .. } => bearing(rng, encounter, style),
    };
    let mut parts = vec![status(rng, encounter.target.class, style), place, motion(rng, &encounter.target, style)];
    if rng.random_bool(0.4) {
        parts.swap(0, 1);
    }
    if rng.random_bool(style.distractors) {
        let (degrees, tenths) = (rng.random_range(0..360), rng.random_range(20..120));
        let earlier = rng.random_range(3..=12);
        let distance = f64::from(tenths) / 10.0;
        parts.push(match rng.random_range(0..4) {
            0 => format!("{earlier}分钟前真方位{degrees:03}°、距离{distance:.1}海里"),
            1 => format!("其后另有一艘渔船，距离{distance:.1}海里"),
            2 => format!("上次扫描曾显示CPA {:.1}海里", distance / 6.0),
            _ => "AIS状态误留为“锚泊”，以目视为准".to_owned(),
        });
    }
    let head = pick(rng, &["目标船", "目标", "来船", "AIS目标"]);
    joined(rng, head, parts)
}

fn joined(rng: &mut ChaCha8Rng, head: &str, parts: Vec<String>) -> String {
    let comma = pick(rng, &["，", "；", "，"]);
    format!("{head}：{}。", parts.join(comma))
}

fn order(rng: &mut ChaCha8Rng, Limits { cpa, tcpa }: Limits) -> String {
    let (miles, cables) = (format!("{cpa:.1}"), rounded(cpa * 10.0));
    match rng.random_range(0..4) {
        0 => format!("CPA小于{miles}海里且TCPA不超过{tcpa}分钟，按有碰撞危险处理。"),
        1 => format!("凡{tcpa}分钟以内将接近到{miles}海里之内的，一律视为存在碰撞危险。"),
        2 => format!("碰撞危险标准：CPA＜{cables}链，TCPA≤{tcpa}分钟。"),
        _ => format!("夜航命令：最近会遇距离不足{miles} n mile、到达时间在{tcpa} min以内者，视为有碰撞危险。"),
    }
}

fn motion(rng: &mut ChaCha8Rng, vessel: &Vessel, style: &Style) -> String {
    let course = rounded(vessel.course);
    let speed = if rng.random_bool(style.odd_units / 2.0) {
        format!("{:.2}{}", vessel.speed * KILOMETRES, pick(rng, &["公里/小时", " km/h"]))
    } else {
        format!("{:.1}{}", vessel.speed, pick(rng, &["节", "节", " kn", "kn"]))
    };
    if rng.random_bool(style.spoken) {
        return format!("航向{}，航速{speed}", spoken(course));
    }
    match rng.random_range(0..4) {
        0 => format!("航向{course:03}°，航速{speed}"),
        1 => format!("COG {course:03}°，SOG {speed}"),
        2 => format!("以{speed}航行，航向{course:03}度"),
        _ => format!("真航向{course:03}、速度{speed}"),
    }
}

/// Three figures of a degree as they are spoken over the radio, where 0, 1, 2 and 7 have names that cannot be misheard.
fn spoken(degrees: u32) -> String {
    const DIGITS: [char; 10] = ['洞', '幺', '两', '三', '四', '五', '六', '拐', '八', '九'];
    [degrees / 100 % 10, degrees / 10 % 10, degrees % 10].map(|digit| DIGITS[digit as usize]).iter().collect()
}

fn position(rng: &mut ChaCha8Rng, place: [u32; 2], decimal: bool) -> String {
    let [latitude, longitude] = place;
    let [whole_north, whole_east] = place.map(|hundredths| hundredths / 6000);
    let [north, east] = place.map(|hundredths| f64::from(hundredths % 6000) / 100.0);
    let head = pick(rng, &["船位", "位置", "位于"]);
    if decimal {
        let [latitude, longitude] = [latitude, longitude].map(|hundredths| f64::from(hundredths) / 6000.0);
        return format!("{head}{latitude:.5}°N，{longitude:.5}°E");
    }
    match rng.random_range(0..3) {
        0 => format!("{head}{whole_north}°{north:05.2}′N，{whole_east}°{east:05.2}′E"),
        1 => format!("{head}北纬{whole_north}度{north:05.2}分、东经{whole_east}度{east:05.2}分"),
        _ => format!("{head}{whole_north}-{north:05.2}N {whole_east}-{east:05.2}E"),
    }
}

fn bearing(rng: &mut ChaCha8Rng, encounter: &Encounter, style: &Style) -> String {
    let Fix::Bearing { degrees, tenths, manner, unit } = encounter.fix else { return String::new() };
    let relative = (degrees + 360 - rounded(encounter.own.course)) % 360;
    let told = match manner {
        Manner::North if rng.random_bool(style.spoken) => format!("真方位{}", spoken(degrees)),
        Manner::North => format!("{}{degrees:03}°", pick(rng, &["真方位", "方位"])),
        Manner::Bow => format!("{}{relative:03}°", pick(rng, &["相对方位", "舷角"])),
        Manner::Side if relative == 0 => "正前方".to_owned(),
        Manner::Side if relative < 180 => format!("{}{relative}°", pick(rng, &["右舷", "右舷舷角"])),
        Manner::Side => format!("{}{}°", pick(rng, &["左舷", "左舷舷角"]), 360 - relative),
    };
    let miles = f64::from(tenths) / 10.0;
    let distance = match unit {
        Unit::Miles => format!("{miles:.1}{}", pick(rng, &["海里", " n mile", "海里"])),
        Unit::Cables => format!("{tenths}链"),
        Unit::Kilometres => format!("{:.2}公里", miles * KILOMETRES),
    };
    format!("{told}，{}{distance}", pick(rng, &["距离", "距", "相距"]))
}

/// What kind of vessel, by its class's name or by what is seen of it.
fn status(rng: &mut ChaCha8Rng, class: Class, style: &Style) -> String {
    let hard = rng.random_bool(style.hard_status);
    let choices: &[&str] = match (class, hard) {
        (Class::Power, false) => {
            &["机动船在航", "机动船", "集装箱船，机动船在航", "油轮，使用主机航行", "散货船，机动船"]
        }
        (Class::Power, true) => &[
            "帆船，张帆同时使用机器推进，前部悬挂尖端向下的圆锥体",
            "渔船，空载返港，未从事捕捞",
            "渔船，以曳绳钓作业，操纵能力不受限制",
            "油轮，吃水受限，悬挂一个圆柱体",
            "满载散货船，限于吃水，显示垂直三盏环照红灯",
            "拖船队，拖带驳船一艘，操纵不受限制",
            "客滚船，桅灯两盏及舷灯清晰可见",
        ],
        (Class::Sailing, false) => &["帆船在航", "帆船，仅用帆行驶", "帆船"],
        (Class::Sailing, true) => &[
            "双桅帆船，仅显示舷灯和尾灯，未用机器",
            "帆船训练艇，发动机已停，张帆航行",
            "桅顶显示上红下绿环照灯，无桅灯",
        ],
        (Class::Fishing, false) => &["渔船，正在从事捕捞", "从事捕捞的船舶", "捕捞作业中的渔船"],
        (Class::Fishing, true) => &[
            "拖网作业中，显示上绿下白环照灯",
            "渔船，正在放流网，显示上红下白环照灯",
            "悬挂尖端对接的两个圆锥体，船尾拖有网具",
            "围网渔船，正在起网",
        ],
        (Class::Hampered, false) => {
            &["失去控制的船舶", "操纵能力受到限制的船舶", "AIS状态：失去控制", "AIS状态：操纵能力受限"]
        }
        (Class::Hampered, true) => &[
            "舵机失灵，悬挂垂直两个球体",
            "主机故障，余速漂航，显示垂直两盏环照红灯",
            "挖泥船，正在挖泥，悬挂球、菱形、球",
            "布缆船，正在敷设海底电缆，显示红、白、红环照灯",
            "正在进行潜水作业，悬挂球体—菱形体—球体",
            "渔船，螺旋桨绞网后失控，悬挂两个黑球",
        ],
    };
    pick(rng, choices).to_owned()
}
