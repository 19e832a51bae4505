//! Ratios of the times that criterion found.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use walkdir::WalkDir;

/// Times of a group, held against others of the same group.
pub(super) struct Line {
    group: &'static str,
    said: &'static str,
    ours: Vec<String>,
    reference: Vec<String>,
    /// Whether each is measured for several parameters.
    is_each: bool,
}

impl Line {
    /// The sum of some times against the sum of others.
    pub(super) fn one(group: &'static str, said: &'static str, ours: &[&str], reference: &[&str]) -> Self {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            group,
            said,
            ours: owned(ours),
            reference: owned(reference),
            is_each: false,
        }
    }

    /// The same for each parameter that was measured.
    pub(super) fn each(group: &'static str, said: &'static str, ours: &str, reference: &[&str]) -> Self {
        Self {
            is_each: true,
            ..Self::one(group, said, &[ours], reference)
        }
    }

    /// The line as it is printed: what, its ratios.
    pub(super) fn shown(&self, criterion: &Path) -> Result<String> {
        let group = criterion.join(self.group);
        let parameters = if self.is_each {
            parameters(&group.join(&self.ours[0]))?
        } else {
            vec![String::new()]
        };
        let sum = |names: &[String], parameter: &str| -> Result<f64> {
            let times = names.iter().map(|name| median(&group.join(name).join(parameter)));
            times.sum()
        };
        let mut ratios = Vec::new();
        for parameter in parameters {
            let ratio = sum(&self.ours, &parameter)? / sum(&self.reference, &parameter)?;
            ratios.push(if parameter.is_empty() {
                format!("{ratio:.2}x")
            } else {
                format!("{parameter}: {ratio:.2}x")
            });
        }
        Ok(format!(
            "{:<12} {:<48} {}",
            self.group,
            self.said,
            ratios.join("   ")
        ))
    }
}

/// What criterion writes of a benchmark.
#[derive(Deserialize)]
struct Estimates {
    median: Estimate,
}

#[derive(Deserialize)]
struct Estimate {
    point_estimate: f64,
}

/// Nanoseconds: half of the samples took less.
fn median(benchmark: &Path) -> Result<f64> {
    let file = benchmark.join("new/estimates.json");
    let at = || file.display().to_string();
    let text = fs::read_to_string(&file).with_context(at)?;
    let read: Estimates = serde_json::from_str(&text).with_context(at)?;
    Ok(read.median.point_estimate)
}

/// The parameters that a function was measured with, the smallest first.
fn parameters(function: &Path) -> Result<Vec<String>> {
    let mut found: Vec<u64> = Vec::new();
    for entry in WalkDir::new(function).min_depth(1).max_depth(1) {
        found.extend(
            entry?
                .file_name()
                .to_str()
                .and_then(|name| name.parse::<u64>().ok()),
        );
    }
    found.sort_unstable();
    Ok(found.iter().map(u64::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder as criterion leaves it.
    fn written(name: &str, times: &[(&str, f64)]) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        for (benchmark, median) in times {
            let at = folder.join(benchmark).join("new");
            fs::create_dir_all(&at).unwrap();
            let text =
                format!(r#"{{"median":{{"point_estimate":{median}}},"mean":{{"point_estimate":0.0}}}}"#);
            fs::write(at.join("estimates.json"), text).unwrap();
        }
        folder
    }

    #[test]
    fn ratios_are_of_medians_added_up() {
        let folder = written("one", &[("g/ours", 30.0), ("g/a", 10.0), ("g/b", 5.0)]);
        let line = Line::one("g", "of both", &["ours"], &["a", "b"]);
        assert!(
            line.shown(&folder)
                .unwrap_or_else(|_| panic!())
                .ends_with("2.00x")
        );
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn parameters_come_by_size() {
        let times = [
            ("g/ours/16", 3.0),
            ("g/ours/2", 1.0),
            ("g/ref/16", 6.0),
            ("g/ref/2", 1.0),
        ];
        let folder = written("each", &times);
        let line = Line::each("g", "by size", "ours", &["ref"]);
        let shown = line.shown(&folder).unwrap_or_else(|_| panic!());
        assert!(shown.ends_with("2: 1.00x   16: 0.50x"), "{shown}");
        fs::remove_dir_all(folder).unwrap();
    }
}
