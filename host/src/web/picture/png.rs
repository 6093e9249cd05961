//! A PNG file (ISO/IEC 15948) of raw pixels: tiny pictures need no compression.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Picture;

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// A byte a pixel, row by row from the top.
#[derive(Debug, Clone, Copy)]
pub enum Pixels<'a> {
    /// 0 black, 255 white.
    Grey(&'a [u8]),
    /// Places in a palette of at most 256 colours.
    Palette(&'a [Rgb], &'a [u8]),
}

/// The picture of these pixels; `None` where there are not as many as the size needs, or one is not in the palette.
pub fn picture(width: u32, height: u32, pixels: Pixels<'_>) -> Option<Picture> {
    let (row, rows) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    // What PNG calls a pixel's kind.
    let (kind, palette, pixels) = match pixels {
        Pixels::Grey(pixels) => (0, None, pixels),
        Pixels::Palette(palette, pixels) => (3, Some(palette), pixels),
    };
    let is_in = |pixel: &u8| palette.is_none_or(|palette| usize::from(*pixel) < palette.len());
    let has_room = palette.is_none_or(|palette| palette.len() <= 256);
    if row == 0 || rows == 0 || row.checked_mul(rows)? != pixels.len() || !has_room || !pixels.iter().all(is_in) {
        return None;
    }
    // Every row begins with the number of its filter: 0, none.
    let mut raw = Vec::with_capacity(pixels.len() + rows);
    for pixels in pixels.chunks_exact(row) {
        raw.push(0);
        raw.extend_from_slice(pixels);
    }
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // Bit depth 8; compression, filter and interlace methods 0.
    header.extend_from_slice(&[8, kind, 0, 0, 0]);
    chunk(&mut file, *b"IHDR", &header);
    if let Some(palette) = palette {
        chunk(&mut file, *b"PLTE", palette.as_flattened());
    }
    chunk(&mut file, *b"IDAT", &stored(&raw));
    chunk(&mut file, *b"IEND", &[]);
    Some(Picture { address: format!("data:image/png;base64,{}", STANDARD.encode(&file)), width, height })
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
    file.extend_from_slice(&length.to_be_bytes());
    let start = file.len();
    file.extend_from_slice(&kind);
    file.extend_from_slice(data);
    let check = crc32(&file[start..]);
    file.extend_from_slice(&check.to_be_bytes());
}

/// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let mut blocks = data.chunks(0xFFFF).peekable();
    while let Some(block) = blocks.next() {
        stream.push(u8::from(blocks.peek().is_none()));
        let length = block.len() as u16;
        stream.extend_from_slice(&length.to_le_bytes());
        stream.extend_from_slice(&(!length).to_le_bytes());
        stream.extend_from_slice(block);
    }
    stream.extend_from_slice(&adler32(data).to_be_bytes());
    stream
}

/// ISO 3309, bit by bit.
fn crc32(data: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
    !data.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}

/// RFC 1950, section 9.
fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65521;
        (a, (b + a) % 65521)
    });
    (b << 16) | a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_those_of_the_published_examples() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn a_picture_needs_as_many_pixels_as_its_size() {
        let two = [[0; 3], [255; 3]];
        assert!(picture(2, 2, Pixels::Grey(&[0; 4])).is_some());
        assert!(picture(2, 2, Pixels::Palette(&two, &[0, 1, 1, 0])).is_some());
        assert_eq!(picture(2, 2, Pixels::Palette(&two, &[0, 1, 2, 0])), None);
        assert_eq!(picture(2, 2, Pixels::Grey(&[0; 5])), None);
        assert_eq!(picture(0, 2, Pixels::Grey(&[])), None);
    }

    /// The file that Python's zlib and struct make of the same pixels (level 0).
    #[test]
    fn a_small_picture_is_this_file() {
        let picture = picture(2, 1, Pixels::Grey(&[0, 255])).unwrap();
        assert_eq!(picture.address, GOLDEN);
    }

    const GOLDEN: &str = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAAAAADRSSBWAAAADklEQVR4AQEDAPz/AAD/AQIBALcBLvcAAAAASUVORK5CYII=";
}
