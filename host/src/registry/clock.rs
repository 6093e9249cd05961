//! Points in time, as the registry writes them.

use jiff::Timestamp;

/// Now, as [`text`] writes it.
pub(super) fn now() -> String {
    text(Timestamp::now())
}

/// RFC 3339 in UTC with six digits of a second, always as long, so that the order of texts is the order of time.
pub(super) fn text(at: Timestamp) -> String {
    format!("{at:.6}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_as_long() {
        assert_eq!(text(Timestamp::UNIX_EPOCH), "1970-01-01T00:00:00.000000Z");
        assert_eq!(now().len(), 27);
    }
}
