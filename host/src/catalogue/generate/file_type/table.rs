//! Made-up records, which most files hold in one form or another.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};

const COLUMNS: &[&str] =
    &["id", "name", "street", "date", "amount", "state", "enabled", "note", "count", "owner", "ratio", "code"];
const NAMES: &[&str] =
    &["泵站", "路灯", "充电桩", "摄像头", "公交站", "井盖", "gateway", "sensor", "meter", "camera", "闸门", "配电箱"];
const STREETS: &[&str] =
    &["一街", "二街", "东区", "西区", "north dock", "园区三号楼", "滨江段", "hall b", "仓库", "lane 4"];
const STATES: &[&str] = &["ok", "warning", "offline", "repair", "已办结", "待核实", "new", "closed"];
const NOTES: &[&str] = &[
    "checked on site, no fault found",
    "夜间巡查，未见异常",
    "replace cable next week",
    "已联系维护人员，等待回复",
    "moved, see previous entry",
    "读数偏低",
    "second visit needed",
    "无",
    "按计划停用",
    "battery low, replaced",
];
const OWNERS: &[&str] = &["team-a", "team-b", "运维组", "night-shift", "数据组", "service"];

/// One of a list.
pub fn pick(rng: &mut ChaCha8Rng, list: &[&'static str]) -> &'static str {
    list[rng.random_range(0..list.len())]
}

/// Three to seven columns, in the order of the list.
pub fn columns(rng: &mut ChaCha8Rng) -> Vec<&'static str> {
    let count = rng.random_range(3..=7);
    let mut columns: Vec<&str> = COLUMNS.to_vec();
    while columns.len() > count {
        columns.remove(rng.random_range(0..columns.len()));
    }
    columns
}

/// A value that fits the column.
pub fn value(rng: &mut ChaCha8Rng, column: &str) -> Value {
    match column {
        "id" => json!(rng.random_range(1000..100_000)),
        "name" => json!(format!("{}{}", pick(rng, NAMES), rng.random_range(1..200))),
        "street" => json!(pick(rng, STREETS)),
        "date" => json!(date(rng)),
        "amount" => json!(f64::from(rng.random_range(100..900_000)) / 100.0),
        "state" => json!(pick(rng, STATES)),
        "enabled" => json!(rng.random_bool(0.6)),
        "note" => json!(note(rng)),
        "count" => json!(rng.random_range(0..500)),
        "owner" => json!(pick(rng, OWNERS)),
        "ratio" => json!(f64::from(rng.random_range(1..1000)) / 1000.0),
        _ => json!(format!("{:06X}", rng.random_range(0..0x00ff_ffff))),
    }
}

/// One record.
pub fn record(rng: &mut ChaCha8Rng, columns: &[&'static str]) -> Map<String, Value> {
    columns.iter().map(|column| ((*column).to_owned(), value(rng, column))).collect()
}

/// A remark.
pub fn note(rng: &mut ChaCha8Rng) -> &'static str {
    pick(rng, NOTES)
}

/// A day.
pub fn date(rng: &mut ChaCha8Rng) -> String {
    let [year, month, day] = [rng.random_range(2019..=2026), rng.random_range(1..=12), rng.random_range(1..=28)];
    format!("{year}-{month:02}-{day:02}")
}

/// A value without quotation marks.
pub fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
