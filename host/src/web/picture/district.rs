//! The district's layout 一廊三城三带 as a picture: a schematic, not a map to scale. A region a part, a dot a scenario.

use crate::catalogue::scenario::Part;

/// Width and height of the drawing, as its template has them.
#[cfg(test)]
const SIZE: (u32, u32) = (720, 424);

/// Between two dots.
const PITCH: u32 = 19;
/// From a region's edge to its dots.
const MARGIN: u32 = 18;

/// Where a part is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Left edge.
    pub x: u32,
    /// Upper edge.
    pub y: u32,
    /// Width.
    pub width: u32,
    /// Height.
    pub height: u32,
    /// Radius of its corners: cities are blocks, belts are bands.
    pub radius: u32,
}

/// The region of a part: the whole district on top, the belts, the cities from west to east, and the corridor along
/// the river.
pub fn region(part: Part) -> Region {
    let third =
        |column: u32, y: u32, height: u32, radius: u32| Region { x: 8 + column * 238, y, width: 228, height, radius };
    let whole = |y: u32, height: u32, radius: u32| Region { x: 8, y, width: 704, height, radius };
    match part {
        Part::District => whole(6, 64, 6),
        Part::MarineBelt => third(0, 82, 92, 44),
        Part::SoftwareBelt => third(1, 82, 92, 44),
        Part::HealthBelt => third(2, 82, 92, 44),
        Part::DigitalCity => third(0, 186, 104, 10),
        Part::HealthCity => third(1, 186, 104, 10),
        Part::FashionCity => third(2, 186, 104, 10),
        Part::Corridor => whole(302, 68, 34),
    }
}

impl Region {
    /// The middle, where its name stands.
    pub fn middle(&self) -> u32 {
        self.x + self.width / 2
    }

    /// The base line of its name.
    pub fn name_at(&self) -> u32 {
        self.y + 32
    }

    /// The centres of this many dots, in rows that are centred below the name.
    pub fn dots(&self, count: usize) -> Vec<(u32, u32)> {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        let round = if self.radius > MARGIN { self.radius / 2 } else { 0 };
        let in_row = ((self.width - 2 * (MARGIN + round)) / PITCH + 1).min(count.max(1));
        let place = |index: u32| {
            let (row, column) = (index / in_row, index % in_row);
            let here = in_row.min(count - row * in_row);
            let left = self.middle() - (here - 1) * PITCH / 2;
            (left + column * PITCH, self.y + 52 + row * PITCH)
        };
        (0..count).map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARTS: [Part; 8] = [
        Part::Corridor,
        Part::FashionCity,
        Part::HealthCity,
        Part::DigitalCity,
        Part::MarineBelt,
        Part::SoftwareBelt,
        Part::HealthBelt,
        Part::District,
    ];

    #[test]
    fn regions_lie_within_the_drawing_and_apart() {
        let regions = PARTS.map(region);
        for (index, a) in regions.iter().enumerate() {
            assert!(a.x + a.width <= SIZE.0 && a.y + a.height <= SIZE.1, "{a:?}");
            for b in &regions[index + 1..] {
                let apart =
                    a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
                assert!(apart, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn dots_lie_within_their_region_and_none_on_another() {
        for part in PARTS {
            let region = region(part);
            for count in [0, 1, 5, 13, 20] {
                let dots = region.dots(count);
                assert_eq!(dots.len(), count);
                for (index, dot) in dots.iter().enumerate() {
                    assert!(dot.0 > region.x && dot.0 < region.x + region.width, "{part:?} {dot:?}");
                    assert!(!dots[index + 1..].contains(dot));
                }
            }
            assert!(region.dots(13).iter().all(|dot| dot.1 + 7 < region.y + region.height), "{part:?}");
        }
    }
}
