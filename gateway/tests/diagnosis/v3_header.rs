//! Each way of writing the `Authorization` header wrongly.

use wechatpay_gateway::diagnosis::Rule;

use crate::keys::{NONCE, NOW, PUBLIC_KEY_ID, Request, SERIAL_NO, Signer, authorization, expect, signed};

/// A header that is right but for what `change` does, the signature being over `timestamp`.
fn header(timestamp: &str, change: impl Fn(String) -> String) -> String {
    let text = format!("GET\n/v3/certificates\n{timestamp}\n{NONCE}\n\n");
    let right = authorization(&signed(Signer::Merchant, text.as_bytes()));
    change(right.replace(&format!("\"{NOW}\""), &format!("\"{timestamp}\"")))
}

#[test]
fn forms() {
    type Change = fn(String) -> String;
    let cases: [(&str, Change, &[Rule]); 9] = [
        (
            "single quotes",
            |text| text.replace('"', "'"),
            &[Rule::HeaderQuotes],
        ),
        ("no quotes", |text| text.replace('"', ""), &[Rule::HeaderQuotes]),
        (
            "typographic quotes",
            |text| text.replace("=\"", "=“").replace("\",", "”,"),
            &[Rule::HeaderQuotes],
        ),
        (
            "semicolons",
            |text| text.replace("\",", "\";"),
            &[Rule::HeaderFormat],
        ),
        (
            "colons",
            |text| {
                text.replace("mchid=", "mchid:")
                    .replace("serial_no=", "serial_no:")
            },
            &[Rule::HeaderFormat],
        ),
        (
            "no scheme",
            |text| text.split_once(' ').unwrap().1.to_owned(),
            &[Rule::HeaderFormat],
        ),
        (
            "a parameter of its own",
            |text| format!("{text},appid=\"wx\""),
            &[Rule::HeaderFormat],
        ),
        (
            "another scheme",
            |text| text.replace("WECHATPAY2-SHA256-RSA2048", "Bearer"),
            &[Rule::SchemeOther],
        ),
        (
            "lower case",
            |text| text.replace("WECHATPAY2", "wechatpay2"),
            &[Rule::SchemeOther],
        ),
    ];
    for (what, change, rules) in cases {
        let diagnosis = Request::new("GET /v3/certificates", "").explain(&header(&NOW.to_string(), change));
        expect(what, &diagnosis, rules);
        assert!(diagnosis.is_explained, "{what}");
    }
}

#[test]
fn what_is_missing_is_named() {
    for name in ["mchid", "nonce_str", "timestamp", "serial_no", "signature"] {
        let without = header(&NOW.to_string(), |text| {
            text.replace(&format!("{name}=\""), "other=\"")
        });
        let diagnosis = Request::new("GET /v3/certificates", "").explain(&without);
        let broken = diagnosis
            .broken
            .iter()
            .find(|broken| broken.rule == Rule::HeaderIncomplete)
            .unwrap();
        assert!(broken.seen.as_ref().unwrap().contains(name), "{name}: {broken:?}");
    }
    let diagnosis = Request::new("GET /v3/certificates", "").explain_unsigned();
    expect("no header", &diagnosis, &[Rule::HeaderMissing]);
    let diagnosis = Request::new("GET /v3/certificates", "").explain("Basic dXNlcjpwYXNz");
    assert!(
        diagnosis.names(Rule::HeaderIncomplete) && diagnosis.names(Rule::SchemeOther),
        "{diagnosis:?}"
    );
}

#[test]
fn parties() {
    let serial = |other: &str| header(&NOW.to_string(), |text| text.replace(SERIAL_NO, other));
    let colons: Vec<&str> = (0..20)
        .map(|index| &SERIAL_NO[index * 2..index * 2 + 2])
        .collect();
    let decimal = "464389378319535425530970086054627680253797054689";
    let cases: [(String, &[Rule]); 7] = [
        (serial(PUBLIC_KEY_ID), &[Rule::SerialOfPlatform]),
        (serial(&SERIAL_NO.to_ascii_lowercase()), &[Rule::SerialSpelling]),
        (serial(&colons.join(":")), &[Rule::SerialSpelling]),
        (serial(&format!("0x{SERIAL_NO}")), &[Rule::SerialSpelling]),
        (serial(decimal), &[Rule::SerialSpelling]),
        (serial("1234"), &[Rule::SerialUnknown]),
        (
            header(&NOW.to_string(), |text| text.replace("1900000001", "1900000002")),
            &[Rule::MchidOther],
        ),
    ];
    for (header, rules) in cases {
        let diagnosis = Request::new("GET /v3/certificates", "").explain(&header);
        expect(&header, &diagnosis, rules);
        assert!(diagnosis.is_explained, "{header}");
    }
}

#[test]
fn times() {
    let cases: [(String, &[Rule]); 6] = [
        ((NOW - 300).to_string(), &[]),
        ((NOW - 301).to_string(), &[Rule::TimestampOld]),
        ((NOW + 301).to_string(), &[Rule::TimestampOld]),
        (format!("{NOW}000"), &[Rule::TimestampForm]),
        ("2023-11-14T22:13:20Z".to_owned(), &[Rule::TimestampForm]),
        ("1700000000.5".to_owned(), &[Rule::TimestampForm]),
    ];
    for (timestamp, rules) in cases {
        let header = header(&timestamp, |text| text);
        let diagnosis = Request::new("GET /v3/certificates", "").explain(&header);
        expect(&timestamp, &diagnosis, rules);
        assert!(diagnosis.is_explained, "{timestamp}");
    }
}
