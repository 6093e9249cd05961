//! Puts defects into a sound record, each field at most once.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use super::{Day, FIGURES, Record, Style, text, written};

/// Puts in one defect of a kind, if the record still allows it.
type Kind = fn(&mut ChaCha8Rng, &mut Record, &Style);

const KINDS: [Kind; 11] = [missing, range, unit, unit, age, sex, discharge, pressure, allergy, imaging, orders];

/// Puts in up to as many defects as the style allows, at least one.
pub(super) fn spoil(rng: &mut ChaCha8Rng, record: &mut Record, style: &Style) {
    let wanted = rng.random_range(1..=style.most);
    for _ in 0..40 {
        if record.defects.len() >= wanted {
            return;
        }
        let kind = if rng.random_bool(0.1) { format } else { KINDS[rng.random_range(0..KINDS.len())] };
        kind(rng, record, style);
    }
}

impl Record {
    fn free(&self, fields: &[&str]) -> bool {
        fields.iter().all(|field| !self.defects.contains_key(field))
    }

    fn put(&mut self, field: &'static str, value: Value, defect: &'static str) {
        self.fields.insert(field, value);
        self.defects.insert(field, defect);
    }
}

/// A field left empty, or filled with a sign that says nothing.
fn missing(rng: &mut ChaCha8Rng, record: &mut Record, style: &Style) {
    let texts = ["birth_date", "sex", "allergy"];
    if rng.random_bool(0.5) {
        let field = texts[rng.random_range(0..texts.len())];
        // Its counterpart would then contradict nothing.
        if record.free(&[field, "age"]) {
            let empty = if rng.random_bool(style.subtle) { ["/", "-", "未填", "待补"] } else { [""; 4] };
            record.put(field, json!(empty[rng.random_range(0..4)]), "missing");
        }
        return;
    }
    let bounds = FIGURES[rng.random_range(0..FIGURES.len())];
    if record.free(&[bounds.field, "systolic", "diastolic"]) {
        record.put(bounds.field, Value::Null, "missing");
    }
}

/// A figure that nobody can have, and that no mistaken unit explains.
fn range(rng: &mut ChaCha8Rng, record: &mut Record, _style: &Style) {
    let bounds = FIGURES[rng.random_range(0..FIGURES.len())];
    let Some(value) = record.fields[bounds.field].as_f64().filter(|_| record.free(&[bounds.field, "diastolic"])) else {
        return;
    };
    let factor = [10.0, 0.1, 100.0, -1.0][rng.random_range(0..4)];
    let written = written(value * factor, bounds.whole);
    let wrong = written.as_f64().unwrap_or_default();
    let explained = bounds.back.is_some_and(|back| bounds.holds(back(wrong)));
    if !bounds.holds(wrong) && !explained {
        record.put(bounds.field, written, "range");
    }
}

/// A figure in another unit than its field's.
fn unit(rng: &mut ChaCha8Rng, record: &mut Record, _style: &Style) {
    let bounds = FIGURES[rng.random_range(0..FIGURES.len())];
    let (Some(mistaken), Some(back)) = (bounds.mistaken, bounds.back) else { return };
    let Some(value) = record.fields[bounds.field].as_f64().filter(|_| record.free(&[bounds.field, "diastolic"])) else {
        return;
    };
    let hundredths = (mistaken(value) * 100.0).round() / 100.0;
    if !bounds.holds(hundredths) && bounds.holds(back(hundredths)) {
        record.put(bounds.field, json!(hundredths), "unit");
    }
}

/// An age that the day of birth does not give.
fn age(rng: &mut ChaCha8Rng, record: &mut Record, style: &Style) {
    let Some(age) = record.fields["age"].as_u64().filter(|_| record.free(&["age", "birth_date", "admission_date"]))
    else {
        return;
    };
    let off = if rng.random_bool(style.subtle) { 1 } else { rng.random_range(3..=20) };
    record.put("age", json!(age + off), "contradiction");
}

/// A narrative that only the other sex can have.
fn sex(rng: &mut ChaCha8Rng, record: &mut Record, style: &Style) {
    if record.free(&["sex"]) {
        let remark = text::of_sex(rng, !record.female, style.subtle);
        let narrative = record.fields["narrative"].as_str().unwrap_or_default();
        let narrative = json!(format!("{narrative}{remark}"));
        record.fields.insert("narrative", narrative);
        record.defects.insert("sex", "contradiction");
    }
}

/// A discharge before the admission.
fn discharge(rng: &mut ChaCha8Rng, record: &mut Record, _style: &Style) {
    if record.discharged.is_some() && record.free(&["discharge_date", "admission_date"]) {
        let year = record.admitted.year - rng.random_range(1..=2);
        let before = Day { year, ..record.admitted };
        record.put("discharge_date", json!(before.written()), "contradiction");
    }
}

/// Systolic and diastolic pressure exchanged.
fn pressure(_rng: &mut ChaCha8Rng, record: &mut Record, _style: &Style) {
    let (systolic, diastolic) = (record.fields["systolic"].clone(), record.fields["diastolic"].clone());
    let room = systolic.as_i64().is_some_and(|pressure| pressure <= 150) && diastolic.is_number();
    if room && record.free(&["systolic", "diastolic"]) {
        record.fields.insert("systolic", diastolic);
        record.put("diastolic", systolic, "contradiction");
    }
}

/// A narrative that tells otherwise of allergies than the field.
fn allergy(rng: &mut ChaCha8Rng, record: &mut Record, _style: &Style) {
    if !record.free(&["allergy"]) {
        return;
    }
    let given = if record.allergy == "无" { ["青霉素", "头孢类"][rng.random_range(0..2)] } else { "无" };
    record.put("allergy", json!(given), "contradiction");
}

/// A report of the other side.
fn imaging(rng: &mut ChaCha8Rng, record: &mut Record, style: &Style) {
    if record.free(&["imaging"]) {
        let other = if record.side == "左" { "右" } else { "左" };
        let report = text::imaging(rng, record.site, other, style.traps);
        record.put("imaging", json!(report), "contradiction");
    }
}

/// A drug ordered twice.
fn orders(rng: &mut ChaCha8Rng, record: &mut Record, style: &Style) {
    let Some(mut orders) = record.fields["orders"].as_array().cloned().filter(|_| record.free(&["orders"])) else {
        return;
    };
    let which = rng.random_range(0..orders.len());
    let Some(again) = orders[which].as_str().and_then(|order| text::again(rng, order, style.subtle)) else { return };
    orders.push(json!(again));
    record.put("orders", json!(orders), "duplicate");
}

/// A day that no calendar has.
fn format(rng: &mut ChaCha8Rng, record: &mut Record, _style: &Style) {
    let field = ["birth_date", "discharge_date"][rng.random_range(0..2)];
    let day = if field == "birth_date" { Some(record.born) } else { record.discharged };
    if let Some(day) = day.filter(|_| record.free(&[field, "age"])) {
        let wrong = if rng.random_bool(0.5) { Day { month: 13, ..day } } else { Day { month: 2, day: 30, ..day } };
        record.put(field, json!(wrong.written()), "format");
    }
}
