//! Files of text, each some one to two thousand bytes long.

use std::fmt::Write;

use ::base64::Engine;
use ::base64::engine::general_purpose::STANDARD;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use super::table::{columns, date, note, pick, plain, record, value};

/// How long a file grows at least.
const LEAST: usize = 1100;

const VERBS: &[&str] = &["load", "parse", "count", "merge", "check", "send", "clean", "group"];
const THINGS: &[&str] = &["rows", "items", "orders", "readings", "pages", "users", "files", "events"];

/// Adds pieces until the text is long enough.
fn grown(rng: &mut ChaCha8Rng, mut text: String, piece: impl Fn(&mut ChaCha8Rng, usize) -> String) -> Vec<u8> {
    let length = LEAST + rng.random_range(0..900);
    let mut number = 1;
    while text.len() < length {
        text += &piece(rng, number);
        number += 1;
    }
    text.into_bytes()
}

fn separated(rng: &mut ChaCha8Rng, separator: &str) -> Vec<u8> {
    let columns = columns(rng);
    let quoted = |value: &Value| {
        let text = plain(value);
        if text.contains(separator) { format!("\"{text}\"") } else { text }
    };
    let head = format!("{}\n", columns.join(separator));
    grown(rng, head, |rng, _| {
        let cells: Vec<String> = record(rng, &columns).values().map(quoted).collect();
        format!("{}\n", cells.join(separator))
    })
}

pub fn csv(rng: &mut ChaCha8Rng) -> Vec<u8> {
    separated(rng, ",")
}

pub fn tsv(rng: &mut ChaCha8Rng) -> Vec<u8> {
    separated(rng, "\t")
}

pub fn jsonl(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = columns(rng);
    grown(rng, String::new(), |rng, _| format!("{}\n", Value::Object(record(rng, &columns))))
}

pub fn json(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = columns(rng);
    let records: Vec<Value> = (0..rng.random_range(12..20)).map(|_| Value::Object(record(rng, &columns))).collect();
    let list = Value::Array(records);
    if rng.random_bool(0.4) {
        list.to_string().into_bytes()
    } else {
        format!("{:#}\n", serde_json::json!({"total": 20, "data": list})).into_bytes()
    }
}

pub fn xml(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = columns(rng);
    let [root, item] = if rng.random_bool(0.5) { ["records", "record"] } else { ["dataset", "item"] };
    let mut text = grown(rng, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root}>\n"), |rng, number| {
        let mut piece = format!("  <{item} no=\"{number}\">\n");
        for (name, value) in record(rng, &columns) {
            let _ = writeln!(piece, "    <{name}>{}</{name}>", plain(&value));
        }
        piece + &format!("  </{item}>\n")
    });
    text.extend(format!("</{root}>\n").bytes());
    text
}

pub fn html(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let title = note(rng);
    let head =
        format!("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n</head>\n<body>\n");
    let mut text = grown(rng, head, |rng, number| match number % 3 {
        0 => format!("<h2>{}</h2>\n<ul>\n<li>{}</li>\n<li>{}</li>\n</ul>\n", date(rng), note(rng), note(rng)),
        1 => format!("<div class=\"{}\"><p>{}<br>{}</p></div>\n", pick(rng, THINGS), note(rng), note(rng)),
        _ => format!(
            "<table><tr><td>{}</td><td>{}</td></tr></table>\n<a href=\"/{}/{number}\">{}</a>\n",
            note(rng),
            date(rng),
            pick(rng, THINGS),
            number
        ),
    });
    text.extend(b"</body>\n</html>\n");
    text
}

pub fn yaml(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = columns(rng);
    let head = format!("# {}\n{}:\n", date(rng), pick(rng, THINGS));
    grown(rng, head, |rng, _| {
        let mut piece = String::new();
        for (place, (name, value)) in record(rng, &columns).into_iter().enumerate() {
            let _ = writeln!(piece, "  {} {name}: {}", if place == 0 { "-" } else { " " }, plain(&value));
        }
        piece
    })
}

pub fn toml(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = columns(rng);
    let [head, thing] = [format!("title = \"{}\"\n\n", note(rng)), pick(rng, THINGS).to_owned()];
    let single = rng.random_bool(0.5);
    grown(rng, head, |rng, number| {
        let mut piece = if single { format!("[{thing}.unit-{number}]\n") } else { format!("[[{thing}]]\n") };
        for (name, value) in record(rng, &columns) {
            let _ = writeln!(piece, "{name} = {value}");
        }
        piece + "\n"
    })
}

pub fn ini(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = columns(rng);
    let equals = if rng.random_bool(0.5) { "=" } else { " = " };
    let head = format!("; {}\n", date(rng));
    grown(rng, head, |rng, number| {
        let mut piece = format!("[{}{number}]\n", pick(rng, THINGS));
        for (name, value) in record(rng, &columns) {
            let _ = writeln!(piece, "{name}{equals}{}", plain(&value));
        }
        piece + "\n"
    })
}

pub fn sql(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let columns = columns(rng);
    let table = pick(rng, THINGS);
    let list = columns.join(", ");
    let head = format!("CREATE TABLE {table} (\n  {} TEXT\n);\n", columns.join(" TEXT,\n  "));
    let quoted = |value: &Value| value.as_str().map_or_else(|| value.to_string(), |text| format!("'{text}'"));
    grown(rng, head, |rng, number| {
        let record = record(rng, &columns);
        if number % 4 == 0 {
            return format!(
                "UPDATE {table} SET {0} = {1} WHERE {0} IS NULL;\n",
                columns[0],
                quoted(&record[columns[0]])
            );
        }
        let cells: Vec<String> = record.values().map(quoted).collect();
        format!("INSERT INTO {table} ({list}) VALUES ({});\n", cells.join(", "))
    })
}

