//! Reading a generator's own settings, with words for what is missing or wrong.

use std::ops::RangeInclusive;

/// The pair `[least, most]` of whole numbers under `key`, which must lie within `bounds`.
///
/// # Errors
/// What is missing or out of bounds.
pub fn range(settings: &toml::Table, key: &str, bounds: RangeInclusive<i64>) -> Result<RangeInclusive<i64>, String> {
    let pair: Vec<i64> = settings
        .get(key)
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_integer)
        .collect();
    match pair[..] {
        [least, most] if least <= most && bounds.contains(&least) && bounds.contains(&most) => Ok(least..=most),
        _ => Err(format!(
            "{key} must be two whole numbers [least, most] between {} and {}",
            bounds.start(),
            bounds.end()
        )),
    }
}

/// The probability under `key`.
///
/// # Errors
/// What is missing or not within 0 to 1.
pub fn share(settings: &toml::Table, key: &str) -> Result<f64, String> {
    settings
        .get(key)
        .and_then(toml::Value::as_float)
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| format!("{key} must be a number from 0.0 to 1.0"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_read_and_a_wrong_one_refused() {
        let settings: toml::Table = toml::from_str("side = [4, 9]\nwrong = [9, 4]\nshare = 0.5\nmuch = 1.5").unwrap();
        assert_eq!(range(&settings, "side", 1..=10), Ok(4..=9));
        assert!(range(&settings, "side", 5..=10).is_err());
        assert!(range(&settings, "wrong", 1..=10).is_err());
        assert!(range(&settings, "absent", 1..=10).is_err());
        assert_eq!(share(&settings, "share"), Ok(0.5));
        assert!(share(&settings, "much").is_err());
    }
}
