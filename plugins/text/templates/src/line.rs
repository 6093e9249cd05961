//! One line of a log: when, how grave, and the template behind its words.

/// A line taken apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Seconds since midnight; `None` where the line begins otherwise.
    pub seconds: Option<f64>,
    /// Whether the level is WARN or worse.
    pub grave: bool,
    /// The service in brackets.
    pub service: String,
    /// Level, service and message with every word that holds a digit struck out.
    pub template: String,
    /// The last number that is followed by `ms`, if any.
    pub duration: Option<f64>,
}

impl Line {
    /// Reads a line; whatever it is, something comes of it.
    pub fn read(text: &str) -> Self {
        let (stamp, rest) = text.split_once(' ').unwrap_or(("", text));
        let level = rest.split(' ').next().unwrap_or_default();
        let service = rest.split_once('[').and_then(|(_, tail)| tail.split_once(']')).map_or("", |(name, _)| name);
        Self {
            seconds: seconds(stamp),
            grave: ["WARN", "ERROR", "FATAL"].contains(&level),
            service: service.to_owned(),
            template: masked(rest),
            duration: duration(rest),
        }
    }
}

fn seconds(stamp: &str) -> Option<f64> {
    let parts: Vec<f64> = stamp.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let [hour, minute, second] = parts[..] else { return None };
    Some(hour * 3600.0 + minute * 60.0 + second)
}

/// Words of ASCII letters, digits, points and hyphens that hold a digit become `*`.
fn masked(text: &str) -> String {
    let mut template = String::with_capacity(text.len());
    let mut word = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_ascii_alphanumeric() || letter == '.' || letter == '-' {
            word.push(letter);
            continue;
        }
        template.push_str(if word.contains(|letter: char| letter.is_ascii_digit()) { "*" } else { &word });
        word.clear();
        template.push(letter);
    }
    template.pop();
    template
}

fn duration(text: &str) -> Option<f64> {
    let before = &text[..text.rfind("ms")?];
    let digits = before.len() - before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    before[before.len() - digits..].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart() {
        let line = Line::read("08:45:51.932 INFO [gateway] GET /api/goods/971679 200 58ms");
        assert!((line.seconds.unwrap() - 31_551.932).abs() < 1e-9);
        assert_eq!((line.grave, line.service.as_str(), line.duration), (false, "gateway", Some(58.0)));
        assert_eq!(line.template, "INFO [gateway] GET /api/goods/* * *");
        assert_eq!(Line::read("08:45:52.875 WARN [pay] txn 2cd87 慢").template, "WARN [pay] txn * 慢");
    }

    #[test]
    fn anything_can_be_read() {
        for text in ["", " ", "ms", "12:xx ERROR", "[", "警告ms 慢"] {
            let line = Line::read(text);
            assert_eq!((line.seconds, line.duration), (None, None), "{text}");
        }
    }
}
