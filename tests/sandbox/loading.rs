//! Which components are let in, and that compiled code is kept, checked and never trusted blindly.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};

use tongtai::sandbox::{Fault, LoadError, NotAComponent, Sandbox, SandboxError, Settings};
use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{ManglingAndAbi, Resolve};

use crate::agents::{AGENT_WIT, LIMITS, ask, digest, load, output, probe_bytes, sandbox};

/// A component that has this world's types and does nothing.
fn dummy(packages: &[&str], world: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    let package = packages.iter().map(|text| resolve.push_str("a.wit", text).unwrap()).last().unwrap();
    let world = resolve.select_world(&[package], Some(world)).unwrap();
    let mut module = dummy_module(&resolve, world, ManglingAndAbi::Standard32);
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    ComponentEncoder::default().module(&module).unwrap().encode().unwrap()
}

fn faults(bytes: &[u8]) -> Vec<Fault> {
    match load(&sandbox(), bytes) {
        Err(LoadError::World(faults)) => faults,
        Err(other) => panic!("{other}"),
        Ok(_) => Vec::new(),
    }
}

#[test]
fn the_world_as_it_is_written_is_let_in() {
    assert_eq!(faults(&dummy(&[AGENT_WIT], "agent")), []);
}

#[test]
fn extra_exports_are_tolerated() {
    let world = "package a:b; interface extra { f: func(); }
        world more { include tongtai:agent/agent@0.1.0; export init: func(); export extra; }";
    assert_eq!(faults(&dummy(&[AGENT_WIT, world], "more")), []);
}

#[test]
fn every_fault_is_told_at_once() {
    let other = AGENT_WIT
        .replace("input: string,", "input: list<u8>,")
        .replace("confidence: option<f64>", "confidence: option<f32>")
        .replace("export profile: func() -> profile;", "")
        .replace(
            "world agent {",
            "world agent { import wasi:nn/tensor@0.2.0; import vision; import wasi:io/poll@0.3.0;",
        )
        .replace("interface log {", "interface vision { look: func(); } interface log {")
        .replace("write: func(level: level, message: string);", "write: func(message: string) -> bool;");
    let neural = "package wasi:nn@0.2.0; interface tensor { size: func() -> u32; }";
    let io = "package wasi:io@0.3.0; interface poll { poll: func() -> u32; }";
    let faults = faults(&dummy(&[neural, io, &other], "agent"));
    let words: Vec<String> = faults.iter().map(|fault| fault.words().en).collect();
    let all = words.join("\n");
    for wanted in [
        "The export profile is missing; wanted: func() -> record { title: record { zh: string",
        "export answer has another type at parameter task: field input: wanted string, offered list<u8>",
        "export answer has another type at result: ok: field confidence: value: wanted f64, offered f32",
        "write has another type at parameters: wanted (level: enum { debug, info, warn, error }, message: string), offered (message: string)",
        "write has another type at result: wanted nothing, offered bool",
        "It imports wasi:nn/tensor@0.2.0, which this host does not have",
        "It imports tongtai:agent/vision@0.1.0, which this host does not have",
        "It imports wasi:io/poll@0.3.0, this host offers version 0.2",
    ] {
        assert!(all.contains(wanted), "{wanted}\nis not in\n{all}");
    }
    assert_eq!(faults.len(), 8, "{all}");
    for fault in faults {
        assert!(fault.words().zh.contains('请'), "each says what to do: {}", fault.words().zh);
    }
}

