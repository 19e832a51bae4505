//! Against the memory: what does an answer of the largest size cost?

use wechatpay_openapi_runtime::{Bytes, ErrorKind, Method};

use crate::support::platform::{answer, client, signature_headers};

#[test]
fn an_error_body_of_ten_mib_is_held_once() {
    let text = "x".repeat(10 << 20);
    let bodies = [
        ("HTML", format!("<html>{text}")),
        ("a long message", format!(r#"{{"code":"A","message":"{text}"}}"#)),
        (
            "a long detail",
            format!(r#"{{"code":"A","message":"b","detail":"{text}"}}"#),
        ),
        ("a long list", format!("[{}0]", "0,".repeat(5 << 20))),
    ];
    drop(text);
    let client = client();
    for (name, body) in bodies {
        for is_signed in [false, true] {
            let body = Bytes::from(body.clone());
            let headers = match is_signed {
                true => signature_headers(&body),
                false => Vec::new(),
            };
            let answer = answer(500, &headers, body.clone());
            let call = client.call(Method::GET, "v3/x");
            let mut error = None;
            let used = allocation_counter::measure(|| error = call.read(answer).err());
            let error = error.unwrap();
            assert_eq!(error.kind(), ErrorKind::Api, "{name}");
            assert_eq!(error.body().unwrap().as_ptr(), body.as_ptr(), "{name}");
            // The headers that came are freed meanwhile, so it may be less than nothing.
            let kept = used.bytes_current;
            assert!(
                kept < 1 << 20,
                "{name}, signed {is_signed}: {kept} bytes beside the body"
            );
            // To verify it takes the signed text once, for that long.
            let most = if is_signed { 12 << 20 } else { 1 << 20 };
            assert!(used.bytes_max < most, "{name}, signed {is_signed}: {used:?}");
        }
    }
}
