//! Generated names read well: no two of one scope differ by underscores or by case alone, no type hides what Rust's
//! prelude has, none says a word twice, and one element of a list is called in the singular.

use std::collections::BTreeMap;
use std::path::Path;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::name::compound::is_stutter;
use wechatpay_openapi_generator::name::keyword::is_of_prelude;
use wechatpay_openapi_generator::plan::{Crate, Node, RustType, TypeDef, TypeKind, Types};
use wechatpay_openapi_generator::run;
use wechatpay_openapi_generator::source::Docs;

/// Fields that the wire itself tells apart by an underscore.
const WIRE: [(&str, &str); 2] = [
    (
        "webhook::v3::mchtransfer_bill_finished::Notification: mch_id and mchid",
        "the page lists both as names of the merchant",
    ),
    (
        "v3::platsolution::ecommerce::mch_transfer::transfer_bills::post::MchInfo: mch_id and mchid",
        "the page lists both as names of the merchant",
    ),
];

/// Names that would be one without their underscores, with where they are.
#[derive(Default)]
struct Twins {
    found: Vec<String>,
    names: usize,
}

impl Twins {
    fn scope<'n>(&mut self, place: &str, names: impl IntoIterator<Item = &'n str>) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in names {
            self.names += 1;
            let bare = name.replace('_', "").to_lowercase();
            if let Some(known) = seen.insert(bare, name) {
                self.found.push(format!("{place}: {known} and {name}"));
            }
        }
    }

    fn types(&mut self, place: &str, types: &Types<'_>) {
        self.scope(place, types.defs.iter().map(|def| &*def.name));
        for def in &types.defs {
            let place = format!("{place}::{}", def.name);
            match &def.kind {
                TypeKind::Record(fields) => self.scope(&place, fields.iter().map(|field| &*field.name)),
                TypeKind::Enum(variants) => self.scope(&place, variants.iter().map(|one| &*one.name)),
            }
        }
    }

    fn node(&mut self, node: &Node<'_>) {
        let place = node.path.join("::");
        let verbs = node.verbs.iter().map(|verb| verb.name);
        self.scope(
            &place,
            node.children.iter().map(|child| &*child.name).chain(verbs),
        );
        for verb in &node.verbs {
            self.types(&verb.path.join("::"), &verb.types);
        }
    }

    fn all(plan: &Crate<'_>) -> Self {
        let mut twins = Self::default();
        plan.nodes().for_each(|node| twins.node(node));
        let mut modules: BTreeMap<&[String], Vec<&str>> = BTreeMap::new();
        for one in &plan.notifications {
            modules.entry(&one.path[..2]).or_default().push(&one.name);
            twins.types(&one.path.join("::"), &one.types);
        }
        for (path, names) in modules {
            twins.scope(&path.join("::"), names);
        }
        let events = plan.notifications.iter().flat_map(|one| &one.events);
        twins.scope("webhook::Event", events.map(|event| &*event.name));
        twins
    }
}

