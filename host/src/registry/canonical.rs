//! One text for one JSON value, so that it can be digested.

use std::fmt::Write;

use serde_json::{Number, Value};

use super::digest::Digest;

/// The value as RFC 8785 (JSON Canonicalization Scheme) writes it: no white space, keys sorted by their UTF-16 code
/// units, numbers as ECMAScript writes them. Unlike there, an integer beyond 2⁵³ keeps all its digits.
pub fn text(value: &Value) -> String {
    let mut out = String::new();
    write_value(&mut out, value);
    out
}

/// The SHA-256 of [`text`].
pub fn digest(value: &Value) -> Digest {
    Digest::of(text(value).as_bytes())
}

fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Number(number) => write_number(out, number),
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_value(out, item);
            }
            out.push(']');
        }
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (key, item)) in entries.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(out, key);
                out.push(':');
                write_value(out, item);
            }
            out.push('}');
        }
        Value::String(text) => write_string(out, text),
        Value::Null | Value::Bool(_) => {
            let _ = write!(out, "{value}");
        }
    }
}

/// serde_json escapes as RFC 8785 asks: the two-letter escapes where there is one, `\u00xx` in lower case else.
fn write_string(out: &mut String, text: &str) {
    let _ = write!(out, "{}", Value::from(text));
}

fn write_number(out: &mut String, number: &Number) {
    match number.as_f64() {
        Some(float) if number.is_f64() => write_float(out, float),
        _ => {
            let _ = write!(out, "{number}");
        }
    }
}

/// ECMAScript's `Number::toString` (ECMA-262, 6.1.6.1.20), from Rust's shortest digits.
fn write_float(out: &mut String, float: f64) {
    if float == 0.0 {
        out.push('0');
        return;
    }
    let scientific = format!("{:e}", float.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    let point = exponent.parse::<i32>().unwrap_or(0) + 1;
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if float < 0.0 {
        out.push('-');
    }
    if (count..=21).contains(&point) {
        out.push_str(&digits);
        out.extend(std::iter::repeat_n('0', (point - count) as usize));
    } else if (1..=21).contains(&point) {
        let (whole, fraction) = digits.split_at(point as usize);
        let _ = write!(out, "{whole}.{fraction}");
    } else if (-5..=0).contains(&point) {
        out.push_str("0.");
        out.extend(std::iter::repeat_n('0', (-point) as usize));
        out.push_str(&digits);
    } else {
        let (first, rest) = digits.split_at(1);
        let dot = if rest.is_empty() { "" } else { "." };
        let sign = if point > 0 { '+' } else { '-' };
        let _ = write!(out, "{first}{dot}{rest}e{sign}{}", (point - 1).abs());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(json: &str) -> String {
        text(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn sorts_keys_by_utf_16_as_the_rfc_shows() {
        // RFC 8785, section 3.2.3; U+1F600 sorts before U+FB33 only by UTF-16.
        let json = r#"{"€":5,"\r":1,"\ufb33":7,"1":2,"😀":6,"\u0080":3,"ö":4}"#;
        assert_eq!(canonical(json), "{\"\\r\":1,\"1\":2,\"\u{80}\":3,\"ö\":4,\"€\":5,\"😀\":6,\"\u{fb33}\":7}");
    }

    #[test]
    fn writes_numbers_as_the_rfc_shows() {
        // RFC 8785, section 3.2.2 and appendix B.
        let json = "[333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0.0, 1.0, 5e-324, \
                    1.7976931348623157e308, 9007199254740992.0, 295147905179352830000.0, 1e21, 1e-6, 1e-7, -1.5e300]";
        assert_eq!(
            canonical(json),
            "[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1,5e-324,1.7976931348623157e+308,9007199254740992,\
             295147905179352830000,1e+21,0.000001,1e-7,-1.5e+300]"
        );
        assert_eq!(canonical("18446744073709551615"), "18446744073709551615");
    }

    #[test]
    fn one_value_has_one_digest_however_it_was_written() {
        let one = serde_json::from_str(r#"{"a": 1.0, "b": [true, null, "\u4e2d"]}"#).unwrap();
        let two = serde_json::from_str(r#"{"b":[true,null,"中"],"a":1}"#).unwrap();
        assert_eq!(digest(&one), digest(&two));
    }
}
