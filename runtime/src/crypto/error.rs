//! What can be wrong with a key, and what can fail in using one.

use std::fmt;

/// Why a key or certificate was refused. Its text names the remedy and never shows the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyError {
    /// The text is neither PEM nor base64 of a key.
    NotAKey,
    /// It is no certificate in PEM or DER.
    NotACertificate,
    /// A certificate stands where a private key belongs.
    CertificateForPrivateKey,
    /// A public key stands where a private key belongs.
    PublicForPrivateKey,
    /// A private key stands where a public key belongs.
    PrivateForPublicKey,
    /// A certificate stands where a public key belongs.
    CertificateForPublicKey,
    /// A public key stands where a certificate belongs.
    PublicKeyForCertificate,
    /// A private key stands where a certificate belongs.
    PrivateKeyForCertificate,
    /// The file holds several keys of the wanted kind.
    Several,
    /// A PKCS#12 file (`apiclient_cert.p12`) stands where PEM belongs.
    Pkcs12,
    /// The private key is protected by a password.
    Encrypted,
    /// The key is neither RSA nor SM2 (another elliptic curve, …).
    NotRsa,
    /// The key is SM2 (国密), which needs the feature `sm`.
    Sm2,
    /// The RSA key is shorter than 2048 bits.
    TooShort,
    /// Certificate and private key are not one pair.
    NotAPair,
    /// The file is no PKCS#12 of one certificate and its key.
    NotPkcs12,
    /// The password does not open the PKCS#12 file.
    Pkcs12Password,
    /// The APIv3 key does not have 32 bytes; holds the count that came.
    ApiV3KeyLength(usize),
    /// The APIv3 key begins or ends with a blank or a line end.
    ApiV3KeyBlank,
    /// The APIv3 key is written in hexadecimal or base64.
    ApiV3KeyEncoded,
    /// The v2 API key has blanks, or other characters that it cannot have.
    ApiV2Key,
    /// The v2 API key does not have 32 characters; holds the count that came.
    ApiV2KeyLength(usize),
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAKey => {
                "not a key: give the text of the PEM file (`-----BEGIN …`), its base64 or its DER, not the file's path"
            }
            Self::NotACertificate => {
                "not a certificate: give the text of the PEM file (`-----BEGIN CERTIFICATE-----`) or its DER, \
                 not the file's path"
            }
            Self::CertificateForPrivateKey => {
                "this is a certificate, but the private key is needed: give `apiclient_key.pem`, not `apiclient_cert.pem`"
            }
            Self::PublicForPrivateKey => {
                "this is a public key, but the merchant's private key is needed: give `apiclient_key.pem`"
            }
            Self::PrivateForPublicKey => {
                "this is a private key, but WeChat Pay's public key is needed: give `pub_key.pem` from the merchant site \
                 (账户中心 > API安全), and keep the private key where it was"
            }
            Self::CertificateForPublicKey => {
                "this is a certificate, but a public key is needed: give it to `platform_certificate`, \
                 or give `pub_key.pem` from the merchant site here"
            }
            Self::PublicKeyForCertificate => {
                "this is a public key, but a certificate is needed: give it to `public_key` with its `PUB_KEY_ID_…`"
            }
            Self::PrivateKeyForCertificate => {
                "this is a private key, but a certificate is needed: give `apiclient_cert.pem` for the merchant's own, \
                 and keep the private key where it was"
            }
            Self::Several => "the file holds several keys, and only one can be the right one: give that one alone",
            Self::Pkcs12 => {
                "this is a PKCS#12 file (apiclient_cert.p12), but PEM is needed: give `apiclient_key.pem` or \
                 `apiclient_cert.pem`, which come with it; `openssl pkcs12 -in apiclient_cert.p12 -nodes` extracts both"
            }
            Self::Encrypted => {
                "the private key is protected by a password: remove it with `openssl pkcs8 -in key.pem -out plain.pem`"
            }
            Self::NotRsa => {
                "the key is not RSA: WeChat Pay's API certificates are RSA 2048 (`apiclient_key.pem`)"
            }
            Self::Sm2 => {
                "this is an SM2 key (国密), which this build does not know: enable the feature `sm`, or give the RSA key"
            }
            Self::TooShort => "the RSA key is shorter than 2048 bits: WeChat Pay's API certificates have 2048",
            Self::NotAPair => {
                "certificate and private key do not belong together: give `apiclient_cert.pem` and `apiclient_key.pem` \
                 of the same download"
            }
            Self::NotPkcs12 => {
                "not a PKCS#12 file of one certificate and its key: give the bytes of `apiclient_cert.p12`, not its path"
            }
            Self::Pkcs12Password => {
                "the password does not open the PKCS#12 file: it is the mchid (商户号) that the certificate was made for, \
                 unless somebody changed it"
            }
            Self::ApiV2Key => {
                "the v2 API key has blanks or other characters that it cannot have: copy the 32 letters and digits as they \
                 were set on the merchant site (账户中心 > API安全 > APIv2密钥)"
            }
            Self::ApiV3KeyBlank => {
                "the APIv3 key begins or ends with a blank or a line end: give its 32 bytes alone, such as with `trim`"
            }
            Self::ApiV3KeyEncoded => {
                "the APIv3 key seems to be written in hexadecimal or base64, but its 32 characters are needed as they \
                 were set on the merchant site (账户中心 > API安全 > APIv3密钥), and exactly 32 bytes"
            }
            Self::ApiV2KeyLength(count) => {
                return write!(
                    f,
                    "the v2 API key must have exactly 32 letters and digits and this one has {count}: copy it as it was \
                     set on the merchant site (账户中心 > API安全 > APIv2密钥)"
                );
            }
            Self::ApiV3KeyLength(count) => {
                return write!(
                    f,
                    "the APIv3 key must have exactly 32 bytes and this one has {count}: copy it as it was set on the \
                     merchant site (账户中心 > API安全 > APIv3密钥), without blanks; the v2 API key is another one"
                );
            }
        })
    }
}

