//! From measures to height, girth and body type, by the scenario's `sizing-rules.md`.

use serde_json::{Value, json};

use crate::message::Body;

/// Types with their least and most chest less waist, cm.
const MEN: [(&str, f64, f64); 4] = [("Y", 17.0, 22.0), ("A", 12.0, 16.0), ("B", 7.0, 11.0), ("C", 2.0, 6.0)];
const WOMEN: [(&str, f64, f64); 4] = [("Y", 19.0, 24.0), ("A", 14.0, 18.0), ("B", 9.0, 13.0), ("C", 4.0, 8.0)];

/// Whole centimetres, halves up; the sum of a decimal reading may lie a hair below a half.
fn whole(cm: f64) -> f64 {
    (cm + 0.5 + 1e-9).floor()
}

/// The nearest multiple of `step` to a measure, halves up. A cast beyond the range saturates.
fn graded(cm: f64, step: f64) -> i64 {
    ((whole(cm) / step + 0.5).floor() * step) as i64
}

fn body_type(body: &Body) -> Option<&'static str> {
    let drop = whole(body.chest?) - whole(body.waist?);
    let table = if body.woman? { WOMEN } else { MEN };
    table.iter().find(|(_, least, most)| (*least..=*most).contains(&drop)).map(|(letter, ..)| *letter)
}

/// The scenario's output for a body as read.
pub fn designate(body: &Body, trousers: bool) -> Value {
    let girth = if trousers { body.waist.map(|cm| graded(cm, 2.0)) } else { body.chest.map(|cm| graded(cm, 4.0)) };
    json!({"height": body.height.map(|cm| graded(cm, 5.0)), "girth": girth, "type": body_type(body)})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_the_nearest_and_the_larger_of_two() {
        let body = Body { woman: Some(false), height: Some(172.5), chest: Some(86.0), waist: Some(75.0) };
        assert_eq!(designate(&body, false), json!({"height": 175, "girth": 88, "type": "B"}));
        assert_eq!(designate(&body, true)["girth"], 76);
        let thin = Body { waist: Some(60.0), ..body.clone() };
        assert_eq!(designate(&thin, true)["type"], Value::Null);
        assert_eq!(designate(&Body { woman: None, ..body }, true)["type"], Value::Null);
    }
}
