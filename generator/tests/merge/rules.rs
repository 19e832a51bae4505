//! Who is right: official rows, founding rows, what comes out and what differs.

use wechatpay_openapi_generator::merge::{Exclusions, Fact};

use crate::pages::{founding, merged, official, rows};

/// Rule, official rows, founding rows, merged rows, facts that differ.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [&'static str],
    &'static [Fact],
);

/// Rows of an answer.
const ANSWERS: &[Case] = &[
    (
        "a field exists: official order first, then what others have, marked",
        "b / string / true / 【乙】; a / string / true / 【甲】; c / string / false / 【丙】",
        "a {data-required} / string / 一; d / string / 四; b {data-required} / string / 二",
        &[
            "b {data-required data-confirmed} | string | 乙",
            "a {data-required data-confirmed} | string | 甲",
            "c {data-origin=official} | string | 丙",
            "d {data-origin=tables} | string | 四",
        ],
        &[],
    ),
    (
        "the type is the official one; integers and numbers are the same",
        "a / integer / false / 【甲】; b / integer / false / 【乙】; c / array[object] / false / 【丙】; c.x / string / false / 【子】",
        "a / string / 一; b / number / 二; c / object / 三; x {data-indent=1} / string / 子",
        &[
            "a | integer | 甲",
            "b | integer | 乙",
            "c | object[] | 丙",
            "x {data-indent=1} | string | 子",
        ],
        &[Fact::Type, Fact::Type],
    ),
    (
        "a bare array says nothing of its items",
        "a / array / false / 【甲】",
        "a / string[] / 一",
        &["a | string[] | 甲"],
        &[],
    ),
    (
        "values are those of all, official ones first",
        "a / string / false / 【甲】<br>`ON`：亮<br>`OFF`：灭",
        "a / string / 一<br/>`OFF` \\| `DIM` 枚举值之一",
        &["a | string | 甲<br/>枚举值：<br/>`ON`：亮<br/>`OFF`：灭<br/>`DIM`："],
        &[],
    ),
    (
        "values that slipped down a row are none",
        "state / string / false / 【态】<br>`DOING`：在做<br>`DONE`：做完; result / string / false / 【果】<br>`GOOD`：好<br>`BAD`：坏",
        "state / string / 态<br/>`GOOD` \\| `BAD` 枚举值之一; result / string / 果<br/>`NO_LAMP` \\| `NO_POWER` 枚举值之一",
        &[
            "state | string | 态<br/>枚举值：<br/>`DOING`：在做<br/>`DONE`：做完",
            "result | string | 果<br/>枚举值：<br/>`GOOD`：好<br/>`BAD`：坏",
        ],
        &[Fact::Values, Fact::Values],
    ),
    (
        "a misspelt value is the official one",
        "a / string / false / 【甲】<br>`SUCCESS`：好<br>`CLOSED`：关",
        "a / string / 一<br/>`SUCEESS` \\| `CLOSED` 枚举值之一",
        &["a | string | 甲<br/>枚举值：<br/>`SUCCESS`：好<br/>`CLOSED`：关"],
        &[Fact::Values],
    ),
    (
        "a row at a wrong depth goes to its official place",
        "list / array[object] / false / 【列】; list.a / string / false / 【甲】; list.b / string / false / 【乙】",
        "list / object[] / 列; a {data-indent=1} / string / 一; b / string / 二",
        &[
            "list | object[] | 列",
            "a {data-indent=1} | string | 甲",
            "b {data-indent=1} | string | 乙",
        ],
        &[Fact::Place],
    ),
    (
        "unit, default and term are official; the founding term stays where there is none",
        "a / integer / false / 单位为分; b / string / false / 【乙】默认 `X`",
        "a / number / 价格<br/>单位：元; b / string / 二",
        &[
            "a | integer | 价格<br/>单位：分",
            "b | string | 乙<br/>默认值 `X`",
        ],
        &[Fact::Unit],
    ),
];

/// Rows of a request.
const REQUESTS: &[Case] = &[
    (
        "required is what official documents confirm; what others say is documentation",
        "a / string / true / 【甲】; b / string / false / 【乙】; c / string / true / 【丙】",
        "a {data-required data-indent=1} / string / 一; b {data-required data-indent=1} / string / 二; \
         c {data-indent=1} / string / 三; d {data-required data-indent=1} / string / 四",
        &[
            "a {data-required data-confirmed data-indent=1} | string | 甲",
            "b {data-indent=1} | string | 乙",
            "c {data-required data-confirmed data-indent=1} | string | 丙",
            "d {data-required data-indent=1 data-origin=tables} | string | 四",
        ],
        &[Fact::Required, Fact::Required],
    ),
    (
        "a group is taken over, and a lost member is found in the other source",
        "lamp_id / string / 二选一 / 【灯】",
        "lamp_id {data-required data-indent=1} / string / 灯; out_lamp_no {data-required data-indent=1} / string / 号; \
         hue {data-indent=1} / string / 色",
        &[
            "lamp_id {data-one-of=1 data-confirmed data-indent=1} | string | 灯",
            "out_lamp_no {data-one-of=1 data-confirmed data-indent=1 data-origin=tables} | string | 号",
            "hue {data-indent=1 data-origin=tables} | string | 色",
        ],
        &[Fact::Required],
    ),
    (
        "encrypted is what any source says to be",
        "name / string / true / 【名】该字段需要加密; phone / string / true / 【电】",
        "name {data-required data-indent=1} / string / 名; phone {data-required data-indent=1} / string {data-encrypted=by-rsa-pubkey} / 电",
        &[
            "name {data-required data-confirmed data-indent=1} | string {data-encrypted=by-rsa-pubkey} | 名",
            "phone {data-required data-confirmed data-indent=1} | string {data-encrypted=by-rsa-pubkey} | 电",
        ],
        &[Fact::Encrypted, Fact::Encrypted],
    ),
];

#[test]
fn each_fact_has_its_order_of_authority() {
    let mut wrong = Vec::new();
    let all = ANSWERS
        .iter()
        .map(|case| (case, false))
        .chain(REQUESTS.iter().map(|case| (case, true)));
    for ((what, theirs, own, expected, facts), in_request) in all {
        let (own, theirs, header) = match in_request {
            true => (
                founding(own, ""),
                official("4000000001", "2026.01.01", theirs, ""),
                "| 请求参数",
            ),
            false => (
                founding("", own),
                official("4000000001", "2026.01.01", "", theirs),
                "| 返回字典",
            ),
        };
        let (page, account) = merged(&own, &[theirs], &Exclusions::default());
        let mut seen = rows(&page, header);
        // Lengths are another matter.
        seen.iter_mut()
            .for_each(|row| *row = row.replace(" {data-maxlength=32}", ""));
        let differ: Vec<Fact> = account.official.conflicts.iter().map(|one| one.fact).collect();
        let mut wanted = facts.to_vec();
        wanted.sort();
        if seen != *expected || differ != wanted {
            wrong.push(format!("{what}\n  {}\n  {differ:?}", seen.join("\n  ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
