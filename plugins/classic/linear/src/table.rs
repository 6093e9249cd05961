//! Scenarios whose material is a training table of any columns: each class a weighted sum of the scaled figures.

use classic_table::{Encoder, Shape, Table};
use serde_json::Value;

use crate::lbfgs::Patience;
use crate::model::{Model, Settings};
use crate::softmax::Samples;
use crate::{Material, Verdict, material};

/// The figures are scaled and held back by the encoder already.
const SETTINGS: Settings =
    Settings { penalty: 2.0, softening: 0.0, bound: 20.0, patience: Patience { steps: 300, gradient: 1e-6 } };

/// The penalties that are tried, the first that of scikit-learn's default where there are two classes.
const PENALTIES: [f64; 4] = [2.0, 8.0, 40.0, 160.0];
/// Into how many parts the training table is cut for that.
const FOLDS: usize = 5;

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
        2 => fit::<2>(&samples).to_bytes(),
        4 => fit::<4>(&samples).to_bytes(),
        other => return Err(format!("the table has {other} classes")),
    };
    let mut state = serde_json::to_vec(&(&encoder, &table.classes)).map_err(|error| error.to_string())?;
    state.push(b'\n');
    state.extend(model);
    Ok(state)
}

/// Fits with the penalty that foretells the training rows best, each part of them by the others (the least of equals):
/// a small table needs a strong one.
fn fit<const CLASSES: usize>(samples: &Samples) -> Model<CLASSES> {
    let losses = PENALTIES.map(|penalty| (0..FOLDS).map(|fold| loss::<CLASSES>(samples, penalty, fold)).sum::<f64>());
    let best = losses.iter().zip(PENALTIES).min_by(|a, b| a.0.total_cmp(b.0)).map(|(_, penalty)| penalty);
    Model::fit(samples, Settings { penalty: best.unwrap_or(SETTINGS.penalty), ..SETTINGS })
}

/// How badly the rows of one part are foretold by a model of the others: the sum of −ln of the true class's probability.
fn loss<const CLASSES: usize>(samples: &Samples, penalty: f64, fold: usize) -> f64 {
    let part = |own: bool| {
        let mut part = Samples { width: samples.width, ..Samples::default() };
        for (place, row) in samples.figures.chunks_exact(samples.width.max(1)).enumerate() {
            if (place % FOLDS == fold) == own {
                part.figures.extend(row);
                part.labels.push(samples.labels[place]);
            }
        }
        part
    };
    let (tried, others) = (part(true), part(false));
    if others.labels.is_empty() {
        return 0.0;
    }
    let model = Model::<CLASSES>::fit(&others, Settings { penalty, ..SETTINGS });
    let rows = tried.figures.chunks_exact(samples.width.max(1)).zip(&tried.labels);
    rows.map(|(row, label)| {
        let row: Vec<Option<f64>> = row.iter().copied().map(Some).collect();
        let probabilities = model.probabilities(&model.scaled(&row));
        // The bound keeps the logarithm finite where a row is hopelessly wrong.
        -probabilities.get(usize::from(*label)).copied().unwrap_or_default().max(f64::MIN_POSITIVE).ln()
    })
    .sum()
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

    /// Ten figures of noise and forty rows: a weak penalty would take the noise for the law.
    #[test]
    fn noise_asks_for_a_stronger_penalty_than_a_clear_law() {
        let mut dice = 7_u64;
        let mut noise = || {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 40) as f64 / 2_f64.powi(24) - 0.5
        };
        let labels: Vec<u8> = (0..40).map(|row| u8::from(row % 3 == 0)).collect();
        let noisy = Samples { width: 10, figures: (0..400).map(|_| noise()).collect(), labels: labels.clone() };
        let clear = Samples { width: 1, figures: labels.iter().map(|label| f64::from(*label)).collect(), labels };
        let weight =
            |samples: &Samples, penalty: f64| (0..FOLDS).map(|fold| loss::<2>(samples, penalty, fold)).sum::<f64>();
        assert!(weight(&noisy, 160.0) < weight(&noisy, 2.0));
        assert!(weight(&clear, 2.0) < weight(&clear, 160.0));
    }
}
