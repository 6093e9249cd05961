//! The OpenAPI document, and the page that shows it to people.

use serde_json::Value;

use crate::server;

/// Address, method and what is said of it.
fn operations(document: &Value) -> Vec<(String, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(move |(method, told)| (path.clone(), method.as_str(), told))
    });
    all.collect()
}

#[test]
fn the_document_is_as_it_was_agreed() {
    let (server, _) = server();
    insta::assert_json_snapshot!("openapi", server.read("/openapi.json"));
}

#[test]
fn every_operation_is_described_in_both_languages_with_all_that_it_may_answer() {
    let (server, _) = server();
    let document = server.read("/openapi.json");
    assert_eq!(document["openapi"], "3.1.0");
    let mut ids = std::collections::BTreeSet::new();
    for (path, method, told) in operations(&document) {
        let at = format!("{method} {path}");
        assert!(ids.insert(told["operationId"].as_str().unwrap()), "{at}: its id is another's");
        let said = |text: &Value| {
            text.as_str()
                .is_some_and(|text| text.split(" · ").all(|half| !half.trim().is_empty()) && text.contains(" · "))
        };
        for text in ["summary", "description"] {
            assert!(said(&told[text]), "{at}: {text}");
        }
        for parameter in told["parameters"].as_array().into_iter().flatten() {
            assert!(said(&parameter["description"]), "{at}: {}", parameter["name"]);
        }
        let answers = told["responses"].as_object().unwrap();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{at}");
        assert!(answers.keys().any(|status| status.starts_with('4')), "{at}");
        if told["security"].is_array() {
            assert!(answers.contains_key("401") && answers.contains_key("403"), "{at}");
        }
    }
    for (name, shape) in document["components"]["schemas"].as_object().unwrap() {
        assert!(shape["description"].is_string(), "{name}");
    }
}

#[test]
fn people_read_it_without_a_script_and_in_their_language() {
    let (server, _) = server();
    let page = server.page("/api");
    assert!(page.contains("<html lang=\"zh-CN\">") && !page.contains("<script"));
    let document = server.read("/openapi.json");
    for (path, method, told) in operations(&document) {
        assert!(page.contains(&format!("{} /api/v1{path}", method.to_uppercase())), "{path}");
        assert!(page.contains(&format!("id=\"{}\"", told["operationId"].as_str().unwrap())), "{path}");
    }
    assert!(server.page("/api?lang=en").contains("What holds everywhere"));
}
