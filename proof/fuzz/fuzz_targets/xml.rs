//! Any bytes as the XML of v2, beside another reader.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wechatpay_openapi_fuzz::KEYS;
use wechatpay_openapi_fuzz::sample::Everything;
use wechatpay_openapi_runtime::record::from_document;
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::xml::{Document, Node};

fuzz_target!(|data: &[u8]| {
    let Ok(document) = Document::parse(data) else {
        return;
    };
    let written = document.write().expect("what was read can be written");
    assert_eq!(
        Document::parse(written.as_bytes()).expect("and read again"),
        document
    );
    let _ = from_document::<Everything>(&document);
    if let Some(texts) = document.texts() {
        let text = v2::text(texts);
        for sign_type in [SignType::Md5, SignType::HmacSha256] {
            assert!(KEYS.v2.verify(&text, &KEYS.v2.sign(sign_type, &text)));
        }
    }
    // What both accept they must understand alike: else one is signed and another read.
    let text = std::str::from_utf8(data).expect("it was read");
    // XML 1.0, 2.11. The other reader leaves a CR before a reference.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if let Ok(theirs) = roxmltree::Document::parse(&text) {
        let mut seen = Vec::new();
        flatten(&document, "", &mut seen);
        let mut expected = Vec::new();
        for element in theirs
            .root_element()
            .children()
            .filter(roxmltree::Node::is_element)
        {
            expect(element, "", &mut expected);
        }
        assert_eq!(seen, expected);
    }
});

fn flatten(document: &Document, prefix: &str, out: &mut Vec<(String, String)>) {
    for (name, node) in document.fields() {
        // The other reader tells a name without its namespace.
        let name = name.rsplit_once(':').map_or(name, |(_, name)| name);
        match node {
            Node::Text(text) => out.push((format!("{prefix}/{name}"), text.clone())),
            Node::Fields(fields) => flatten(fields, &format!("{prefix}/{name}"), out),
        }
    }
}

fn expect(element: roxmltree::Node<'_, '_>, prefix: &str, out: &mut Vec<(String, String)>) {
    let name = format!("{prefix}/{}", element.tag_name().name());
    if element.children().any(|child| child.is_element()) {
        for child in element.children().filter(roxmltree::Node::is_element) {
            expect(child, &name, out);
        }
    } else {
        let texts = element.children().filter(roxmltree::Node::is_text);
        out.push((name, texts.filter_map(|text| text.text()).collect()));
    }
}
