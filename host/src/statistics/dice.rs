//! Random draws that are the same for one seed for ever.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// Draws from the key stream of ChaCha8 (Bernstein 2008), keyed with the seed in little-endian bytes and zeros.
///
/// What is made of the stream is written out here, and not left to a library whose distributions may change.
#[derive(Debug, Clone)]
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// Dice that fall as this seed says.
    pub fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// A number from 0 to `bound - 1`, each as likely: Lemire, "Fast random integer generation in an interval",
    /// ACM TOMACS 29 (2019), algorithm 5. 0 where `bound` is 0.
    pub fn below(&mut self, bound: u32) -> u32 {
        let mut product = u64::from(self.0.next_u32()) * u64::from(bound);
        if (product as u32) < bound {
            let threshold = bound.wrapping_neg() % bound;
            while (product as u32) < threshold {
                product = u64::from(self.0.next_u32()) * u64::from(bound);
            }
        }
        (product >> 32) as u32
    }

    /// 32 coins, one a bit.
    pub fn coins(&mut self) -> u32 {
        self.0.next_u32()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // ChaCha8, 256-bit key and IV all zero: test vector TC1 of draft-strombergson-chacha-test-vectors-01.
        let stream = [0x3e, 0x00, 0xef, 0x2f, 0x89, 0x5f, 0x40, 0xd6, 0x7f, 0x5b, 0xb8, 0xe8, 0x1f, 0x09, 0xa5, 0xa1];
        let mut dice = Dice::new(0);
        let drawn: Vec<u8> = (0..4).flat_map(|_| dice.coins().to_le_bytes()).collect();
        assert_eq!(drawn, stream);
    }

    #[test]
    fn every_number_is_as_likely() {
        let mut dice = Dice::new(7);
        let mut counts = [0_u32; 6];
        for _ in 0..60_000 {
            counts[dice.below(6) as usize] += 1;
        }
        // Chi-square with 5 degrees of freedom: 20.5 has a tail of 0.001.
        let chi: f64 = counts.iter().map(|count| (f64::from(*count) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi < 20.5, "{counts:?}");
        assert_eq!((dice.below(1), dice.below(0)), (0, 0));
    }

    #[test]
    fn a_bound_that_does_not_divide_the_range_is_not_favoured_low() {
        // With 3·2³⁰ outcomes, plain multiplication would give a third of them twice as often.
        let mut dice = Dice::new(1);
        let bound = 3 << 30;
        let low = (0..30_000).filter(|_| dice.below(bound).is_multiple_of(3)).count();
        assert!((9_600..10_400).contains(&low), "{low}");
    }
}
