//! No two generated names of one scope differ by underscores or by case alone.

use std::collections::BTreeMap;
use std::path::Path;

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::plan::{Crate, Node, TypeKind, Types};
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

#[test]
fn n9_no_two_names_differ_by_underscores_or_case_alone() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs-specs");
    let docs = Docs::read(&root).expect("docs-specs");
    let overrides = Overrides::read(&root.join("overrides")).expect("overrides");
    let twins = run(&docs, &overrides, Twins::all).made;
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
