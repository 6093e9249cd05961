//! Bytes that are no agent: nothing of them comes into the registry.

use semver::Version;
use tongtai::publish::{self, PublishError, Submission};
use tongtai::registry::release::ReleaseFilter;
use tongtai::registry::{Actor, Mode, Registry};
use tongtai::sandbox::{LoadError, Sandbox, Settings};

use crate::support::App;

#[test]
fn what_is_no_component_is_refused_in_plain_words_and_leaves_nothing() {
    let app = App::empty();
    let mut registry = Registry::open(app.db(), Mode::Write).unwrap();
    let sandbox = Sandbox::new(&Settings { cache: None, slots: 1, ..Settings::default() }).unwrap();
    let head = registry.audit_head().unwrap();
    let version = Version::new(0, 1, 0);
    let module = wat::parse_str("(module (func (export \"answer\")))").unwrap();
    let empty_component = wat::parse_str("(component)").unwrap();
    let cut = wat::parse_str("(component (core module))").unwrap();
    let cut = &cut[..cut.len() - 3];
    let odd = [empty_component.as_slice(), &[0xff; 40]].concat();
    for (bytes, en, zh) in [
        (&b""[..], "The file is empty", "文件是空的"),
        (b"export function answer() {}", "This is text", "这是文本"),
        (&[0x9c, 0xff, 0x00, 0xfe, 0x81], "not a WebAssembly component", "不是 WebAssembly 组件"),
        (b"\x7fELF\x02\x01\x01\x00", "native program", "本地机器码"),
        (b"PK\x03\x04\x14\x00", "compressed", "压缩文件"),
        (&module, "core WebAssembly module", "核心模块"),
        (cut, "not valid", "组件无效"),
        (&odd, "not valid", "组件无效"),
        (&empty_component, "not an agent", "不符合智能体接口"),
    ] {
        let submission =
            Submission { vendor: "classic", agent: "linear", version: &version, component: bytes, signature: None };
        let refused = publish::publish(&mut registry, &sandbox, &Actor::operator(), &submission).unwrap_err();
        let PublishError::Load(error) = &refused else { panic!("{refused}") };
        let words = LoadError::words(error);
        assert!(words.en.contains(en), "{en}: {}", words.en);
        assert!(words.zh.contains(zh), "{zh}: {}", words.zh);
        assert_eq!(refused.to_string(), words.en);
    }
    assert_eq!(registry.vendors().unwrap(), [] as [String; 0]);
    assert_eq!(registry.releases(ReleaseFilter::default()).unwrap(), []);
    assert_eq!(registry.audit_head().unwrap(), head, "a refusal is no change");
}

#[test]
fn publish_refuses_what_is_no_component_and_a_version_that_is_taken() {
    let app = App::published();
    std::fs::write(app.path().join("agent.js"), "export function answer() {}").unwrap();
    let head = app.registry().audit_head().unwrap();
    let releases = || app.registry().releases(ReleaseFilter::default()).unwrap();
    let before = releases();
    let publish = |file, release| app.tongtai(["publish", file, release]);
    publish("agent.js", "new/agent@0.1.0").run().ended(1).says(&["error: This is text, not a component"]);
    publish("agent.js", "new/agent@0.1.0").lang("zh").run().ended(1).says(&["错误：这是文本，不是组件"]);
    publish("missing.wasm", "new/agent@0.1.0").run().ended(2).says(&["missing.wasm cannot be read"]);
    publish("agent.js", "new/agent").run().ended(2).says(&["new/agent"]);
    let probe = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/components/dist/probe.wasm");
    publish(probe, "classic/linear@0.1.0").run().ended(1).says(&["classic/linear 0.1.0 is already published"]);
    // An agent that answers no public case is told so, in both languages, and nothing of it is kept.
    publish(probe, "probes/probe@0.1.0").run().ended(1).says(&["garment-vision: too few of 50 public cases"]);
    publish(probe, "probes/probe@0.1.0").lang("zh").run().ended(1).says(&["garment-vision：50 个公开案例中"]);
    assert_eq!((releases(), app.registry().audit_head().unwrap()), (before, head));

    let good = concat!(env!("CARGO_MANIFEST_DIR"), "/../plugins/dist/rules-sizes.wasm");
    publish(good, "probes/sizes@0.1.0").run().succeeded().says(&[
        "→ validated",
        "→ compiled",
        "→ conformant",
        "→ comparable",
    ]);
    assert_eq!(publish(good, "probes/sizes@0.1.0").run().succeeded().stdout.matches("is there already").count(), 1);
    let release = releases().into_iter().find(|release| release.vendor == "probes").unwrap();
    assert_eq!(release.admission["state"], "comparable");
    assert_eq!(release.admission["tried"][0]["scenario"], "size-advice");
    assert_eq!(release.admission["tried"][0]["runs"].as_array().unwrap().len(), 0, "traces are not kept");
}
