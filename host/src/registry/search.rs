//! Finding texts by words: a full-text index in memory, made from what is to be searched and thrown away after.
//!
//! It is not kept in the file: a catalogue is small enough to index in a few milliseconds, and an index that is not
//! kept can never be out of step. Chinese is written without spaces, so that each of its characters becomes a token
//! of its own and a query of several becomes a phrase: any substring is found, also one of two characters, which a
//! trigram index would miss. Latin words are found by their beginnings.

use rusqlite::{Connection, params};

use super::error::Result;

/// How much a find in the title counts against one in the text.
const TITLE_WEIGHT: f64 = 10.0;

/// A text that can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// What a find returns.
    pub id: String,
    /// What it is called, in both languages.
    pub title: String,
    /// All else that it says.
    pub text: String,
}

/// A full-text index.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
}

impl Index {
    /// An index of these documents.
    ///
    /// # Errors
    /// Those of the database.
    pub fn of(documents: impl IntoIterator<Item = Document>) -> Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(
            "CREATE VIRTUAL TABLE document USING fts5(id UNINDEXED, title, text, tokenize = 'unicode61 remove_diacritics 2')",
        )?;
        {
            let mut insert = connection.prepare("INSERT INTO document (id, title, text) VALUES (?1, ?2, ?3)")?;
            for document in documents {
                insert.execute(params![document.id, spaced(&document.title), spaced(&document.text)])?;
            }
        }
        Ok(Self { connection })
    }

    /// The ids of the documents that hold every word of the query, best first; none for a query without a letter or
    /// digit. Any text is a query: nothing in it is an operator.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, query: &str) -> Result<Vec<String>> {
        let Some(expression) = expression(query) else { return Ok(Vec::new()) };
        let mut find = self
            .connection
            .prepare("SELECT id FROM document WHERE document MATCH ?1 ORDER BY bm25(document, 0.0, ?2, 1.0), id")?;
        let rows = find.query_map(params![expression, TITLE_WEIGHT], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Whether a character is a word of its own: Chinese characters, and Japanese kana for good measure.
fn stands_alone(character: char) -> bool {
    matches!(u32::from(character), 0x3007 | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF)
}

/// The text with a space around every character that stands alone.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() * 2);
    for character in text.chars() {
        if stands_alone(character) {
            spaced.extend([' ', character, ' ']);
        } else {
            spaced.push(character);
        }
    }
    spaced
}

/// The query as FTS5 writes it: each word a quoted phrase, all of them wanted, a Latin word by its beginning.
fn expression(query: &str) -> Option<String> {
    let phrases: Vec<String> =
        query.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(phrase).collect();
    (!phrases.is_empty()).then(|| phrases.join(" AND "))
}

fn phrase(word: &str) -> String {
    let open = if word.chars().next_back().is_some_and(stands_alone) { "" } else { "*" };
    format!("\"{}\"{open}", spaced(word).split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index() -> Index {
        let document = |id: &str, title: &str, text: &str| Document {
            id: id.to_owned(),
            title: title.to_owned(),
            text: text.to_owned(),
        };
        Index::of([
            document("guide", "济大夫·智能导诊 Patient guide", "把主诉分到科室，识别急症"),
            document("tide", "潮汐预报 Tide prediction", "预报高潮与低潮的时刻，供导航参考"),
            document("stock", "门店补货决策 Replenishment", "AI+零售：per-store orders, naïve rules"),
        ])
        .unwrap()
    }

    fn found(query: &str) -> Vec<String> {
        index().find(query).unwrap()
    }

    #[test]
    fn chinese_is_found_by_any_of_its_substrings() {
        assert_eq!(found("导诊"), ["guide"]);
        assert_eq!(found("大夫·智能"), ["guide"]);
        assert_eq!(found("潮"), ["tide"]);
        assert_eq!(found("导"), ["guide", "tide"], "a find in the title comes first");
        assert_eq!(found("诊导"), Vec::<String>::new(), "the order of characters counts");
    }

    #[test]
    fn latin_words_are_found_by_their_beginnings_whatever_their_case_and_accents() {
        assert_eq!(found("REPLEN"), ["stock"]);
        assert_eq!(found("naive"), ["stock"]);
        assert_eq!(found("enishment"), Vec::<String>::new());
        assert_eq!(found("AI零售"), ["stock"], "one word is one phrase, whatever stands between its tokens");
        assert_eq!(found("AI 零售"), ["stock"]);
    }

    #[test]
    fn every_word_must_be_there() {
        assert_eq!(found("潮汐 tide"), ["tide"]);
        assert_eq!(found("潮汐 补货"), Vec::<String>::new());
    }

    #[test]
    fn nothing_in_a_query_is_an_operator() {
        for query in
            ["\"", "tide\" OR \"补货", "NOT 潮", "title:潮", "(", "*", "", "  ", "潮 NEAR 汐", "-潮", "^", "\u{0}"]
        {
            found(query);
        }
        assert_eq!(found("tide OR 补货"), Vec::<String>::new(), "OR is a word like any other");
        assert_eq!(found("…！"), Vec::<String>::new());
    }
}
