//! Requests whose body does not arrive.

use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use wechatpay_gateway::answer::english;
use wechatpay_gateway::journal::Verdict;
use wechatpay_gateway::{Gateway, Settings};

use crate::raw::{self, open};

const V3: &str = "POST /v3/pay/transactions/native";
const V2: &str = "POST /pay/unifiedorder";

/// What is sent after the head, and whether nothing comes after it for a while.
type Sent = (&'static str, bool);

/// Whoever looks for a request that did not arrive finds it, and why: v3 in JSON, v2 in XML.
#[tokio::test]
async fn a_body_that_does_not_arrive_is_in_the_journal() {
    let settings = Settings {
        body_limit: 10,
        ..Settings::default()
    };
    let gateway = Gateway::start(settings).await.expect("it starts");
    let too_long: Sent = ("Content-Length: 11\r\n\r\n12345678901", false);
    let cut_short: Sent = ("Content-Length: 9\r\n\r\n123", false);
    let no_chunk: Sent = ("Transfer-Encoding: chunked\r\n\r\nzz\r\n", false);
    let late: Sent = ("Content-Length: 9\r\n\r\n123", true);
    for (operation, sent, status, code, message) in [
        (V3, too_long, 413, "PARAM_ERROR", "请求体过大"),
        (V3, cut_short, 400, "PARAM_ERROR", "请求体没有完整到达"),
        (V3, no_chunk, 400, "PARAM_ERROR", "请求体没有完整到达"),
        (V3, late, 408, "PARAM_ERROR", "请求体没有在限定时间内到达"),
        (V2, too_long, 413, "<return_code>FAIL</return_code>", "请求体过大"),
        (
            V2,
            cut_short,
            400,
            "<return_code>FAIL</return_code>",
            "请求体没有完整到达",
        ),
        (
            V2,
            late,
            408,
            "<return_code>FAIL</return_code>",
            "请求体没有在限定时间内到达",
        ),
    ] {
        assert!(english(message).is_some(), "{message}");
        let what = format!("{operation}, {sent:?}");
        let last = gateway.world().journal.last();
        let answer = ask(&gateway, operation, sent).await;
        assert_eq!(answer.status, status, "{what}: {}", answer.body);
        assert!(answer.body.contains(code), "{what}: {}", answer.body);
        assert!(answer.body.contains(message), "{what}: {}", answer.body);
        let entry = gateway.world().journal.get(last + 1).expect("an exchange");
        assert_eq!(gateway.world().journal.last(), last + 1, "{what}");
        assert_eq!(entry.operation.as_deref(), Some(operation), "{what}");
        assert!(
            matches!(&entry.verdict, Verdict::Refused { refusal, .. } if refusal.message == message),
            "{what}"
        );
        assert_eq!(
            entry.answer.as_ref().map(|answer| answer.status),
            Some(status),
            "{what}"
        );
    }
}

async fn ask(gateway: &Gateway, operation: &str, (rest, is_late): Sent) -> raw::Answer {
    let head = format!("{operation} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{rest}");
    let mut stream = open(gateway.address()).await;
    stream.write_all(head.as_bytes()).await.expect("it listens");
    if is_late {
        // Time for the gateway to begin to wait; then more than it waits.
        tokio::time::sleep(Duration::from_millis(100)).await;
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(3600)).await;
        tokio::time::resume();
    } else {
        stream.shutdown().await.expect("it listens");
    }
    let answer = raw::answer(&mut stream).await;
    answer.unwrap_or_else(|| panic!("{operation} {rest}: no answer"))
}
