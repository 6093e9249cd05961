//! `listing-localisation`: the nearest example's English title, with the words that differ changed for this product's.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::index::Index;

/// The scenario's id.
pub const SCENARIO: &str = "listing-localisation";

/// The attributes in the order in which a title gives them.
const ATTRIBUTES: [&str; 5] = ["适用", "材质", "颜色", "尺码", "件数"];
/// Slots that only the attributes fill.
const GIVEN: [&str; 4] = ["sex", "material", "colour", "size"];

/// A term of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Term {
    zh: String,
    en: String,
    slot: String,
}

/// An example: Chinese title, attributes, English title.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Pair {
    title: String,
    attributes: Value,
    english: String,
}

/// Examples, indexed, with the glossary.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Listings {
    index: Index,
    pairs: Vec<Pair>,
    /// Longest first.
    glossary: Vec<Term>,
}

impl Listings {
    /// Reads the glossary (TSV with a head) and the examples (JSON lines).
    ///
    /// # Errors
    /// Which line could not be read, or that there is none.
    pub fn build(glossary: &str, lines: &str) -> Result<Self, String> {
        let mut terms = Vec::new();
        for row in glossary.lines().skip(1).filter(|row| !row.trim().is_empty()) {
            let [zh, en, slot] = row.split('\t').collect::<Vec<_>>()[..] else {
                return Err(format!("the glossary's row {row:?} has not three cells"));
            };
            terms.push(Term { zh: zh.into(), en: en.into(), slot: slot.trim().into() });
        }
        terms.sort_by_key(|term| std::cmp::Reverse(term.zh.chars().count()));
        let (mut pairs, mut passages) = (Vec::<Pair>::new(), String::new());
        for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let pair: Pair = serde_json::from_str(line).map_err(|error| format!("line {}: {error}", index + 1))?;
            passages += &json!({"id": index.to_string(), "text": pair.title}).to_string();
            passages.push('\n');
            pairs.push(pair);
        }
        Ok(Self { index: Index::build(&passages)?, pairs, glossary: terms })
    }

    /// The output, and the example's Chinese title.
    ///
    /// # Errors
    /// The input has no title, or there is no example.
    pub fn answer(&self, input: &Value) -> Result<(Value, &str), String> {
        let title = input["title"].as_str().ok_or("the input has no title")?;
        let limit = usize::try_from(input["max_length"].as_u64().unwrap_or(200)).unwrap_or(200);
        let nearest = self.index.search(title).first().map_or(0, |hit| hit.passage);
        let pair = self.pairs.get(nearest).ok_or("there is no example")?;
        let mut draft = Draft(pair.english.clone());
        let extras = self.reword(&mut draft, title, &pair.title);
        self.change_attributes(&mut draft, &pair.attributes, &input["attributes"]);
        for extra in extras {
            if draft.0.chars().count() + extra.chars().count() + 2 <= limit {
                draft.0 += &format!(", {extra}");
            }
        }
        let text: String = draft.0.chars().take(limit).collect();
        Ok((json!({ "title": text.trim_matches([' ', ',']) }), &pair.title))
    }

    /// Changes what the title says otherwise than the example; returns what found no place.
    fn reword(&self, draft: &mut Draft, title: &str, example: &str) -> Vec<String> {
        let (mut ours, theirs) = (self.terms(title), self.terms(example));
        let mut gone: Vec<&Term> =
            theirs.iter().filter(|term| ours.iter().all(|own| own.en != term.en)).copied().collect();
        ours.retain(|term| theirs.iter().all(|other| other.en != term.en));
        ours.retain(|own| match gone.iter().position(|term| term.slot == own.slot) {
            Some(at) => !draft.replace(&gone.remove(at).en, &own.en),
            None => true,
        });
        for term in gone.into_iter().filter(|term| term.slot != "item") {
            draft.replace(&term.en, "");
        }
        ours.into_iter().filter(|term| term.slot != "item").map(|term| term.en.clone()).collect()
    }

    fn change_attributes(&self, draft: &mut Draft, theirs: &Value, ours: &Value) {
        for name in ATTRIBUTES {
            let english = |of: &Value| of[name].as_str().map(|value| self.attribute(name, value));
            match (english(theirs), english(ours)) {
                (Some(old), Some(new)) if draft.replace(&old, &new) => {}
                (_, Some(new)) if name == "适用" || name == "材质" => draft.0 = format!("{new} {}", draft.0),
                (_, Some(new)) => draft.0 += &format!(", {new}"),
                (Some(old), None) => {
                    draft.replace(&old, "");
                }
                (None, None) => {}
            }
        }
    }

    fn attribute(&self, name: &str, value: &str) -> String {
        let digits: String = value.chars().take_while(char::is_ascii_digit).collect();
        match name {
            "件数" if value.ends_with("件套") => format!("{digits}-Piece Set"),
            "件数" if value.ends_with('双') => format!("{digits} Pairs"),
            "件数" => format!("Pack of {digits}"),
            _ => self.glossary.iter().find(|term| term.zh == value).map_or(value.to_owned(), |term| term.en.clone()),
        }
    }

    /// The glossary's terms in a title, longest match first, without those that attributes give.
    fn terms(&self, title: &str) -> Vec<&Term> {
        let (mut rest, mut found) = (title, Vec::new());
        while let Some(first) = rest.chars().next() {
            let term = self.glossary.iter().find(|term| rest.starts_with(term.zh.as_str()));
            found.extend(term.filter(|term| !GIVEN.contains(&term.slot.as_str())));
            rest = &rest[term.map_or(first.len_utf8(), |term| term.zh.len())..];
        }
        found
    }
}

