//! Where a value stands in a TOML text, for faults that show only once the text has been read.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The line, from 1, of the key at the end of a path: names of tables, and for an array of tables the place in it.
/// Where the end is not written out, the line of as much of the path as is.
pub(super) fn line_of(text: &str, path: &[&str]) -> Option<usize> {
    let document = DeTable::parse(text).ok()?;
    let (first, rest) = path.split_first()?;
    let (mut start, mut value) = entry(document.get_ref(), first)?;
    for name in rest {
        let next = match value.get_ref() {
            DeValue::Table(table) => entry(table, name),
            DeValue::Array(items) => name.parse().ok().and_then(|place: usize| items.get(place)).map(place),
            _ => None,
        };
        let Some(found) = next else { break };
        (start, value) = found;
    }
    Some(text.get(..start)?.matches('\n').count() + 1)
}

fn entry<'a, 'i>(table: &'a DeTable<'i>, name: &str) -> Option<(usize, &'a Spanned<DeValue<'i>>)> {
    let (key, value) = table.iter().find(|(key, _)| key.get_ref() == name)?;
    Some((key.span().start, value))
}

fn place<'a, 'i>(item: &'a Spanned<DeValue<'i>>) -> (usize, &'a Spanned<DeValue<'i>>) {
    (item.span().start, item)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "id = 1\n\n[a]\nb = 2\n[a.c]\nd = 3\n\n[[e]]\nf = 4\n[[e]]\nf = 5\n";

    #[test]
    fn a_key_is_found_by_its_path() {
        for (path, line) in
            [(&["id"][..], 1), (&["a", "b"], 4), (&["a", "c", "d"], 6), (&["e", "1", "f"], 11), (&["e", "0", "f"], 9)]
        {
            assert_eq!(line_of(TEXT, path), Some(line), "{path:?}");
        }
    }

    #[test]
    fn what_is_not_written_out_stands_where_it_would_be() {
        assert_eq!(line_of(TEXT, &["a", "c", "x"]), Some(5));
        assert_eq!(line_of(TEXT, &["x"]), None);
        assert_eq!(line_of("not = [", &["not"]), None);
    }
}