pub fn python(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let head = format!("\"\"\"{}\"\"\"\nimport csv\nimport sys\n\n", note(rng));
    grown(rng, head, |rng, number| {
        let [verb, thing] = [pick(rng, VERBS), pick(rng, THINGS)];
        let (limit, remark) = (rng.random_range(2..900), note(rng));
        match number % 3 {
            0 => format!(
                "class {}Reader:\n    def __init__(self, path):\n        self.path = path\n        self.{thing} = []\n\n\n",
                verb.to_uppercase()
            ),
            1 => format!(
                "def {verb}_{thing}({thing}, limit={limit}):\n    # {remark}\n    result = []\n    for item in {thing}:\n        if len(result) > limit and item is not None:\n            break\n        result.append(item)\n    return result\n\n\n"
            ),
            _ => format!(
                "{thing}_{number} = {{row[0]: row[1] for row in []}}\nif not {thing}_{number}:\n    print(f\"{remark} {limit}\")\nelif len(sys.argv) > {limit}:\n    raise ValueError(\"{verb}\")\n\n"
            ),
        }
    })
}

pub fn javascript(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let head = format!("// {}\n'use strict';\n\n", note(rng));
    grown(rng, head, |rng, number| {
        let [verb, thing] = [pick(rng, VERBS), pick(rng, THINGS)];
        let (limit, remark) = (rng.random_range(2..900), note(rng));
        match number % 3 {
            0 => format!(
                "async function {verb}{number}({thing}) {{\n  // {remark}\n  for (const item of {thing}) {{\n    if (item === null || item.length > {limit}) return undefined;\n  }}\n  return {thing};\n}}\n\n"
            ),
            1 => format!(
                "const {thing}{number} = ({thing}) => {thing}.filter((item) => item.id !== {limit}).map((item) => item.name);\n"
            ),
            _ => format!(
                "let {verb}{number} = {limit};\nif ({verb}{number} >= {limit} && true) {{\n  console.log(`{remark}: ${{{verb}{number}}}`);\n}} else {{\n  throw new Error('{thing}');\n}}\n\n"
            ),
        }
    })
}

pub fn markdown(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let head = format!("# {}\n\n", note(rng));
    grown(rng, head, |rng, number| match number % 5 {
        0 => format!(
            "| {} | {} |\n|---|---|\n| {} | {} |\n\n",
            pick(rng, VERBS),
            pick(rng, THINGS),
            date(rng),
            note(rng)
        ),
        1 => format!("{}，**{}**。{}\n\n", note(rng), pick(rng, THINGS), note(rng)),
        2 => format!("## {}\n\n- {}\n- `{}`: {}\n\n", date(rng), note(rng), pick(rng, VERBS), note(rng)),
        3 => format!("> {}\n\n[{}](docs/{}.md)\n\n", note(rng), pick(rng, THINGS), pick(rng, VERBS)),
        _ => format!("1. {}\n2. *{}* {}\n\n", note(rng), pick(rng, VERBS), note(rng)),
    })
}

pub fn log(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let day = date(rng);
    let bracketed = rng.random_bool(0.5);
    let start = rng.random_range(0..60_000);
    grown(rng, String::new(), |rng, number| {
        let second = start + 7 * number;
        let clock =
            format!("{:02}:{:02}:{:02}.{:03}", second / 3600, second / 60 % 60, second % 60, rng.random_range(0..1000));
        let level = pick(rng, &["INFO", "INFO", "INFO", "WARN", "ERROR", "DEBUG"]);
        let message =
            format!("{} {} took={}ms {}", pick(rng, VERBS), pick(rng, THINGS), rng.random_range(1..3000), note(rng));
        if bracketed {
            format!("[{day} {clock}] [{level}] {message}\n")
        } else {
            format!("{day}T{clock}Z {level} {message}\n")
        }
    })
}

fn any(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut content = match rng.random_range(0..3) {
        0 => csv(rng),
        1 => super::container::gzip(rng),
        _ => super::binary::wav(rng),
    };
    content.truncate(rng.random_range(620..=780).min(content.len()));
    content
}

pub fn base64(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let code = STANDARD.encode(any(rng));
    let width = if rng.random_bool(0.5) { 64 } else { 76 };
    code.as_bytes().chunks(width).flat_map(|line| line.iter().copied().chain([b'\n'])).collect()
}

pub fn hex_dump(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut text = String::new();
    for (row, bytes) in any(rng).chunks(16).enumerate() {
        let pairs: Vec<String> =
            bytes.chunks(2).map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect()).collect();
        let shown: String =
            bytes.iter().map(|byte| if (32..127).contains(byte) { char::from(*byte) } else { '.' }).collect();
        let _ = writeln!(text, "{:08x}: {:<39}  {shown}", row * 16, pairs.join(" "));
    }
    text.into_bytes()
}

pub fn utf16(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let text = grown(rng, String::new(), |rng, _| {
        format!("{}：{}，{}。\r\n", date(rng), plain(&value(rng, "name")), note(rng))
    });
    let little = rng.random_bool(0.7);
    let units: Vec<u16> = format!("\u{feff}{}", String::from_utf8_lossy(&text)).encode_utf16().collect();
    units.into_iter().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
}
