//! `find` leads from what one has at hand to the call.

use crate::run::xtask;

#[test]
fn n6_what_people_paste_leads_to_the_call() {
    let refund: &[&str] = &[
        "申请退款 · 退款 · 商户、服务商",
        "POST https://api.mch.weixin.qq.com/v3/refund/domestic/refunds",
        "feature v3-refund: on by default",
        "商户文档 https://pay.weixin.qq.com/doc/v3/merchant/4012791862",
        "docs-specs/openapi/v3/refund/domestic/refunds.md",
        "use wechatpay_openapi::v3::refund::domestic::refunds::post;",
        ".amount(post::Amount::new().refund(888).total(888).currency(\"CNY\"));",
        "client.v3().refund().domestic().refunds().post(request).await?;",
    ];
    let order: &[&str] = &["统一下单 · 支付 · 商户、服务商 · v2", "features = [\"v2-pay\"]"];
    // what is asked, what is shown
    let cases: [(&[&str], &[&str]); 5] = [
        (&["申请退款"], refund),
        (&["POST", "/v3/refund/domestic/refunds"], refund),
        (&["client.v3().refund().domestic().refunds()"], refund),
        (&["https://api.mch.weixin.qq.com/pay/unifiedorder"], order),
        (
            &["refund.success"],
            &["docs-specs/webhook/v3/REFUND.SUCCESS.md", "Event::RefundSuccess"],
        ),
    ];
    for (asked, shown) in cases {
        let run = xtask(&[&["find"], asked].concat());
        run.expect(0, &["found"]);
        run.expect(0, shown);
    }
}

#[test]
fn n6_deprecated_ones_are_marked_and_come_last() {
    let run = xtask(&["find", "申请退款", "--all"]);
    run.expect(0, &["[deprecated]"]);
    let titles = run.out.lines().filter(|line| line.starts_with("申请退款 "));
    let marked: Vec<bool> = titles.map(|line| line.contains("[deprecated]")).collect();
    assert!(
        marked.is_sorted() && marked.contains(&true) && !marked[0],
        "{}",
        run.out
    );
}

#[test]
fn much_is_cut_and_said_to_be() {
    let short = xtask(&["find", "out_refund_no"]);
    short.expect(0, &["--all shows all of them"]);
    let whole = xtask(&["find", "out_refund_no", "--all"]);
    assert!(whole.out.lines().count() > 3 * short.out.lines().count());
    assert!(!whole.err.contains("--all"), "{}", whole.err);
}

#[test]
fn nothing_found_is_said() {
    xtask(&["find", "no_such_thing"]).expect(1, &["nothing is called `no_such_thing`", "would be found"]);
    xtask(&["find"]).expect(2, &["TEXT"]);
}
