//! Open enumerations: every text has a value.

use super::TradeType;

#[test]
fn open_enumerations() {
    for (wire, known) in [
        ("JSAPI", true),
        ("NATIVE-QR", true),
        ("jsapi", false),
        ("", false),
    ] {
        let value = TradeType::from(wire);
        assert_eq!(value.as_str(), wire);
        assert_eq!(value.to_string(), wire);
        assert_eq!(format!("{value:?}"), format!("{wire:?}"));
        assert_eq!(value.clone(), value);
        assert_eq!(!matches!(value, TradeType::Unknown(_)), known, "{wire}");
    }
    assert!(matches!(TradeType::from("NATIVE-QR"), TradeType::NativeQr));
    // Equal on the wire is equal.
    assert_eq!(TradeType::Unknown("JSAPI".to_owned()), TradeType::Jsapi);
    assert_ne!(TradeType::Jsapi, TradeType::NativeQr);
}
