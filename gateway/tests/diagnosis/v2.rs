//! Each way of making the `sign` of v2 wrongly.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wechatpay_gateway::diagnosis::v2::{KnownKey, Whose, explain};
use wechatpay_gateway::diagnosis::{Diagnosis, Rule};
use wechatpay_openapi_runtime::crypto::{SignType, md5_hex, sha1_hex, sha256_hex};

const KEY: &str = "192006250b4c09247EC02EDCE69F6A2D";
const V3: &str = "TestPlatformApiV3KeyOf32Bytes000";
const OTHER: &str = "OtherOtherOtherOtherOtherOther00";
const FORMER: &str = "FormerFormerFormerFormerFormer00";

/// In the order in which they are sent.
const FIELDS: &[(&str, &str)] = &[
    ("mch_id", "10000100"),
    ("appid", "wxd930ea5d5a258f4f"),
    ("body", "a&b <c> 茶 "),
    ("Zone", "8"),
    ("attach", ""),
    ("nonce_str", "ibuaiVcKdpRxkhJA"),
];

const SORTED: &str =
    "Zone=8&appid=wxd930ea5d5a258f4f&body=a&b <c> 茶 &mch_id=10000100&nonce_str=ibuaiVcKdpRxkhJA";

fn keys() -> [KnownKey<'static>; 4] {
    [
        (Whose::Present, KEY),
        (Whose::V3, V3),
        (Whose::Former, FORMER),
        (Whose::Other, OTHER),
    ]
    .map(|(whose, key)| KnownKey { whose, key })
}

fn of(sign: &str, also: &[(&str, &str)]) -> Diagnosis {
    let mut fields = [FIELDS, also].concat();
    fields.push(("sign", sign));
    explain(&fields, &keys(), SignType::Md5)
}

fn upper(text: &str) -> String {
    md5_hex(text.as_bytes()).to_ascii_uppercase()
}

#[track_caller]
fn expect(what: &str, diagnosis: &Diagnosis, rules: &[Rule]) {
    let found: Vec<Rule> = diagnosis.broken.iter().map(|broken| broken.rule).collect();
    assert_eq!(found, rules, "{what}: {}", diagnosis.summary.en);
    assert!(diagnosis.is_explained, "{what}");
    let said = serde_json::to_string(diagnosis).unwrap();
    assert!(
        !said.contains(KEY) && !said.contains(V3) && !said.contains(FORMER),
        "{said}"
    );
}

#[test]
fn texts() {
    let with = |from: &str, to: &str| format!("{}&key={KEY}", SORTED.replace(from, to));
    let unsorted =
        "mch_id=10000100&appid=wxd930ea5d5a258f4f&body=a&b <c> 茶 &Zone=8&nonce_str=ibuaiVcKdpRxkhJA";
    let ignoring =
        "appid=wxd930ea5d5a258f4f&body=a&b <c> 茶 &mch_id=10000100&nonce_str=ibuaiVcKdpRxkhJA&Zone=8";
    let descending =
        "nonce_str=ibuaiVcKdpRxkhJA&mch_id=10000100&body=a&b <c> 茶 &appid=wxd930ea5d5a258f4f&Zone=8";
    let cases: Vec<(String, &[Rule])> = vec![
        (with("", ""), &[]),
        (format!("{unsorted}&key={KEY}"), &[Rule::FieldsUnsorted]),
        (format!("{ignoring}&key={KEY}"), &[Rule::FieldsSortedIgnoringCase]),
        (format!("{descending}&key={KEY}"), &[Rule::FieldsSortedDescending]),
        (with("&body", "&attach=&body"), &[Rule::EmptyIncluded]),
        (with("JA", "JA&sign="), &[Rule::SignIncluded]),
        (with("&mch_id=10000100", ""), &[Rule::FieldLeftOut]),
        (
            with("a&b <c> 茶 ", "a%26b+%3Cc%3E+%E8%8C%B6+"),
            &[Rule::ValuesUrlEncoded],
        ),
        (
            with("a&b <c> 茶 ", "a%26b%20%3cc%3e%20%e8%8c%b6%20"),
            &[Rule::ValuesUrlEncoded],
        ),
        (
            with("a&b <c> 茶 ", "a&amp;b &lt;c&gt; 茶 "),
            &[Rule::ValuesEscaped],
        ),
        (with("茶 ", "茶"), &[Rule::ValuesTrimmed]),
        (SORTED.to_owned(), &[Rule::KeyMissing]),
        (format!("{SORTED}{KEY}"), &[Rule::KeyAppendedOtherwise]),
        (format!("key={KEY}&{SORTED}"), &[Rule::KeyAppendedOtherwise]),
        (
            format!("{SORTED}&key={}", KEY.to_ascii_lowercase()),
            &[Rule::KeySpelling],
        ),
        (format!("{SORTED}&key={KEY}\n"), &[Rule::KeySpelling]),
        (format!("{SORTED}&key={V3}"), &[Rule::KeyOfV3]),
        (format!("{SORTED}&key={FORMER}"), &[Rule::KeyFormer]),
        (format!("{SORTED}&key={OTHER}"), &[Rule::KeyOfOther]),
        (
            format!("{unsorted}&key={V3}"),
            &[Rule::FieldsUnsorted, Rule::KeyOfV3],
        ),
        (unsorted.to_owned(), &[Rule::FieldsUnsorted, Rule::KeyMissing]),
    ];
    for (text, rules) in cases {
        expect(&text, &of(&upper(&text), &[]), rules);
    }
}

