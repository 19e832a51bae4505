//! The folder in which the keys are kept from one start to the next.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::kept::Kept;

/// What only WeChat Pay has. Who deletes it gets new keys.
const KEPT: &str = "wechatpay.json";

/// What is in the folder; what is missing, perhaps all, is made, and is then there.
pub(super) fn open(folder: &Path, now: i64, make: impl FnOnce() -> Result<Kept>) -> Result<Kept> {
    let file = folder.join(KEPT);
    let kept = match file.exists() {
        true => Some(read(&file)?),
        false => None,
    };
    match kept {
        Some(kept) if kept.is_complete() => Ok(kept),
        kept => {
            let kept = kept.map_or_else(make, Ok)?.complete(now)?;
            write(folder, &kept)?;
            Ok(kept)
        }
    }
}

fn read(file: &Path) -> Result<Kept> {
    let text = fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    serde_json::from_str(&text).with_context(|| {
        format!(
            "{} is not what a gateway has written: delete it, and new keys are made",
            file.display()
        )
    })
}

pub(super) fn write(folder: &Path, kept: &Kept) -> Result<()> {
    let text = serde_json::to_string_pretty(kept)?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join(KEPT), text))
        .with_context(|| format!("the keys cannot be kept in {}", folder.display()))
}
