//! The floor of `address-parsing`: empty extraction, no part is ever filled in.

use crate::Material;
use serde_json::{Map, Value};

/// The parts that an output must carry.
const PARTS: [&str; 11] =
    ["province", "city", "district", "adcode", "street", "community", "road", "number", "building", "unit", "room"];

/// Reads nothing: an empty extraction needs no division table.
///
/// # Errors
/// Never.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// Answers one case: every part is null.
///
/// # Errors
/// Never.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(PARTS.map(|part| (part.to_owned(), Value::Null)).into_iter().collect::<Map<_, _>>().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_part_is_there_and_null() {
        let output = answer(&[], &json!({"text": "硚口区古田街道古三社区128号"})).unwrap();
        let schema: Value =
            serde_json::from_str(include_str!("../../../../host/catalogue/address-parsing/output.schema.json"))
                .unwrap();
        let parts: Vec<&str> = schema["required"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert_eq!(output.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().len(), parts.len());
        assert!(parts.iter().all(|part| output[part] == Value::Null && output.get(part).is_some()));
    }
}
