//! The floor of `data-ip-filing`: the commonest answer of each field, whatever the filing says.

use crate::Material;
use serde_json::{Value, json};

/// Needs no material.
///
/// # Errors
/// None.
pub fn prepare(_materials: &[Material], _seed: u64) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// The data are one's own, personal, and the filing has to be mended; no defect is named, as each is rare.
///
/// # Errors
/// None.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Value, String> {
    Ok(json!({
        "applicant": null, "dataset": null, "rows": null, "period": null, "source": "自有", "personal": "含",
        "certificate": null, "scene": null, "verdict": "补正",
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_there_is_there() {
        let output = answer(&[], &json!({"filing": "申请人：申请人甲"})).unwrap();
        let schema: Value =
            serde_json::from_str(include_str!("../../../../host/catalogue/data-ip-filing/output.schema.json")).unwrap();
        let required = schema["required"].as_array().unwrap();
        assert!(required.iter().filter_map(Value::as_str).all(|field| output.get(field).is_some()));
    }
}
