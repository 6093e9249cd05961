//! What a schema finds wrong, in words.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;

use crate::catalogue::Words;

/// The most faults of one request that are told.
pub(super) const MOST: usize = 50;

/// What is wrong, in both languages.
pub(super) fn words(error: &ValidationError<'_>) -> Words {
    let listed = |options: &Value| match options.as_array() {
        Some(options) => options.iter().map(plain).collect::<Vec<_>>().join(" | "),
        None => options.to_string(),
    };
    match error.kind() {
        Kind::Required { property } => {
            let name = plain(property);
            Words::new(format!("缺少 {name}"), format!("{name} is missing"))
        }
        Kind::AdditionalProperties { unexpected } => {
            let names = unexpected.join(", ");
            Words::new(format!("没有这样的字段：{names}"), format!("there is no such field: {names}"))
        }
        Kind::Enum { options } => {
            let options = listed(options);
            Words::new(format!("应为其中之一：{options}"), format!("must be one of {options}"))
        }
        Kind::Minimum { limit } => Words::new(format!("不得小于 {limit}"), format!("must be {limit} or more")),
        Kind::Maximum { limit } => Words::new(format!("不得大于 {limit}"), format!("must be {limit} or less")),
        Kind::MinLength { limit } => {
            Words::new(format!("至少 {limit} 个字符"), format!("must have {limit} characters or more"))
        }
        Kind::MaxLength { limit } => {
            Words::new(format!("至多 {limit} 个字符"), format!("must have {limit} characters or fewer"))
        }
        Kind::MinItems { limit } => Words::new(format!("至少 {limit} 项"), format!("must have {limit} items or more")),
        Kind::MaxItems { limit } => Words::new(format!("至多 {limit} 项"), format!("must have {limit} items or fewer")),
        Kind::UniqueItems => Words::new("各项不得重复", "no item may come twice"),
        Kind::Pattern { pattern } => Words::new(format!("格式应符合 {pattern}"), format!("must match {pattern}")),
        Kind::Type { .. } => Words::new(format!("类型不符（{error}）"), format!("is of the wrong type ({error})")),
        _ => Words::new(format!("不符合要求（{error}）"), error.to_string()),
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
