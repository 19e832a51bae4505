//! Times in every form that WeChat Pay writes, and in those that it does not.

#![allow(missing_docs)]

use std::error::Error as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use wechatpay_openapi_runtime::record::{from_json, from_xml, to_json};
use wechatpay_openapi_runtime::{Numbered, Time, TimeError, record};

record! {
    pub struct Order {
        pub time_expire: Option<Time>,
        #[is(query)]
        pub bill_date: Option<Time>,
        #[wire = "refund_success_time_$n"]
        pub refund_success_time_n: Option<Numbered<Time>>,
        pub total: Option<i64>,
    }
}

/// 2018-06-08 10:34:56 in Shanghai.
const WHEN: i64 = 1_528_425_296;

fn when() -> SystemTime {
    UNIX_EPOCH + Duration::from_millis(1_528_425_296_120)
}

#[test]
fn every_form_is_read() {
    let midnight = WHEN - (10 * 3600 + 34 * 60 + 56);
    let cases = [
        ("2018-06-08T10:34:56+08:00", WHEN),
        ("2018-06-08T10:34:56.120+08:00", WHEN),
        ("2018-06-08T02:34:56Z", WHEN),
        ("2018-06-08T02:34:56.999999999Z", WHEN),
        ("2018-06-07T22:34:56-04:00", WHEN),
        ("2018-06-08t02:34:56z", WHEN),
        // Without an offset it is the time of Shanghai.
        ("2018-06-08T10:34:56", WHEN),
        ("2018-06-08 10:34:56", WHEN),
        ("20180608103456", WHEN),
        // As documented, though RFC 3339 wants seconds, and no minute but a leap second's has 61.
        ("2018-06-08T10:34+08:00", WHEN - 56),
        ("2018-06-08T10:34:60+08:00", WHEN + 3),
        ("20180608103460", WHEN + 3),
        ("1528425296", WHEN),
        ("1528425296120", WHEN),
        ("2018-06-08", midnight),
        ("20180608", midnight),
        // Daylight saving time was tried in China until 1991: nothing that WeChat Pay tells.
        ("1990-07-01 00:00:00", 646_761_600),
        ("1969-12-31T23:59:59Z", -1),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        // For ever.
        ("99991231235959", 253_402_300_799 - 8 * 3600),
        ("9999-12-31T23:59:59+08:00", 253_402_300_799 - 8 * 3600),
        ("9999-12-31", 253_402_214_400 - 8 * 3600),
    ];
    for (text, seconds) in cases {
        let time = Time::from(text);
        assert_eq!(time.to_unix().expect(text), seconds, "{text}");
    }
    let exact = Time::from("2018-06-08T10:34:56.120+08:00").to_system_time();
    assert_eq!(exact.unwrap(), when());
    for (text, date) in [
        ("2018-06-08", (2018, 6, 8)),
        ("20180608", (2018, 6, 8)),
        ("2018-06-08T23:59:59Z", (2018, 6, 9)),
        ("20180608235959", (2018, 6, 8)),
        ("2018-06-08T00:30:00+14:00", (2018, 6, 7)),
    ] {
        assert_eq!(Time::from(text).to_date().unwrap(), date, "{text}");
    }
}

#[test]
fn what_is_no_time_is_kept_and_said() {
    let cases = [
        "",
        " ",
        "长期",
        "forever",
        "08/21",
        "3600",
        "123456",
        "2018-06",
        "201806081034",
        "152842529612",
        "2018-02-30",
        "20180230",
        "2018-06-08T25:00:00+08:00",
        "2018-06-08T10:34:56+99:00",
        "2018-06-08T10:34:56+08:00[Asia/Shanghai]",
        "2018-06-08 10:34:56 CST",
        "2018/06/08",
        "+2018-06-08",
        "2018-06-08T10:34:56+08:00 ",
        "10:34:56",
        "Fri, 08 Jun 2018 02:34:56 GMT",
        "二〇一八",
        "２０１８０６０８",
    ];
    for text in cases {
        let time = Time::from(text);
        let errors = [
            time.to_unix().map(drop),
            time.to_system_time().map(drop),
            time.to_date().map(drop),
        ];
        for error in errors {
            let said = error.expect_err(text).to_string();
            assert!(
                said.contains(&format!("{text:?}")) && said.contains("as_str"),
                "{said}"
            );
        }
        assert_eq!(time.as_str(), text);
    }
    let long = Time::from("x".repeat(10_000));
    assert!(
        long.to_unix().unwrap_err().to_string().len() < 300,
        "a long text is cut"
    );
    let error: TimeError = Time::from("2018-02-30").to_unix().unwrap_err();
    assert!(error.source().is_some(), "the parser says why");
}

