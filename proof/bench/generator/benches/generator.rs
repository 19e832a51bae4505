//! From a documentation tree to formatted files, and stage by stage.
//!
//! `BENCH_DOCS` names the tree; docs-specs if it does not. `RAYON_NUM_THREADS=1` leaves one thread.

use std::fs;
use std::path::{Path, PathBuf};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use generator::{Items, markdown};
use measure::CpuTime;
use wechatpay_openapi_generator::emit::{self, Style};
use wechatpay_openapi_generator::fix::{self, Overrides};
use wechatpay_openapi_generator::output::{Output, Owned};
use wechatpay_openapi_generator::source::Docs;
use wechatpay_openapi_generator::{generate, lower, name, parse, share};

/// What the documentation says, and where it goes.
struct Tree {
    docs: PathBuf,
    overrides: Overrides,
    scratch: PathBuf,
}

impl Tree {
    fn here() -> Self {
        let docs_specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../docs-specs");
        Self {
            overrides: Overrides::read(&docs_specs.join("overrides")).expect("overrides"),
            docs: std::env::var_os("BENCH_DOCS").map_or(docs_specs, PathBuf::from),
            scratch: Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch"),
        }
    }

    fn read(&self) -> Docs {
        Docs::read(&self.docs).expect("documentation")
    }

    fn output(&self) -> Output {
        let output = generate(&self.read(), &self.overrides).output;
        assert!(
            !output.is_empty(),
            "{}: an error stands in the way",
            self.docs.display()
        );
        output
    }

    /// As `cargo xtask generate` does; gives the number of files written.
    fn run(&self) -> usize {
        let owned = Owned::new()
            .folder("src")
            .folder("tests")
            .file("INDEX.md")
            .file("Cargo.toml")
            .marked("@generated");
        self.output()
            .write(&self.scratch, &owned)
            .expect("a place to write")
            .len()
    }

    fn clear(&self) {
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

fn whole(criterion: &mut Criterion<CpuTime>) {
    let tree = Tree::here();
    let docs = tree.read();
    let items = Items::of(&tree.output());
    let mut group = criterion.benchmark_group("generator");
    group.sample_size(10);
    group.bench_function("pulldown-cmark", |b| b.iter(|| markdown(&docs)));
    group.bench_function("prettyplease", |b| b.iter(|| items.format()));
    group.bench_function("syn", |b| b.iter(|| items.parse()));
    group.bench_function("docs to files", |b| {
        b.iter_batched(|| tree.clear(), |()| tree.run(), BatchSize::PerIteration)
    });
    tree.run();
    group.bench_function("nothing to write", |b| b.iter(|| assert_eq!(tree.run(), 0)));
    group.bench_function("reading", |b| b.iter(|| tree.read()));
    group.finish();
    tree.clear();
}

/// The stages one by one, as `generate` has them in a row.
fn stages(criterion: &mut Criterion<CpuTime>) {
    let tree = Tree::here();
    let docs = tree.read();
    let (parsed, _) = parse::parse(&docs);
    let understood = || {
        let (pages, _) = fix::pages(parsed.pages.clone(), &tree.overrides);
        let (lowered, _) = lower::lower(&pages);
        fix::facts(lowered.api, &pages, &tree.overrides).0
    };
    let api = understood();
    let named = || share::share(name::name(&api, &tree.overrides.modules).0);
    let plan = named();
    let mut group = criterion.benchmark_group("stages");
    group.sample_size(10);
    group.bench_function("parse", |b| b.iter(|| parse::parse(&docs)));
    group.bench_function("fix, lower", |b| b.iter(understood));
    group.bench_function("name, share", |b| b.iter(named));
    group.bench_function("emit", |b| b.iter(|| emit::emit(&plan, Style::Tables)));
    group.finish();
}

criterion_group! {
    name = benches;
    config = measure::of_process();
    targets = whole, stages
}
criterion_main!(benches);
