//! `find` leads from what one knows to the call.

use crate::run::xtask;

#[test]
fn an_operation_is_found_by_what_one_knows() {
    let refunds = [
        "申请退款",
        "POST https://api.mch.weixin.qq.com/v3/refund/domestic/refunds",
        "use wechatpay_openapi::v3::refund::domestic::refunds::post;",
        "client.v3().refund().domestic().refunds().post(post::Request::new())",
        "feature v3-refund",
    ];
    let query = ["client.v3().refund().domestic().refunds().out_refund_no(out_refund_no).get("];
    let notification = ["webhook/v3/REFUND.SUCCESS", "Event::RefundSuccess"];
    // text, what is shown
    let cases: [(&str, &[&str]); 7] = [
        ("申请退款", &refunds),
        ("v3/refund/domestic/refunds", &refunds),
        ("REFUNDS", &refunds),
        ("out_refund_no", &refunds),
        ("out_refund_no", &query),
        ("out_refund_no", &notification),
        ("refund.success", &notification),
    ];
    for (text, shown) in cases {
        let run = xtask(&["find", text]);
        run.expect(0, &["found"]);
        run.expect(0, shown);
    }
}

#[test]
fn the_best_match_comes_first() {
    let run = xtask(&["find", "申请退款"]);
    assert_eq!(run.out.lines().next(), Some("申请退款"), "{}", run.out);
}

#[test]
fn nothing_found_is_said() {
    xtask(&["find", "no_such_thing"]).expect(1, &["nothing is called `no_such_thing`"]);
    xtask(&["find"]).expect(2, &["TEXT"]);
}
