//! Customers who ask for a size, written from known measures of the body.
//!
//! [`rules`] gives the designation from the body drawn, never from the message that [`message`] writes about it.

mod message;
mod rules;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use super::settings;
use crate::catalogue::Draft;

/// What is to be bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Garment {
    /// Sized by the chest.
    Top,
    /// Sized by the waist.
    Trousers,
}

/// A length as the customer gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    /// Whole centimetres.
    Centimetres(u32),
    /// Whole centimetres and a half.
    AndHalf(u32),
    /// Tenths of a 尺, of which each is 10/3 cm.
    Cun(u32),
}

/// What the customer tells of the body that the garment is for; `None` where the message leaves it out.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Customer {
    garment: Garment,
    woman: Option<bool>,
    height: Option<Length>,
    chest: Option<Length>,
    waist: Option<Length>,
}

/// Makes `count` cases.
///
/// Settings: `distractor-share`, how often each kind of misleading remark (weight, a garment's own measures, somebody
/// else's, an earlier measure) is made; `missing-share`, how often each measure is left out; `colloquial-share`, how
/// often a measure is given in 尺 or in Chinese numerals.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let style = message::Style {
        distractors: settings::share(settings, "distractor-share")?,
        colloquial: settings::share(settings, "colloquial-share")?,
    };
    let missing = settings::share(settings, "missing-share")?;
    let draft = |rng: &mut ChaCha8Rng| {
        let customer = customer(rng, missing, style.colloquial);
        let garment = match customer.garment {
            Garment::Top => "top",
            Garment::Trousers => "trousers",
        };
        let input = json!({"garment": garment, "message": message::write(rng, &customer, &style)});
        Draft::new(input, rules::designate(&customer))
    };
    Ok((0..count).map(|_| draft(rng)).collect())
}

fn customer(rng: &mut ChaCha8Rng, missing: f64, colloquial: f64) -> Customer {
    let woman = rng.random_bool(0.5);
    let height = if woman { rng.random_range(148..=175) } else { rng.random_range(158..=188) };
    let chest: u32 = if woman { rng.random_range(76..=104) } else { rng.random_range(80..=110) };
    // A little beyond the four types on either side, where there is none.
    let drop = if woman { rng.random_range(3..=25) } else { rng.random_range(1..=23) };
    let told = |rng: &mut ChaCha8Rng| !rng.random_bool(missing);
    Customer {
        garment: if rng.random_bool(0.5) { Garment::Top } else { Garment::Trousers },
        woman: (!rng.random_bool(missing / 2.0)).then_some(woman),
        height: told(rng)
            .then(|| if rng.random_bool(0.1) { Length::AndHalf(height) } else { Length::Centimetres(height) }),
        chest: told(rng).then(|| girth(rng, chest, colloquial)),
        waist: told(rng).then(|| girth(rng, chest - drop, colloquial)),
    }
}

fn girth(rng: &mut ChaCha8Rng, cm: u32, colloquial: f64) -> Length {
    if rng.random_bool(colloquial) {
        Length::Cun((cm * 3 + 5) / 10)
    } else if rng.random_bool(0.1) {
        Length::AndHalf(cm)
    } else {
        Length::Centimetres(cm)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    const SETTINGS: &str = "distractor-share = 0.3\ncolloquial-share = 0.25\nmissing-share = 0.1";

    #[test]
    fn each_part_is_sometimes_absent_and_every_type_occurs() {
        let drafts = cases(&mut ChaCha8Rng::seed_from_u64(4), 400, &toml::from_str(SETTINGS).unwrap()).unwrap();
        for (key, kinds) in [("height", 8), ("girth", 12), ("type", 5)] {
            let values: BTreeSet<String> = drafts.iter().map(|draft| draft.expected[key].to_string()).collect();
            assert!(values.contains("null") && values.len() >= kinds, "{key}: {values:?}");
        }
        let messages: BTreeSet<String> = drafts.iter().map(|draft| draft.input["message"].to_string()).collect();
        assert!(messages.len() > 395, "{}", messages.len());
    }

    #[test]
    fn settings_are_asked_for() {
        assert!(cases(&mut ChaCha8Rng::seed_from_u64(1), 1, &toml::Table::new()).is_err());
    }
}
