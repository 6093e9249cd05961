//! Writes what a customer sends to the shop: the measures told, in the forms people use, among remarks that mislead.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::{Customer, Length};
use crate::catalogue::generate::numerals;

/// How messages are written.
pub(super) struct Style {
    /// How often each kind of misleading remark is made.
    pub distractors: f64,
    /// How often a number is given in Chinese numerals.
    pub colloquial: f64,
}

/// The message.
pub(super) fn write(rng: &mut ChaCha8Rng, customer: &Customer, style: &Style) -> String {
    let mut parts = Vec::new();
    parts.extend(customer.height.map(|length| height(rng, length, style)));
    match (customer.chest, customer.waist) {
        (Some(Length::Centimetres(chest)), Some(Length::Centimetres(waist))) if rng.random_bool(0.25) => {
            let hips = chest.max(waist) + rng.random_range(1..=6);
            parts.push(format!("三围{chest}{0}{waist}{0}{hips}", pick(rng, &["/", "-", "、", " "])));
        }
        (chest, waist) => {
            parts.extend(chest.map(|length| girth(rng, &["胸围", "上围", "胸围量的是"], length, style)));
            parts.extend(waist.map(|length| girth(rng, &["腰围", "腰", "腰围大概", "腰身"], length, style)));
        }
    }
    if !parts.is_empty() {
        let by = rng.random_range(0..parts.len());
        parts.rotate_left(by);
    }
    for remark in [weight, garment, somebody, earlier] {
        if rng.random_bool(style.distractors) {
            let place = rng.random_range(0..=parts.len());
            parts.insert(place, remark(rng));
        }
    }
    let hello = pick(rng, &["", "你好，", "亲在吗？", "老板，", "客服您好！", "麻烦问哈，"]);
    let end =
        pick(rng, &["，穿好大的码？", "，拍哪个码？", "，帮忙推荐一下，谢谢", "，拿么码合适撒？", "。", "，该选几码"]);
    let joint = pick(rng, &["，", "，", ",", "；", "。"]);
    format!("{hello}{}{joint}{}{end}", who(rng, customer.woman), parts.join(joint))
}

fn pick<'a>(rng: &mut ChaCha8Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.random_range(0..choices.len())]
}

/// Whom the garment is for.
fn who(rng: &mut ChaCha8Rng, woman: Option<bool>) -> &'static str {
    match woman {
        Some(true) => {
            pick(rng, &["本人女", "给我老婆买", "女生自己穿", "给女儿挑一件", "买给我妈妈穿", "女款", "帮媳妇看的"])
        }
        Some(false) => {
            pick(rng, &["本人男", "给我老公买", "男生自己穿", "给儿子挑一件", "买给我爸穿", "男款", "帮屋里老头子看的"])
        }
        None => pick(rng, &["帮朋友买", "给同事代拍", "给孩子挑一件", "替别人问的"]),
    }
}

fn height(rng: &mut ChaCha8Rng, length: Length, style: &Style) -> String {
    let (cm, half) = match length {
        Length::Centimetres(cm) => (cm, false),
        Length::AndHalf(cm) => (cm, true),
        Length::Cun(cun) => (cun * 10 / 3, false),
    };
    if half {
        return format!("身高{cm}.5{}", pick(rng, &["", "cm", "厘米"]));
    }
    if rng.random_bool(0.1) {
        let wrong = cm + rng.random_range(4..=9);
        return format!("身高{wrong}{}{cm}", pick(rng, &["，打错了，是", "，哦不对，", "……说错了，应该是"]));
    }
    let (metres, tens, ones) = (cm / 100, cm / 10 % 10, cm % 10);
    if rng.random_bool(style.colloquial) {
        let spoken = |digit: u32| if digit == 0 { "零".to_owned() } else { numerals::plain(digit.into()) };
        let tail = if ones == 0 { String::new() } else { spoken(ones) };
        return format!("{}{}米{}{tail}", pick(rng, &["身高", "个子", "高"]), spoken(metres), spoken(tens));
    }
    match rng.random_range(0..6) {
        0 => format!("身高{cm}"),
        1 => format!("身高{cm}cm"),
        2 => format!("{metres}米{tens}{ones}"),
        3 => format!("身高{metres}.{tens}{ones}m"),
        4 => format!("{cm}公分高"),
        _ => format!("个子{cm}厘米"),
    }
}

fn girth(rng: &mut ChaCha8Rng, names: &[&str], length: Length, style: &Style) -> String {
    let name = pick(rng, names);
    match length {
        Length::AndHalf(cm) => format!("{name}{cm}.5{}", pick(rng, &["", "cm", "公分"])),
        Length::Centimetres(cm) if rng.random_bool(style.colloquial) => {
            format!("{name}{}{}", numerals::plain(cm.into()), pick(rng, &["公分", "厘米", ""]))
        }
        Length::Centimetres(cm) => match rng.random_range(0..5) {
            0 => format!("{name} {cm}"),
            1 => format!("{name}{cm}cm"),
            2 => format!("{name}：{cm}"),
            3 => format!("{name}{}.{:02}米", cm / 100, cm % 100),
            _ => format!("{name}{cm}厘米"),
        },
        Length::Cun(cun) => {
            let (chi, rest) = (cun / 10, cun % 10);
            let spoken = |digit: u32| if digit == 2 { "二".to_owned() } else { numerals::plain(digit.into()) };
            match (rng.random_range(0..3), rest) {
                (0, _) => format!("{name}{cun}寸（市寸）"),
                (_, 0) => format!("{name}{}尺", spoken(chi)),
                (1, _) => format!("{name}{chi}尺{rest}"),
                (_, _) => format!("{name}{}尺{}寸", spoken(chi), spoken(rest)),
            }
        }
    }
}

fn weight(rng: &mut ChaCha8Rng) -> String {
    match rng.random_range(0..3) {
        0 => format!("体重{}斤", rng.random_range(90..=180)),
        1 => format!("{}公斤", rng.random_range(45..=90)),
        _ => format!("{}来斤", rng.random_range(9..=18) * 10),
    }
}

fn garment(rng: &mut ChaCha8Rng) -> String {
    match rng.random_range(0..4) {
        0 => format!("常穿那件外套平铺胸围{}", rng.random_range(98..=124)),
        1 => format!("旧裤子的腰围量出来{}cm", rng.random_range(70..=104)),
        2 => format!("以前买的衬衫成衣胸围{}", rng.random_range(96..=120)),
        _ => format!("平时穿{}码的鞋", rng.random_range(36..=44)),
    }
}

fn somebody(rng: &mut ChaCha8Rng) -> String {
    match rng.random_range(0..3) {
        0 => format!("我同事身高{}穿的L", rng.random_range(155..=185)),
        1 => format!("闺蜜胸围{}拍的M码", rng.random_range(78..=96)),
        _ => format!("邻居腰围{}说偏大", rng.random_range(62..=96)),
    }
}

fn earlier(rng: &mut ChaCha8Rng) -> String {
    match rng.random_range(0..3) {
        0 => format!("去年腰围还是{}", rng.random_range(60..=95)),
        1 => format!("生病前胸围{}，现在变了", rng.random_range(80..=104)),
        _ => format!("上学那会儿腰围才{}", rng.random_range(58..=80)),
    }
}
