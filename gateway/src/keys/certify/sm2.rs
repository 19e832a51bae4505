//! Keys of 国密 and their certificates. `rcgen` makes none of SM2, so these come from RustCrypto.

use std::str::FromStr as _;
use std::time::Duration;

use anyhow::{Context as _, Result};
use sm2::SecretKey;
use sm2::dsa::signature::Signer as _;
use sm2::dsa::{Signature, SigningKey};
use sm2::elliptic_curve::Generate as _;
use sm2::pkcs8::{EncodePrivateKey as _, EncodePublicKey as _};
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder as _, CertificateBuilder, Result as Built};
use x509_cert::certificate::TbsCertificate;
use x509_cert::der::asn1::{BitString, GeneralizedTime};
use x509_cert::der::{Decode as _, Encode as _};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{KeyUsage, KeyUsages};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::time::{Time, Validity};

use super::{Certified, FIVE_YEARS, GRACE, ORGANIZATION, serial_number, written};

/// Whoever signs by SM2 where nothing else was agreed on.
const IDENTIFIER: &str = "1234567812345678";
const AUTHORITY: &str = "Gateway Test Root CA of SM2";

/// Certifies what belongs together. Nobody needs its own key afterwards: it is not kept.
pub(in crate::keys) struct Authority {
    signer: SigningKey,
    now: i64,
}

impl Authority {
    /// A new one, whose certificates are valid from this time for five years.
    pub(in crate::keys) fn new(now: i64) -> Result<Self> {
        let key = SecretKey::try_generate().context("no SM2 key could be made")?;
        let signer = SigningKey::new(IDENTIFIER, &key)?;
        Ok(Self { signer, now })
    }

    /// A new key and its certificate for this name.
    pub(in crate::keys) fn certified(&self, name: &str) -> Result<Certified> {
        let key = SecretKey::try_generate().context("no SM2 key could be made")?;
        let public = key.public_key().to_public_key_der()?;
        let names = PartyNames {
            issuer: named(AUTHORITY)?,
            subject: named(name)?,
        };
        let mut builder = CertificateBuilder::new(
            names,
            SerialNumber::new(&serial_number(public.as_bytes()))?,
            self.validity()?,
            SubjectPublicKeyInfoOwned::from_der(public.as_bytes())?,
        )?;
        builder.add_extension(&KeyUsage(
            KeyUsages::DigitalSignature | KeyUsages::KeyEncipherment,
        ))?;
        let text = builder.finalize(&self.signer)?;
        // The builder would write the two numbers side by side; a certificate has them in DER.
        let signature: Signature = self.signer.try_sign(&text)?;
        let signature = BitString::from_bytes(signature.to_der().as_bytes())?;
        let certificate = builder.assemble(signature, &self.signer)?;
        Ok(Certified {
            key: written("PRIVATE KEY", key.to_pkcs8_der()?.as_bytes().to_vec()),
            certificate: written("CERTIFICATE", certificate.to_der()?),
        })
    }

    fn validity(&self) -> Result<Validity> {
        let at = |time: i64| -> Result<Time> {
            let since = Duration::from_secs(u64::try_from(time)?);
            Ok(Time::GeneralTime(GeneralizedTime::from_unix_duration(since)?))
        };
        let bounds = at(self.now.saturating_sub(GRACE)).and_then(|start| {
            let end = at(self.now.saturating_add(FIVE_YEARS))?;
            Ok(Validity::new(start, end))
        });
        bounds.with_context(|| format!("no certificate can be made for the time {}", self.now))
    }
}

fn named(name: &str) -> Result<Name> {
    let text = format!("CN={name},O={ORGANIZATION}");
    Name::from_str(&text).with_context(|| format!("no certificate can be made for the name `{name}`"))
}

/// Who certifies whom.
struct PartyNames {
    issuer: Name,
    subject: Name,
}

impl BuilderProfile for PartyNames {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        _: &TbsCertificate,
    ) -> Built<Vec<Extension>> {
        Ok(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use sm2::dsa::Signature;
    use sm2::dsa::signature::Verifier as _;
    use x509_cert::Certificate;
    use x509_cert::der::{Decode as _, Encode as _};

    use super::Authority;

    #[test]
    fn a_certificate_is_signed_by_its_authority() {
        let (authority, other) = [(); 2].map(|()| Authority::new(1_800_000_000).unwrap()).into();
        let made = authority.certified("1900000001").unwrap().certificate;
        let made = Certificate::from_der(pem::parse(made).unwrap().contents()).unwrap();
        assert_eq!(made.signature_algorithm().oid.to_string(), "1.2.156.10197.1.501");
        let text = made.tbs_certificate().to_der().unwrap();
        let signature = Signature::from_der(made.signature().as_bytes().unwrap()).unwrap();
        let verifies = |by: &Authority| by.signer.verifying_key().verify(&text, &signature).is_ok();
        assert!(verifies(&authority));
        assert!(!verifies(&other));
    }

    #[test]
    fn what_cannot_be_certified_is_an_error() {
        let early = Authority::new(0).unwrap().certified("1900000001");
        assert!(early.err().unwrap().to_string().contains("for the time 0"));
        let named = Authority::new(1_800_000_000).unwrap().certified("1900000001,=");
        assert!(
            named
                .err()
                .unwrap()
                .to_string()
                .contains("for the name `1900000001,=`")
        );
    }
}
