//! A case as a row of scaled figures.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::table::{Column, Table};

/// Scaled figures are held within so many deviations of the mean, so that one slip of the pen cannot outvote the rest.
const BOUND: f64 = 3.0;

/// Turns cells into figures: a number in deviations from its training mean, a word into a 0 or 1 for each that the
/// training table has. What is missing becomes the mean, and a word never seen becomes none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Encoder {
    columns: Vec<Column>,
    means: Vec<f64>,
    deviations: Vec<f64>,
}

impl Encoder {
    /// Learns the scales of a table.
    pub fn fit(table: &Table) -> Self {
        let (mut means, mut deviations) = (Vec::new(), Vec::new());
        for (place, column) in table.columns.iter().enumerate() {
            let figures: Vec<f64> = if column.words.is_empty() {
                table.rows.iter().filter_map(|row| row[place].parse().ok()).collect()
            } else {
                Vec::new()
            };
            let count = figures.len().max(1) as f64;
            let mean = figures.iter().sum::<f64>() / count;
            let variance = figures.iter().map(|figure| (figure - mean).powi(2)).sum::<f64>() / count;
            means.push(mean);
            deviations.push(if variance > 0.0 { variance.sqrt() } else { 1.0 });
        }
        Self { columns: table.columns.clone(), means, deviations }
    }

    /// The figures of every row of a table with these columns.
    pub fn rows(&self, table: &Table) -> Vec<Vec<f64>> {
        table.rows.iter().map(|row| self.encode(|place| Cell::read(&row[place]))).collect()
    }

    /// The figures of a case.
    pub fn row(&self, input: &Value) -> Vec<f64> {
        self.encode(|place| match &input[&self.columns[place].name] {
            Value::String(text) => Cell::read(text),
            Value::Bool(flag) => Cell::Figure(f64::from(u8::from(*flag))),
            other => other.as_f64().map_or(Cell::Missing, Cell::Figure),
        })
    }

    fn encode<'a>(&self, cell: impl Fn(usize) -> Cell<'a>) -> Vec<f64> {
        let mut figures = Vec::new();
        for (place, column) in self.columns.iter().enumerate() {
            let cell = cell(place);
            if column.words.is_empty() {
                let scaled = match cell {
                    Cell::Figure(figure) => (figure - self.means[place]) / self.deviations[place],
                    Cell::Missing | Cell::Word(_) => 0.0,
                };
                figures.push(scaled.clamp(-BOUND, BOUND));
            } else {
                figures.extend(column.words.iter().map(|word| f64::from(u8::from(cell.is(word)))));
            }
        }
        figures
    }
}

/// One cell.
enum Cell<'a> {
    Missing,
    Figure(f64),
    Word(&'a str),
}

impl<'a> Cell<'a> {
    fn read(text: &'a str) -> Self {
        match text.parse() {
            Ok(figure) => Self::Figure(figure),
            Err(_) if text.is_empty() => Self::Missing,
            Err(_) => Self::Word(text),
        }
    }

    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(own) if *own == word)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn rows_and_inputs_are_scaled_alike() {
        let table = Table::read(b"a,b,label\n1,x,no\n3,y,yes\n,y,yes\n").unwrap();
        let encoder = Encoder::fit(&table);
        assert_eq!(encoder.rows(&table), [vec![-1.0, 1.0, 0.0], vec![1.0, 0.0, 1.0], vec![0.0, 0.0, 1.0]]);
        assert_eq!(encoder.row(&json!({"a": 3, "b": "y"})), [1.0, 0.0, 1.0]);
        assert_eq!(encoder.row(&json!({"a": null, "b": "z"})), [0.0, 0.0, 0.0]);
        assert_eq!(encoder.row(&json!({"a": 1e9, "b": "x"})), [3.0, 1.0, 0.0]);
    }
}
