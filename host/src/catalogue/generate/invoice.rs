//! Grey pictures of one line of an invoice each, with its text and its fields known.
//!
//! What the line says is drawn first; [`pen`] then writes it with the strokes of the material `glyphs.json`, and [`wear`]
//! spoils the picture. The truth is the text that was drawn.

pub mod pen;
pub mod wear;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use self::pen::{Glyphs, Hand};
use self::wear::Wear;
use super::settings;
use crate::catalogue::Draft;

/// Pixels in a row.
pub const WIDTH: usize = 288;
/// Rows.
pub const HEIGHT: usize = 32;

/// The strokes of every character.
const GLYPHS: &str = include_str!("../../../catalogue/invoice-reading/materials/glyphs.json");
/// The fields that a line may carry.
const FIELDS: [&str; 7] = ["number", "code", "date", "amount", "rate", "tax", "total"];
/// Letters of check codes: no I and no O, which look like 1 and 0.
const LETTERS: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// Rates in per cent.
const RATES: [i64; 4] = [3, 6, 9, 13];

/// A line: what it says, and its fields by name.
struct Line {
    text: String,
    fields: Vec<(&'static str, String)>,
}

/// Makes `count` cases.
///
/// Settings: `noise` (grey levels), `blur-percent` (standard deviation in hundredths of a pixel), `tilt-permille` (the
/// greatest slope), `broken-percent` (how many glyphs lose a piece), each `[least, most]` and drawn a picture; `stamped`,
/// the share of pictures with a stamp over the line.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let noise = settings::range(settings, "noise", 0..=120)?;
    let blur = settings::range(settings, "blur-percent", 0..=300)?;
    let tilt = settings::range(settings, "tilt-permille", 0..=40)?;
    let broken = settings::range(settings, "broken-percent", 0..=100)?;
    let stamped = settings::share(settings, "stamped")?;
    let glyphs = Glyphs::read(GLYPHS)?;
    let mut drafts = Vec::with_capacity(count);
    for _ in 0..count {
        let line = line(rng);
        let tilt = rng.random_range(tilt.clone()) as f64 / 1000.0;
        let broken = rng.random_range(broken.clone()) as f64 / 100.0;
        let hand = Hand::draw(rng, glyphs.length(&line.text)?, tilt, broken);
        let wear = Wear {
            blur: rng.random_range(blur.clone()) as f64 / 100.0,
            noise: rng.random_range(noise.clone()) as f64,
            stamped: rng.random_bool(stamped),
        };
        let ink = glyphs.write(rng, &line.text, &hand)?;
        let pixels = wear.photograph(rng, &ink);
        drafts.push(draft(&line, &pixels, &hand, &wear));
    }
    Ok(drafts)
}

fn draft(line: &Line, pixels: &[u8], hand: &Hand, wear: &Wear) -> Draft {
    let mut expected = json!({ "text": line.text });
    for name in FIELDS {
        let given = line.fields.iter().find(|(field, _)| *field == name);
        expected[name] = given.map_or(Value::Null, |(_, value)| json!(value));
    }
    let note = format!(
        "示例数据：噪声 {:.0} 级，模糊 {:.2} 像素，倾斜 {:.1}%，断笔 {:.0}%{}",
        wear.noise,
        wear.blur,
        hand.slope * 100.0,
        hand.broken * 100.0,
        if wear.stamped { "，盖章" } else { "" }
    );
    let input = json!({"width": WIDTH, "height": HEIGHT, "pixels": BASE64_STANDARD.encode(pixels)});
    Draft { note: Some(note), ..Draft::new(input, expected) }
}

/// What one line of an invoice says.
fn line(rng: &mut ChaCha8Rng) -> Line {
    let most = rng.random_range(1_000..20_000_000);
    let net: i64 = rng.random_range(500..=most);
    let rate = RATES[rng.random_range(0..RATES.len())];
    // Half a fen and more counts as one.
    let tax = (net * rate + 50) / 100;
    let (amount, levied, total) = (yuan(net), yuan(tax), yuan(net + tax));
    let percent = format!("{rate}%");
    match rng.random_range(0..6) {
        0 => {
            let number: String = (0..8).map(|_| char::from(b'0' + rng.random_range(0..10_u8))).collect();
            let code: String = (0..6).map(|_| char::from(LETTERS[rng.random_range(0..LETTERS.len())])).collect();
            let text = format!("发票号码:{number} 校验码:{code}");
            Line { text, fields: vec![("number", number), ("code", code)] }
        }
        1 => {
            let (year, month, day) =
                (rng.random_range(2019..=2026), rng.random_range(1..=12), rng.random_range(1..=28));
            let date = format!("{year}-{month:02}-{day:02}");
            let written =
                if rng.random_bool(0.5) { date.clone() } else { format!("{year}年{month:02}月{day:02}日") };
            Line { text: format!("开票日期:{written}"), fields: vec![("date", date)] }
        }
        2 => Line {
            text: format!("金额:¥{amount} 税额:{levied}"), fields: vec![("amount", amount), ("tax", levied)]
        },
        3 => {
            Line { text: format!("税率:{percent} 税额:{levied}"), fields: vec![("rate", percent), ("tax", levied)] }
        }
        4 => Line {
            text: format!("价税合计:¥{total} 税率:{percent}"),
            fields: vec![("total", total), ("rate", percent)],
        },
        _ => Line {
            text: format!("税率:{percent} 金额:{amount}"),
            fields: vec![("rate", percent), ("amount", amount)],
        },
    }
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    #[test]
    fn every_line_can_be_written_and_carries_its_fields() {
        let glyphs = Glyphs::read(GLYPHS).unwrap();
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        for _ in 0..500 {
            let line = line(&mut rng);
            assert!(glyphs.length(&line.text).unwrap() <= 256.0, "{}", line.text);
            for (name, value) in &line.fields {
                let digits = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
                assert!(digits(&line.text).contains(&digits(value)), "{name} {value} in {}", line.text);
            }
        }
    }

    #[test]
    fn the_tax_is_that_of_the_rate_to_the_fen() {
        let mut rng = ChaCha8Rng::seed_from_u64(4);
        for _ in 0..300 {
            let line = line(&mut rng);
            let field = |name: &str| line.fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value);
            let (Some(amount), Some(tax)) = (field("amount"), field("tax")) else { continue };
            let (amount, tax): (f64, f64) = (amount.parse().unwrap(), tax.parse().unwrap());
            let fits = RATES.iter().any(|rate| (amount * *rate as f64 / 100.0 - tax).abs() < 0.005_001);
            assert!(fits, "{amount} {tax}");
        }
    }
}
