//! How sure a comparison may be: intervals, paired tests and the verdict in words.
//!
//! Pure functions of numbers. Whatever is drawn is drawn from a seed that the caller gives, by [`Dice`], so that anyone
//! who replays a session gets the same figures. What cannot be said, as of no cases or of values that are not
//! numbers, is `None` or an error that says why, never a made-up figure.

mod auc;
mod bootstrap;
mod bradley_terry;
mod clustered;
mod cohen;
mod composite;
mod design;
mod dice;
mod difference;
mod f1;
mod holm;
mod interval;
mod krippendorff;
mod mcnemar;
mod normal;
mod paired;
mod pass_at_k;
mod quantile;
mod symmetric;
mod verdict;
mod wilson;

#[cfg(test)]
mod golden;

pub use auc::{Ranked, auc, auc_interval};
pub use bootstrap::{Bootstrap, Method, mean, mean_interval};
pub use bradley_terry::{BadDuels, Duel, Preference, Record, Strength, Tally, bradley_terry};
pub use clustered::{ClusteredMean, Sandwich, clustered_mean};
pub use cohen::{Apart, NoKappa, cohen_kappa};
pub use composite::{BadComposite, Composite, Crossing, Order, Sensitivity, Stretch, price_shares};
pub use design::{BadDesign, Design};
pub use dice::Dice;
pub use difference::{auc_difference_interval, difference_interval, f1_difference_interval};
pub use f1::{LabelPair, macro_f1, macro_f1_interval, two_class_f1};
pub use holm::holm;
pub use interval::Interval;
pub use krippendorff::{Level, NoAlpha, krippendorff_alpha};
pub use mcnemar::mcnemar_exact;
pub use paired::{
    Paired, paired_auc_bootstrap, paired_bootstrap, paired_f1_bootstrap, paired_f1_permutation, paired_permutation,
};
pub use pass_at_k::{BadTries, Tries};
pub use quantile::{median, percentile};
pub use verdict::{
    EntrantVerdict, Grounds, Overall, PairEvidence, PairVerdict, Relation, Rule, Standing, Verdict, decide,
};
pub use wilson::wilson;
