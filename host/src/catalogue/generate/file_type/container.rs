//! Compressed files: PNG (W3C), gzip (RFC 1952) and ZIP (APPNOTE), over DEFLATE with fixed codes (RFC 1951).

use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::text;

/// Numbers as the formats want them; nothing here comes near the limits.
pub fn u32_of(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// As [`u32_of`].
pub fn u16_of(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// How far back a match may lie.
const WINDOW: usize = 512;

#[derive(Default)]
struct Bits {
    out: Vec<u8>,
    hold: u32,
    count: u32,
}

impl Bits {
    /// Lowest bit first.
    fn put(&mut self, value: u32, count: u32) {
        self.hold |= value << self.count;
        self.count += count;
        while self.count >= 8 {
            self.out.push(self.hold.to_le_bytes()[0]);
            self.hold >>= 8;
            self.count -= 8;
        }
    }

    /// Highest bit first, as codes are.
    fn code(&mut self, code: u32, count: u32) {
        self.put(code.reverse_bits() >> (32 - count), count);
    }

    fn symbol(&mut self, symbol: u32) {
        match symbol {
            0..=143 => self.code(0x30 + symbol, 8),
            144..=255 => self.code(0x190 + symbol - 144, 9),
            256..=279 => self.code(symbol - 256, 7),
            _ => self.code(0xc0 + symbol - 280, 8),
        }
    }

    fn distance(&mut self, distance: usize) {
        let less = u32_of(distance - 1);
        if less < 2 {
            return self.code(less, 5);
        }
        let high = less.ilog2();
        self.code(2 * high + (less >> (high - 1) & 1), 5);
        self.put(less & ((1 << (high - 1)) - 1), high - 1);
    }
}

/// One block with fixed codes; matches are of 3 to 10 bytes, which need no extra bits.
fn deflate(data: &[u8]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.put(0b011, 3);
    let mut at = 0;
    while at < data.len() {
        let (length, distance) = longest(data, at);
        if length >= 3 {
            bits.symbol(254 + u32_of(length));
            bits.distance(distance);
            at += length;
        } else {
            bits.symbol(u32::from(data[at]));
            at += 1;
        }
    }
    bits.symbol(256);
    bits.put(0, (8 - bits.count) % 8);
    bits.out
}

fn longest(data: &[u8], at: usize) -> (usize, usize) {
    let mut best = (0, 0);
    for from in at.saturating_sub(WINDOW)..at {
        let length = data[from..].iter().zip(&data[at..]).take(10).take_while(|(a, b)| a == b).count();
        if length > best.0 {
            best = (length, at - from);
        }
    }
    best
}

fn crc(data: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !data.iter().fold(u32::MAX, step)
}

fn adler(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1, 0), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65521;
        (a, (b + a) % 65521)
    });
    b << 16 | a
}

fn content(rng: &mut ChaCha8Rng) -> (&'static str, Vec<u8>) {
    match rng.random_range(0..4) {
        0 => ("csv", text::csv(rng)),
        1 => ("json", text::json(rng)),
        2 => ("log", text::log(rng)),
        _ => ("xml", text::xml(rng)),
    }
}

pub fn gzip(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let (name, mut data) = content(rng);
    data.extend(content(rng).1);
    let time: u32 = rng.random_range(1_550_000_000..1_790_000_000);
    let mut file = vec![0x1f, 0x8b, 8, 8];
    file.extend(time.to_le_bytes());
    file.extend([0, 3]);
    file.extend(format!("export.{name}\0").bytes());
    file.extend(deflate(&data));
    file.extend(crc(&data).to_le_bytes());
    file.extend(u32_of(data.len()).to_le_bytes());
    file
}

pub fn zip(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    let count = rng.random_range(5..=8);
    for number in 1..=count {
        let (extension, mut data) = content(rng);
        data.truncate(rng.random_range(120..300));
        let name = format!("data/{number:02}.{extension}");
        let stored = rng.random_bool(0.2);
        let packed = if stored { data.clone() } else { deflate(&data) };
        let mut entry = vec![20, 0, 0, 0, if stored { 0 } else { 8 }, 0];
        entry.extend([0x21, 0x63, 0x41, 0x5a]);
        entry.extend(crc(&data).to_le_bytes());
        entry.extend(u32_of(packed.len()).to_le_bytes());
        entry.extend(u32_of(data.len()).to_le_bytes());
        entry.extend(u16_of(name.len()).to_le_bytes());
        entry.extend([0, 0]);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&entry);
        directory.extend([0; 10]);
        directory.extend(u32_of(file.len()).to_le_bytes());
        directory.extend(name.bytes());
        file.extend(b"PK\x03\x04");
        file.extend(entry);
        file.extend(name.bytes());
        file.extend(packed);
    }
    let start = u32_of(file.len());
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(u16::to_le_bytes(count));
    file.extend(u16::to_le_bytes(count));
    file.extend(u32_of(directory.len()).to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], data: &[u8]) {
    let body = [name, data].concat();
    file.extend(u32_of(data.len()).to_be_bytes());
    file.extend(&body);
    file.extend(crc(&body).to_be_bytes());
}

pub fn png(rng: &mut ChaCha8Rng) -> Vec<u8> {
    let [width, height]: [u32; 2] = [rng.random_range(20..=30), rng.random_range(20..=30)];
    let base: [u32; 3] = [rng.random_range(0..160), rng.random_range(0..160), rng.random_range(0..160)];
    let mut pixels = Vec::new();
    for row in 0..height {
        pixels.push(0);
        for column in 0..width {
            for tone in base {
                pixels.push((tone + row + 2 * column + rng.random_range(0..12)).to_le_bytes()[0]);
            }
        }
    }
    let mut data = vec![0x78, 0x01];
    data.extend(deflate(&pixels));
    data.extend(adler(&pixels).to_be_bytes());
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    chunk(&mut file, b"IHDR", &head);
    let part = rng.random_range(120..=220);
    data.chunks(part).for_each(|part| chunk(&mut file, b"IDAT", part));
    chunk(&mut file, b"IEND", &[]);
    file
}
