//! Rule: a fresh instance starts and says what it is within the bounds of `profile`.

use super::report::{Check, Rule, Startup};
use crate::catalogue::Words;
use crate::sandbox::{Component, Limits, Outcome, Profile};

/// The verdict with what starting took, and the profile if it was told.
pub(super) fn check(component: &Component) -> (Check, Startup, Option<Profile>) {
    let call = component.profile(&Limits::for_profile());
    let startup = Startup { startup_fuel: call.startup_fuel, fuel: call.fuel, memory: call.memory };
    let words = call.outcome.words();
    match call.outcome {
        Outcome::Answered(profile) => (Check::passed(Rule::Startup), startup, Some(profile)),
        _ => {
            let finding = Words {
                zh: format!("profile 未能给出自述：{}请在本地运行该函数并改正后重新构建。", words.zh),
                en: format!("`profile` gave no answer: {} Run it locally, mend it and rebuild.", words.en),
            };
            (Check::failed(Rule::Startup, vec![finding]), startup, None)
        }
    }
}
