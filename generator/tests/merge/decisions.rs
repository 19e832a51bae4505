//! What documents of one operation say together, and what somebody has to decide.

use wechatpay_openapi_generator::fix::Overrides;
use wechatpay_openapi_generator::merge::{Exclusions, Fact};
use wechatpay_openapi_generator::read;
use wechatpay_openapi_generator::source::Docs;

use crate::pages::{decided, founding, merged, official, rows};

#[test]
fn documents_of_one_operation_are_united() {
    let newest = official(
        "4000000002",
        "2026.02.01",
        "a / string(64) / true / 【甲】; b / string / true / 【乙】",
        "",
    );
    let oldest = official(
        "4000000001",
        "2025.12.01",
        "a / integer / true / 【旧】; z / string / true / 【丁】; b / string / false / 【乙】",
        "",
    );
    let own = founding("a {data-required data-indent=1} / string / 一", "");
    for documents in [[newest.clone(), oldest.clone()], [oldest, newest]] {
        let (page, account) = merged(&own, &documents, &Exclusions::default());
        let expected = [
            "a {data-required data-confirmed data-indent=1} | string {data-maxlength=64} | 甲",
            "z {data-indent=1 data-origin=official} | string | 丁",
            "b {data-indent=1 data-origin=official} | string | 乙",
        ];
        assert_eq!(rows(&page, "| 请求参数"), expected);
        let described = &account.official.described;
        assert_eq!(described[0].2, ["4000000002", "4000000001"], "the newest first");
        let types: Vec<_> = account
            .official
            .conflicts
            .iter()
            .filter(|one| one.fact == Fact::Type)
            .collect();
        assert_eq!(types[0].words.len(), 3, "each document's word: {types:?}");
        assert!(page.contains("doc/v3/merchant/4000000002)") && page.contains("doc/v3/merchant/4000000001)"));
    }
}

/// The founding page is for merchants and partners, and one side's document is not at hand: a direct merchant has no
/// `sub_mchid`, whatever the partner's page says.
#[test]
fn d3_what_one_side_requires_is_not_confirmed_for_the_other() {
    let own = founding(
        "sub_mchid {data-indent=1} / string / 子; id {data-required data-indent=1} / string / 号",
        "",
    );
    let partner = official(
        "4000000002",
        "2026.02.01",
        "sub_mchid / string / true / 【子】; id / string / true / 【号】",
        "",
    )
    .replace("/doc/v3/merchant/", "/doc/v3/partner/");
    let merchant = official("4000000003", "2026.02.01", "id / string / true / 【号】", "");
    let link = |side: &str| format!("[官方文档](https://pay.weixin.qq.com/doc/v3/{side}/4000000001)");
    for (links, documents, expected) in [
        (
            vec!["merchant", "partner"],
            vec![partner.clone()],
            "data-required",
        ),
        (
            vec!["partner"],
            vec![partner.clone()],
            "data-required data-confirmed",
        ),
        (vec![], vec![partner.clone()], "data-required data-confirmed"),
        (vec!["merchant", "partner"], vec![partner, merchant], ""),
    ] {
        let links: Vec<String> = links.into_iter().map(link).collect();
        let own = format!("{own}\n参阅 {}\n", links.join(" "));
        let (page, _) = merged(&own, &documents, &Exclusions::default());
        let rows = rows(&page, "| 请求参数");
        let expected = match expected {
            "" => "sub_mchid {data-indent=1}".to_owned(),
            marks => format!("sub_mchid {{{marks} data-indent=1}}"),
        };
        assert!(
            rows[0].starts_with(&format!("{expected} |")),
            "{links:?}: {rows:?}"
        );
        assert!(
            rows[1].starts_with("id {data-required data-confirmed data-indent=1} |"),
            "{links:?}: {rows:?}"
        );
    }
}

/// Nor is a choice of two the whole choice where a founding row may be the third.
#[test]
fn d3_a_choice_of_one_side_is_not_confirmed_for_the_other() {
    let own = founding(
        "creator_mchid {data-indent=1} / string / 甲; sender_mchid {data-indent=1} / string / 乙; available_mchid {data-indent=1} / string / 丙",
        "",
    );
    let document = official(
        "4000000002",
        "2026.02.01",
        "creator_mchid / string / false / 【甲】与available_mchid二选一; available_mchid / string / false / 【丙】与creator_mchid二选一",
        "",
    );
    let link = "[官方文档](https://pay.weixin.qq.com/doc/v3/partner/4000000001)";
    for (own, expected) in [
        (own.clone(), "data-one-of=1 data-confirmed"),
        (format!("{own}\n参阅 {link}\n"), "data-one-of=1"),
    ] {
        let (page, _) = merged(&own, std::slice::from_ref(&document), &Exclusions::default());
        let rows = rows(&page, "| 请求参数");
        for (row, name) in rows.iter().zip(["creator_mchid", "available_mchid"]) {
            assert!(
                row.starts_with(&format!("{name} {{{expected} data-indent=1}}")),
                "{rows:?}"
            );
        }
    }
}

