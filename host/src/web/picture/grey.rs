//! Grey pictures, as a case's input holds them: `width`, `height` and `pixels` in Base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::Picture;
use super::png::{Pixels, picture};

/// The picture that the value holds, if it holds one.
pub fn of(input: &Value) -> Option<Picture> {
    let size = |key: &str| u32::try_from(input.get(key)?.as_u64()?).ok();
    let pixels = STANDARD.decode(input.get("pixels")?.as_str()?).ok()?;
    picture(size("width")?, size("height")?, Pixels::Grey(&pixels))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_grey_picture_is_drawn_and_anything_else_is_not() {
        let input = json!({ "width": 2, "height": 1, "pixels": "AP8=" });
        assert_eq!(of(&input).unwrap().width, 2);
        assert_eq!(of(&json!({ "width": 3, "height": 1, "pixels": "AP8=" })), None);
        assert_eq!(of(&json!({ "width": 2, "height": 1, "pixels": "?" })), None);
        assert_eq!(of(&json!({ "note": "text" })), None);
    }
}
