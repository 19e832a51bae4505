use super::*;

fn told_of(texts: &[(&str, &str)]) -> String {
    let modules = Modules::of_texts(texts);
    let circles = parts::circles(&modules, &arrows::of(&modules));
    let told = circles
        .iter()
        .map(|circle| format!("{}:{}", circle.parts.join(", "), told(&circle.arrows)));
    told.collect::<Vec<_>>().join("\n")
}

const BOTH: &str = "a, b:\n    a.rs -> b.rs: B\n    b.rs -> a.rs: A";

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
    let cases: [(&[(&str, &str)], &str); 3] = [
        (
            &[
                ("lib.rs", "mod a;"),
                ("a/mod.rs", "mod b; pub struct A; use b::B;"),
                ("a/b.rs", "pub struct B; fn f(_: super::A) {}"),
            ],
            "a itself, a::b:",
        ),
        (
            &[
                ("lib.rs", "mod a;"),
                ("a.rs", "mod b; pub struct A; use self::b::B;"),
                ("a/b.rs", "pub struct B; mod inside { use super::super::A; }"),
            ],
            "a itself, a::b:",
        ),
        (
            &[
                (
                    "lib.rs",
                    "#[path = \"x.rs\"] mod a; pub struct A; fn f(_: a::B) {}",
                ),
                ("x.rs", "pub struct B; use crate::A;"),
            ],
            "the crate's root, a:",
        ),
    ];
    for (texts, expected) in cases {
        let told = told_of(texts);
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_module_and_its_folder_are_one_part() {
    let inner = ("b/inner.rs", "pub struct Inner;");
    let other = ("b/other.rs", "use crate::a::A; pub struct Other;");
    let cases: [(&str, &str, &str); 4] = [
        (
            "use crate::b::inner::Inner; pub struct A;",
            "pub mod inner; use crate::a::A;",
            "a, b:\n    a.rs -> b/inner.rs: Inner\n    b.rs -> a.rs: A",
        ),
        (
            "use crate::b::inner::Inner; pub struct A;",
            "pub mod inner; mod other;",
            "a, b:\n    a.rs -> b/inner.rs: Inner\n    b/other.rs -> a.rs: A",
        ),
        ("pub struct A;", "pub mod inner; mod other; use crate::a::A;", ""),
        ("use crate::b::inner::Inner; pub struct A;", "pub mod inner;", ""),
    ];
    for (a, b, expected) in cases {
        let texts = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", a),
            ("b.rs", b),
            inner,
            other,
        ];
        assert_eq!(told_of(&texts), expected, "{a} {b}");
    }
}
