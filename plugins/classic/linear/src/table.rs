//! Scenarios whose material is a training table of any columns: each class a weighted sum of the scaled figures.

use classic_table::{Encoder, Shape, Table};
use serde_json::Value;

use crate::lbfgs::Patience;
use crate::model::{Model, Settings};
use crate::softmax::Samples;
use crate::{Material, Verdict, material};

/// The figures are scaled and held back by the encoder already; the penalty is that of twice scikit-learn's usual.
const SETTINGS: Settings =
    Settings { penalty: 2.0, softening: 0.0, bound: 20.0, patience: Patience { steps: 300, gradient: 1e-6 } };

/// Fits the model to the training table. The state is the encoder and the classes as JSON in a line, and the model.
///
/// # Errors
/// The table is missing, cannot be read, or has a number of classes that the model is not made for.
pub fn prepare(materials: &[Material]) -> Result<Vec<u8>, String> {
    let table = Table::read(material(materials, "train.csv")?)?;
    let encoder = Encoder::fit(&table);
    let rows = encoder.rows(&table);
    let labels = table.labels.iter().map(|label| u8::try_from(*label).map_err(|error| error.to_string()));
    let samples = Samples {
        width: rows.first().map_or(0, Vec::len),
        figures: rows.concat(),
        labels: labels.collect::<Result<_, _>>()?,
    };
    let model = match table.classes.len() {
        2 => Model::<2>::fit(&samples, SETTINGS).to_bytes(),
        4 => Model::<4>::fit(&samples, SETTINGS).to_bytes(),
        other => return Err(format!("the table has {other} classes")),
    };
    let mut state = serde_json::to_vec(&(&encoder, &table.classes)).map_err(|error| error.to_string())?;
    state.push(b'\n');
    state.extend(model);
    Ok(state)
}

/// Judges one case.
///
/// # Errors
/// The state cannot be read.
pub fn answer(shape: Shape, state: &[u8], input: &Value) -> Result<Verdict, String> {
    let end = state.iter().position(|byte| *byte == b'\n').ok_or("the state has no columns")?;
    let (encoder, classes): (Encoder, Vec<String>) =
        serde_json::from_slice(&state[..end]).map_err(|error| error.to_string())?;
    let (row, model) = (encoder.row(input), &state[end + 1..]);
    let probabilities = match classes.len() {
        2 => probabilities::<2>(model, &row)?,
        4 => probabilities::<4>(model, &row)?,
        other => return Err(format!("the state has {other} classes")),
    };
    let reply = shape.reply(&classes, &probabilities)?;
    let rationale = format!("各项指标加权求和后判为「{}」（概率 {:.1}%）。", reply.label, 100.0 * reply.confidence);
    Ok(Verdict { output: reply.output, confidence: reply.confidence, rationale })
}

fn probabilities<const CLASSES: usize>(bytes: &[u8], row: &[f64]) -> Result<Vec<f64>, String> {
    let model = Model::<CLASSES>::from_bytes(bytes)?;
    if model.width() != row.len() {
        return Err("the state's columns are not the model's".into());
    }
    let row: Vec<Option<f64>> = row.iter().copied().map(Some).collect();
    Ok(model.probabilities(&model.scaled(&row)).to_vec())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_table_of_words_and_numbers_is_learnt() {
        let mut text = String::from("a,b,label\n");
        (0..40).for_each(|i| text += &format!("{i},{},{}\n", if i % 2 == 0 { "x" } else { "y" }, u8::from(i >= 20)));
        let train = Material { name: "train.csv".into(), media_type: "text/csv".into(), content: text.into() };
        let state = prepare(&[train]).unwrap();
        let label = |a: i32| answer(Shape::Label, &state, &json!({"a": a, "b": "x"})).unwrap().output;
        assert_eq!((label(2), label(38)), (json!({"label": "0"}), json!({"label": "1"})));
        assert!(answer(Shape::Label, &state[1..], &json!({})).is_err());
    }
}
