//! Writes `corpus/<target>/` from the test vectors of the runtime.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use test_support::vectors;

fn write(target: &str, name: &str, content: impl AsRef<[u8]>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder).expect("a folder for the corpus");
    fs::write(folder.join(name), content).expect("a seed");
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn main() {
    for case in vectors("xml") {
        let xml = case.text("xml");
        let id = case.id.as_str();
        write("xml", id, xml);
        for mode in [
            "raw",
            "sign",
            "seal refund",
            "seal TRANSACTION.SUCCESS transaction a",
        ] {
            let name = format!("{id}-{}", mode.len());
            write("notification", &name, format!("{mode}\n\n{xml}"));
        }
        for (index, rule) in [
            "raw 200 xml",
            "sign 200 xml",
            "sign 200 xml-present",
            "raw 500 xml",
        ]
        .iter()
        .enumerate()
        {
            write("answer", &format!("{id}-{index}"), format!("{rule}\n\n{xml}"));
        }
    }
    let paid =
        "<out_trade_no>1</out_trade_no><result_code>SUCCESS</result_code><return_code>SUCCESS</return_code>";
    let contract = "<change_type>ADD</change_type><contract_code>1</contract_code><plan_id>2</plan_id>";
    let refund = "<out_refund_no>1</out_refund_no><refund_status>SUCCESS</refund_status>";
    for (name, seed) in [
        ("empty-mark", format!("sign\n\n<xml>{paid}</xml>\n\n<total_fee/>")),
        (
            "empty-state",
            format!("sign\n\n<xml>{paid}<total_fee>1</total_fee></xml>\n\n<trade_state></trade_state>"),
        ),
        (
            "contract",
            format!("sign\n\n<xml>{contract}</xml>\n\n<out_trade_no/><result_code><!-- --></result_code>"),
        ),
        (
            "refund",
            format!("refund\n\n<xml>{refund}</xml>\n\n{paid}<total_fee>1</total_fee>"),
        ),
        (
            "refund-name",
            format!("refund\n\n<xml>{refund}</xml>\n\n<event_type>CHECK.SUCCESS</event_type>"),
        ),
        ("signed", format!("sign\n\n<xml>{paid}</xml>\n\n<sign/>")),
    ] {
        write("v2_type", name, seed);
    }
    for case in vectors("notification") {
        let (inputs, id) = (&case.inputs, case.id.as_str());
        let headers: String = inputs["headers"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| format!("\n{name}: {}", value.as_str().unwrap_or_default()))
            .collect();
        let body = text(inputs, "body");
        write(
            "notification",
            &format!("{id}-raw"),
            format!("raw{headers}\n\n{body}"),
        );
        write("notification", &format!("{id}-sign"), format!("sign\n\n{body}"));
        for (index, rule) in ["raw 200 signed", "raw 404 signed", "raw 200 present"]
            .iter()
            .enumerate()
        {
            write(
                "answer",
                &format!("{id}-{index}"),
                format!("{rule}{headers}\n\n{body}"),
            );
        }
    }
    let records = [
        json!({}),
        json!({"Idempotency-Key": "k", "mchid": "1", "tags": ["a", "b"], "type": "JSAPI", "types": ["NATIVE", "X"]}),
        json!({"flag": true, "total": "100", "rate": 1.5, "counts": [1, -2], "file": "a.jpg"}),
        json!({"goods": [{"id": "1", "price": {"total": 1}}, {}, {"secrets": ["a", "b"]}], "amount": []}),
        json!({"detail": "{\"cost\":5,\"inner\":\"{\\\"total\\\":7}\",\"name\":\"n\"}", "domains": "[\"a.cn\"]"}),
        json!({"detail": {"cost": 5}, "domains": "no JSON", "risk_info": "posttime=123&mobile=86-1"}),
        json!({"coupon_id_0": "a", "coupon_id_10": "b", "coupon_fee_0_1": 5, "coupon_fee_2_0": 6, "new": {"a": 1}}),
        json!({"extra": {"deep": [1, null, {"x": "y"}]}, "id_card": "secret", "payer_name": ""}),
    ];
    for (index, record) in records.iter().enumerate() {
        write("record", &index.to_string(), record.to_string());
        for event in ["TRANSACTION.SUCCESS transaction a", "TRANSACTION.SUCCESS", "NEW"] {
            write(
                "notification",
                &format!("seal-{index}-{}", event.len()),
                format!("seal {event}\n\n{record}"),
            );
        }
        for rule in ["signed", "present", "unsigned", "statement"] {
            let digest = "Wechatpay-Statement-Sha1: bf21a9e8fbc5a3846fb05b4fa0859e0917b2202f";
            write(
                "answer",
                &format!("{rule}-{index}"),
                format!("sign 200 {rule}\n{digest}\n\n{record}"),
            );
        }
    }
    write(
        "answer",
        "probe",
        "raw 200 signed\nWechatpay-Timestamp: 1652750623\nWechatpay-Nonce: n\n\
        Wechatpay-Serial: PUB_KEY_ID_0119000000012024\nWechatpay-Signature: WECHATPAY/SIGNTEST/x\n\n{}",
    );
    write("answer", "empty", "sign 204 signed\n\n");
    write("answer", "accepted", "sign 202 signed\n\n");
    write(
        "answer",
        "error",
        "sign 403 signed\nRequest-ID: 1\n\n{\"code\":\"NO_AUTH\",\"message\":\"x\"}",
    );
}
