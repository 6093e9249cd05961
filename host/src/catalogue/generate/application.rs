//! What letters of application share: amounts in the many ways people write them, addresses, the credit record.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::numerals;

/// One of some wordings.
pub fn pick<'a>(rng: &mut ChaCha8Rng, choices: &[&'a str]) -> &'a str {
    choices[rng.random_range(0..choices.len())]
}

/// Where the firm is registered, down to the district.
pub fn address(rng: &mut ChaCha8Rng, local: bool) -> &'static str {
    if local {
        pick(rng, &["湖北省武汉市硚口区", "武汉市硚口区", "武汉硚口"])
    } else {
        pick(rng, &["湖北省武汉市江汉区", "武汉市汉阳区", "武汉市东西湖区", "湖北省武汉市江岸区"])
    }
}

/// Paragraphs with numbers before them, in one of three styles.
pub fn numbered(rng: &mut ChaCha8Rng, paragraphs: &[String]) -> Vec<String> {
    let style = rng.random_range(0..3);
    let number = |(index, paragraph): (usize, &String)| match style {
        0 => format!("{}、{paragraph}", numerals::plain(index as u64 + 1)),
        1 => format!("{}. {paragraph}", index + 1),
        _ => format!("（{}）{paragraph}", index + 1),
    };
    paragraphs.iter().enumerate().map(number).collect()
}

/// What the letter says of the list of the seriously dishonest. `remarks` is how often an honest firm says something
/// that misleads.
pub fn credit(rng: &mut ChaCha8Rng, dishonest: bool, remarks: f64) -> String {
    if dishonest {
        return pick(
            rng,
            &[
                "经查，本公司目前仍在严重失信主体名单内。",
                "本公司今年被列入严重失信主体名单，正在申请修复。",
                "信用查询显示，公司尚在严重失信主体名单之中。",
            ],
        )
        .to_owned();
    }
    if rng.random_bool(remarks) {
        return pick(
            rng,
            &[
                "本公司2023年曾被列入严重失信主体名单，现已完成信用修复并移出。",
                "曾因未按期公示年报列入经营异常名录，已移出。",
            ],
        )
        .to_owned();
    }
    pick(rng, &["本公司信用记录良好，未列入严重失信主体名单。", "信用查询无异常。", "以上情况属实。"]).to_owned()
}

/// An amount of yuan.
pub fn amount(rng: &mut ChaCha8Rng, yuan: u64) -> String {
    match rng.random_range(0..10) {
        0..=3 => format!("{}万元", ten_thousands(yuan)),
        4 => format!("{}元", grouped(yuan)),
        5 => format!("{yuan}元"),
        6 => format!("人民币{}元整", numerals::formal(yuan)),
        7 => format!("{}元", numerals::plain(yuan)),
        8 => format!("¥{}.00", grouped(yuan)),
        _ if yuan >= 10_000 && yuan.is_multiple_of(1_000) && !yuan.is_multiple_of(10_000) => {
            format!("{}万{}千元", yuan / 10_000, yuan % 10_000 / 1_000)
        }
        _ => format!("{}万", ten_thousands(yuan)),
    }
}

/// 386 000 as `38.6`.
fn ten_thousands(yuan: u64) -> String {
    let text = format!("{}.{:04}", yuan / 10_000, yuan % 10_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// 386 000 as `386,000`.
fn grouped(yuan: u64) -> String {
    let digits = yuan.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
