//! The folder in which the keys are kept from one start to the next.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};

use super::kept::Kept;

/// What only WeChat Pay has. Who deletes it gets new keys.
const KEPT: &str = "wechatpay.json";

/// What is in the folder; if there is nothing, what is made, which is then there.
pub(super) fn open(folder: &Path, make: impl FnOnce() -> Result<Kept>) -> Result<Kept> {
    let file = folder.join(KEPT);
    if file.exists() {
        let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        return serde_json::from_str(&text).with_context(|| {
            format!(
                "{} is not what a gateway has written: delete it, and new keys are made",
                file.display()
            )
        });
    }
    let kept = make()?;
    write(folder, &kept)?;
    Ok(kept)
}

pub(super) fn write(folder: &Path, kept: &Kept) -> Result<()> {
    let text = serde_json::to_string_pretty(kept)?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(folder.join(KEPT), text))
        .with_context(|| format!("the keys cannot be kept in {}", folder.display()))
}
