//! What a newcomer reads: both READMEs show the same code, and their links lead somewhere, also inside the packages.

use std::path::Path;

use super::Finding;

/// The README, and the same in Chinese.
pub(super) const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];
/// Where crates.io shows it: links must hold there, too.
const PACKAGES: [&str; 2] = [".", "generated"];

/// Code that one README has and the other has not, in order.
pub(super) fn same_code(text: &str, other: &str) -> Vec<Finding> {
    let (here, there) = (code(text), code(other));
    let mut found = Vec::new();
    for (at, (line, block)) in here.iter().enumerate() {
        if there.get(at).map(|(_, block)| block) != Some(block) {
            found.push(Finding::must(*line, "this code is not that of the other README"));
        }
    }
    if there.len() > here.len() {
        found.push(Finding::must(1, "the other README has more code"));
    }
    found
}

/// Links to files that are not there.
pub(super) fn links(root: &Path, text: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        for target in line.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let is_here = !target.contains("://") && !target.starts_with('#');
            let missing = PACKAGES
                .iter()
                .find(|folder| !root.join(folder).join(target).exists());
            if let (true, Some(folder)) = (is_here, missing) {
                found.push(Finding::must(at + 1, format!("`{target}` is not in `{folder}`")));
            }
        }
    }
    found
}

/// The fenced blocks, with the line that each begins at.
fn code(text: &str) -> Vec<(usize, String)> {
    let mut blocks: Vec<(usize, String)> = Vec::new();
    let mut is_inside = false;
    for (at, line) in text.lines().enumerate() {
        let is_fence = line.starts_with("```");
        if is_fence && !is_inside {
            blocks.push((at + 1, String::new()));
        }
        if let (Some((_, block)), true) = (blocks.last_mut(), is_inside || is_fence) {
            block.push_str(line);
            block.push('\n');
        }
        is_inside ^= is_fence;
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(found: Vec<Finding>) -> Vec<usize> {
        found.into_iter().map(|one| one.line).collect()
    }

    #[test]
    fn code_must_be_the_same_and_words_need_not() {
        let english = "Hello\n```rust\na();\n```\n```text\nb\n```\n";
        for (other, wrong) in [
            ("你好\n\n```rust\na();\n```\n你好\n```text\nb\n```\n", vec![]),
            ("```rust\na( );\n```\n```text\nb\n```\n", vec![2]),
            ("```rust\na();\n```\n", vec![5]),
            ("```toml\na();\n```\n```text\nb\n```\n", vec![2]),
            ("```rust\na();\n```\n```text\nb\n```\n```\nc\n```\n", vec![1]),
        ] {
            assert_eq!(lines(same_code(english, other)), wrong, "{other}");
        }
    }

    #[test]
    fn links_lead_to_files() {
        let root = crate::repository();
        let text = "[a](LICENSE-MIT) [b](https://nowhere.invalid/) [c](#here)\n[d](no-such-file.md) [e](ARCHITECTURE.md)\n";
        assert_eq!(lines(links(&root, text)), [2, 2]);
    }
}
