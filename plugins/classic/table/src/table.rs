//! The training table as it is read.

use serde::{Deserialize, Serialize};

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name, the same as the input's key.
    pub name: String,
    /// The words that occur in it, in order; none where its cells are numbers.
    pub words: Vec<String>,
}

/// A table of labelled rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The columns without the label.
    pub columns: Vec<Column>,
    /// The labels that occur, in order.
    pub classes: Vec<String>,
    /// The cells of each row, in the order of the columns; an empty one is missing.
    pub rows: Vec<Vec<String>>,
    /// The place in `classes` of each row's label.
    pub labels: Vec<usize>,
}

impl Table {
    /// Reads a CSV with a line of names.
    ///
    /// # Errors
    /// What is wrong with the text, with the number of its line.
    pub fn read(content: &[u8]) -> Result<Self, String> {
        let text = std::str::from_utf8(content).map_err(|error| format!("the table: {error}"))?;
        let mut lines = text.lines();
        let mut names: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
        if names.pop() != Some("label") || names.is_empty() {
            return Err("the table does not end in a column named label".into());
        }
        let (mut rows, mut given) = (Vec::new(), Vec::new());
        for (number, line) in (2..).zip(lines) {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            given.push(cells.pop().unwrap_or_default());
            if cells.len() != names.len() {
                return Err(format!("line {number} of the table has not {} cells", names.len() + 1));
            }
            rows.push(cells);
        }
        if rows.is_empty() {
            return Err("the table has no rows".into());
        }
        let columns = names.iter().enumerate().map(|(place, name)| column(name, &rows, place)).collect();
        let classes = distinct(given.iter());
        let labels = given.iter().filter_map(|label| classes.iter().position(|class| class == label)).collect();
        Ok(Self { columns, classes, rows, labels })
    }
}

/// A column is one of numbers where every cell that is there is one.
fn column(name: &str, rows: &[Vec<String>], place: usize) -> Column {
    let there = || rows.iter().map(|row| &row[place]).filter(|cell| !cell.is_empty());
    let numbers = there().all(|cell| cell.parse::<f64>().is_ok());
    Column { name: name.to_owned(), words: if numbers { Vec::new() } else { distinct(there()) } }
}

fn distinct<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut texts: Vec<String> = texts.cloned().collect();
    texts.sort();
    texts.dedup();
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_are_told_apart() {
        let table = Table::read(b"a,b,label\n1,x,no\n,y,yes\n").unwrap();
        assert_eq!(table.columns[0].words, Vec::<String>::new());
        assert_eq!(table.columns[1].words, ["x", "y"]);
        assert_eq!((table.classes, table.labels), (vec!["no".to_owned(), "yes".to_owned()], vec![0, 1]));
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_line() {
        assert!(Table::read(b"").is_err());
        assert!(Table::read(b"a,label\n").is_err());
        assert!(Table::read(b"a,label\n1,2,no\n").unwrap_err().contains("line 2"));
    }
}