impl std::error::Error for KeyError {}

/// Why a signature, an encryption or a decryption did not succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CryptoError {
    /// The text is not base64.
    NotBase64,
    /// The signature was not made over this text with this key's private part.
    Signature,
    /// The ciphertext was not made for this key, or was altered.
    Decryption,
    /// The plain text is longer than the key can encrypt; holds the limit in bytes.
    TooLong(usize),
    /// An empty text, which SM2 cannot encrypt.
    Empty,
    /// SM4 (国密), which needs the feature `sm`.
    NeedsSm,
    /// What was decrypted is not UTF-8.
    NotText,
    /// The nonce does not have 12 bytes.
    NonceLength,
    /// The key of an encrypted file has neither 32 bytes nor 16; holds the count that came.
    FileKeyLength(usize),
    /// The nonce of an encrypted file has neither 12 bytes nor 16; holds the count that came.
    FileNonceLength(usize),
    /// The cryptographic library failed, for lack of memory or randomness.
    Library,
}

impl fmt::Display for CryptoError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotBase64 => "not base64",
            Self::Signature => "the signature does not match",
            Self::Decryption => "cannot be decrypted with this key",
            Self::TooLong(limit) => {
                return write!(f, "longer than the {limit} bytes that the key can encrypt");
            }
            Self::Empty => "an empty text cannot be encrypted with SM2: leave it out",
            Self::NeedsSm => "this build does not know SM4 (国密): enable the feature `sm`",
            Self::NotText => "the decrypted bytes are not UTF-8",
            Self::NonceLength => "the nonce must have 12 bytes",
            Self::FileKeyLength(count) => {
                return write!(
                    f,
                    "a file's key must have 32 bytes (AES-256) or 16 (SM4) and this one has {count}"
                );
            }
            Self::FileNonceLength(count) => {
                return write!(
                    f,
                    "a file's nonce must have 12 or 16 bytes and this one has {count}"
                );
            }
            Self::Library => "the cryptographic library failed",
        })
    }
}

impl std::error::Error for CryptoError {}
