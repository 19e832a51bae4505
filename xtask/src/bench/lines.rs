//! Which of the times of `proof/bench` are told, as ratios of what.

use super::ratio::Line;
use crate::cli::Measure;

/// What is told of a measure.
pub(super) fn lines(measure: Measure) -> Vec<Line> {
    match measure {
        Measure::Compile | Measure::Setup | Measure::Weight | Measure::Gateway => Vec::new(),
        Measure::Codec => {
            let groups = ["decode", "encode"].into_iter();
            groups
                .map(|group| Line::each(group, "of serde_json's derive, by bytes", "ours", &["derive"]))
                .collect()
        }
        Measure::Crypto => vec![
            Line::one("sign", "of bare aws-lc", &["ours"], &["aws-lc"]),
            Line::one("verify", "of bare aws-lc", &["ours"], &["aws-lc"]),
        ],
        Measure::Call => vec![
            Line::one(
                "call",
                "of bare reqwest and bare aws-lc",
                &["ours"],
                &["reqwest and aws-lc"],
            ),
            Line::one("call", "the same, added up", &["ours"], &["reqwest", "aws-lc"]),
        ],
        Measure::Throughput => vec![
            Line::each(
                "throughput",
                "time of reqwest and aws-lc, by calls in flight",
                "ours",
                &["reqwest and aws-lc"],
            ),
            Line::each(
                "throughput",
                "time of bare reqwest, by calls in flight",
                "ours",
                &["reqwest"],
            ),
        ],
        Measure::Notification => vec![
            Line::one(
                "notification",
                "of aws-lc and derive",
                &["ours"],
                &["aws-lc and derive"],
            ),
            Line::one(
                "notification",
                "of its verification alone",
                &["ours"],
                &["aws-lc verifies"],
            ),
        ],
        Measure::Merchants => vec![
            Line::one("merchants", "of aws-lc reading both keys", &["ours"], &["aws-lc"]),
            Line::one("heap", "the same, bytes kept", &["ours"], &["aws-lc"]),
        ],
        Measure::First => vec![
            Line::one("first", "of reqwest and aws-lc", &["ours"], &["bare"]),
            Line::one("first", "after `warm_up`, of the same", &["warm"], &["bare"]),
            Line::one(
                "first",
                "built without jitter entropy, of the same",
                &["without jitter"],
                &["bare"],
            ),
        ],
        Measure::Generator => {
            let passes: Vec<&str> = vec!["pulldown-cmark"; 10];
            let whole = "docs to files";
            vec![
                Line::one("generator", "of one pass", &[whole], &["pulldown-cmark"]),
                Line::one("generator", "of prettyplease alone", &[whole], &["prettyplease"]),
                Line::one(
                    "generator",
                    "of 10 passes and prettyplease",
                    &[whole],
                    &[passes.as_slice(), &["prettyplease"]].concat(),
                ),
                Line::one(
                    "generator",
                    "nothing to write, of reading alone",
                    &["nothing to write"],
                    &["reading"],
                ),
            ]
        }
    }
}
