//! v2's XML: what is written is what is read, and nothing but fields is read.

use std::collections::BTreeMap;

use proptest::prelude::*;
use wechatpay_openapi_runtime::sign::v2;
use wechatpay_openapi_runtime::xml::Document;

use super::cases;

fn is_allowed(text: &str) -> bool {
    text.chars()
        .all(|char| matches!(char, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..))
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[<>&'\"\\]\\[! \r\n\ta;#x0-9-]{0,16}",
        Just("]]>".to_owned())
    ]
}

fn fields() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map("[a-z_][a-z0-9_]{0,8}", text(), 0..6)
}

/// Text that looks like XML more often than chance has it.
fn nearly() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("<xml>"),
        Just("</xml>"),
        Just("<a>"),
        Just("</a>"),
        Just("<a/>"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("<!--"),
        Just("-->"),
        Just("<?x ?>"),
        Just("<!DOCTYPE a>"),
        Just("&lt;"),
        Just("&#0;"),
        Just("&#xD800;"),
        Just("&x;"),
        Just("<a b='c'>"),
        Just("\u{FEFF}"),
        Just("t"),
        Just(" "),
        Just("<"),
        Just("&"),
    ];
    let pieces = prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![pieces, any::<Vec<u8>>()]
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn what_is_written_is_read(fields in fields()) {
        let mut document = Document::default();
        for (name, text) in &fields {
            document.set(name, text.as_str());
        }
        let written = document.write();
        if !fields.values().all(|text| is_allowed(text)) {
            prop_assert!(written.is_err());
            return Ok(());
        }
        let read = Document::parse(written.unwrap().as_bytes()).unwrap();
        let texts: BTreeMap<&str, &str> = read.texts().unwrap().into_iter().collect();
        let given: BTreeMap<&str, &str> = fields.iter().map(|(name, text)| (&**name, &**text)).collect();
        prop_assert_eq!(&texts, &given);
        // So that a signature made before writing is right after reading.
        prop_assert_eq!(v2::text(texts), v2::text(given));
    }

    #[test]
    fn nothing_is_read_that_cannot_be_written(bytes in nearly()) {
        if let Ok(document) = Document::parse(&bytes) {
            let written = document.write().unwrap();
            prop_assert_eq!(Document::parse(written.as_bytes()).unwrap(), document);
        }
    }

    /// Wherever it stands, and whatever is in it.
    #[test]
    fn a_document_type_is_never_accepted(fields in fields(), inside in "[a-zA-Z \"'!-]{0,20}", before in any::<bool>()) {
        let mut document = Document::default();
        for name in fields.keys() {
            document.set(name, "1");
        }
        let xml = document.write().unwrap();
        let dtd = format!("<!DOCTYPE {inside}>");
        let spoilt = if before { format!("{dtd}{xml}") } else { xml.replacen("<xml>", &format!("<xml>{dtd}"), 1) };
        prop_assert!(Document::parse(spoilt.as_bytes()).is_err());
    }

    /// No error shows what was in the document.
    #[test]
    fn an_error_shows_no_text(tail in "[<>&a-z/]{0,12}") {
        if let Err(error) = Document::parse(format!("<xml><a>MARKED</a>{tail}").as_bytes()) {
            let shown = format!("{error} {error:?}");
            prop_assert!(!shown.contains("MARKED"));
        }
    }
}
