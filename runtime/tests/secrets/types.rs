//! That no public type is forgotten by the sweep.

use std::path::Path;

use walkdir::WalkDir;

/// Types that are printed in this test, those of an answer with values of a caller included.
const SWEPT: &str = "AnyRecord ApiV2Key ApiV3Key Authorization Call Chain Client ClientBuilder ClientIdentity CryptoError \
    DecodeError Document Download Error FileKey FilePart KeyError Node Notifications Numbered Outgoing Part PathValue Payment PaymentV2 \
    PrivateKey PublicKey RawNotification Reply Response Sending Sensitive XmlError";

/// Types without a secret to hold, each for its reason.
const HARMLESS: [(&str, &str); 13] = [
    (
        "constants and plain words",
        "AeadAlgorithm Answer AsGiven Domain Empty Encryption ErrorKind Fault Host KeyAlgorithm Language Maybe MaybeMoment Method Moment Region Scheme SignType Value Verify Version",
    ),
    (
        "tables of the documentation, no values",
        "Advice Effect EnumTable ErrorCode EventKey Field FieldView Final Kind ListOps Location NumberedOps Operation Paging Place Slot Table \
         TableView ValueKind WrapOps",
    ),
    (
        "public by their nature, or sent to a user's device",
        "AppParameters Certificate CertificateList CouponParameters JsapiParameters PaymentUrl RedPacketParameters Redirect \
         SignedFields Times",
    ),
    (
        "texts of ours and a pointer, inside errors that are swept",
        "CryptError EncodeError TransportError",
    ),
    (
        "holds a swept type and shows it by that",
        "Bill Event Notification Ordered Ordering Pages Received Wait WechatPay",
    ),
    ("holds an error that is swept", "Rejection"),
    ("documented names of fields", "Missing"),
    (
        "settings of connections and attempts",
        "Progress ReqwestTransport RetryBudget RetryPolicy",
    ),
    (
        "keys of tests alone",
        "TestBill TestMessage TestPlatform TestRequest TestSettings TestTransport",
    ),
    ("no time is encrypted on the wire", "Time TimeError"),
    ("no `Debug`: a view or a trait's own", "RecordRef RecordMut"),
    (
        "records of unit tests, and a private one without values",
        "Deducted Request TradeState",
    ),
    ("pieces on their way, counted at most", "Chunks FileStream"),
];

/// The names after `pub struct` and `pub enum` in the source.
fn public_types(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.unwrap();
        if entry.file_type().is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap();
        // What a macro defines has its name from elsewhere, `$name`.
        for line in text.lines().map(str::trim_start) {
            let rest = line
                .strip_prefix("pub struct ")
                .or_else(|| line.strip_prefix("pub enum "));
            let name = rest
                .unwrap_or_default()
                .split(|char: char| !char.is_alphanumeric())
                .next()
                .unwrap_or_default();
            if !name.is_empty() {
                found.push(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_public_type_is_swept_or_harmless() {
    let found = public_types(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(found.len() > 50, "the source is read");
    let mut known: Vec<&str> = SWEPT.split_whitespace().collect();
    known.extend(HARMLESS.iter().flat_map(|(_, names)| names.split_whitespace()));
    // Views are made by a macro; example records of documentation comments are nobody's.
    let forgotten: Vec<&String> = found
        .iter()
        .filter(|name| !known.contains(&name.as_str()))
        .collect();
    assert!(
        forgotten.is_empty(),
        "{forgotten:?}: print them with every secret in them in this test, or say why they hold none"
    );
    let gone: Vec<&&str> = known
        .iter()
        .filter(|name| {
            !["RecordRef", "RecordMut"].contains(name) && !found.iter().any(|found| found == *name)
        })
        .collect();
    assert!(gone.is_empty(), "{gone:?} are listed and no longer there");
}
