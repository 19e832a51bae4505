//! An event is what its name says: content that says otherwise is none of it.

use wechatpay_openapi_generator::lower::lower;
use wechatpay_openapi_generator::merge::notification::{Contents, notifications};
use wechatpay_openapi_generator::normalise::normalise;
use wechatpay_openapi_generator::parse::parse;
use wechatpay_openapi_generator::source::Docs;

use super::{CONTENTS, LEFT, PAGE, joined};

/// Whoever reads a notification books what its type says.
#[test]
fn what_contradicts_the_name_of_its_event_is_none_of_it() {
    const STATE: &str = "| state {data-indent=3} | string | 状态<br/>`CLOSED` 枚举值\n";
    let values =
        |field: &str, list: &str| format!("| {field} {{data-indent=3}} | string | {list} 枚举值之一\n");
    let three = values("state", "`SUCCESS` \\| `CLOSED` \\| `PAY_FAIL`");
    let reason = values("reason", "`CLOSED` \\| `LATE`");
    let list = "| deals {data-indent=3} | object[] | 易\n| state {data-indent=4} | string | `SUCCESS` \\| `CLOSED` 枚举值之一\n";
    // the event, its rows, decisions, what must be said
    let cases = [
        ("ORDER.CLOSED", three.clone(), "", &["state=CLOSED"][..]),
        ("ORDER.SUCCESS", three.clone(), "", &["state"]),
        ("ORDER.PAYMENTSUCCESS", three.clone(), "", &["state"]),
        ("ORDER.FAIL", three.clone(), "", &[]),
        ("ORDER.FAIL", three.clone(), "PAY_FAIL", &["state=PAY_FAIL"]),
        ("ORDER.FAIL", three.clone(), "SUCCESS", &["state"]),
        ("ORDER.CHANGE", three.clone(), "", &[]),
        ("ORDER.CLOSED", format!("{three}{reason}"), "", &[]),
        (
            "ORDER.CLOSED",
            format!("{three}{reason}"),
            "CLOSED",
            &["state=CLOSED"],
        ),
        // All orders of one payment were paid; of a list of others one may be closed and the next not.
        ("ORDER.SUCCESS", list.to_owned(), "", &["deals/state"]),
        ("ORDER.CLOSED", list.to_owned(), "", &[]),
        ("ORDER.SUCCESS", format!("{three}{list}"), "", &[]),
    ];
    for (event, rows, decided, expected) in cases {
        let page = PAGE.replace(STATE, &rows).replace("ORDER.PAID", event);
        let path = format!("webhook/v3/{event}");
        let own: Docs = [(format!("{path}.md"), page)].into_iter().collect();
        let decision = format!(
            "[[outcome]]\npage = \"{path}\"\nfield = \"state\"\nvalue = \"{decided}\"\nreason = \"x\"\n"
        );
        let decision = if decided.is_empty() { "" } else { &decision };
        let contents = Contents::parse(decision).expect("the format");
        let (pages, noted) = notifications(parse(&own).0.pages, &[], &contents, "tables");
        assert_eq!(noted.problems, Vec::<String>::new());
        // It is read again from what an import writes.
        let written: Docs = normalise(&pages).iter().collect();
        let (lowered, _) = lower(&parse(&written).0.pages);
        assert_eq!(
            lowered.api.notifications[0].states, expected,
            "{event} {rows} {decided}"
        );
    }
    let contents = CONTENTS.to_owned()
        + LEFT
        + "[[outcome]]\npage = \"webhook/v3/ORDER.PAID\"\nfield = \"state\"\nvalue = \"GONE\"\nreason = \"x\"\n";
    let (_, noted) = joined(&contents, &[("4010000001", "mchid"), ("4010000002", "sp_mchid")]);
    assert_eq!(
        noted.problems,
        ["`webhook/v3/ORDER.PAID` has no field `state` that could be `GONE`"]
    );
}
