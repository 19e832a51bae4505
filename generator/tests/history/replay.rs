//! History replayed: each state of the documentation after the one before, with the names that were given by then.
//!
//! They are raw: nobody has corrected them, so those of today's overrides apply that fit.

use std::fs;
use std::path::Path;

use wechatpay_openapi_generator::diagnostic::Severity;
use wechatpay_openapi_generator::diff::{Change, Diff, Kind, Verdict};
use wechatpay_openapi_generator::fix::{MODULES, NAMES, Names, Overrides};
use wechatpay_openapi_generator::name::lock;
use wechatpay_openapi_generator::normalise::normalise;
use wechatpay_openapi_generator::output::Owned;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::states::{State, changes};
use wechatpay_openapi_generator::{generate, run};

use super::{root, states};

/// A state as it would have been imported, with the names of the one before it.
fn state(docs: &Docs, names: &Names) -> State {
    let mut overrides = Overrides::read(&root("docs-specs/overrides")).expect("the overrides can be read");
    overrides.names = Names::default();
    overrides.add(NAMES, &lock::text(names)).expect("a lock file");
    let facts = normalise(&parse(docs).0.all()).iter().collect();
    State::foreign(facts, &overrides).0
}

fn names(state: &State) -> Names {
    run(&state.docs, &state.overrides, lock::names).made
}

/// Types that look as they did and are called otherwise, and parameters' modules that are.
fn renamed(before: &Names, after: &Names) -> Vec<String> {
    let mut found = Vec::new();
    for (key, own) in before.iter() {
        let Some(now) = after.of(key) else { continue };
        for (place, name) in own {
            let Some(is) = now.get(place).filter(|is| *is != name) else {
                continue;
            };
            let shape = |held: &str| held.split_once(' ').map(|(_, shape)| shape.to_owned());
            if key == MODULES || (shape(name).is_some() && shape(name) == shape(is)) {
                found.push(format!("{key} {place}: {name} -> {is}"));
            }
        }
    }
    found
}

/// Writes the crate of a state below the folder that `REPLAY_OUT` names, for whoever compiles it and holds it against
/// `cargo-semver-checks`, and beside it a line for each change since the state before. Pages that cannot be read are left out.
fn write(name: &str, state: &State, since: &Diff) {
    let Some(folder) = std::env::var_os("REPLAY_OUT") else {
        return;
    };
    let found = generate(&state.docs, &state.overrides).diagnostics;
    let errors = found.iter().filter(|one| one.severity == Severity::Error);
    let broken: Vec<&str> = errors.map(|one| one.page.as_str()).collect();
    let pages = state.docs.iter().filter(|(path, _)| !broken.contains(path));
    let output = generate(&pages.collect(), &state.overrides).output;
    assert!(output.len() > 1_000, "{name}: left out {broken:?}");
    let folder = Path::new(&folder).join(name.replace('/', "-"));
    let line = |one: &Change| {
        let meaning = one.kind.meaning().name();
        format!("{meaning} | {one} | {}\n", one.code.join(", "))
    };
    let changes: String = since.changes().map(line).collect();
    fs::create_dir_all(&folder).expect("the folder can be made");
    fs::write(folder.join("changes.txt"), changes).expect("the file can be written");
    let owned = Owned::new().folder("src").folder("tests");
    output.write(&folder, &owned).expect("the folder can be written");
}

#[test]
fn no_type_is_renamed_that_did_not_change() {
    let mut earlier: Option<(State, Names)> = None;
    for (name, docs) in states() {
        let given = earlier
            .as_ref()
            .map(|(_, names)| names.clone())
            .unwrap_or_default();
        let now = state(&docs, &given);
        let have = names(&now);
        let mut since = Diff::default();
        if let Some((before, given)) = &earlier {
            assert_eq!(renamed(given, &have), [""; 0], "{name}");
            let (diff, _) = changes(before, &now);
            assert_eq!(diff.verdict(), Verdict::Major, "{name}");
            assert!(diff.identical > 700 && diff.operations > 800, "{name}");
            // A type that changed, or whose field has another name, may be called otherwise; that is told.
            let told = diff.changes().filter(|one| one.kind == Kind::Renamed).count();
            assert!(told < 20, "{name}: {told} renamed");
            since = diff;
        }
        write(name, &now, &since);
        earlier = Some((now, have));
    }
}
