//! Serial numbers and ids of keys, as people write them. Nothing that is refused is repeated: it may be a key.

use crate::keyring::PUBLIC_KEY_ID;
use crate::shape::Shape;

const SHOW: &str = "`openssl x509 -in apiclient_cert.pem -noout -serial` shows it";

/// How long the numbers of WeChat Pay's certificates are, in hexadecimal digits; those of others are not longer.
const DIGITS: usize = 40;

/// How long API keys are, which a number of as many digits could be.
const KEY: usize = 32;

/// The serial number of the merchant's API certificate: hexadecimal in upper case, or what is wrong with it.
///
/// Lower case, colons or blanks between the bytes, `0x` and what OpenSSL prints before it (`serial=`, `Serial Number:`)
/// are no mistakes, nor is a byte order mark.
pub(super) fn merchant_serial(text: &str) -> Result<String, String> {
    let serial = seen(text).to_ascii_uppercase();
    let serial = ["SERIAL=", "SERIAL NUMBER:"]
        .iter()
        .find_map(|label| serial.strip_prefix(label))
        .map_or(&*serial, str::trim_start);
    let serial = serial.strip_prefix("0X").unwrap_or(serial);
    let serial = serial.replace(|c: char| c == ':' || c.is_whitespace(), "");
    let is_hex = !serial.is_empty() && serial.bytes().all(|byte| byte.is_ascii_hexdigit());
    let why = if serial.starts_with("PUB_KEY_ID") {
        "it names WeChat Pay's public key, not the merchant's certificate".to_owned()
    } else if !is_hex {
        "it is no serial number in hexadecimal".to_owned()
    } else if serial.len() == KEY {
        "it has the length of an API key; if it is a serial number, give the certificate with `merchant_certificate`"
            .to_owned()
    } else if serial.len() <= DIGITS && serial.len() % 2 == 1 {
        "it has an odd number of digits, a leading 0 was lost".to_owned()
    } else if serial.len() <= DIGITS {
        return Ok(serial);
    } else if let Some(hexadecimal) = from_decimal(&serial) {
        format!("it seems to be decimal, which is {hexadecimal} in hexadecimal")
    } else {
        format!("it has more than {DIGITS} digits")
    };
    Err(format!("the serial number is {}: {why}; {SHOW}", Shape::of(text)))
}

/// A text without what nobody sees around it.
fn seen(text: &str) -> &str {
    text.trim_start_matches('\u{feff}').trim()
}

/// Decimal digits as hexadecimal ones, two for each byte, if they are the number of a certificate (20 bytes).
fn from_decimal(digits: &str) -> Option<String> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The number so far, its lowest byte first.
    let mut bytes: Vec<u8> = Vec::new();
    for digit in digits.bytes() {
        let mut carry = u16::from(digit - b'0');
        for byte in &mut bytes {
            let [low, high] = (u16::from(*byte) * 10 + carry).to_le_bytes();
            *byte = low;
            carry = high.into();
        }
        if carry > 0 {
            bytes.push(carry.to_le_bytes()[0]);
        }
    }
    bytes.reverse();
    (bytes.len() * 2 <= DIGITS).then(|| crate::crypto::upper_hex(&bytes))
}

/// The id of WeChat Pay's public key, without blanks around it, or what is wrong with it.
pub(super) fn public_key_id<'t>(text: &'t str, merchant_serial: &str) -> Result<&'t str, String> {
    let id = seen(text);
    let is_hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = id.strip_prefix(PUBLIC_KEY_ID).unwrap_or_default();
    let why = if id.is_empty() {
        "it is beside the key on the merchant site (账户中心 > API安全)"
    } else if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(id);
    } else if id.eq_ignore_ascii_case(merchant_serial) {
        "it is the merchant's own serial number"
    } else if id.len() == DIGITS && is_hex {
        "it is a certificate's serial number, and `platform_certificate` takes the certificate"
    } else {
        "it is not whole: it is copied with its first letters and in upper case"
    };
    Err(format!(
        "the id is {}: {why}; the public key's id begins with {PUBLIC_KEY_ID}",
        Shape::of(text)
    ))
}
