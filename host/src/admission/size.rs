//! Rule: a component is neither empty nor larger than [`MOST_BYTES`].

use super::report::{Check, Rule};
use crate::catalogue::Words;

/// The most bytes of a component: 64 MiB. CPython with its libraries is 18 MiB.
pub const MOST_BYTES: usize = 64 << 20;

pub(super) fn check(component: &[u8]) -> Check {
    let size = component.len();
    let findings = (size > MOST_BYTES).then(|| {
        let mib = size as f64 / f64::from(1 << 20);
        let most = MOST_BYTES >> 20;
        Words {
            zh: format!("组件大小为 {mib:.1} MiB，上限为 {most} MiB。请去掉调试信息（wasm-tools strip）和不用的依赖后重新构建。"),
            en: format!(
                "The component has {mib:.1} MiB and {most} MiB are allowed. Strip debug information (`wasm-tools strip`), \
                 leave out dependencies that are not used, and rebuild."
            ),
        }
    });
    Check::failed(Rule::Size, findings.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admission::Verdict;

    #[test]
    fn sixty_four_mib_is_the_most() {
        let mut bytes = vec![0; MOST_BYTES];
        assert_eq!(check(&bytes).verdict, Verdict::Passed);
        bytes.push(0);
        let check = check(&bytes);
        assert_eq!(check.verdict, Verdict::Failed);
        assert!(check.findings[0].zh.contains("上限为 64 MiB"));
    }
}
