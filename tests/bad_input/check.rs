//! `tongtai check`: a vendor hears everything that is wrong with a component, offline, before anybody else does.

use serde_json::Value;

use crate::support::App;

fn dist(name: &str) -> String {
    format!("{}/../plugins/dist/{name}.wasm", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_good_component_is_admitted_with_scores_beside_the_floors() {
    let app = App::empty();
    let component = dist("classic-linear");
    let arguments = ["check", component.as_str(), "--scenario", "phishing", "--cases", "30"];
    let done = app.tongtai(arguments).lang("zh").run().succeeded();
    for said in ["✓ 接口", "✓ 公开案例", "phishing 钓鱼与涉诈链接识别", "合格"] {
        assert!(done.stdout.contains(said), "{said}: {}", done.stdout);
    }
    let done = app.tongtai(arguments).args(["--json"]).run().succeeded();
    let told: Value = serde_json::from_str(&done.stdout).unwrap();
    let (report, floor) = (&told["report"], &told["floor"]["phishing"]);
    assert_eq!(report["state"], "conformant");
    assert_eq!(report["tried"][0]["runs"].as_array().unwrap().len(), 30);
    assert!(report["tried"][0]["summary"]["score"].as_f64() > floor["score"].as_f64(), "{told}");
    assert!(!app.db().exists(), "checking needs no registry and makes none");
}

#[test]
fn every_fault_of_the_interface_is_told_at_once() {
    let app = App::empty();
    let text = r#"(component
        (import "wasi:nn/tensor@0.2.0" (instance))
        (import "tongtai:agent/log@9.0.0" (instance)))"#;
    std::fs::write(app.path().join("agent.wasm"), wat::parse_str(text).unwrap()).unwrap();
    let zh = app.tongtai(["check", "agent.wasm"]).lang("zh").run().ended(1).stdout;
    let en = app.tongtai(["check", "agent.wasm"]).run().ended(1).stdout;
    for said in ["profile", "prepare", "answer", "wasi:nn/tensor@0.2.0", "tongtai:agent/log@9.0.0"] {
        assert!(zh.contains(said) && en.contains(said), "{said}\n{zh}\n{en}");
    }
    assert!(zh.contains("✓ 编译") && zh.contains("✗ 接口") && zh.contains("· 公开案例（未检查）"), "{zh}");
}

#[test]
fn what_is_no_component_and_what_is_asked_wrongly_have_codes_of_their_own() {
    let app = App::empty();
    std::fs::write(app.path().join("agent.wasm"), "print('hi')").unwrap();
    let refused = app.tongtai(["check", "agent.wasm", "--json"]).run().ended(1);
    let told: Value = serde_json::from_str(&refused.stdout).unwrap();
    assert_eq!(told["report"]["state"], "received");
    assert_eq!(told["report"]["checks"][1]["rule"], "structure");
    app.tongtai(["check", "missing.wasm"]).run().ended(2).says(&["missing.wasm cannot be read"]);
    app.tongtai(["check", "agent.wasm", "--scenario", "garmet-vision"]).run().ended(2).says(&["garment-vision"]);
}
