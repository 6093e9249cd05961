//! The nearest name to one that is not known.

/// The known name that a misspelt one most likely means, if any is near.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this, Jaro–Winkler similarity is chance.
    const NEAR: f64 = 0.75;
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(given, name), name))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|(a, _), (b, _)| a.total_cmp(b))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_finds_its_name() {
        let known = ["garment-vision", "womens-tumour", "tide-prediction"];
        assert_eq!(nearest("garmet-vision", known), Some("garment-vision"));
        assert_eq!(nearest("women-tumor", known), Some("womens-tumour"));
        assert_eq!(nearest("zzz", known), None);
    }
}
