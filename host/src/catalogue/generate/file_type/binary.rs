//! Pictures, sounds, modules and pages without compression.

use std::f64::consts::TAU;
use std::fmt::Write;

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::container::u32_of;

pub fn bmp(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let [width, height]: [u32; 2] = [rng.random_range(16..=30), rng.random_range(16..=26)];
    let base: [u32; 3] = [rng.random_range(0..160), rng.random_range(0..160), rng.random_range(0..160)];
    let mut pixels = Vec::new();
    for row in 0..height {
        for column in 0..width {
            for tone in base {
                pixels.push((tone + 2 * row + column + rng.random_range(0..3)).to_le_bytes()[0]);
            }
        }
        while pixels.len() % 4 != 0 {
            pixels.push(0);
        }
    }
    let size = u32_of(pixels.len());
    let mut file = b"BM".to_vec();
    for number in [54 + size, 0, 54, 40, width, height] {
        file.extend(number.to_le_bytes());
    }
    file.extend([1, 0, 24, 0]);
    for number in [0, size, 2835, 2835, 0, 0] {
        file.extend(number.to_le_bytes());
    }
    file.extend(pixels);
    file
}

pub fn wav(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let rate: u32 = [8000, 11_025, 16_000][rng.random_range(0..3)];
    let pitch = f64::from(rng.random_range(120..900)) / f64::from(rate);
    let loud = f64::from(rng.random_range(2000..20_000));
    let mut samples = Vec::new();
    for number in 0..rng.random_range(600..900) {
        let noise = f64::from(rng.random_range(-150..=150));
        let level = loud * libm::sin(TAU * pitch * f64::from(number)) + noise;
        #[expect(clippy::cast_possible_truncation, reason = "loudness stays well within 16 bits")]
        samples.extend((level as i16).to_le_bytes());
    }
    let size = u32_of(samples.len());
    let mut file = b"RIFF".to_vec();
    file.extend((36 + size).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(rate.to_le_bytes());
    file.extend((2 * rate).to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(size.to_le_bytes());
    file.extend(samples);
    file
}

/// LEB128 without a sign.
fn leb(mut number: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = number.to_le_bytes()[0] & 0x7f;
        number >>= 7;
        bytes.push(if number == 0 { low } else { low | 0x80 });
        if number == 0 {
            return bytes;
        }
    }
}

fn sized(bytes: Vec<u8>) -> Vec<u8> {
    [leb(u32_of(bytes.len())), bytes].concat()
}

/// `(i32, i32) -> i32`: a sum of products, one term after another.
fn body(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut code = vec![0, 0x20, 0];
    for _ in 0..rng.random_range(8..24) {
        code.extend([0x20, rng.random_range(0..2)]);
        code.push(0x41);
        code.extend([rng.random_range(0x80..=0xff), rng.random_range(0..0x40)]);
        code.push([0x6c, 0x73, 0x71, 0x72][rng.random_range(0..4)]);
        code.push([0x6a, 0x6b][rng.random_range(0..2)]);
    }
    code.push(0x0b);
    sized(code)
}

pub fn wasm(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let count = rng.random_range(6..=12);
    let mut file = b"\0asm\x01\0\0\0".to_vec();
    let mut section = |id: u8, bytes: Vec<u8>| {
        file.push(id);
        file.extend(sized(bytes));
    };
    section(1, vec![1, 0x60, 2, 0x7f, 0x7f, 1, 0x7f]);
    section(3, [leb(count), vec![0; usize::try_from(count).unwrap_or(0)]].concat());
    section(5, vec![1, 0, 1]);
    let mut exports = leb(count);
    for number in 0..count {
        exports.extend(sized(format!("calc_{number}").into_bytes()));
        exports.push(0);
        exports.extend(leb(number));
    }
    section(7, exports);
    let mut bodies = leb(count);
    (0..count).for_each(|_| bodies.extend(body(rng)));
    section(10, bodies);
    file
}

const LINES: &[&str] =
    &["Monthly inspection", "Pump station report", "Meter readings", "Road works", "No fault found", "Second visit"];

pub fn pdf(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut page = String::new();
    for line in 0..rng.random_range(12..22) {
        let text = LINES[rng.random_range(0..LINES.len())];
        let _ = writeln!(page, "BT /F1 11 Tf 72 {} Td ({text} {}) Tj ET", 780 - 16 * line, rng.random_range(1..9999));
    }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{page}endstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (index, object) in objects.iter().enumerate() {
        let _ = writeln!(places, "{:010} 00000 n ", text.len());
        let _ = write!(text, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let start = text.len();
    let _ = write!(
        text,
        "xref\n0 6\n0000000000 65535 f \n{places}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    );
    text.into_bytes()
}