#[test]
fn another_version_of_the_interface_is_named() {
    let later = AGENT_WIT.replace("tongtai:agent@0.1.0", "tongtai:agent@0.2.0");
    let faults = faults(&dummy(&[&later], "agent"));
    let mut imports: Vec<_> = faults
        .iter()
        .map(|fault| match fault {
            Fault::OtherVersion { import, offered: "0.1.0" } => import.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    imports.sort_unstable();
    assert_eq!(imports, ["tongtai:agent/log@0.2.0", "tongtai:agent/types@0.2.0"]);
    let patch = AGENT_WIT.replace("tongtai:agent@0.1.0", "tongtai:agent@0.1.7");
    assert_eq!(self::faults(&dummy(&[&patch], "agent")), [], "a patch may not break anything");
}

#[test]
fn what_is_no_component_is_told_apart() {
    let native = fs::read(std::env::current_exe().unwrap()).unwrap();
    let cases: [(&[u8], NotAComponent); 8] = [
        (b"", NotAComponent::Empty),
        (b"\0asm\x01\0\0\0", NotAComponent::CoreModule),
        (b"\0asm\x0a\0\x01\0", NotAComponent::OtherFormat),
        (b"(component)", NotAComponent::Text),
        (b"\x28\xb5\x2f\xfd\0\0", NotAComponent::Compressed),
        (b"PK\x03\x04", NotAComponent::Compressed),
        (&native, NotAComponent::Native),
        (b"\xff\xfe\xfd", NotAComponent::Unknown),
    ];
    for (bytes, kind) in cases {
        match load(&sandbox(), bytes) {
            Err(LoadError::NotAComponent(found)) => assert_eq!(found, kind),
            Err(other) => panic!("{kind:?}: {other}"),
            Ok(_) => panic!("{kind:?} was let in"),
        }
    }
}

#[test]
fn a_component_that_is_cut_or_changed_is_invalid_and_says_where() {
    let whole = probe_bytes();
    for cut in [9, 50, whole.len() / 2, whole.len() - 1] {
        let error = load(&sandbox(), &whole[..cut]).err().expect("cut");
        assert!(matches!(error, LoadError::Invalid(_)), "{error}");
    }
    let threads = wat::parse_str("(component (core module (memory 1 1 shared)))").unwrap();
    assert!(matches!(load(&sandbox(), &threads), Err(LoadError::Invalid(_))), "threads are off");
}

#[test]
fn bytes_must_be_those_that_the_digest_names() {
    let sandbox = sandbox();
    let wanted = digest(b"something else");
    let error = sandbox.load(&wanted, || Ok::<_, Infallible>(probe_bytes())).err().expect("another digest");
    assert!(matches!(error, LoadError::OtherDigest { .. }));
    for digest in ["", "abc", "../../etc/passwd", &"A".repeat(64)] {
        assert!(matches!(sandbox.load(digest, || Ok::<_, Infallible>(Vec::new())), Err(LoadError::Digest(_))));
    }
    let unreadable = sandbox.load(&wanted, || Err(std::io::Error::other("disk"))).err().expect("unreadable");
    assert!(unreadable.words().zh.contains("disk"));
}

#[test]
fn a_component_in_use_is_not_loaded_twice() {
    let sandbox = sandbox();
    let _kept = load(&sandbox, &probe_bytes()).unwrap();
    let again = sandbox.load(&digest(&probe_bytes()), || Err::<Vec<u8>, _>(std::io::Error::other("asked again")));
    assert!(again.is_ok());
    assert_eq!(sandbox.compiled(), 1);
}

#[test]
fn callers_that_come_at_once_compile_once() {
    let sandbox = sandbox();
    let bytes = probe_bytes();
    std::thread::scope(|scope| {
        let loads: Vec<_> = (0..4).map(|_| scope.spawn(|| load(&sandbox, &bytes).unwrap())).collect();
        loads.into_iter().map(|load| load.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(sandbox.compiled(), 1);
}

/// A sandbox on this folder that has loaded the probe and called it; how often it compiled.
fn use_cache(folder: &Path) -> u64 {
    let sandbox = Sandbox::new(&Settings { cache: Some(folder.to_owned()), slots: 1, ..Settings::default() }).unwrap();
    let component = load(&sandbox, &probe_bytes()).unwrap();
    assert_eq!(output(ask(&component, "eok", &LIMITS)), "ok");
    sandbox.compiled()
}

fn the_file(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder).unwrap();
    let file = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none());
    file
}

#[test]
fn kept_code_that_is_damaged_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("code");
    assert_eq!((use_cache(&folder), use_cache(&folder)), (1, 0));
    let file = the_file(&folder);
    let whole = fs::read(&file).unwrap();
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 0x10;
    let damages: [&[u8]; 4] = [b"", &whole[..100], &whole[..whole.len() - 1], &flipped];
    for damage in damages {
        fs::write(&file, damage).unwrap();
        assert_eq!((use_cache(&folder), use_cache(&folder)), (1, 0), "made anew once, then kept");
        assert_eq!(fs::read(&file).unwrap().len(), whole.len());
    }
}

#[test]
fn kept_code_of_another_engine_is_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("code");
    use_cache(&folder);
    let file = the_file(&folder);
    let name = file.file_name().unwrap().to_str().unwrap().to_owned();
    let (digest, identity) = name.split_once('-').unwrap();
    let other: String = identity.chars().map(|c| if c == '0' { '1' } else { c }).collect();
    fs::rename(&file, folder.join(format!("{digest}-{other}"))).unwrap();
    assert_eq!(use_cache(&folder), u64::from(other != identity));
}

#[test]
fn a_cache_that_goes_away_costs_only_time() {
    let folder = tempfile::tempdir().unwrap();
    let code = folder.path().join("code");
    let sandbox = Sandbox::new(&Settings { cache: Some(code.clone()), slots: 1, ..Settings::default() }).unwrap();
    fs::remove_dir_all(&code).unwrap();
    let component = load(&sandbox, &probe_bytes()).unwrap();
    assert_eq!(output(ask(&component, "eok", &LIMITS)), "ok");
}

#[test]
fn a_cache_folder_that_cannot_be_trusted_is_refused_with_a_remedy() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).unwrap();
    let settings = Settings { cache: Some(folder.path().to_owned()), slots: 1, ..Settings::default() };
    let error = Sandbox::new(&settings).err().expect("refused");
    assert!(matches!(error, SandboxError::Cache(_)));
    assert!(error.to_string().contains("chmod go-w"), "{error}");
}
