//! Fields: their types, and what is said of them.

use super::{Length, Origin, Requirement, Role, TimeForm};

/// A documented field.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Field {
    /// Wire name. May hold a template (`coupon_id_$n`), a space, a hyphen.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether a request must have it; known to be wrong in 15 to 18 % of cases.
    pub requirement: Requirement,
    /// What the client itself has to do with it.
    pub role: Role,
    /// Documentation.
    pub doc: FieldDoc,
    /// Where its row stands.
    pub origin: Origin,
}

/// What the description cell says, and the type's besides the type.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FieldDoc {
    /// Term or description without the enum list; `<br/>` has become a line feed.
    pub text: String,
    /// Where the term was said, if the field's own row says nothing: of a field of the same name.
    pub borrowed: Option<Origin>,
    /// The unit if one is stated (`分`, `秒`, …).
    pub unit: Option<String>,
    /// Machine-readable default.
    pub default: Option<String>,
    /// How a time is written, as the example shows it.
    pub time: Option<TimeForm>,
    /// The text says that it is a date and time of RFC 3339.
    pub is_date_time: bool,
    /// Nobody should use it any more.
    pub is_retired: bool,
    /// How long a text may be; of a list each of its texts.
    pub length: Length,
    /// Documented values of a number; a string's values are in `Type::Enum`.
    pub values: Vec<EnumValue>,
}

/// One documented value of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnumValue {
    /// As on the wire.
    pub value: String,
    /// Its documented meaning, if any.
    pub meaning: Option<String>,
}

impl EnumValue {
    /// Adds what others list: values that are new, and meanings of known ones that had none.
    pub fn add(known: &mut Vec<Self>, more: impl IntoIterator<Item = Self>) {
        for value in more {
            match known.iter_mut().find(|one| one.value == value.value) {
                Some(one) => one.meaning = one.meaning.take().or(value.meaning),
                None => known.push(value),
            }
        }
    }
}

/// The type of a field's value.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Type {
    /// A string.
    #[default]
    Text,
    /// A string that is a time or a date, in whatever form.
    Time,
    /// An integer (`number` and `integer` are the same on the wire).
    Integer,
    /// A number that may have a fraction.
    Float,
    /// `true` or `false`.
    Boolean,
    /// A string with documented values.
    Enum(Vec<EnumValue>),
    /// An object.
    Object(Vec<Field>),
    /// An array.
    List(Box<Type>),
    /// Any JSON: the documentation does not say what is inside.
    Json,
    /// A string that is encrypted on the wire.
    Sensitive(SensitiveKey),
    /// A string that holds JSON.
    JsonString(Box<Type>),
    /// A string that holds `k=v&k=v`.
    UrlEncoded(Vec<Field>),
    /// The file of an upload.
    File,
}

/// Which public key encrypts a sensitive request field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SensitiveKey {
    /// The platform's key named by `Wechatpay-Serial`.
    Platform,
    /// The RSA key that `risk/getpublickey` hands out (v2).
    Risk,
}