/// An English title being changed.
struct Draft(String);

impl Draft {
    /// Puts one expression in the place of another where that stands as words; says whether it did.
    fn replace(&mut self, old: &str, new: &str) -> bool {
        let part = |at: Option<char>| at.is_some_and(char::is_alphanumeric);
        let place = self
            .0
            .match_indices(old)
            .map(|(at, _)| at)
            .find(|at| !part(self.0[..*at].chars().next_back()) && !part(self.0[at + old.len()..].chars().next()));
        let Some(at) = place.filter(|_| !old.is_empty()) else { return false };
        self.0.replace_range(at..at + old.len(), new);
        self.0 = self.0.split(", ").map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        self.0 = self.0.split_whitespace().collect::<Vec<_>>().join(" ");
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLOSSARY: &str = "zh\ten\tslot\n女士\tWomen's\tsex\n男士\tMen's\tsex\n棉\tCotton\tmaterial\n羊毛\tWool\tmaterial\n黑色\tBlack\tcolour\n白色\tWhite\tcolour\n衬衫\tShirt\titem\n长袖\tLong Sleeve\tfeature\n短袖\tShort Sleeve\tfeature\n宽松\tLoose\tfit\n";

    fn listings() -> Listings {
        let pair = json!({
            "title": "女士长袖衬衫",
            "attributes": {"适用": "女士", "材质": "棉", "颜色": "黑色", "尺码": "S-L"},
            "english": "Women's Cotton Long Sleeve Shirt, Black, S-L",
        });
        Listings::build(GLOSSARY, &pair.to_string()).unwrap()
    }

    #[test]
    fn what_differs_is_changed() {
        let attributes = json!({"适用": "男士", "材质": "羊毛", "颜色": "白色", "尺码": "M-XL", "件数": "2件"});
        let input = json!({"title": "男士短袖衬衫宽松", "attributes": attributes, "max_length": 90});
        let listings = listings();
        let (output, example) = listings.answer(&input).unwrap();
        assert_eq!(output["title"], "Men's Wool Short Sleeve Shirt, White, M-XL, Pack of 2, Loose");
        assert_eq!(example, "女士长袖衬衫");
    }

    #[test]
    fn what_is_not_given_is_left_out_and_the_limit_holds() {
        let input = json!({"title": "衬衫", "attributes": {"材质": "棉"}, "max_length": 20});
        assert_eq!(listings().answer(&input).unwrap().0["title"], "Cotton Shirt");
        assert!(listings().answer(&json!({})).is_err());
        assert!(Listings::build("zh\n甲", "").is_err());
    }
}
