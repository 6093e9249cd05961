//! A text in both languages.

use serde::Serialize;
use utoipa::ToSchema;

use crate::catalogue::Words;

/// 中英文本 · A text in both languages
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Text {
    /// 中文 · Chinese
    pub zh: String,
    /// 英文 · English
    pub en: String,
}

impl From<&Words> for Text {
    fn from(words: &Words) -> Self {
        Self { zh: words.zh.clone(), en: words.en.clone() }
    }
}
