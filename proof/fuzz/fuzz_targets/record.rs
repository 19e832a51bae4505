//! Any bytes as the JSON of a record: decoded, encoded, decoded again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wechatpay_openapi_fuzz::sample::{Everything, Reverse};
use wechatpay_openapi_runtime::__private::{Location, RecordRef};
use wechatpay_openapi_runtime::record::{Record as _, decrypt, from_json, from_xml, to_json, unknown_fields};

fuzz_target!(|data: &[u8]| {
    let unknown = unknown_fields(Everything::TABLE, data);
    let Ok(record) = from_json::<Everything>(data) else {
        return;
    };
    assert_eq!(record.clone(), record);
    let _ = format!("{record:?}{:?}{unknown:?}", RecordRef::new(&record).missing());

    // What we write is what we understood, and holds nothing unknown.
    let json = to_json(&record).expect("it encodes");
    let again: Everything = from_json(&json).expect("what we write can be read");
    assert_eq!(again, record);
    assert_eq!(to_json(&again).expect("it encodes"), json);
    // Besides what is in a string that is kept as it came.
    let inside = |pointer: &String| {
        ["/detail/", "/risk_info/"]
            .iter()
            .any(|field| pointer.starts_with(field))
    };
    assert!(unknown_fields(Everything::TABLE, &json).iter().all(inside));

    let view = RecordRef::new(&record);
    for at in [Location::Query, Location::Header, Location::Body] {
        view.pairs(at, Some(&Reverse)).expect("pairs");
        view.to_json(at, Some(&Reverse)).expect("JSON");
        // Some cannot be written, and a list of texts is no field that can be signed.
        if let Ok(xml) = view.to_xml(at, None) {
            let _ = from_xml::<Everything>(xml.as_bytes());
        }
    }
    // An upload cannot hold a numbered family.
    let _ = view.parts(Some(&Reverse));

    // Twice backwards is forwards.
    let mut secret = record.clone();
    decrypt(&mut secret, &Reverse).expect("it decrypts");
    decrypt(&mut secret, &Reverse).expect("it decrypts");
    assert_eq!(secret, record);
});
