//! XML of v2 that is written strangely, under a signature that is right: it is read as it was signed, or not at all.

use wechatpay_openapi_runtime::http::HeaderMap;

use super::v2::{client, signed};
use super::v2_notifications::{PAID, becomes};

const AMOUNT: &str = "<total_fee>100</total_fee>";

/// A genuine payment of 100 fen, with this in the place of its amount.
fn with_amount(element: &str) -> String {
    let xml = signed(PAID);
    assert!(xml.contains(AMOUNT));
    xml.replace(AMOUNT, element)
}

/// The same, its signature written in another way.
fn with_sign(write: impl FnOnce(&str) -> String) -> String {
    let xml = signed(PAID);
    let (before, rest) = xml.split_once("<sign>").unwrap();
    let (sign, after) = rest.split_once("</sign>").unwrap();
    format!("{before}{}{after}", write(sign))
}

#[test]
fn t1_the_amount_is_the_one_that_was_signed() {
    for (what, element, expected) in [
        ("CDATA", "<total_fee><![CDATA[100]]></total_fee>", "Paid"),
        (
            "two CDATA",
            "<total_fee><![CDATA[1]]><![CDATA[00]]></total_fee>",
            "Paid",
        ),
        ("a comment inside", "<total_fee>1<!-- 9 -->00</total_fee>", "Paid"),
        (
            "character references",
            "<total_fee>&#49;&#x30;0</total_fee>",
            "Paid",
        ),
        ("an attribute", "<total_fee value='1'>100</total_fee >", "Paid"),
        (
            "a comment with another",
            "<total_fee>100</total_fee><!--<total_fee>1</total_fee>-->",
            "Paid",
        ),
        ("blanks around", "<total_fee> 100 </total_fee>", "Signature"),
        ("a line around", "<total_fee>100\n</total_fee>", "Signature"),
        (
            "a blank of no width",
            "<total_fee>100\u{200b}</total_fee>",
            "Signature",
        ),
        ("full-width digits", "<total_fee>１００</total_fee>", "Signature"),
        ("a zero before", "<total_fee>0100</total_fee>", "Signature"),
        (
            "twice, the first one right",
            "<total_fee>100</total_fee><total_fee>1</total_fee>",
            "Decode",
        ),
        (
            "twice, the last one right",
            "<total_fee>1</total_fee><total_fee>100</total_fee>",
            "Decode",
        ),
        (
            "twice the same",
            "<total_fee>100</total_fee><total_fee>100</total_fee>",
            "Decode",
        ),
        (
            "twice, once empty",
            "<total_fee/><total_fee>100</total_fee>",
            "Decode",
        ),
        (
            "twice, once with elements",
            "<total_fee>100</total_fee><total_fee><a>1</a></total_fee>",
            "Decode",
        ),
        ("capitals", "<Total_fee>100</Total_fee>", "Signature"),
        (
            "capitals beside it",
            "<total_fee>100</total_fee><Total_fee>1</Total_fee>",
            "Signature",
        ),
        (
            "a namespace beside it",
            "<total_fee>100</total_fee><x:total_fee>1</x:total_fee>",
            "Signature",
        ),
        (
            "another letter that looks alike",
            "<tot\u{430}l_fee>100</tot\u{430}l_fee>",
            "Signature",
        ),
        (
            "inside of another",
            "<a><total_fee>100</total_fee></a>",
            "Signature",
        ),
        ("a name with `=`", "<total_fee=1>100</total_fee=1>", "Decode"),
        (
            "a name with `&`",
            "<total_fee&amp;a>100</total_fee&amp;a>",
            "Decode",
        ),
        ("an unknown entity", "<total_fee>&fee;</total_fee>", "Decode"),
        (
            "a reference to nothing",
            "<total_fee>100&#0;</total_fee>",
            "Decode",
        ),
        (
            "a processing instruction",
            "<total_fee>100</total_fee><?fee 1?>",
            "Decode",
        ),
        ("text beside it", "100<total_fee>100</total_fee>", "Decode"),
        ("another end", "<total_fee>100</total>", "Decode"),
        (
            "the key of nobody",
            "<total_fee>100</total_fee><key>192006250b4c</key>",
            "Signature",
        ),
    ] {
        assert_eq!(becomes(&client(), &with_amount(element)), expected, "{what}");
    }
    let strange = with_amount("<total_fee>1<!-- 9 -->0&#48;</total_fee>");
    let raw = |xml: &str| {
        client()
            .notifications()
            .parse(&HeaderMap::new(), xml.as_bytes())
            .unwrap()
    };
    let (raw, plain) = (raw(&strange), raw(&signed(PAID)));
    assert_eq!(raw.document().unwrap().get("total_fee"), Some("100"));
    assert_eq!(raw.deduplication_key(), plain.deduplication_key());
}

