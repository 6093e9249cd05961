//! `tide-prediction`: the curve of the given constituents, with nodal changes, and its high and low waters.

use serde_json::{Value, json};

use crate::Reply;
use crate::astronomy::{Longitudes, Orbit};
use crate::calendar::Hours;
use crate::constituents::Constituent;
use crate::curve::{Curve, Wave, without_ripples};

/// Turning points that differ less from their neighbour are ripples (the contract's method: 1 cm).
const LEAST_RISE: f64 = 0.01;
/// Hours looked at on either side of the window, so that ripples at its edge have neighbours.
const MARGIN: f64 = 30.0;
/// The longest window that is answered, in hours.
const LONGEST: f64 = 31.0 * 24.0;

/// The state is the table as it is, once it has been read without fault.
///
/// # Errors
/// The line that could not be read.
pub fn prepare(table: &[u8]) -> Result<Vec<u8>, String> {
    Constituent::read_table(table).map(|_| table.to_vec())
}

/// Answers a case with its high and low waters and how they were found.
///
/// # Errors
/// What could not be read.
pub fn answer(state: &[u8], input: &Value) -> Result<Reply, String> {
    let table = Constituent::read_table(state)?;
    let time = |key: &str| {
        let text = input.get(key).and_then(Value::as_str).ok_or_else(|| format!("no {key}"))?;
        Hours::read(text).ok_or_else(|| format!("{key} is no time: {text}"))
    };
    let (from, to) = (time("from")?, time("to")?);
    let hours = to.0 - from.0;
    if !(0.0..=LONGEST).contains(&hours) {
        return Err(format!("a window of {hours} hours"));
    }
    let curve = curve(&table, input, from, hours)?;
    let turns = without_ripples(curve.turns(-MARGIN, hours + MARGIN), LEAST_RISE);
    let waters: Vec<Value> = turns
        .iter()
        .filter(|turn| (0.0..=hours).contains(&turn.hour))
        .map(|turn| {
            let kind = if turn.high { "high" } else { "low" };
            let level = (turn.level * 1000.0).round() / 1000.0;
            json!({"time": Hours(from.0 + turn.hour).write(), "level": level, "type": kind})
        })
        .collect();
    let rationale = format!(
        "由 {} 个分潮调和合成潮位曲线（含交点因子与交点订正角），求导得 {} 个高、低潮。",
        curve.0.len(),
        waters.len()
    );
    Ok(Reply { output: json!({ "waters": waters }), rationale })
}

/// The station's curve; its hour 0 is the window's start, its nodal changes are those of the window's middle.
fn curve(table: &[Constituent], input: &Value, from: Hours, hours: f64) -> Result<Curve, String> {
    let start = Longitudes::at(from);
    let middle = Longitudes::at(Hours(from.0 + hours / 2.0));
    let orbit = Orbit::of(middle.n, middle.p);
    let given = input.get("constituents").and_then(Value::as_array).ok_or("no constituents")?;
    let wave = |one: &Value| {
        let name = one.get("name").and_then(Value::as_str).ok_or("a constituent without a name")?;
        let number = |key: &str| one.get(key).and_then(Value::as_f64).ok_or_else(|| format!("{name} has no {key}"));
        let constituent =
            table.iter().find(|known| known.name == name).ok_or_else(|| format!("{name} is not in the table"))?;
        let nodal = constituent.nodal(&orbit).ok_or_else(|| format!("no nodal formula for {name}"))?;
        Ok(Wave {
            amplitude: number("amplitude")? * nodal.factor,
            speed: constituent.speed.to_radians(),
            phase: (constituent.argument(&start) - number("phase")?).rem_euclid(360.0).to_radians() + nodal.angle,
        })
    };
    given.iter().map(wave).collect::<Result<_, String>>().map(Curve)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &[u8] = include_bytes!("../../../../host/catalogue/tide-prediction/materials/constituents.csv");
    const CASES: &str = include_str!("../../../../host/catalogue/tide-prediction/cases.jsonl");

    fn waters(value: &Value) -> Vec<(Hours, f64, String)> {
        let read = |water: &Value| {
            let time = Hours::read(water["time"].as_str().unwrap()).unwrap();
            (time, water["level"].as_f64().unwrap(), water["type"].as_str().unwrap().to_owned())
        };
        value["waters"].as_array().unwrap().iter().map(read).collect()
    }

    /// The published predictor takes Doodson's series for the nodal changes and this agent Schureman's formulas: they
    /// must tell the same waters, on average to a centimetre and a few minutes.
    #[test]
    fn waters_agree_with_the_published_predictor() {
        let (mut centimetres, mut minutes, mut count) = (0.0, 0.0, 0.0);
        for line in CASES.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let Reply { output, .. } = answer(TABLE, &case["input"]).unwrap();
            let (ours, theirs) = (waters(&output), waters(&case["expected"]));
            assert_eq!(ours.len(), theirs.len(), "{}", case["id"]);
            for (our, their) in ours.iter().zip(&theirs) {
                assert_eq!(our.2, their.2, "{}", case["id"]);
                let apart = (our.0.0 - their.0.0).abs() * 60.0;
                assert!(apart < 30.0, "{}: {apart} minutes", case["id"]);
                centimetres += (our.1 - their.1).abs() * 100.0;
                minutes += apart;
                count += 1.0;
            }
        }
        println!("{} cm, {} min over {count}", centimetres / count, minutes / count);
        assert!(centimetres / count < 1.0, "{} cm", centimetres / count);
        assert!(minutes / count < 2.0, "{} min", minutes / count);
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let input = json!({"from": "2026-03-01T00:00Z", "to": "2026-03-02T00:00Z",
            "constituents": [{"name": "X9", "amplitude": 1.0, "phase": 0.0}]});
        assert_eq!(answer(TABLE, &input).err().unwrap(), "X9 is not in the table");
        assert!(prepare(b"name\nM2").is_err());
    }
}
