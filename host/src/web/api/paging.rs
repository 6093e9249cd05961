//! Lists, a page at a time: `?limit=` and `?after=`, and the next page's address in the body and in `Link`.

use axum::Json;
use axum::http::header::LINK;
use axum::http::{HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// How many items a page has where nothing else is asked.
pub(in crate::web) const USUAL: u32 = 50;

/// 一页 · A page of a list
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::web) struct Page<T> {
    /// 本页各项 · The items of this page
    pub items: Vec<T>,
    /// 下一页从此之后，作为 after 参数；最后一页没有 · What the next page comes after, for `after`; absent on the last page
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Of items of which one more than `limit` was looked for: it says that there is a next page and is not shown.
    pub fn of(mut items: Vec<T>, limit: u32, key: impl FnOnce(&T) -> String) -> Self {
        let limit = limit as usize;
        let has_more = items.len() > limit;
        items.truncate(limit);
        let next = if has_more { items.last().map(key) } else { None };
        Self { items, next }
    }

    /// Of a whole list, from behind the item with this key; nothing where no item has it.
    pub fn cut(all: Vec<T>, (after, limit): (Option<&str>, u32), key: impl Fn(&T) -> String) -> Self {
        let from = match after {
            None => 0,
            Some(after) => all.iter().position(|item| key(item) == after).map_or(all.len(), |place| place + 1),
        };
        let items = all.into_iter().skip(from).take(limit as usize + 1).collect();
        Self::of(items, limit, key)
    }
}

impl<T: Serialize> Page<T> {
    /// With the next page's address as `Link` has it (RFC 8288).
    pub fn answer(self, uri: &Uri) -> Response {
        let link = self.next.as_deref().and_then(|next| link(uri, next));
        let mut response = Json(self).into_response();
        if let Some(link) = link {
            response.headers_mut().insert(LINK, link);
        }
        response
    }
}

/// The same address, after this item. It is relative to the address that was asked: a query alone.
fn link(uri: &Uri, next: &str) -> Option<HeaderValue> {
    let rest =
        uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("after="));
    let after = format!("after={}", escaped(next));
    let query = rest.chain([after.as_str()]).collect::<Vec<_>>().join("&");
    HeaderValue::from_str(&format!("<?{query}>; rel=\"next\"")).ok()
}

/// Percent-encoded but for what may stand in a query as it is (RFC 3986, 2.3).
fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_on_where_the_last_one_ended() {
        let all = || vec!["a", "b", "c", "d", "e"];
        let key = |item: &&str| (*item).to_owned();
        let first = Page::cut(all(), (None, 2), key);
        assert_eq!((first.items, first.next.as_deref()), (vec!["a", "b"], Some("b")));
        let last = Page::cut(all(), (Some("c"), 2), key);
        assert_eq!((last.items, last.next), (vec!["d", "e"], None));
        assert!(Page::cut(all(), (Some("z"), 2), key).items.is_empty());
    }

    #[test]
    fn the_link_keeps_the_filters() {
        let uri = Uri::from_static("/api/v1/releases?vendor=acme&after=x&limit=2");
        let link = link(&uri, "acme/a@1.0.0+b").unwrap();
        assert_eq!(link, "<?vendor=acme&limit=2&after=acme%2Fa%401.0.0%2Bb>; rel=\"next\"");
    }
}