#[test]
fn names_in_lower_case() {
    let text = format!(
        "appid=wxd930ea5d5a258f4f&body=a&b <c> 茶 &mch_id=10000100&nonce_str=ibuaiVcKdpRxkhJA&zone=8&key={KEY}"
    );
    expect("names", &of(&upper(&text), &[]), &[Rule::NamesLowerCase]);
}

#[test]
fn spellings() {
    let text = format!("{SORTED}&key={KEY}");
    let md5 = md5_hex(text.as_bytes());
    let cases: [(String, &[Rule]); 4] = [
        (md5.clone(), &[Rule::SignLowerCase]),
        (STANDARD.encode(hex::decode(&md5).unwrap()), &[Rule::SignBase64]),
        (
            sha1_hex(text.as_bytes()).to_ascii_uppercase(),
            &[Rule::SignHashOther],
        ),
        (
            sha256_hex(text.as_bytes()).to_ascii_uppercase(),
            &[Rule::SignHashOther],
        ),
    ];
    for (sign, rules) in cases {
        expect(&sign, &of(&sign, &[]), rules);
    }
    assert!(of("", &[]).names(Rule::SignMissing));
}

/// HMAC in upper-case hexadecimal.
fn hmac(key: &str, text: &str) -> String {
    let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, key.as_bytes());
    hex::encode_upper(aws_lc_rs::hmac::sign(&key, text.as_bytes()))
}

#[test]
fn sign_types() {
    let stated = |name: &'static str| [("sign_type", name)];
    let with_type = |name: &str| format!("{SORTED}&sign_type={name}&key={KEY}");
    let named = "HMAC-SHA256";
    type Case<'a> = (String, &'a [(&'a str, &'a str)], &'a [Rule]);
    let cases: [Case<'_>; 7] = [
        (hmac(KEY, &with_type(named)), &stated("HMAC-SHA256"), &[]),
        (
            hmac(KEY, &format!("{SORTED}&key={KEY}")),
            &[],
            &[Rule::SignTypeOther],
        ),
        (
            upper(&with_type(named)),
            &stated("HMAC-SHA256"),
            &[Rule::SignTypeOther],
        ),
        (
            hmac(KEY, &with_type("MD5")),
            &stated("MD5"),
            &[Rule::SignTypeOther],
        ),
        (
            hmac(KEY, &format!("{SORTED}&key={KEY}")),
            &stated("HMAC-SHA256"),
            &[Rule::SignTypeLeftOut],
        ),
        (
            hmac(KEY, &format!("{SORTED}&sign_type=HMAC-SHA256")),
            &stated("HMAC-SHA256"),
            &[Rule::KeyMissing],
        ),
        (upper(&with_type("md5")), &stated("md5"), &[Rule::SignTypeUnknown]),
    ];
    for (sign, also, rules) in cases {
        expect(&sign, &of(&sign, also), rules);
    }
    let v3 = hmac(V3, &format!("{SORTED}&sign_type=HMAC-SHA256&key={V3}"));
    let diagnosis = of(&v3, &stated("HMAC-SHA256"));
    assert!(
        diagnosis.names(Rule::KeyOfV3) && diagnosis.is_explained,
        "{diagnosis:?}"
    );
}

#[test]
fn nothing_is_claimed_of_an_unknown_text() {
    let diagnosis = of(&upper("something else"), &[]);
    assert!(diagnosis.broken.is_empty() && !diagnosis.is_explained);
    assert!(
        diagnosis
            .summary
            .en
            .starts_with("None of the ways that were tried fits")
    );
    assert!(diagnosis.checked.unwrap().ends_with("&key=<APIv2 key>"));
}
