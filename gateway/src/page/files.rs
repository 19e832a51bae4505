//! The static files, which are in the program.

use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

/// Each file, by its name below `gateway/page`.
macro_rules! files {
    ($($name:literal)+) => {
        const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../page/", $name))),)+];
    };
}

files! {
    "cashier.html"
    "icon.svg"
    "index.html"
    "parts.css"
    "style.css"
    "js/api.js"
    "js/cashier.js"
    "js/catalogue.js"
    "js/diagnosis.js"
    "js/dom.js"
    "js/entry.js"
    "js/faults.js"
    "js/form.js"
    "js/format.js"
    "js/journal.js"
    "js/main.js"
    "js/notify.js"
    "js/operation.js"
    "js/orders.js"
    "js/search.js"
    "js/settings.js"
    "js/text.js"
    "js/theme.js"
}

/// Nothing from elsewhere, nothing inline: what a request holds cannot run.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The file of this name.
pub(super) fn named(name: &str) -> Response {
    let Some((_, text)) = FILES.iter().find(|(known, _)| *known == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers: [(HeaderName, &str); 4] = [
        (header::CONTENT_TYPE, content_type(name)),
        // A new gateway has new files under the same names.
        (header::CACHE_CONTROL, "no-cache"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, *text).into_response()
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        _ => "image/svg+xml",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::{FILES, content_type};

    fn below(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            match entry.path().is_dir() {
                true => below(&entry.path(), &format!("{name}/"), found),
                false => drop(found.insert(name)),
            }
        }
    }

    #[test]
    fn every_file_is_in_the_program() {
        let mut found = BTreeSet::new();
        below(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("page"),
            "",
            &mut found,
        );
        let listed: BTreeSet<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        assert_eq!(listed, found);
    }

    /// `/_gateway/` and `/_gateway/pay/…` are at different depths, and no file may be asked for by a name that is not there.
    #[test]
    fn what_a_file_names_is_there() {
        for (name, text) in FILES {
            let names = text.split(['"', '\'']).filter(|part| {
                let is_file = ["js", "css", "svg"]
                    .iter()
                    .any(|end| part.ends_with(&format!(".{end}")));
                is_file && !part.contains(' ')
            });
            for named in names {
                let bare = named
                    .trim_start_matches("./")
                    .trim_start_matches("../")
                    .trim_start_matches("page/");
                let folder = name
                    .rsplit_once('/')
                    .map_or(String::new(), |(folder, _)| format!("{folder}/"));
                let is_there = FILES
                    .iter()
                    .any(|(known, _)| *known == format!("{folder}{bare}") || *known == bare);
                assert!(is_there, "{name}: {named}");
            }
        }
        assert_eq!(content_type("js/main.js"), "text/javascript; charset=utf-8");
    }

    #[test]
    fn nothing_comes_from_elsewhere() {
        for (name, text) in FILES {
            for (at, _) in text.match_indices("http") {
                let rest = &text[at..];
                let is_own = !rest.contains("://")
                    || !(rest.starts_with("http://") || rest.starts_with("https://"))
                    || rest.starts_with("http://www.w3.org/2000/svg")
                    || rest.starts_with("http://127.0.0.1");
                assert!(is_own, "{name}: {}", rest.chars().take(40).collect::<String>());
            }
        }
    }
}