#[test]
fn d5_a_code_keeps_each_of_its_meanings() {
    let table = "| 400 | PARAM_ERROR | 错 |\n";
    let document = |id: &str, more: &str| {
        official(id, "2026.02.01", "a / string / true / 【甲】", "").replace(table, &format!("{table}{more}"))
    };
    let documents = [
        document("4000000001", "| 400 | PARAM_ERROR | 灯号有误 |\n"),
        document(
            "4000000002",
            "| 400 | PARAM_ERROR | 灯号有误 |\n| 403 | PARAM_ERROR | 没有灯 |\n",
        ),
    ];
    let own = founding("a {data-required data-indent=1} / string / 一", "");
    let (page, _) = merged(&own, &documents, &Exclusions::default());
    let expected = [
        "PARAM_ERROR | 400 | 错",
        "PARAM_ERROR | 400 | 灯号有误",
        "PARAM_ERROR | 403 | 没有灯",
    ];
    assert_eq!(rows(&page, "| 错误码"), expected);
}

#[test]
fn d5_a_row_without_advice_counts_as_its_code_says() {
    let table = "| 错误码 | 描述 |\n| --- | --- | --- |\n| 400 | PARAM_ERROR | 错 |\n";
    let rows = "| 错误码 | 描述 | 解决方案 |\n| --- | --- | --- | --- |\n| 400 | PARAM_ERROR | 错 | |\n\
                | 400 | PARAM_ERROR | 未生效 | 稍后重试 |\n| 500 | SYSTEM_ERROR | 错 | |\n\
                | 500 | SYSTEM_ERROR | 超时 | 用相同参数重新调用 |\n| 403 | NO_LAMP | 没有 | 稍后重试 |\n";
    let document = official("4000000001", "2026.02.01", "a / string / true / 【甲】", "");
    assert!(document.contains(table));
    let own = founding("a {data-required data-indent=1} / string / 一", "");
    let documents = [document.replace(table, rows)];
    let (page, _) = merged(&own, &documents, &Exclusions::default());
    let docs: Docs = [("openapi/v3/lamps.md", page)].into_iter().collect();
    let api = read(&docs, &Overrides::default()).api;
    let show = |one: &wechatpay_openapi_generator::ir::ErrorCode| format!("{} {:?}", one.code, one.remedy);
    let seen: Vec<String> = api.operations[0].errors.iter().map(show).collect();
    let expected = [
        "PARAM_ERROR Some(Fix)",
        "NO_LAMP Some(RetryLater)",
        "SYSTEM_ERROR Some(RetryLater)",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn a_near_twin_is_decided_by_hand() {
    let theirs = [official(
        "4000000001",
        "2026.01.01",
        "lamp_licence / string / true / 【证】",
        "",
    )];
    let own = founding(
        "lamp_license {data-required data-indent=1} / string / 证; lamp_name {data-indent=1} / string / 名",
        "",
    );
    let (_, open) = merged(&own, &theirs, &Exclusions::default());
    let [(_, _, right, wrong)] = open.official.twins.as_slice() else {
        panic!("one twin: {:?}", open.official.twins)
    };
    assert_eq!(
        (right.as_str(), wrong.as_str()),
        ("body.lamp_licence", "body.lamp_license")
    );
    let entry = |list: &str| {
        decided(&format!(
            "[[{list}]]\npage = 'openapi/v3/lamps'\nmethod = 'post'\nfields = ['body.lamp_license']\nreason = 'r'"
        ))
    };
    let (page, dropped) = merged(&own, &theirs, &entry("misspelt"));
    assert_eq!(
        (dropped.official.twins.len(), page.contains("lamp_license")),
        (0, false),
        "{page}"
    );
    let (page, both) = merged(&own, &theirs, &entry("distinct"));
    assert_eq!(
        (both.official.twins.len(), page.contains("lamp_license")),
        (0, true),
        "{page}"
    );
    // A decision about what is not there any more is in the way; what it may be about now is named.
    let (_, idle) = merged(
        &own.replace("lamp_license", "lamp_age"),
        &theirs,
        &entry("misspelt"),
    );
    assert_eq!(
        idle.official.idle,
        ["openapi/v3/lamps #post: body.lamp_license (the nearest is `lamp_licence`)"]
    );
}

#[test]
fn d10_a_field_beside_encrypted_ones_needs_somebody_to_decide() {
    let theirs = [official(
        "4000000001",
        "2026.01.01",
        "name / string / true / 【名】; address / string / true / 【址】",
        "",
    )];
    let own = founding(
        "name {data-indent=1} / string {data-encrypted=by-rsa-pubkey} / 名",
        "",
    );
    let (_, open) = merged(&own, &theirs, &Exclusions::default());
    let fields: Vec<&str> = open
        .official
        .undecided
        .iter()
        .map(|(_, _, field)| field.as_str())
        .collect();
    assert_eq!(fields, ["body.address"], "its only source encrypts nothing");
    let plain =
        "[[plain]]\npage = 'openapi/v3/lamps'\nmethod = 'post'\nfields = ['body.address']\nreason = 'r'";
    assert!(
        merged(&own, &theirs, &decided(plain))
            .1
            .official
            .undecided
            .is_empty()
    );
    // A source that speaks of encryption has decided by its silence.
    let speaks = [official(
        "4000000001",
        "2026.01.01",
        "name / string / true / 【名】该字段需要加密; address / string / true / 【址】",
        "",
    )];
    assert!(
        merged(&own, &speaks, &Exclusions::default())
            .1
            .official
            .undecided
            .is_empty()
    );
}

#[test]
fn d_each_cause_of_a_code_is_kept() {
    let written = |first: &str, more: &str| {
        let document = official("4000000001", "2026.01.01", "name / string / true / 【名】", "");
        let head = "| 状态码 | 错误码 | 描述 | 解决方案 |\n| --- | --- | --- | --- |\n";
        let documents: Vec<String> = [first, more]
            .iter()
            .filter(|rows| !rows.is_empty())
            .map(|rows| {
                let rows = rows
                    .split(';')
                    .map(|row| format!("| {} |\n", row.trim().replace('/', "|")));
                let before = document.split("| 状态码").next().unwrap_or_default();
                format!("{before}{head}{}", rows.collect::<String>())
            })
            .collect();
        let own = founding("name {data-indent=1} / string / 名", "");
        let page = merged(&own, &documents, &Exclusions::default()).0;
        rows(&page, "| 错误码 | 状态码 {.type} | 描述 {.desc}").join("; ")
    };
    let cases = [
        (
            "400 / PARAM_ERROR / 灯号不对 /; 400 / PARAM_ERROR / 灯色不对 /; 400 / PARAM_ERROR / 灯号不对 /",
            "",
            "PARAM_ERROR | 400 | 灯号不对; PARAM_ERROR | 400 | 灯色不对",
        ),
        // Public codes come first, and what is said of them is no meaning.
        (
            "400 / INVALID_REQUEST / 请检查 /; 400 / INVALID_REQUEST / 灯已坏 /",
            "",
            "INVALID_REQUEST | 400 | 灯已坏",
        ),
        (
            "500 / SYSTEM_ERROR / 系统异常，请稍后重试 / 请稍后重试; 500 / SYSTEM_ERROR / 系统错误 / 用相同参数重新调用",
            "",
            "SYSTEM_ERROR {data-remedy=retry-later} | 500 | 系统异常; \
             SYSTEM_ERROR {data-remedy=retry-now} | 500 | 系统错误",
        ),
        // Another document knows another cause.
        (
            "403 / NO_AUTH / 灯不亮 /",
            "403 / NO_AUTH / 灯不亮 /; 403 / NO_AUTH / 商户不同 /",
            "NO_AUTH | 403 | 灯不亮; NO_AUTH | 403 | 商户不同",
        ),
    ];
    for (first, more, expected) in cases {
        assert_eq!(written(first, more), expected, "{first} {more}");
    }
}

/// What a document's own sample contradicts is not taken over: the sample is what came over the wire.
#[test]
fn a_sample_is_a_witness_against_its_table() {
    let answer = "id / string(4) / true / 【号】; code / string(1,64) / true / 【码】; \
                  kind / string / true / 【类】<br>`CASH`：充值<br>`NOCASH`：免充值; \
                  state / string / true / 【态】<br>`ON`：亮; lost / string / true / 【失】";
    let sample = r#"{"id": "12345", "code": "", "kind": "COUPON", "state": "亮了"}"#;
    let theirs = official("4000000001", "2026.01.01", "", answer).replace(
        "## 错误码",
        &format!("## 应答示例\n\n> 200 OK\n\n```json\n{sample}\n```\n\n## 错误码"),
    );
    let (page, account) = merged(
        &founding("", "id / string / 号"),
        &[theirs],
        &Exclusions::default(),
    );
    let row = |name: &str| {
        let rows = rows(&page, "| 返回字典");
        rows.into_iter().find(|row| row.starts_with(name)).expect("a row")
    };
    assert_eq!(row("id"), "id {data-required data-confirmed} | string | 号");
    let cases = [
        ("code", "{data-maxlength=64}", true),
        ("code", "data-minlength", false),
        ("kind", "`CASH`：充值<br/>`NOCASH`：免充值<br/>`COUPON`：", true),
        ("state", "亮了", false),
        ("lost", "data-confirmed", false),
        ("lost", "data-required", true),
    ];
    for (name, part, is_there) in cases {
        assert_eq!(row(name).contains(part), is_there, "{} {part}", row(name));
    }
    let sampled: Vec<&str> = account
        .official
        .conflicts
        .iter()
        .filter(|one| one.fact == Fact::Sample)
        .map(|one| one.field.as_str())
        .collect();
    assert_eq!(sampled, ["answer.kind"]);
}
