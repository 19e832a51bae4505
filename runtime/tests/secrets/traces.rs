//! Traces of a secret in a text: any eight characters of it in a row, in whatever way it may be written.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// How many characters in a row are no chance.
const TRACE: usize = 8;

/// A value that a caller holds, and what of it may be shown nowhere.
pub(crate) struct Secret {
    pub(crate) name: &'static str,
    pub(crate) value: Vec<u8>,
    traces: BTreeSet<Vec<u8>>,
}

impl Secret {
    /// All of it is secret, but for the first line and the last of PEM.
    pub(crate) fn new(name: &'static str, value: impl Into<Vec<u8>>) -> Self {
        let value = value.into();
        let core: Vec<u8> = match std::str::from_utf8(&value) {
            Ok(text) if text.contains("-----BEGIN") => text
                .lines()
                .filter(|line| !line.starts_with('-') && !line.contains("Attributes"))
                .collect::<String>()
                .into_bytes(),
            _ => value.clone(),
        };
        Self::of(name, value, &core)
    }

    /// This part of it is secret.
    pub(crate) fn of(name: &'static str, value: impl Into<Vec<u8>>, part: &[u8]) -> Self {
        let hex: String = part.iter().map(|byte| format!("{byte:02x}")).collect();
        let forms = [
            part.to_vec(),
            hex.to_ascii_uppercase().into_bytes(),
            hex.into_bytes(),
            STANDARD.encode(part).into_bytes(),
        ];
        let windows = forms.iter().flat_map(|form| form.windows(TRACE));
        let traces: BTreeSet<Vec<u8>> = windows.map(<[u8]>::to_vec).collect();
        assert!(!traces.is_empty(), "{name} is too short to leave a trace");
        Self {
            name,
            value: value.into(),
            traces,
        }
    }

    /// The value as a text, as a caller would have read it.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.value).into_owned()
    }

    /// The first trace of it in a text, in characters or in a list of numbers.
    pub(crate) fn trace_in(&self, text: &str) -> Option<String> {
        let trace = |bytes: &[u8]| {
            bytes
                .windows(TRACE)
                .find(|window| self.traces.contains(*window))
                .map(<[u8]>::to_vec)
        };
        let found = trace(text.as_bytes()).or_else(|| lists(text).find_map(|list| trace(&list)));
        found.map(|found| String::from_utf8_lossy(&found).into_owned())
    }
}

/// The lists of numbers in a text, as `Debug` shows bytes.
fn lists(text: &str) -> impl Iterator<Item = Vec<u8>> {
    let between = |c: char| !(c.is_ascii_digit() || c == ',' || c.is_whitespace());
    let numbers = |run: &str| {
        let items = run.split(',').map(|item| item.trim().parse().ok());
        items.flatten().collect::<Vec<u8>>()
    };
    text.split(between)
        .map(numbers)
        .filter(|list| list.len() >= TRACE)
}

#[test]
fn a_trace_is_found_in_every_writing() {
    let secret = Secret::new("a key", "Zq7Lw2Xc9Vb4Nm1Kj8Hg5Fd3Sa6Po0Iu");
    for text in [
        "`Lw2Xc9Vb`".to_owned(),
        format!("{:?} {:#?}", &secret.value[..9], 1),
        format!("{:#?}", secret.value),
        format!("{:02x?}", secret.value).replace(", ", ""),
        STANDARD.encode(&secret.value)[3..12].to_owned(),
    ] {
        assert!(secret.trace_in(&text).is_some(), "{text}");
    }
    assert_eq!(secret.trace_in("32 letters and digits"), None);
}
