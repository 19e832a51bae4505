//! Serial numbers and ids of keys, as people write them.

const SHOW: &str = "`openssl x509 -in apiclient_cert.pem -noout -serial` shows it";

/// The serial number of the merchant's API certificate: hexadecimal in upper case, or what is wrong with it.
///
/// Lower case, colons between the bytes and what OpenSSL prints before it are no mistakes.
pub(super) fn merchant_serial(text: &str) -> Result<String, String> {
    let serial = text.trim().to_ascii_uppercase();
    let serial = serial.strip_prefix("SERIAL=").unwrap_or(&serial).replace(':', "");
    let is_hex = !serial.is_empty() && serial.bytes().all(|byte| byte.is_ascii_hexdigit());
    let why = if serial.starts_with("PUB_KEY_ID") {
        "names WeChat Pay's public key, not the merchant's certificate".to_owned()
    } else if !is_hex {
        "is no serial number in hexadecimal".to_owned()
    } else if serial.len() <= 40 && serial.len() % 2 == 1 {
        "has an odd number of digits, a leading 0 was lost".to_owned()
    } else if serial.len() <= 40 {
        return Ok(serial);
    } else if serial.bytes().all(|byte| byte.is_ascii_digit()) {
        format!(
            "seems to be decimal, which is {} in hexadecimal",
            hexadecimal(&serial)
        )
    } else {
        "has more than 40 digits".to_owned()
    };
    Err(format!("`{text}` {why}; {SHOW}"))
}

/// Decimal digits as hexadecimal ones, two for each byte.
fn hexadecimal(decimal: &str) -> String {
    // The number so far, its lowest byte first.
    let mut bytes: Vec<u8> = Vec::new();
    for digit in decimal.bytes() {
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
    crate::crypto::upper_hex(&bytes)
}

/// The id of WeChat Pay's public key, without blanks around it, or what is wrong with it.
pub(super) fn public_key_id<'t>(text: &'t str, merchant_serial: &str) -> Result<&'t str, String> {
    const PREFIX: &str = "PUB_KEY_ID_";
    let id = text.trim();
    let is_hex = id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let why = if id.is_empty() {
        "the id is empty; it is beside the key on the merchant site (账户中心 > API安全)".to_owned()
    } else if id.starts_with(PREFIX) && id.len() > PREFIX.len() {
        return Ok(id);
    } else if id.eq_ignore_ascii_case(merchant_serial) {
        "the id is the merchant's own serial number".to_owned()
    } else if id.len() == 40 && is_hex {
        "the id is a certificate's serial number, and `platform_certificate` takes the certificate".to_owned()
    } else {
        format!("the id `{id}` is not whole, it is copied with its first letters and in upper case")
    };
    Err(format!("{why}; the public key's id begins with {PREFIX}"))
}
