use super::*;

fn told_of(texts: &[(&str, &str)]) -> String {
    let arrows = arrows::of(&Modules::of_texts(texts));
    let circles = circles(&arrows);
    let told = circles.iter().map(|circle| told(circle, &arrows));
    told.collect::<Vec<_>>().join("\n")
}

const BOTH: &str = "a circle of 2 files:\n    a.rs -> b.rs: B\n    b.rs -> a.rs: A";

#[test]
fn what_is_a_circle() {
    let root = ("lib.rs", "mod a; mod b; pub use a::A; pub use b::B;");
    let a = ("a.rs", "use crate::B; pub struct A;");
    let cases = [
        ("use super::A; pub struct B;", BOTH),
        ("use super::a; pub struct B; fn f(_: a::A) {}", BOTH),
        (
            "use super::a; pub struct B; fn f() { println!(\"{}\", a::A::new()) }",
            BOTH,
        ),
        ("use super::*; pub struct B; fn f() { A::new() }", BOTH),
        // No arrow of its own.
        ("pub use super::A; pub struct B;", ""),
        ("use super::a; pub struct B;", ""),
        ("pub struct B; #[cfg(test)] mod tests { use crate::A; }", ""),
        ("pub struct B; macro_rules! m { () => { crate::A } }", ""),
        ("use other::a::A; pub struct B;", ""),
    ];
    for (b, expected) in cases {
        assert_eq!(told_of(&[root, a, ("b.rs", b)]), expected, "{b}");
    }
}

#[test]
fn modules_are_found_where_they_are() {
    let cases: [&[(&str, &str)]; 3] = [
        &[
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod b; pub struct A; use b::B;"),
            ("a/b.rs", "pub struct B; fn f(_: super::A) {}"),
        ],
        &[
            ("lib.rs", "mod a;"),
            ("a.rs", "mod b; pub struct A; use self::b::B;"),
            ("a/b.rs", "pub struct B; mod inside { use super::super::A; }"),
        ],
        &[
            (
                "lib.rs",
                "#[path = \"x.rs\"] mod a; pub struct A; fn f(_: a::B) {}",
            ),
            ("x.rs", "pub struct B; use crate::A;"),
        ],
    ];
    for texts in cases {
        assert!(
            told_of(texts).starts_with("a circle of 2 files"),
            "{}",
            told_of(texts)
        );
    }
}