/// What a look at the crate as planned from `docs-specs` finds.
fn planned<T>(look: impl FnOnce(&Crate<'_>) -> T) -> T {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&root).expect("docs-specs");
    let overrides = Overrides::read(&root.join("overrides")).expect("overrides");
    run(&docs, &overrides, look).made
}

/// Plurals of list elements that are none: one and many are alike, or the ending is that of a singular.
const ONE_ALREADY: [&str; 6] = ["Goods", "Data", "Address", "Status", "Sms", "News"];

/// What is wrong with the name of a type.
fn faults(def: &TypeDef<'_>, elements: &[&str]) -> Vec<&'static str> {
    let name = &*def.name;
    let is_one = ONE_ALREADY.iter().any(|word| name.ends_with(word));
    let is_plural = elements.contains(&name) && name.ends_with('s') && !is_one;
    let faults = [
        (is_of_prelude(name), "hides what the prelude has"),
        (is_stutter(name), "says words twice"),
        (is_plural, "is a plural for one element"),
        (
            elements.contains(&name) && name.ends_with("List"),
            "is a list for one element",
        ),
    ];
    let faults = faults.into_iter().filter(|(is, _)| *is);
    faults.map(|(_, fault)| fault).collect()
}

/// The names of the types that lists hold.
fn elements<'n>(types: &'n Types<'_>) -> Vec<&'n str> {
    let fields = types.defs.iter().flat_map(|def| def.fields());
    let lists = fields.filter_map(|field| match &field.ty {
        RustType::List(item) => item.named(),
        _ => None,
    });
    lists.map(|id| &*types.def(*id).name).collect()
}

#[test]
fn n9_no_type_hides_the_prelude_or_stutters_or_is_a_plural_for_one() {
    let (found, count) = planned(|plan| {
        let operations = plan.modules().map(|module| (module.path, module.types));
        let common = plan.common.iter().map(|one| (&*one.path, &one.types));
        let mut found = Vec::new();
        let mut count = 0;
        for (path, types) in operations.chain(common) {
            let elements = elements(types);
            count += elements.len();
            for def in &types.defs {
                let faults = faults(def, &elements).into_iter();
                found.extend(faults.map(|fault| format!("{}::{} {fault}", path.join("::"), def.name)));
            }
        }
        (found, count)
    });
    assert_eq!(found, Vec::<String>::new());
    assert!(count > 500, "{count} lists of objects");
}

#[test]
fn n9_no_two_names_differ_by_underscores_or_case_alone() {
    let twins = planned(Twins::all);
    let known = |one: &&String| WIRE.iter().any(|(place, _)| one.starts_with(place));
    let (_, new): (Vec<&String>, Vec<&String>) = twins.found.iter().partition(known);
    assert_eq!(new, Vec::<&String>::new());
    assert!(twins.names > 30_000, "{} names", twins.names);
}

/// Pages at these paths, without anything in them.
fn chains(paths: &[&str]) -> Docs {
    let page = |path: &&str| {
        let text = format!(
            "# t {{#get}}\n\n| 请求参数 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n{}\n{{.im-table #request}}\n\n\
             ```http\nGET /{path} HTTP/1.1\n```\n\n| 返回字典 | 类型 {{.type}} | 描述 {{.desc}}\n| --- | --- | ---\n\
             | a | string | 甲\n\n{{.im-table #response}}\n",
            if path.contains("{lamp}") {
                "| lamp {data-required} | string | 灯\n"
            } else {
                ""
            },
        );
        (format!("openapi/{path}.md"), text)
    };
    paths.iter().map(page).collect()
}

#[test]
fn modules_that_would_be_called_nearly_alike_want_a_name() {
    let module = "[[module]]\npath = 'v3/towers/lamp_list'\nsegment = 'lamp_list'\nname = 'lamps_listed'\nreason = 'r'\n";
    // pages, corrections, names below `v3/towers`, what is found
    let cases: [(&[&str], &str, &str, &str); 5] = [
        (
            &["v3/towers/lamp-list", "v3/towers/lamps"],
            "",
            "lamp_list lamps",
            "",
        ),
        (
            &["v3/towers/lamp-list", "v3/towers/lamp_list"],
            module,
            "lamp_list lamps_listed",
            "",
        ),
        (
            &["v3/towers/lamp-list", "v3/towers/lamp_list"],
            "",
            "lamp_list lamp_list_",
            "openapi/v3/towers/lamp_list.md:1:1: IM038",
        ),
        (
            &["v3/towers/lamplist", "v3/towers/lamp_list"],
            "",
            "lamp_list lamplist",
            "openapi/v3/towers/lamplist.md:1:1: IM038",
        ),
        (&["v3/towers/lamp", "v3/towers/{lamp}"], "", "by_lamp lamp", ""),
    ];
    for (paths, corrections, names, finding) in cases {
        let mut overrides = Overrides::default();
        overrides.add("names.toml", corrections).expect("TOML");
        let done = run(&chains(paths), &overrides, |plan| {
            let towers = plan.nodes().find(|node| node.name == "towers").expect("the node");
            towers
                .children
                .iter()
                .map(|child| child.name.clone())
                .collect::<Vec<_>>()
                .join(" ")
        });
        assert_eq!(done.made, names, "{paths:?}");
        let found: Vec<String> = done.diagnostics.iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), usize::from(!finding.is_empty()), "{found:?}");
        assert!(found.iter().all(|one| one.starts_with(finding)), "{found:?}");
    }
}
