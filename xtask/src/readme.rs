//! The README's code in a newcomer's crate: with the dependencies that it names, and no others.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

/// Where the README has a reader put this repository: beside the crate.
const BESIDE: &str = "../wechatpay-openapi/";

/// Writes that crate into a folder.
pub(crate) fn write(root: &Path, folder: &Path) -> Result<()> {
    let readme = root.join("README.md");
    let text = fs::read_to_string(&readme).with_context(|| readme.display().to_string())?;
    let (manifest, library) = newcomer(&text, root)?;
    let source = folder.join("src");
    fs::create_dir_all(&source).with_context(|| source.display().to_string())?;
    for (path, text) in [
        (folder.join("Cargo.toml"), manifest),
        (source.join("lib.rs"), library),
    ] {
        fs::write(&path, text).with_context(|| path.display().to_string())?;
    }
    Ok(())
}

/// Its `Cargo.toml` and its `lib.rs`, which has each block in a module of its own.
fn newcomer(readme: &str, root: &Path) -> Result<(String, String)> {
    let [dependencies] = blocks(readme, "toml")[..] else {
        anyhow::bail!("README.md has not one block of dependencies");
    };
    ensure!(
        dependencies.contains(BESIDE),
        "README.md does not depend on {BESIDE}"
    );
    let here = format!("{}/", root.display());
    let manifest = format!(
        "[package]\nname = \"newcomer\"\nedition = \"2024\"\n\n[workspace]\n\n{}",
        dependencies.replace(BESIDE, &here)
    );
    let code = blocks(readme, "rust");
    ensure!(!code.is_empty(), "README.md has no code");
    let modules = code
        .iter()
        .zip(1..)
        .map(|(code, number)| format!("mod block_{number} {{\n{code}}}\n"));
    Ok((
        manifest,
        format!("#![allow(dead_code)]\n{}", modules.collect::<String>()),
    ))
}

/// The fenced blocks of a language.
fn blocks<'t>(text: &'t str, language: &str) -> Vec<&'t str> {
    let fenced = text.split("```").skip(1).step_by(2);
    fenced
        .filter_map(|block| block.strip_prefix(language)?.strip_prefix('\n'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_has_what_the_readme_names_and_nothing_else() {
        let readme = "Use `it`:\n```toml\n[dependencies]\nit = { path = \"../wechatpay-openapi/generated\" }\n```\n\
                      ```rust\nuse it::A;\n```\n```text\ncargo run\n```\n```rust\nuse it::B;\n```\n";
        let (manifest, library) = newcomer(readme, Path::new("/r")).expect("a crate");
        let dependencies = manifest.split_once("[dependencies]").map(|(_, rest)| rest);
        assert_eq!(dependencies, Some("\nit = { path = \"/r/generated\" }\n"));
        assert_eq!(
            library,
            "#![allow(dead_code)]\nmod block_1 {\nuse it::A;\n}\nmod block_2 {\nuse it::B;\n}\n"
        );
    }

    #[test]
    fn a_readme_without_them_is_refused() {
        for readme in [
            "```rust\na();\n```\n",
            "```toml\n[dependencies]\nit = \"1\"\n```\n```rust\na();\n```\n",
            "```toml\nit = { path = \"../wechatpay-openapi/generated\" }\n```\n",
        ] {
            assert!(newcomer(readme, Path::new("/r")).is_err(), "{readme}");
        }
    }
}
