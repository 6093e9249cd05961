//! Draws that stay the same whatever a sampling library does in its next version: sealed sessions are replayed.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::Rng;

/// Draws from a seeded generator.
pub(super) struct Dice<'a> {
    rng: &'a mut ChaCha8Rng,
}

impl<'a> Dice<'a> {
    pub(super) fn new(rng: &'a mut ChaCha8Rng) -> Self {
        Self { rng }
    }

    /// A whole number below `bound`; 0 if `bound` is 0. The bias of the multiplication method (Lemire 2019) is below
    /// 2^-40 for bounds below 2^24.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        let product = u128::from(self.rng.next_u64()) * (bound as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// A whole number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: usize, last: usize) -> usize {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// A number in [0, 1) with 53 random bits.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit an f64 exactly")]
    pub(super) fn share(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// One of the items.
    pub(super) fn pick<'t, T>(&mut self, items: &'t [T]) -> Result<&'t T, String> {
        let index = self.below(items.len());
        items.get(index).ok_or_else(|| "nothing to draw from".to_owned())
    }
}
