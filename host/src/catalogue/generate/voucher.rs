//! (to come)

use rand_chacha::ChaCha8Rng;

use crate::catalogue::Draft;

/// Makes `count` cases.
///
/// # Errors
/// What the settings lack.
pub fn cases(_rng: &mut ChaCha8Rng, _count: usize, _settings: &toml::Table) -> Result<Vec<Draft>, String> {
    Err("this generator is not written yet".to_owned())
}
