//! `womens-tumour`: thirty figures, of which some may be missing or far out, weighed for two verdicts.

use serde_json::{Value, json};

use crate::lbfgs::Patience;
use crate::model::{Model, Scaled, Settings};
use crate::softmax::Samples;
use crate::{Material, Verdict, material};

/// How many verdicts there are.
const CLASSES: usize = 2;

/// Code and Chinese name of each verdict.
const VERDICTS: [(&str, &str); CLASSES] = [("benign", "良性"), ("malignant", "恶性")];

/// The ten properties of nuclei, in Chinese, by their names in the table.
const PROPERTIES: [(&str, &str); 10] = [
    ("radius", "半径"),
    ("texture", "纹理"),
    ("perimeter", "周长"),
    ("area", "面积"),
    ("smoothness", "平滑度"),
    ("compactness", "紧密度"),
    ("concavity", "凹度"),
    ("concave_points", "凹点"),
    ("symmetry", "对称性"),
    ("fractal_dimension", "分形维数"),
];

/// Chosen by cross-validation on the training table alone (`tests/golden/make.py`); the bound, so that one figure whose
/// decimal point slipped cannot outvote the other twenty-nine.
pub const SETTINGS: Settings =
    Settings { penalty: 6.0, softening: 0.0, bound: 3.0, patience: Patience { steps: 500, gradient: 1e-7 } };

/// How many figures a rationale names.
const NAMED: usize = 3;

/// Fits the model to the training table. The state is the names of the columns in a line, and the model after it.
///
/// # Errors
/// The table is missing or a cell of it cannot be read.
pub fn prepare(materials: &[Material]) -> Result<Vec<u8>, String> {
    let (columns, samples) = table(material(materials, "train.csv")?)?;
    let mut state = columns.join(",").into_bytes();
    state.push(b'\n');
    state.extend(Model::<CLASSES>::fit(&samples, SETTINGS).to_bytes());
    Ok(state)
}

/// The columns' names, the label's left out, and the rows.
fn table(content: &[u8]) -> Result<(Vec<&str>, Samples), String> {
    let text = std::str::from_utf8(content).map_err(|error| format!("train.csv: {error}"))?;
    let mut lines = text.lines();
    let mut columns: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    if columns.pop() != Some("label") || columns.is_empty() {
        return Err("train.csv does not end in a column named label".into());
    }
    let mut samples = Samples { width: columns.len(), ..Samples::default() };
    for (number, line) in (2..).zip(lines) {
        let (figures, label) = line.rsplit_once(',').ok_or_else(|| format!("train.csv: line {number} has one cell"))?;
        let label = VERDICTS.iter().position(|(code, _)| *code == label);
        let label = label.and_then(|label| u8::try_from(label).ok());
        samples.labels.push(label.ok_or_else(|| format!("train.csv: line {number} has an unknown label"))?);
        for cell in figures.split(',') {
            samples.figures.push(cell.parse().map_err(|error| format!("train.csv: line {number}, {cell:?}: {error}"))?);
        }
        if samples.figures.len() != samples.labels.len() * samples.width {
            return Err(format!("train.csv: line {number} has not {} figures", samples.width));
        }
    }
    if samples.labels.is_empty() { Err("train.csv has no rows".into()) } else { Ok((columns, samples)) }
}

/// Judges one sample.
///
/// # Errors
/// The state or the input cannot be read.
pub fn answer(state: &[u8], input: &Value) -> Result<Verdict, String> {
    let end = state.iter().position(|byte| *byte == b'\n').ok_or("the state has no columns")?;
    let columns = std::str::from_utf8(&state[..end]).map_err(|error| error.to_string())?;
    let columns: Vec<&str> = columns.split(',').collect();
    let model = Model::<CLASSES>::from_bytes(&state[end + 1..])?;
    if model.width() != columns.len() {
        return Err("the state's columns are not the model's".into());
    }
    let row: Vec<Option<f64>> = columns.iter().map(|column| input[*column].as_f64()).collect();
    let scaled = model.scaled(&row);
    let probabilities = model.probabilities(&scaled);
    let verdict = usize::from(probabilities[1] >= 0.5);
    let reasons = reasons(&columns, &row, &scaled, &model.contributions(&scaled, verdict, 1 - verdict));
    Ok(Verdict {
        output: json!({ "label": VERDICTS[verdict].0 }),
        confidence: probabilities[verdict],
        rationale: format!("判为{}(概率 {:.1}%)。{reasons}", VERDICTS[verdict].1, 100.0 * probabilities[verdict]),
    })
}

/// The figures that spoke most for the verdict, and what was wrong with the sample, in words.
fn reasons(columns: &[&str], row: &[Option<f64>], scaled: &Scaled, contributions: &[f64]) -> String {
    let mut order: Vec<usize> = (0..columns.len()).filter(|i| contributions[*i] > 0.0).collect();
    order.sort_by(|a, b| contributions[*b].total_cmp(&contributions[*a]));
    let named: Vec<String> = order
        .into_iter()
        .take(NAMED)
        .filter_map(|i| {
            let side = if scaled.figures[i] > 0.0 { "偏高" } else { "偏低" };
            row[i].map(|figure| format!("{} {figure}({side})", name(columns[i])))
        })
        .collect();
    let mut words = match named.as_slice() {
        [] => String::from("没有指标明显支持任何一方。"),
        named => format!("主要依据:{}。", named.join("、")),
    };
    if scaled.missing > 0 {
        words += &format!("缺失 {} 项,按训练样本均值补齐。", scaled.missing);
    }
    if scaled.bounded > 0 {
        words += &format!("{} 项远离常见范围,可能录入有误,已限幅处理。", scaled.bounded);
    }
    words
}

/// A column's name in Chinese.
fn name(column: &str) -> String {
    let (kind, property) = column.split_once('_').unwrap_or(("", column));
    let property = PROPERTIES.iter().find(|(code, _)| *code == property).map_or(property, |(_, name)| name);
    match kind {
        "mean" => format!("平均{property}"),
        "se" => format!("{property}标准误"),
        "worst" => format!("最大{property}"),
        _ => column.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_read_and_a_bad_cell_is_named() {
        let (columns, samples) = table(b"mean_area,label\n1.5,benign\n2,malignant\n").unwrap();
        assert_eq!((columns, samples.figures, samples.labels), (vec!["mean_area"], vec![1.5, 2.0], vec![0, 1]));
        assert!(table(b"mean_area,label\nx,benign\n").unwrap_err().contains("line 2"));
        assert!(table(b"mean_area,label\n1,2,benign\n").is_err());
        assert!(table(b"mean_area,label\n1,unknown\n").is_err());
        assert!(table(b"mean_area,label\n").is_err());
        assert!(table(b"").is_err());
    }

    #[test]
    fn columns_are_named_in_chinese() {
        assert_eq!(name("worst_concave_points"), "最大凹点");
        assert_eq!(name("se_area"), "面积标准误");
    }
}