#[test]
fn every_form_is_written() {
    let cases = [
        (Time::rfc3339(when()), "2018-06-08T10:34:56+08:00"),
        (Time::rfc3339_millis(when()), "2018-06-08T10:34:56.120+08:00"),
        (Time::compact(when()), "20180608103456"),
        (Time::date_time(when()), "2018-06-08 10:34:56"),
        (Time::date(when()), "2018-06-08"),
        (Time::compact_date(when()), "20180608"),
        (Time::unix(when()), "1528425296"),
        // Midnight and the end of a year are those of Shanghai.
        (
            Time::date(UNIX_EPOCH + Duration::from_secs(16 * 3600 - 1)),
            "1970-01-01",
        ),
        (
            Time::date(UNIX_EPOCH + Duration::from_secs(16 * 3600)),
            "1970-01-02",
        ),
        (
            Time::compact(UNIX_EPOCH - Duration::from_secs(1)),
            "19700101075959",
        ),
        (
            Time::rfc3339(UNIX_EPOCH - Duration::from_secs(63_000_000_000)),
            "0000-01-01T00:00:00+08:00",
        ),
    ];
    for (time, text) in cases {
        assert_eq!(time, text);
    }
    // Beyond what a year of four digits can say.
    let last = Time::rfc3339(UNIX_EPOCH + Duration::from_secs(1 << 40));
    assert!(
        last.starts_with("9999-12-31T") && last.to_unix().is_ok(),
        "{last}"
    );
}

#[test]
fn a_field_takes_and_keeps_text() {
    let text = "2018-06-08T10:34:56+08:00";
    let owned = text.to_owned();
    let orders = [
        Order::new().time_expire(text),
        Order::new().time_expire(&owned),
        Order::new().time_expire(owned.clone()),
        Order::new().time_expire(owned.into_boxed_str()),
        Order::new().time_expire(std::borrow::Cow::Borrowed(text)),
        Order::new().time_expire(Time::rfc3339(when())),
    ];
    for order in &orders {
        assert_eq!(order, &orders[0]);
        assert_eq!(order.time_expire.as_deref(), Some(text));
        assert_eq!(
            to_json(order).unwrap(),
            format!(r#"{{"time_expire":"{text}"}}"#).as_bytes()
        );
    }
    assert_eq!(
        format!("{:?}", orders[0]),
        format!(r#"Order {{ time_expire: {text:?} }}"#)
    );
    let time = orders[0].time_expire.clone().unwrap();
    assert_eq!(
        format!("{time}|{time:>26}|{}", &time[..4]),
        format!("{text}| {text}|2018")
    );
    assert_eq!(String::from(time), text);
}

#[test]
fn what_arrives_is_not_changed() {
    for text in ["2018-06-08T10:34:56.1200+08:00", "长期", "", "20180608"] {
        let json = format!(r#"{{"time_expire":"{text}"}}"#);
        let order: Order = from_json(json.as_bytes()).unwrap();
        assert_eq!(order.time_expire.as_deref(), Some(text));
        assert_eq!(to_json(&order).unwrap(), json.as_bytes());
    }
    // A number where a text was documented.
    let order: Order = from_json(br#"{"time_expire":1528425296}"#).unwrap();
    assert_eq!(order.time_expire.unwrap().to_unix().unwrap(), WHEN);
    let xml = "<xml><time_expire>20180608103456</time_expire>\
        <refund_success_time_0>2018-06-08 10:34:56</refund_success_time_0></xml>";
    let order: Order = from_xml(xml.as_bytes()).unwrap();
    assert_eq!(order.time_expire.unwrap().to_unix().unwrap(), WHEN);
    let refunded = order.refund_success_time_n.unwrap();
    assert_eq!(refunded.get(0).unwrap().to_unix().unwrap(), WHEN);
}

#[cfg(feature = "serde")]
#[test]
fn serde_sees_the_text() {
    let time: Time = serde_json::from_str(r#""20180608""#).unwrap();
    assert_eq!(serde_json::to_string(&time).unwrap(), r#""20180608""#);
}
