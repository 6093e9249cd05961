//! 起步做法：无论输入如何，一律给出合乎输出格式的最小答案，成绩大约就是基线。您的思路从这里写起。
//! The technique to start from: the smallest output that the schema allows, whatever the input. It scores about what
//! the floor does: your idea goes here.

use serde_json::Value;

use crate::{Material, Reply};

/// 合乎 scenario/output.schema.json 的最小答案 · The smallest output that scenario/output.schema.json allows.
const OUTPUT: &str = r##"{{output}}"##;

/// 学习材料，返回自己的状态 · Learns from the materials (scenario/materials) and returns a state of its own. Called
/// once a session.
pub fn prepare(_materials: &[Material]) -> Result<Vec<u8>, String> {
    Ok(Vec::new())
}

/// 答一例 · Answers one case, with what `prepare` returned.
pub fn answer(_state: &[u8], _input: &Value) -> Result<Reply, String> {
    let output = serde_json::from_str(OUTPUT).map_err(|error| error.to_string())?;
    Ok(Reply { output, rationale: "尚无思路：一律给出合乎格式的最小答案。".into() })
}
