//! Sharing must not make names unstable: what one operation documents
//! concerns that operation's types only.

use std::collections::{BTreeMap, BTreeSet};

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::plan::{Crate, TypeKind};
use wechatpay_openapi_generator::run;
use wechatpay_openapi_generator::source::Docs;

use crate::cases::{case, generated};

/// Module path of an operation, then a type's name, to its fields or values
/// and whether another module defines it.
type Types = BTreeMap<String, BTreeMap<String, (String, bool)>>;

fn types(docs: &Docs) -> Types {
    let planned = run(docs, &Overrides::default(), all);
    assert!(planned.diagnostics.is_empty(), "{:?}", planned.diagnostics);
    planned.made
}

fn all(plan: &Crate<'_>) -> Types {
    let mut found = Types::new();
    for (node, verb) in plan.operations() {
        let name = |id: &_| verb.types.def(*id).name.clone();
        let defs = verb.types.defs.iter().map(|def| {
            let content: Vec<String> = match &def.kind {
                TypeKind::Record(fields) => fields
                    .iter()
                    .map(|one| format!("{}: {:?}", one.name, one.ty.map(&mut |id| name(id))))
                    .collect(),
                TypeKind::Enum(values) => values.iter().map(|one| one.value.value.clone()).collect(),
            };
            (def.name.clone(), (content.join(", "), def.shared.is_some()))
        });
        found.insert(node.path.join("::"), defs.collect());
    }
    found
}

/// The types of every module without the question who defines them.
fn shapes(types: &Types) -> BTreeMap<&str, BTreeMap<&str, &str>> {
    let shapes = types.iter().map(|(module, defs)| {
        let defs = defs
            .iter()
            .map(|(name, (content, _))| (name.as_str(), content.as_str()));
        (module.as_str(), defs.collect())
    });
    shapes.collect()
}

#[test]
fn a_changed_operation_changes_its_own_types() {
    let pages = [case("sharing").pages, case("sharing_apart").pages].concat();
    let before = types(&pages.iter().cloned().collect());
    let changes = [
        ("| city {", "| town {", ["Place"].as_slice()),
        ("`OFF` 枚举", "`OFF` \\| `LOST` 枚举", &["State"]),
        ("| no {data-required ", "| no {", &[]),
        (
            "| place {data-indent=1} | object | 位置",
            "| place {data-indent=1} | object | 位置\n| area {data-indent=2} | integer | 面积",
            &["Place"],
        ),
    ];
    for changed in [
        "sharing::goods::alpha",
        "sharing::goods::beta",
        "sharing::goods::gamma",
    ] {
        let module = format!("v3::{changed}");
        let file = format!("{}.md", changed.replace("::", "/"));
        for (from, to, differ) in changes {
            let docs = pages.iter().map(|(path, text)| {
                let is_it = path.ends_with(&file);
                let text = if is_it {
                    text.replace(from, to)
                } else {
                    text.clone()
                };
                assert!(!is_it || text.contains(to), "the change finds its place");
                (path.clone(), text)
            });
            let after = types(&docs.collect());
            let (mut old, mut new) = (shapes(&before), shapes(&after));
            let (old_own, new_own) = (old.remove(module.as_str()), new.remove(module.as_str()));
            assert_eq!(old, new, "{from} in {changed}: types of other operations changed");
            let (old_own, new_own) = (old_own.expect("types"), new_own.expect("types"));
            let names: BTreeSet<_> = old_own.keys().chain(new_own.keys()).collect();
            let found: Vec<_> = names
                .into_iter()
                .filter(|name| old_own.get(**name) != new_own.get(**name))
                .collect();
            assert_eq!(found, differ.iter().collect::<Vec<_>>(), "{from} in {changed}");
            // What differs, and what has it inside, is no longer another operation's type.
            assert!(
                after[&module]
                    .iter()
                    .all(|(name, (_, shared))| name == "State" || name == "Place" || !shared)
            );
            let domain = after
                .keys()
                .filter(|path| path.contains("::sharing::") && **path != module);
            let shared = domain
                .flat_map(|path| after[path].values())
                .filter(|(_, shared)| *shared)
                .count();
            assert!(shared >= 3, "the others still share");
        }
    }
}

#[test]
fn only_the_page_s_own_file_changes() {
    // `alpha` defines what the others re-export; a change of `gamma` is nobody else's.
    let before = generated(&[case("sharing")]).output;
    let mut changed = case("sharing");
    for (path, text) in &mut changed.pages {
        if path.ends_with("gamma.md") {
            *text = text.replace("| city {", "| town {");
        }
    }
    let after = generated(&[changed]).output;
    let differ = after.iter().filter(|(path, text)| before.get(path) != Some(text));
    let differ: Vec<_> = differ.map(|(path, _)| path).collect();
    // The catalogue names every field.
    assert_eq!(
        differ,
        ["src/catalogue/v3_sharing.rs", "src/v3/sharing/goods/gamma.rs"]
    );
    assert_eq!(before.len(), after.len());
}

#[test]
fn a_new_operation_changes_nobody_s_types() {
    let pages = case("sharing").pages;
    let before = types(&pages.iter().cloned().collect());
    let mut more = pages.clone();
    for name in ["aaa", "zzz"] {
        let (path, text) = &pages[0];
        more.push((path.replace("alpha", name), text.replace("alpha", name)));
    }
    let after = types(&more.into_iter().collect());
    for (module, defs) in shapes(&before) {
        assert_eq!(Some(&defs), shapes(&after).get(module), "{module}");
    }
    assert_eq!(after.len(), before.len() + 2);
}
