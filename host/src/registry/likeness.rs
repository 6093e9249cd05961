//! Names that are easily taken for one another, and names that no vendor gets.

use strsim::damerau_levenshtein;

/// Names that speak for the registry or for nobody.
const RESERVED: [&str; 32] = [
    "admin",
    "administrator",
    "agent",
    "anonymous",
    "api",
    "audit",
    "baseline",
    "everyone",
    "floor",
    "guest",
    "help",
    "internal",
    "nobody",
    "null",
    "official",
    "operator",
    "owner",
    "person",
    "public",
    "registry",
    "root",
    "sandbox",
    "security",
    "support",
    "system",
    "test",
    "tongtai",
    "undefined",
    "user",
    "v2",
    "vendor",
    "www",
];

/// Names shorter than this are alike only where they look the same: among few letters one other is a difference.
const LONG: usize = 5;

/// Whether a name is kept from vendors, or looks like one that is.
pub(super) fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|reserved| looks(reserved) == looks(name))
}

/// Whether two names are easily taken for one another: they look the same, or from five letters on are one slip of the
/// keyboard apart (a letter more, less, other, or two exchanged).
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let length = |name: &str| name.chars().filter(|letter| *letter != '-').count();
    let (seen, others) = (looks(one), looks(other));
    let is_long = length(one).min(length(other)) >= LONG;
    seen == others || is_long && damerau_levenshtein(&plain(one), &plain(other)) <= 1
}

/// The name without its hyphens.
fn plain(name: &str) -> String {
    name.replace('-', "")
}

/// What a name looks like at a glance: no hyphens, and one sign for those that are hard to tell apart.
fn looks(name: &str) -> String {
    let joined = plain(name).replace("rn", "m").replace("vv", "w");
    let sign = |letter: char| match letter {
        '0' => 'o',
        '1' | 'i' => 'l',
        '5' => 's',
        other => other,
    };
    joined.chars().map(sign).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_or_is_one_slip_apart_is_alike() {
        for (one, other) in [
            ("acme", "ac-me"),
            ("acme", "acrne"),
            ("visi0n", "vision"),
            ("river1", "riveri"),
            ("e1m", "elm"),
            ("vvind", "wind"),
            ("5ignal", "signal"),
            ("tidewater", "tidewatre"),
            ("tidewater", "tidewaters"),
            ("robot-1", "robot-2"),
        ] {
            assert!(are_alike(one, other) && are_alike(other, one), "{one} {other}");
        }
        for (one, other) in [("acme", "acne"), ("rules", "series"), ("vision", "fusion"), ("a", "b"), ("elm", "elms")] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
    }

    #[test]
    fn names_of_the_registry_itself_are_kept_back() {
        for name in ["tongtai", "tong-tai", "t0ngtai", "admin", "adrnin", "operator", "system"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["acme", "tongtai-fan", "classic", "rules", "vision"] {
            assert!(!is_reserved(name), "{name}");
        }
    }
}
