//! Files of known type, as bytes: whole beginnings, beginnings cut off, or excerpts from the middle.
//!
//! Each file is written in its own format, so that its type is known from the writing. Names often mislead.

mod binary;
mod container;
mod database;
mod table;
mod text;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
#[cfg(test)]
use rand_chacha::rand_core::SeedableRng;
use serde_json::json;

use super::settings;
use crate::catalogue::Draft;

/// A type: its label, its usual extension and its writer.
struct Kind {
    label: &'static str,
    extension: &'static str,
    write: fn(&mut ChaCha8Rng) -> Vec<u8>,
}

const fn kind(label: &'static str, extension: &'static str, write: fn(&mut ChaCha8Rng) -> Vec<u8>) -> Kind {
    Kind { label, extension, write }
}

/// Every type.
const KINDS: &[Kind] = &[
    kind("csv", "csv", text::csv),
    kind("tsv", "tsv", text::tsv),
    kind("json", "json", text::json),
    kind("jsonl", "jsonl", text::jsonl),
    kind("xml", "xml", text::xml),
    kind("html", "html", text::html),
    kind("yaml", "yaml", text::yaml),
    kind("toml", "toml", text::toml),
    kind("ini", "ini", text::ini),
    kind("sql", "sql", text::sql),
    kind("python", "py", text::python),
    kind("javascript", "js", text::javascript),
    kind("markdown", "md", text::markdown),
    kind("log", "log", text::log),
    kind("base64", "b64", text::base64),
    kind("hex-dump", "hex", text::hex_dump),
    kind("utf16-text", "txt", text::utf16),
    kind("png", "png", container::png),
    kind("gzip", "gz", container::gzip),
    kind("zip", "zip", container::zip),
    kind("bmp", "bmp", binary::bmp),
    kind("wav", "wav", binary::wav),
    kind("wasm", "wasm", binary::wasm),
    kind("pdf", "pdf", binary::pdf),
    kind("sqlite", "db", database::sqlite),
];

const STEMS: &[&str] = &["export", "backup", "data", "附件", "upload", "未命名", "part", "归档", "tmp", "共享目录"];
const OTHER_EXTENSIONS: &[&str] = &["", "", "", ".dat", ".bin", ".tmp", ".bak", ".txt"];

/// Makes `count` cases; the types take turns, shuffled anew in each round.
///
/// Settings: `bytes`, how many bytes are shown at most; `middle`, the share of excerpts from the middle; `stripped`, the
/// share of the others whose first 16 to 64 bytes are gone; `renamed`, the share whose extension is wrong or absent.
///
/// # Errors
/// What the settings lack.
pub fn cases(rng: &mut ChaCha8Rng, count: usize, settings: &toml::Table) -> Result<Vec<Draft>, String> {
    let bytes = settings::range(settings, "bytes", 64..=512)?;
    let [middle, stripped, renamed] = [
        settings::share(settings, "middle")?,
        settings::share(settings, "stripped")?,
        settings::share(settings, "renamed")?,
    ];
    let mut deck: Vec<&Kind> = Vec::new();
    let mut drafts = Vec::with_capacity(count);
    while drafts.len() < count {
        if deck.is_empty() {
            deck = shuffled(rng);
        }
        let Some(kind) = deck.pop() else { break };
        let file = (kind.write)(rng);
        let start = if rng.random_bool(middle) {
            rng.random_range(file.len() / 5..=file.len() * 3 / 5)
        } else if rng.random_bool(stripped) {
            rng.random_range(16..=64)
        } else {
            0
        };
        let shown = usize::try_from(rng.random_range(bytes.clone())).unwrap_or(512);
        let excerpt = &file[start..file.len().min(start + shown)];
        let stem = STEMS[rng.random_range(0..STEMS.len())];
        let number = rng.random_range(1..10_000);
        let extension = extension(rng, kind, renamed);
        let input = json!({
            "name": format!("{stem}_{number:04}{extension}"),
            "size": file.len(),
            "bytes": STANDARD.encode(excerpt),
        });
        drafts.push(Draft::new(input, json!({"label": kind.label})));
    }
    Ok(drafts)
}

/// The name's ending: the type's own, or, where `renamed`, another's or none.
fn extension(rng: &mut ChaCha8Rng, kind: &Kind, renamed: f64) -> String {
    if !rng.random_bool(renamed) {
        return format!(".{}", kind.extension);
    }
    if rng.random_bool(0.5) {
        return OTHER_EXTENSIONS[rng.random_range(0..OTHER_EXTENSIONS.len())].to_owned();
    }
    format!(".{}", KINDS[rng.random_range(0..KINDS.len())].extension)
}

fn shuffled(rng: &mut ChaCha8Rng) -> Vec<&'static Kind> {
    let mut deck: Vec<&Kind> = KINDS.iter().collect();
    for index in (1..deck.len()).rev() {
        deck.swap(index, rng.random_range(0..=index));
    }
    deck
}

#[cfg(test)]
mod tests;
