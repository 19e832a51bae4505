//! Declarations that lead back to themselves.

use wechatpay_openapi_generator::diagnostic::Code;

use crate::pages::script;
use crate::{expect, judged};

#[test]
fn a_type_that_refers_to_itself_is_any_json_there() {
    // declarations, members
    let cases = [
        ("interface A { a: A, b: string }", "a: A"),
        ("interface A { a?: A }", "a: A"),
        ("interface A { a: A[] }", "a: A"),
        ("interface A { a: Array<A> }", "a: A"),
        ("interface A { a: [A] }", "a: A"),
        ("interface A { a: A | string }", "a: A"),
        ("interface A { a: A | { b: string } }", "a: A"),
        ("interface A { a: A & { b: string } }", "a: A"),
        ("interface A { a: Partial<A> }", "a: A"),
        ("interface A { a: { b: { c: A } } }", "a: A"),
        ("interface A extends A { b: string }", "a: A"),
        (
            "interface A extends B { a: string }\ninterface B extends A { b: string }",
            "a: A",
        ),
        ("interface A { b: B }\ninterface B { a: A }", "a: A"),
        (
            "interface A { b: B[] }\ninterface B { c: C[] }\ninterface C { a: A[] }",
            "a: A",
        ),
        ("interface A { b: string } interface A { a: A }", "a: A"),
        (
            "interface A extends B { a: string }\ninterface B { a: A, b: A }",
            "a: A",
        ),
        ("type A = A", "a: A"),
        ("type A = A[]", "a: A"),
        ("type A = A | string", "a: A"),
        ("type A = (A)", "a: A"),
        ("type A = B\ntype B = C\ntype C = A", "a: A"),
        ("type A<T> = A<T[]>", "a: A<string>"),
        ("type A<T> = B<T>\ntype B<T> = A<T>", "a: A<string>"),
        ("interface A<T> { a: A<A<T>>, b: T }", "a: A<string>"),
        ("interface A<T = A> { a: T }", "a: A"),
        ("interface A { a: A['a'] }", "a: A['a']"),
        ("interface A { b: B['a'] }\ninterface B { a: A['b'] }", "a: A"),
        ("type A = { a: A['a'] }", "a: A['a']"),
        ("type A = { a: A }", "a: A"),
        ("type A = { a: B } & B\ntype B = { b: A }", "a: A"),
        (
            "interface A extends B { a: string }\ninterface B { c: C }\ninterface C { a: A }",
            "a: A",
        ),
        (
            "namespace N { interface A { b: M.B } }\nnamespace M { interface B { a: N.A } }",
            "a: N.A",
        ),
        ("", "a: JsonDataRequest"),
        ("", "a: JsonDataRequest[]\nb: { c: JsonDataRequest }"),
    ];
    for (declarations, members) in cases {
        let what = format!("{declarations} … {members}");
        let (codes, has_error) = judged(&what, &script(declarations, members));
        assert!(codes.contains(&Code::CyclicReference), "{what}: {codes:?}");
        assert!(!codes.contains(&Code::TooLarge), "{what}: {codes:?}");
        // `extends` of itself has nothing to add, and is no object.
        assert!(
            !has_error || codes.contains(&Code::UnresolvedName),
            "{what}: {codes:?}"
        );
    }
}

#[test]
fn a_name_used_twice_is_no_cycle() {
    let cases = [
        ("interface A { s: string }", "a: A\nb: A[]\nc: { d: A }"),
        (
            "interface A { s: string }\ninterface B { a: A, b: A }",
            "a: B\nb: A",
        ),
        (
            "interface A { a: B['a'] }\ninterface B { a: C['a'] }\ninterface C { a: string }",
            "a: A['a']",
        ),
        (
            "interface A extends C { a: string }\ninterface B extends C { a: A }\ninterface C { c: string }",
            "b: B",
        ),
        ("type L<T> = T[]", "a: L<string>\nb: { c: L<number> }"),
        ("interface A { s: string }\ninterface B { a: A }", "a: A | B"),
        (
            "type S = { s: string }\ninterface A extends S { a: string }",
            "a: { a: A } & S\nb: { s: S } & S",
        ),
        // Not used, so nobody follows it.
        ("interface A { a: A }\ninterface B { b: B }", "a: string"),
    ];
    for (declarations, members) in cases {
        let what = format!("{declarations} … {members}");
        let (codes, has_error) = judged(&what, &script(declarations, members));
        assert!(
            !has_error && !codes.contains(&Code::CyclicReference),
            "{what}: {codes:?}"
        );
    }
}

#[test]
fn a_cycle_anywhere_in_an_operation() {
    let operation = |declarations: &str, method: &str| {
        format!(
            "# 点灯 {{#post}}\n\n```js twoslash\nnamespace WeChatPay.OpenAPI.V3 {{\n{declarations}\n\
             interface A {{ a: A, b: string }}\nexport interface Lamps {{ {method} }}\n}}\n```\n"
        )
    };
    let cyclic = Some(Code::CyclicReference);
    expect(&[
        ("in the answer", operation("", "post(): AxiosPromise<A>"), cyclic),
        (
            "in a list of answers",
            operation("", "post(): AxiosPromise<{ data: A[] }>"),
            cyclic,
        ),
        (
            "in the query",
            operation(
                "interface C extends AxiosRequestConfig { params: A }",
                "post(config: C): AxiosPromise<{}>",
            ),
            cyclic,
        ),
        (
            "in the headers",
            operation(
                "interface C extends AxiosRequestConfig { headers: { a: A } }",
                "post(config: C): AxiosPromise<{}>",
            ),
            cyclic,
        ),
        (
            "in the body of the options",
            operation(
                "interface C extends AxiosRequestConfig { data: A }",
                "post(config: C): AxiosPromise<{}>",
            ),
            cyclic,
        ),
        (
            "the options themselves",
            operation(
                "interface C extends C { data: A }",
                "post(config: C): AxiosPromise<{}>",
            ),
            cyclic,
        ),
    ]);
}
