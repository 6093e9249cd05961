//! Databases of SQLite's file format (sqlite.org/fileformat2.html): a page for the schema and a page for each table.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::Value;

use super::container::{u16_of, u32_of};
use super::table::{columns, plain, record};

const PAGE: usize = 1024;
const HEAD: usize = 100;
const TABLES: &[&str] = &["asset", "visit", "meter", "device"];

/// Numbers below 16384, which are all there are.
fn varint(number: usize) -> Vec<u8> {
    let number = u16_of(number);
    let [low, high] = [number & 0x7f, number >> 7].map(|half| half.to_le_bytes()[0]);
    if high == 0 { vec![low] } else { vec![high | 0x80, low] }
}

/// A row of texts and of numbers of four bytes.
fn cell(row: usize, values: &[Value]) -> Vec<u8> {
    let (mut types, mut body) = (Vec::new(), Vec::new());
    for value in values {
        if let Some(number) = value.as_i64().and_then(|number| i32::try_from(number).ok()) {
            types.push(4);
            body.extend(number.to_be_bytes());
        } else {
            let text = plain(value);
            types.extend(varint(13 + 2 * text.len()));
            body.extend(text.bytes());
        }
    }
    // The header's length counts itself: one byte, as no header here reaches 128.
    let payload = [varint(types.len() + 1), types, body].concat();
    [varint(payload.len()), varint(row), payload].concat()
}

/// A leaf of a table's tree with as many of the cells as it holds.
fn leaf(cells: impl Iterator<Item = Vec<u8>>, head: usize) -> Vec<u8> {
    let mut page = vec![0; PAGE];
    let (mut end, mut count) = (PAGE, 0);
    for cell in cells {
        let pointer = head + 8 + 2 * count;
        if end < pointer + 2 + cell.len() {
            break;
        }
        end -= cell.len();
        page[end..end + cell.len()].copy_from_slice(&cell);
        page[pointer..pointer + 2].copy_from_slice(&u16_of(end).to_be_bytes());
        count += 1;
    }
    page[head] = 0x0d;
    page[head + 3..head + 5].copy_from_slice(&u16_of(count).to_be_bytes());
    page[head + 5..head + 7].copy_from_slice(&u16_of(end).to_be_bytes());
    page
}

fn head(pages: usize) -> Vec<u8> {
    let mut head = b"SQLite format 3\0".to_vec();
    head.extend(u16_of(PAGE).to_be_bytes());
    head.extend([1, 1, 0, 64, 32, 32]);
    for number in [1, u32_of(pages), 0, 0, 1, 4, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3_045_000] {
        head.extend(number.to_be_bytes());
    }
    head
}

pub fn sqlite(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let count = rng.random_range(2..=TABLES.len());
    let (mut schema, mut pages) = (Vec::new(), Vec::new());
    for (index, name) in TABLES.iter().take(count).enumerate() {
        let columns = columns(rng);
        let sql = format!("CREATE TABLE {name} ({})", columns.join(", "));
        let row = ["table", name, name].map(Value::from).into_iter().chain([Value::from(index + 2), Value::from(sql)]);
        schema.push(cell(index + 1, &row.collect::<Vec<_>>()));
        let rows = (1..60)
            .map(|number| cell(number, &record(rng, &columns).into_iter().map(|(_, value)| value).collect::<Vec<_>>()));
        pages.extend(leaf(rows, 0));
    }
    let mut file = leaf(schema.into_iter(), HEAD);
    file[..HEAD].copy_from_slice(&head(count + 1));
    file.extend(pages);
    file
}
