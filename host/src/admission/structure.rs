//! Rule: the bytes are a well-formed component, and no larger in any of its parts than a compiler should be given.
//!
//! Checked by wasmparser before anything is compiled: reading is linear in the bytes, compiling is not. The bounds are
//! several times what CPython, the largest runtime known to be useful here, has (9 modules, 24,000 functions, the
//! largest body 160 KiB).

use wasmparser::{Encoding, Parser, Payload, ValidPayload, Validator, WasmFeatures};

use super::report::{Check, Rule};
use crate::catalogue::Words;
use crate::sandbox::NotAComponent;

/// What a component may have of a thing that costs the compiler time or memory.
struct Bound {
    zh: &'static str,
    en: &'static str,
    most: u64,
}

const MODULES: Bound = Bound { zh: "核心模块", en: "core modules", most: 128 };
const DEPTH: Bound = Bound { zh: "嵌套组件层数", en: "levels of nested components", most: 16 };
const FUNCTIONS: Bound = Bound { zh: "函数", en: "functions", most: 400_000 };
const BODY: Bound = Bound { zh: "最大函数的字节数", en: "bytes of its largest function", most: 2 << 20 };
const DATA: Bound = Bound { zh: "数据段", en: "data segments", most: 200_000 };
const ELEMENTS: Bound = Bound { zh: "元素段", en: "element segments", most: 100_000 };
const TYPES: Bound = Bound { zh: "类型", en: "types", most: 200_000 };

pub(super) fn check(component: &[u8]) -> Check {
    if let Some(kind) = NotAComponent::of(component) {
        return Check::failed(Rule::Structure, vec![kind.words()]);
    }
    let parts = match parts(component) {
        Ok(parts) => parts,
        Err(error) => return Check::failed(Rule::Structure, vec![invalid(&error)]),
    };
    Check::failed(Rule::Structure, parts.excesses())
}

/// How much there is of everything that is bounded.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    modules: u64,
    depth: u64,
    functions: u64,
    body: u64,
    data: u64,
    elements: u64,
    types: u64,
}

impl Parts {
    fn excesses(&self) -> Vec<Words> {
        let counted = [
            (self.modules, MODULES),
            (self.depth, DEPTH),
            (self.functions, FUNCTIONS),
            (self.body, BODY),
            (self.data, DATA),
            (self.elements, ELEMENTS),
            (self.types, TYPES),
        ];
        counted
            .into_iter()
            .filter(|(count, bound)| *count > bound.most)
            .map(|(count, bound)| excess(count, &bound))
            .collect()
    }

    fn add(&mut self, payload: &Payload<'_>) {
        match payload {
            Payload::ModuleSection { .. } => self.modules += 1,
            Payload::CodeSectionStart { count, .. } => self.functions += u64::from(*count),
            Payload::CodeSectionEntry(body) => self.body = self.body.max(body.range().end - body.range().start),
            Payload::DataSection(section) => self.data += u64::from(section.count()),
            Payload::ElementSection(section) => self.elements += u64::from(section.count()),
            Payload::TypeSection(section) => self.types += u64::from(section.count()),
            Payload::ComponentTypeSection(section) => self.types += u64::from(section.count()),
            _ => {}
        }
    }
}

/// Validates the bytes and counts; stops early where a count is already past its bound, so that the reading is bounded
/// too.
fn parts(component: &[u8]) -> Result<Parts, wasmparser::BinaryReaderError> {
    let mut validator = Validator::new_with_features(WasmFeatures::default());
    let mut allocations = wasmparser::FuncValidatorAllocations::default();
    let (mut parts, mut depth) = (Parts::default(), 0);
    for payload in Parser::new(0).parse_all(component) {
        let payload = payload?;
        match &payload {
            Payload::Version { encoding: Encoding::Component, .. } => {
                depth += 1;
                parts.depth = parts.depth.max(depth);
            }
            Payload::Version { encoding: Encoding::Module, .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            _ => {}
        }
        parts.add(&payload);
        if !parts.excesses().is_empty() {
            return Ok(parts);
        }
        if let ValidPayload::Func(function, body) = validator.payload(&payload)? {
            let mut function = function.into_validator(allocations);
            function.validate(&body)?;
            allocations = function.into_allocations();
        }
    }
    Ok(parts)
}

fn invalid(error: &wasmparser::BinaryReaderError) -> Words {
    let (message, offset) = (error.message(), error.offset());
    Words {
        zh: format!("组件格式无效（第 {offset} 字节）：{message}。文件可能在传输中损坏或被截断；请重新构建后再提交。"),
        en: format!(
            "The component is not valid at byte {offset}: {message}. It may have been damaged or cut on its way; build \
             it again."
        ),
    }
}

fn excess(count: u64, bound: &Bound) -> Words {
    let Bound { zh, en, most } = bound;
    Words {
        zh: format!("{zh}过多：有 {count}，上限为 {most}。请去掉不用的代码和依赖后重新构建。"),
        en: format!("Too many {en}: {count}, and {most} are allowed. Leave out code that is not used, and rebuild."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::Verdict;

    fn en(check: &Check) -> String {
        check.findings.iter().map(|finding| finding.en.as_str()).collect()
    }

    #[test]
    fn what_is_no_component_is_named() {
        for (bytes, said) in [(&b""[..], "empty"), (b"print('hi')", "text"), (b"PK\x03\x04", "compressed")] {
            let check = check(bytes);
            assert_eq!(check.verdict, Verdict::Failed);
            assert!(en(&check).contains(said), "{}", en(&check));
        }
    }

    #[test]
    fn a_cut_component_is_named_with_its_place() {
        let whole = wat::parse_str("(component (core module (func)))").unwrap();
        assert_eq!(check(&whole).verdict, Verdict::Passed);
        let cut = check(&whole[..whole.len() - 3]);
        assert_eq!(cut.verdict, Verdict::Failed);
        assert!(en(&cut).contains("not valid at byte"), "{}", en(&cut));
    }

    #[test]
    fn a_function_that_is_not_valid_is_refused_before_it_is_compiled() {
        // `i32.add` with nothing on the stack: a well-formed section with an invalid body.
        let bytes = wat::parse_str("(component (core module (func i32.add drop)))").unwrap();
        assert_eq!(check(&bytes).verdict, Verdict::Failed);
    }

    #[test]
    fn every_count_past_its_bound_is_told() {
        let parts = Parts { modules: 129, functions: 400_001, body: 2 << 20, ..Parts::default() };
        let told: Vec<String> = parts.excesses().into_iter().map(|finding| finding.en).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[0].contains("129") && told[1].contains("400001"), "{told:?}");
    }

    #[test]
    fn many_modules_and_deep_nesting_are_refused() {
        let many = format!("(component {})", "(core module)".repeat(129));
        assert!(en(&check(&wat::parse_str(many).unwrap())).contains("core modules"));
        let deep = format!("{}{}", "(component ".repeat(17), ")".repeat(17));
        assert!(en(&check(&wat::parse_str(deep).unwrap())).contains("nested components"));
    }
}