#[test]
fn t2_there_is_one_signature() {
    for (what, xml, expected) in [
        (
            "as it was",
            with_sign(|sign| format!("<sign>{sign}</sign>")),
            "Paid",
        ),
        (
            "in CDATA",
            with_sign(|sign| format!("<sign><![CDATA[{sign}]]></sign>")),
            "Paid",
        ),
        (
            "in small letters",
            with_sign(|sign| format!("<sign>{}</sign>", sign.to_lowercase())),
            "Signature",
        ),
        (
            "with blanks",
            with_sign(|sign| format!("<sign> {sign}</sign>")),
            "Signature",
        ),
        (
            "half of it",
            with_sign(|sign| format!("<sign>{}</sign>", &sign[..16])),
            "Signature",
        ),
        (
            "twice it",
            with_sign(|sign| format!("<sign>{sign}{sign}</sign>")),
            "Signature",
        ),
        ("a blank", with_sign(|_| "<sign> </sign>".to_owned()), "Signature"),
        (
            "two of them",
            with_sign(|sign| format!("<sign>{sign}</sign><sign>x</sign>")),
            "Decode",
        ),
        (
            "an empty one more",
            with_sign(|sign| format!("<sign/><sign>{sign}</sign>")),
            "Decode",
        ),
        (
            "inside of itself",
            with_sign(|sign| format!("<sign><sign>{sign}</sign></sign>")),
            "Unsigned",
        ),
        (
            "in capitals",
            with_sign(|sign| format!("<SIGN>{sign}</SIGN>")),
            "Unsigned",
        ),
        (
            "in an attribute",
            with_sign(|sign| format!("<sign value='{sign}'/>")),
            "Unsigned",
        ),
        (
            "in a comment",
            with_sign(|sign| format!("<!--<sign>{sign}</sign>-->")),
            "Unsigned",
        ),
    ] {
        assert_eq!(becomes(&client(), &xml), expected, "{what}");
    }
}

#[test]
fn t2_a_document_is_one_element_in_utf_8() {
    let paid = signed(PAID);
    for (what, xml, expected) in [
        ("a byte order mark", format!("\u{FEFF}{paid}"), "Paid"),
        ("lines before", format!("\r\n\t {paid}"), "Paid"),
        (
            "a declaration",
            format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{paid}"),
            "Paid",
        ),
        (
            "another root",
            paid.replace("<xml>", "<root>").replace("</xml>", "</root>"),
            "Paid",
        ),
        ("a root in a root", format!("<xml>{paid}</xml>"), "Unsigned"),
        ("two of them", format!("{paid}{paid}"), "Decode"),
        ("text behind", format!("{paid}x"), "Decode"),
        (
            "a document type",
            format!("<!DOCTYPE xml [<!ENTITY fee \"1\">]>{paid}"),
            "Decode",
        ),
        (
            "two marks: it is no XML, and so v3",
            format!("\u{FEFF}\u{FEFF}{paid}"),
            "Unsigned",
        ),
        ("a JSON text", format!("{paid:?}"), "Unsigned"),
    ] {
        assert_eq!(becomes(&client(), &xml), expected, "{what}");
    }
}
