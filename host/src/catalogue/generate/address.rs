//! Addresses of the district as people really write them.
//!
//! The truth comes first: a place is drawn from the division table ([`divisions`]), then quirks of writing are drawn
//! ([`quirk`]), then the place is written down with them ([`writing`]). What is expected is what the filling rules
//! (`materials/filling-rules.md`) say of that place: a part that is neither written nor follows from the division
//! table is null. Roads, numbers and rooms are drawn freely: the addresses are examples, not places where anyone lives.

use rand_chacha::ChaCha8Rng;

use crate::catalogue::Draft;

mod dice;
mod divisions;
mod phrases;
mod place;
mod quirk;
#[cfg(test)]
mod tests;
mod typo;
mod writing;

use dice::Dice;
use divisions::Divisions;
use place::{Place, Setting};
use quirk::{Grade, Quirks};

/// How hard the addresses are, from `[cases.settings]`: shares of the whole between 0 and 1.
struct Shares {
    /// Written in full; the rest that is neither easy nor hard is middling.
    easy: f64,
    /// Three to five quirks, two or three of them mean.
    hard: f64,
    /// Of those not easy: in another district of Wuhan.
    elsewhere: f64,
    /// Of those not easy: without anything that tells the district.
    unplaced: f64,
}

impl Shares {
    fn read(settings: &toml::Table) -> Result<Self, String> {
        let share = |key: &str| {
            let value = settings.get(key).and_then(toml::Value::as_float);
            value
                .filter(|value| (0.0..=1.0).contains(value))
                .ok_or_else(|| format!("cases.settings.{key} must be a number between 0.0 and 1.0"))
        };
        let shares = Self {
            easy: share("easy")?,
            hard: share("hard")?,
            elsewhere: share("elsewhere")?,
            unplaced: share("unplaced")?,
        };
        if shares.easy + shares.hard > 1.0 || shares.elsewhere + shares.unplaced > 1.0 {
            return Err("in cases.settings, easy + hard and elsewhere + unplaced must not pass 1.0".to_owned());
        }
        Ok(shares)
    }

    fn grade(&self, dice: &mut Dice<'_>) -> Grade {
        let throw = dice.share();
        if throw < self.easy {
            Grade::Easy
        } else if throw < self.easy + self.hard {
            Grade::Hard
        } else {
            Grade::Middling
        }
    }

    fn setting(&self, dice: &mut Dice<'_>) -> Setting {
        let throw = dice.share();
        if throw < self.elsewhere {
            Setting::Elsewhere
        } else if throw < self.elsewhere + self.unplaced {
            Setting::Unplaced
        } else {
            Setting::Home
        }
    }
}

/// Makes `count` addresses. Settings: `easy`, `hard`, `elsewhere`, `unplaced`, each a share between 0 and 1.
///
/// # Errors
/// What the settings lack or hold wrongly.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let shares = Shares::read(settings)?;
    let divisions = Divisions::embedded()?;
    let mut dice = Dice::new(rng);
    (0..count).map(|_| draft(&divisions, &shares, &mut dice)).collect()
}

fn draft(divisions: &Divisions, shares: &Shares, dice: &mut Dice<'_>) -> Result<Draft, String> {
    let grade = shares.grade(dice);
    let setting = if grade == Grade::Easy { Setting::Home } else { shares.setting(dice) };
    let place = Place::draw(divisions, setting, grade, dice)?;
    let quirks = Quirks::draw(&place, divisions, grade, dice);
    let (text, expected) = writing::write(&place, &quirks, divisions, dice)?;
    let mut draft = Draft::new(serde_json::json!({"text": text}), expected);
    draft.note = Some(quirks.note(grade, setting));
    Ok(draft)
}
