//! Reads standard Base64 (RFC 4648, section 4).

/// The bytes that a text encodes.
///
/// # Errors
/// A sign outside the alphabet, or a length that no bytes have.
pub fn decode(text: &str) -> Result<Vec<u8>, String> {
    let signs = text.trim_end_matches('=').as_bytes();
    if !text.len().is_multiple_of(4) || text.len() - signs.len() > 2 {
        return Err(format!("{} signs are not whole Base64", text.len()));
    }
    let mut bytes = Vec::with_capacity(signs.len() * 3 / 4);
    let (mut held, mut bits) = (0_u32, 0);
    for &sign in signs {
        held = (held << 6) | u32::from(value(sign).ok_or_else(|| format!("{:?} is no Base64", char::from(sign)))?);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            // The mask leaves one byte.
            bytes.push(((held >> bits) & 0xff) as u8);
        }
    }
    Ok(bytes)
}

/// What one sign stands for.
fn value(sign: u8) -> Option<u8> {
    match sign {
        b'A'..=b'Z' => Some(sign - b'A'),
        b'a'..=b'z' => Some(sign - b'a' + 26),
        b'0'..=b'9' => Some(sign - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648_decode() {
        let vectors = [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmFy", "foobar")];
        for (text, plain) in vectors {
            assert_eq!(decode(text).unwrap(), plain.as_bytes());
        }
        assert_eq!(decode("+/8=").unwrap(), [0xfb, 0xff]);
    }

    #[test]
    fn what_is_no_base64_is_refused() {
        for text in ["Zg", "Zg=", "Z===", "Zm9*"] {
            assert!(decode(text).is_err(), "{text}");
        }
    }
}
