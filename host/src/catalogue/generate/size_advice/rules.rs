//! The designation of a body: GB/T 1335.1 (men) and GB/T 1335.2 (women) as widely published, with the rounding of the
//! scenario's own `sizing-rules.md`.

use serde_json::{Value, json};

use super::{Customer, Garment, Length};

impl Length {
    /// Whole centimetres, halves up.
    fn centimetres(self) -> u32 {
        match self {
            Self::Centimetres(cm) => cm,
            Self::AndHalf(cm) => cm + 1,
            // 10/3 cm each; thirds never meet a half.
            Self::Cun(cun) => (cun * 20 + 3) / 6,
        }
    }
}

/// The multiple of `step` that is nearest, the larger of two equally near.
fn nearest(cm: u32, step: u32) -> u32 {
    (cm + step / 2) / step * step
}

/// The type by chest less waist, both in cm; outside the four ranges there is none.
fn body_type(woman: bool, chest: u32, waist: u32) -> Option<&'static str> {
    let drop = chest.checked_sub(waist)?;
    let letter = match (woman, drop) {
        (false, 17..=22) | (true, 19..=24) => "Y",
        (false, 12..=16) | (true, 14..=18) => "A",
        (false, 7..=11) | (true, 9..=13) => "B",
        (false, 2..=6) | (true, 4..=8) => "C",
        _ => return None,
    };
    Some(letter)
}

/// The expected output.
pub(super) fn designate(customer: &Customer) -> Value {
    let chest = customer.chest.map(Length::centimetres);
    let waist = customer.waist.map(Length::centimetres);
    let girth = match customer.garment {
        Garment::Top => chest.map(|cm| nearest(cm, 4)),
        Garment::Trousers => waist.map(|cm| nearest(cm, 2)),
    };
    let letter = match (customer.woman, chest, waist) {
        (Some(woman), Some(chest), Some(waist)) => body_type(woman, chest, waist),
        _ => None,
    };
    json!({"height": customer.height.map(|height| nearest(height.centimetres(), 5)), "girth": girth, "type": letter})
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By search instead of arithmetic: of all sizes from the middle one on, the nearest, the larger first.
    fn searched(middle: i32, step: i32, cm: f64) -> i32 {
        let sizes = (-30..=30).rev().map(|index| middle + index * step);
        sizes.min_by(|a, b| (f64::from(*a) - cm).abs().total_cmp(&(f64::from(*b) - cm).abs())).unwrap()
    }

    /// By the ranges' least drops alone.
    fn counted(woman: bool, drop: i32) -> Option<&'static str> {
        let least = if woman { [4, 9, 14, 19, 25] } else { [2, 7, 12, 17, 23] };
        let passed = least.iter().filter(|least| drop >= **least).count();
        [None, Some("C"), Some("B"), Some("A"), Some("Y"), None][passed]
    }

    #[test]
    fn every_body_gets_what_a_search_over_all_sizes_finds() {
        for woman in [false, true] {
            let (tall, bust, waist_middle) = if woman { (160, 84, 68) } else { (170, 88, 74) };
            for chest in 70..=112_u32 {
                for waist in 50..=112_u32 {
                    let height = 140 + (chest * 7 + waist) % 55;
                    for garment in [Garment::Top, Garment::Trousers] {
                        let [h, c, w] = [height, chest, waist].map(|cm| Some(Length::Centimetres(cm)));
                        let customer = Customer { garment, woman: Some(woman), height: h, chest: c, waist: w };
                        let girth = match garment {
                            Garment::Top => searched(bust, 4, chest.into()),
                            Garment::Trousers => searched(waist_middle, 2, waist.into()),
                        };
                        let drop = i32::try_from(chest).unwrap() - i32::try_from(waist).unwrap();
                        let found = json!({"height": searched(tall, 5, height.into()), "girth": girth,
                            "type": counted(woman, drop)});
                        assert_eq!(designate(&customer), found, "{customer:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_published_middle_sizes_are_of_their_types() {
        for (woman, chest, waist, letter) in [
            (false, 88, 70, "Y"),
            (false, 88, 74, "A"),
            (false, 92, 84, "B"),
            (false, 96, 92, "C"),
            (true, 84, 64, "Y"),
            (true, 84, 68, "A"),
            (true, 88, 78, "B"),
            (true, 88, 82, "C"),
        ] {
            assert_eq!(body_type(woman, chest, waist), Some(letter));
        }
    }

    #[test]
    fn lengths_are_rounded_to_centimetres_first() {
        for cun in 15..=40 {
            assert_eq!(f64::from(Length::Cun(cun).centimetres()), (f64::from(cun) / 10.0 * 100.0 / 3.0).round());
        }
        assert_eq!(Length::AndHalf(88).centimetres(), 89);
        assert_eq!((nearest(86, 4), nearest(75, 2), nearest(172, 5), nearest(173, 5)), (88, 76, 170, 175));
    }
}
