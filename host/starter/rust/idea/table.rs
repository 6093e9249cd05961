//! 起步做法：最近类中心。各列按训练集的均值与标准差折算，答案取中心离得最近的类别；缺失值按均值算。
//! The technique to start from: nearest centroid. Every column is scaled by the training table's mean and standard
//! deviation, and the class whose centre is nearest is the answer; a missing value counts as the mean.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Material, Reply};

/// 训练材料，以及其中的标签列 · The material to learn from, and its column of labels.
const TRAIN: &str = "{{material}}";
const LABEL: &str = "{{label}}";

#[derive(Serialize, Deserialize)]
struct Model {
    columns: Vec<Column>,
    centres: BTreeMap<String, Vec<f64>>,
}

#[derive(Serialize, Deserialize)]
struct Column {
    name: String,
    mean: f64,
    spread: f64,
}

impl Column {
    fn of(name: &str, values: &[f64]) -> Self {
        let count = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
        Self { name: name.to_owned(), mean, spread: variance.sqrt().max(1e-9) }
    }

    fn scaled(&self, value: Option<f64>) -> f64 {
        value.map_or(0.0, |value| ((value - self.mean) / self.spread).clamp(-3.0, 3.0))
    }
}

/// 读训练表，返回每类的中心 · Reads the table and returns each class's centre. Called once a session.
pub fn prepare(materials: &[Material]) -> Result<Vec<u8>, String> {
    let file = materials.iter().find(|material| material.name == TRAIN).ok_or(format!("{TRAIN} is missing"))?;
    let table = str::from_utf8(&file.content).map_err(|error| format!("{TRAIN}: {error}"))?;
    let mut lines = table.lines().map(|line| line.split(',').map(str::trim).collect::<Vec<_>>());
    let head = lines.next().unwrap_or_default();
    let label = head.iter().position(|name| *name == LABEL).ok_or(format!("{TRAIN} has no column {LABEL}"))?;
    let rows: Vec<Vec<&str>> = lines.filter(|row| row.len() == head.len()).collect();
    let places: Vec<usize> = (0..head.len()).filter(|place| *place != label).collect();
    let number = |row: &[&str], place: usize| row[place].parse::<f64>().ok();
    let column = |place: usize| {
        let values: Vec<f64> = rows.iter().filter_map(|row| number(row, place)).collect();
        Column::of(head[place], &values)
    };
    let columns: Vec<Column> = places.iter().map(|place| column(*place)).collect();
    let mut sums = BTreeMap::<String, (f64, Vec<f64>)>::new();
    for row in &rows {
        let (count, sum) = sums.entry(row[label].to_owned()).or_insert((0.0, vec![0.0; columns.len()]));
        *count += 1.0;
        for ((sum, column), place) in sum.iter_mut().zip(&columns).zip(&places) {
            *sum += column.scaled(number(row, *place));
        }
    }
    let mean = |(count, sum): (f64, Vec<f64>)| sum.into_iter().map(|sum| sum / count).collect();
    let centres = sums.into_iter().map(|(class, sum)| (class, mean(sum))).collect();
    serde_json::to_vec(&Model { columns, centres }).map_err(|error| error.to_string())
}

/// 答一例 · Answers one case, with what `prepare` returned.
pub fn answer(state: &[u8], input: &Value) -> Result<Reply, String> {
    let model: Model = serde_json::from_slice(state).map_err(|error| error.to_string())?;
    let case: Vec<f64> = model.columns.iter().map(|column| column.scaled(input[&column.name].as_f64())).collect();
    let distance = |centre: &[f64]| case.iter().zip(centre).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    let distances = model.centres.iter().map(|(class, centre)| (distance(centre), class));
    let (nearest, class) = distances.min_by(|a, b| a.0.total_cmp(&b.0)).ok_or("there is no class")?;
    Ok(Reply {
        output: json!({ LABEL: class }),
        rationale: format!("与“{class}”一类的中心最近（距离 {:.2}）。", nearest.sqrt()),
    })
}
