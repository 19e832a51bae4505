//! Signatures: what is covered, how it is presented, and how long it holds.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use wechatpay_openapi_runtime::crypto::{ApiV2Key, ApiV3Key};
use wechatpay_openapi_runtime::sign::v2::{self, SignType};
use wechatpay_openapi_runtime::sign::v3::{Authorization, SCHEME};
use wechatpay_openapi_runtime::{ErrorKind, Method};

use super::{cases, client};
use crate::support::platform::{API_V3_KEY, NOW, answer, signed_at};

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn the_text_of_v2_is_sorted_and_without_gaps(
        fields in prop::collection::btree_map("[a-zA-Z_0-9]{1,6}|sign", "[^\\x00]{0,6}", 0..8).prop_map(
            |fields| fields.into_iter().collect::<Vec<_>>()
        ),
        swaps in prop::collection::vec((any::<Index>(), any::<Index>()), 0..8),
    ) {
        let expected: BTreeMap<&[u8], String> = fields
            .iter()
            .filter(|(name, value)| name != "sign" && !value.is_empty())
            .map(|(name, value)| (name.as_bytes(), format!("{name}={value}")))
            .collect();
        let expected = expected.into_values().collect::<Vec<_>>().join("&");
        let mut shuffled = fields.clone();
        for (a, b) in swaps {
            if !shuffled.is_empty() {
                let (a, b) = (a.index(shuffled.len()), b.index(shuffled.len()));
                shuffled.swap(a, b);
            }
        }
        let text = v2::text(shuffled.iter().map(|(name, value)| (&**name, &**value)));
        prop_assert_eq!(text, expected);
    }

    #[test]
    fn a_signature_of_v2_holds_for_its_text_alone(text in any::<String>(), other in any::<String>(), hmac in any::<bool>()) {
        let key = ApiV2Key::new("192006250b4c09247ec02edce69f6a2d").unwrap();
        let signature = key.sign(if hmac { SignType::HmacSha256 } else { SignType::Md5 }, &text);
        prop_assert!(key.verify(&text, &signature));
        prop_assert_eq!(key.verify(&other, &signature), text == other);
        prop_assert!(!key.verify(&text, &signature[1..]));
    }

    #[test]
    fn an_authorization_is_read_as_written(
        values in prop::array::uniform5("[^\",\\s=]{0,12}={0,2}"),
    ) {
        let [identity, nonce_str, timestamp, serial_no, signature] = &values;
        let written = Authorization { scheme: SCHEME, identity, nonce_str, timestamp, serial_no, signature };
        let text = written.to_string();
        prop_assert_eq!(Authorization::parse(&text), Some(written));
    }

    #[test]
    fn no_header_makes_a_reader_panic(text in prop_oneof![any::<String>(), "[a-z_=\", ]{0,40}"]) {
        let _ = Authorization::parse(&text);
    }

    #[test]
    fn what_is_sealed_is_opened(plain in any::<Vec<u8>>(), aad in any::<String>(), other in any::<String>(), nonce in "[ -~]{12}") {
        let key = ApiV3Key::new(API_V3_KEY).unwrap();
        let sealed = key.encrypt(&nonce, &aad, &plain).unwrap();
        prop_assert_eq!(&key.decrypt(&nonce, &aad, &sealed).unwrap(), &plain);
        prop_assert_eq!(key.decrypt(&nonce, &other, &sealed).is_ok(), aad == other);
        let _ = key.decrypt(&other, &aad, &other);
    }
}

proptest! {
    #![proptest_config(cases(200))]

    /// 300 seconds both ways, whatever the number.
    #[test]
    fn a_signature_holds_for_its_time(offset in prop_oneof![-400_i64..400, any::<i64>(), Just(i64::MIN), Just(i64::MAX)]) {
        let signed = NOW.wrapping_add(offset);
        let read = client().call(Method::GET, "v3/x").read(answer(200, &signed_at(signed, b"{}"), "{}"));
        match read {
            Ok(_) => prop_assert!(offset.unsigned_abs() <= 300),
            Err(error) => {
                prop_assert_eq!(error.kind(), ErrorKind::Expired);
                prop_assert!(NOW.abs_diff(signed) > 300);
            }
        }
    }

    /// One byte of what is signed, or of the signature, and it holds no more.
    #[test]
    fn a_change_is_noticed(body in "[ -~]{1,40}", at in any::<Index>(), to in any::<u8>(), header in 0_usize..5) {
        let headers = signed_at(NOW, body.as_bytes());
        let (mut headers, mut bytes) = (headers, body.into_bytes());
        let before = (headers.clone(), bytes.clone());
        if header < headers.len() {
            let mut value = std::mem::take(&mut headers[header].1).into_bytes();
            let at = at.index(value.len());
            value[at] = b'!' + to % 90;
            headers[header].1 = String::from_utf8(value).unwrap();
        } else {
            let at = at.index(bytes.len());
            bytes[at] = to;
        }
        let changed = before != (headers.clone(), bytes.clone());
        let read = client().call(Method::GET, "v3/x").receive::<wechatpay_openapi_runtime::Empty>();
        let read = read.read(answer(200, &headers, bytes));
        // The bytes of a body are no JSON: what was not changed may fail for that.
        let is_noticed = read.is_err_and(|error| error.is_verification());
        prop_assert_eq!(is_noticed, changed, "{:?}", headers);
    }
}
