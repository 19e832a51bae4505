//! How mistakes are told.

use crate::gateway::Controlled;

/// A call and its body; status and what is said of it.
type Mistake = (&'static str, &'static str, u16, &'static str);

async fn told(mistakes: &[Mistake]) {
    let controlled = Controlled::start().await;
    for (call, body, status, text) in mistakes {
        let (seen, answer) = controlled.raw(call, body).await;
        let told = answer["error"].as_str().unwrap_or_default();
        assert_eq!(seen, *status, "{call} {body}: {answer}");
        assert!(told.contains(text), "{call} {body}: {told}");
    }
}

#[tokio::test]
async fn mistakes_are_told_to_people() {
    told(&[
        ("POST /faults", "{", 400, "the body is no JSON"),
        (
            "POST /faults",
            r#"{"fault": {"kind": "prob"}}"#,
            400,
            "expected one of `probe`",
        ),
        ("POST /faults", "{}", 400, "missing field `fault`"),
        ("DELETE /faults/7", "", 404, "there is no rule 7"),
        (
            "POST /expect",
            r#"{"operation": "x", "time": 1}"#,
            400,
            "unknown field `time`",
        ),
        ("GET /journal?verdict=good", "", 400, "expected one of `accepted`"),
        ("GET /journal?sinse=1", "", 400, "unknown field `sinse`"),
        ("GET /journal/99", "", 404, "the last one is 0"),
        (
            "POST /clock",
            r#"{"set": "tomorrow"}"#,
            400,
            "`tomorrow`, which is no time",
        ),
        (
            "POST /clock",
            r#"{"set": 253402300799}"#,
            400,
            "is no time to go by",
        ),
        (
            "POST /clock",
            r#"{"set": 1000000000000000000}"#,
            400,
            "1970 to 9892",
        ),
        (
            "POST /clock",
            r#"{"advance": 9223372036854775807}"#,
            400,
            "1970 to 9892",
        ),
        ("POST /clock", r#"{"set": -1}"#, 400, "1970 to 9892"),
        ("POST /pace", r#"{"notify_url": "junk"}"#, 400, "`junk` is no URL"),
        (
            "POST /notifications",
            r#"{"event": "refund_success", "notify_url": "ftp://shop.example/"}"#,
            400,
            "is no URL of HTTP",
        ),
        (
            "POST /notifications",
            r#"{"event": "refund_success", "duplicates": 100000}"#,
            400,
            "at most 100",
        ),
        (
            "POST /faults",
            r#"{"of": "notify:*", "fault": {"kind": "duplicate_notification", "copies": 101}}"#,
            400,
            "at most 100",
        ),
        (
            "POST /faults",
            r#"{"of": "*", "fault": {"kind": "duplicate_notification"}}"#,
            400,
            "`notify:*`",
        ),
        (
            "POST /faults",
            r#"{"mchid": "1900000109", "fault": {"kind": "probe"}}"#,
            400,
            "the merchant here is 1900000001",
        ),
        (
            "POST /orders",
            r#"{"mchid": "1900000001", "out_trade_no": "1217", "total": 1, "at": 9223372036854775807}"#,
            409,
            "is no time to go by",
        ),
        (
            "POST /complaints",
            r#"{"order": "1217", "apply_refund": 1}"#,
            400,
            "unknown field `apply_refund`",
        ),
        (
            "POST /complaints",
            r#"{"order": "1217", "problem_type": "REFUNDS"}"#,
            400,
            "expected one of `REFUND`",
        ),
        ("POST /keys/v2", r#"{"key": "short"}"#, 400, "32"),
        ("POST /keys/phase", r#"{"signs_by": "both"}"#, 400, "public_key"),
        (
            "POST /checks",
            r#"{"apply": ["lenght=off"]}"#,
            400,
            "there is no check `lenght`",
        ),
        (
            "POST /orders",
            r#"{"mchid": "1", "out_trade_no": "1", "total": 0}"#,
            409,
            "must be greater than 0",
        ),
        ("GET /orders/nobody", "", 404, "lists the orders that are"),
        ("POST /orders/nobody/pay", "", 404, "ORDER"),
        ("POST /orders/nobody/fail", "", 404, "ORDER"),
        (
            "POST /expect",
            r#"{"operation": "*", "within_ms": 100000000000}"#,
            400,
            "at most 60000",
        ),
        (
            "POST /expect",
            r#"{"notification": "refund_success", "within_ms": 60001}"#,
            400,
            "at most 60000",
        ),
        ("GET /journal?wait_ms=60001", "", 400, "at most 60000"),
        (
            "POST /faults",
            r#"{"fault": {"kind": "refused", "code": "NOT_ENOUGH", "status": 9999}}"#,
            400,
            "400 to 599",
        ),
        (
            "POST /faults",
            r#"{"fault": {"kind": "refused", "code": "NOT_ENOUGH", "status": 204}}"#,
            400,
            "400 to 599",
        ),
        (
            "POST /faults",
            r#"{"fault": {"kind": "refused", "code": ""}}"#,
            400,
            "like PARAM_ERROR",
        ),
        (
            "POST /faults",
            r#"{"fault": {"kind": "missing_header", "header": "Bad Header\n"}}"#,
            400,
            "no name of a header",
        ),
        (
            "POST /notifications",
            r#"{"event": "refund"}"#,
            404,
            "RefundSuccess",
        ),
        (
            "POST /notifications",
            r#"{"event": "transaction_success"}"#,
            404,
            "V2TransactionSuccess",
        ),
        ("POST /notifications", r#"{"event": "qqq"}"#, 404, "lists all"),
        (
            "POST /notifications",
            r#"{"event": "refund_success", "event_type": "REFUND.CLOSED"}"#,
            400,
            "there is REFUND.SUCCESS",
        ),
        (
            "POST /notifications",
            r#"{"event": "refund_success", "without": ["/amount/nothing"]}"#,
            400,
            "`/amount/nothing`, and there is nothing",
        ),
        ("GET /notifications/1", "", 404, "no notification 1"),
        ("POST /pace", r#"{"factor": 0}"#, 400, "as fast as the real one"),
        ("POST /restore", "{}", 400, "no snapshot of this gateway"),
        ("POST /restore", r#"{"form": 1}"#, 400, "no whole snapshot"),
        ("POST /snapshot", r#"{"file": "a.json"}"#, 400, "has no folder"),
        (
            "GET /catalogue/operation?name=GET /v3/nowhere",
            "",
            404,
            "no operation `GET /v3/nowhere`",
        ),
        ("GET /events/nobody", "", 404, "no notification `nobody`"),
    ])
    .await;
}

/// What nobody has would never be seen, and pass for what does not happen.
#[tokio::test]
async fn names_that_nobody_has_lead_to_the_nearest() {
    told(&[
        (
            "POST /expect",
            r#"{"operation": "POST /v3/refund/domestic/refundz", "times": 0}"#,
            400,
            "`POST /v3/refund/domestic/refunds`",
        ),
        (
            "POST /expect",
            r#"{"notification": "refund_succes", "times": 0}"#,
            400,
            "`refund_success`",
        ),
        (
            "GET /journal?operation=/v3/certificates",
            "",
            400,
            "`GET /v3/certificates`",
        ),
        (
            "GET /notifications?event=refund_succes",
            "",
            400,
            "`refund_success`",
        ),
        (
            "POST /faults",
            r#"{"of": "POST /v3/pay/transactions/nativ", "fault": {"kind": "probe"}}"#,
            400,
            "`POST /v3/pay/transactions/native`",
        ),
        (
            "POST /faults",
            r#"{"of": "notify:refund_succes", "fault": {"kind": "probe"}}"#,
            400,
            "`refund_success`",
        ),
        (
            "POST /checks",
            r#"{"apply": ["POST /v3/refund/domestic/refundz:length=off"]}"#,
            400,
            "`POST /v3/refund/domestic/refunds`",
        ),
        (
            "PUT /checks",
            r#"{"operations": {"POST /v3/refund/domestic/refundz": {"length": "off"}}}"#,
            400,
            "`POST /v3/refund/domestic/refunds`",
        ),
    ])
    .await;
}
