//! The floor of `size-advice`: the middle size, by sex and kind of garment alone.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// The middle size of men, 170/88A, or women, 160/84A, where the message holds 女; waist 74 or 68 for trousers.
///
/// # Errors
/// Says that `message` is missing.
pub fn answer(_state: &[u8], input: &Value) -> Result<Value, String> {
    let message = input["message"].as_str().ok_or("the input has no text `message`")?;
    let (height, chest, waist) = if message.contains('女') { (160, 84, 68) } else { (170, 88, 74) };
    let girth = if input["garment"] == "trousers" { waist } else { chest };
    Ok(json!({"height": height, "girth": girth, "type": "A"}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_size_depends_on_sex_and_garment_alone() {
        let size =
            |garment: &str, message: &str| answer(&[], &json!({"garment": garment, "message": message})).unwrap();
        assert_eq!(size("top", "本人女，身高180"), json!({"height": 160, "girth": 84, "type": "A"}));
        assert_eq!(size("trousers", "身高180"), json!({"height": 170, "girth": 74, "type": "A"}));
        assert!(answer(&[], &json!({})).is_err());
    }
}
