//! What can change, and what each change means for a user's code: one table.

use std::fmt;

/// What a change means for who uses the generated crate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meaning {
    /// A program does not compile any more, or does something else without a word of the compiler.
    Breaking,
    /// There is more than before.
    Additive,
    /// Only readers notice.
    Documentation,
}

impl Meaning {
    /// All of them, the worst first.
    pub const ALL: [Self; 3] = [Self::Breaking, Self::Additive, Self::Documentation];

    /// As reports write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Additive => "additive",
            Self::Documentation => "documentation",
        }
    }
}

/// Which number of the version has to rise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// None: the generated crate says the same.
    Same,
    /// The third.
    Patch,
    /// The second.
    Minor,
    /// The first; the second before 1.0.
    Major,
}

impl Verdict {
    /// What one change asks for.
    #[must_use]
    pub fn of(meaning: Meaning) -> Self {
        match meaning {
            Meaning::Breaking => Self::Major,
            Meaning::Additive => Self::Minor,
            Meaning::Documentation => Self::Patch,
        }
    }

    /// As reports write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $name:literal $meaning:ident $why:literal;)+) => {
        /// What a change is about, from what would hurt a user most.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $($(#[$doc])* $kind,)+
        }

        impl Kind {
            /// All of them, the worst first.
            pub const ALL: &[Self] = &[$(Self::$kind),+];

            /// As reports write it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$kind => $name,)+ }
            }

            /// What it means for a user's code.
            #[must_use]
            pub fn meaning(self) -> Meaning {
                match self { $(Self::$kind => Meaning::$meaning,)+ }
            }

            /// Why it means that.
            #[must_use]
            pub fn why(self) -> &'static str {
                match self { $(Self::$kind => $why,)+ }
            }
        }
    };
}

kinds! {
    // A program that compiles does something else.
    /// A field that was encrypted goes out in clear, or another key encrypts it.
    EncryptionLost "encryption lost" Breaking "personal data would go out in clear; the type is another";
    /// A field is encrypted now.
    EncryptionGained "encryption gained" Breaking "the type is another, and a key of the platform is needed";
    /// How answers are authenticated.
    Verification "verification" Breaking "another answer is believed, or refused";
    /// How a notification is encrypted.
    Cipher "cipher" Breaking "another key opens it, or none";
    /// What a second sending does, or what makes two requests one.
    Repetition "repetition" Breaking "the client repeats what it did not, or does not what it did";
    /// Host.
    Host "host" Breaking "calls go elsewhere: firewalls and proxies must know";
    /// The path on the wire, under the same chain of methods.
    Address "address" Breaking "the same call goes to another path";
    /// Which notifications are given as which variant.
    Delivery "delivery" Breaking "a notification arrives as another variant, or as none";
    /// What the envelope must say that the content is.
    Original "original type" Breaking "what says otherwise is given as `Event::Unknown`";
    /// A client certificate, a fragment, a time-out, a nonce.
    Call "call" Breaking "the same call is made in another way";
    // A program does not compile, or its requests are refused.
    /// An operation is not documented any more.
    OperationRemoved "operation removed" Breaking "its method is gone";
    /// A notification is not documented any more.
    NotificationRemoved "notification removed" Breaking "its variant is gone";
    /// An operation lies elsewhere in the chain.
    OperationMoved "operation moved" Breaking "its method and its module have another path";
    /// A notification has another name.
    NotificationMoved "notification moved" Breaking "its variant and its module have another name";
    /// A notification has become several.
    NotificationSplit "notification split" Breaking "what was one variant arrives as several";
    /// Body or answer is of another kind.
    Format "format" Breaking "the method takes or gives another type";
    /// A field is gone.
    FieldRemoved "field removed" Breaking "the field is gone from its struct";
    /// A field has another name on the wire.
    FieldRenamed "field renamed" Breaking "the field has another name, here and on the wire";
    /// A field has another type.
    TypeChanged "type changed" Breaking "the field holds another type";
    /// A documented value is gone.
    ValueRemoved "value removed" Breaking "the variant is gone; the value is read as `Unknown`";
    /// A confirmed demand of a request.
    Demanded "demanded" Breaking "a request without it is refused before it is sent";
    /// A generated name is another.
    Renamed "renamed" Breaking "the old name is gone, or another place has it that did not change";
    /// What was one type in several operations is several.
    Parted "type parted" Breaking "what takes one operation's type does not take the other's any more";
    // More than before.
    /// A new field of a request that the documentation, which alone says so, calls required.
    FieldNeeded "field added, required" Additive "records may grow; a request without it is sent, and may be refused";
    /// A new operation.
    OperationAdded "operation added" Additive "one more method";
    /// A new notification.
    NotificationAdded "notification added" Additive "one more variant of an enumeration that may grow";
    /// A page tells of more events than it did.
    EventAdded "event added" Additive "what was `Unknown` arrives as a variant";
    /// A new field.
    FieldAdded "field added" Additive "records may grow";
    /// A new documented value.
    ValueAdded "value added" Additive "enumerations may grow; the value was `Unknown` before";
    /// A confirmed demand was withdrawn.
    Loosened "loosened" Additive "a request without it is sent now";
    /// Another way is asked for.
    Retired "retired" Additive "its use warns";
    /// A documented error code.
    ErrorAdded "error code added" Additive "`Error::advice` knows the code";
    /// What is to be done about an error code.
    ErrorAdvice "error advice" Additive "`Error::advice` says something else";
    /// What were several types is one.
    Joined "type joined" Additive "one operation's type is taken for another's";
    // For readers.
    /// What one documentation alone says of a demand, and of answers.
    Required "required" Documentation "said, not checked";
    /// A documented error code is gone.
    ErrorRemoved "error code removed" Documentation "the code is still read, and advised about by its name";
    /// How long a text may be.
    Length "length" Documentation "said, not checked";
    /// How often an operation may be called.
    Limit "limit" Documentation "said, not checked";
    /// Title of an operation or a notification.
    Title "title" Documentation "rustdoc and its search";
    /// Status badges that retire nothing.
    Status "status" Documentation "rustdoc";
    /// The order of fields.
    Order "order" Documentation "rustdoc, and the order in which fields are sent";
    /// Terms, units, defaults, forms of times, meanings.
    Words "words" Documentation "rustdoc";
    /// Official pages.
    Links "links" Documentation "rustdoc";
    /// Documented examples.
    Example "example" Documentation "rustdoc and the crate's own tests";
}

impl Kind {
    /// Whether one state alone has what it is about.
    #[must_use]
    pub fn is_of_one_state(self) -> bool {
        matches!(
            self,
            Self::OperationRemoved
                | Self::OperationAdded
                | Self::NotificationRemoved
                | Self::NotificationAdded
                | Self::EventAdded
                | Self::FieldRemoved
                | Self::FieldAdded
                | Self::FieldNeeded
                | Self::ValueRemoved
                | Self::ValueAdded
                | Self::ErrorAdded
                | Self::ErrorRemoved
        )
    }

    /// Whether it is about a subject itself in words of no row.
    #[must_use]
    pub fn is_of_page(self) -> bool {
        matches!(
            self,
            Self::Title | Self::Status | Self::Retired | Self::Order | Self::Links | Self::Example
        )
    }

    /// Whether it is about where something is, and so its subject's own, whoever else says the same. No row says it.
    #[must_use]
    pub fn is_of_places(self) -> bool {
        matches!(
            self,
            Self::OperationRemoved
                | Self::OperationAdded
                | Self::OperationMoved
                | Self::NotificationRemoved
                | Self::NotificationAdded
                | Self::NotificationMoved
                | Self::NotificationSplit
                | Self::Renamed
                | Self::Parted
                | Self::Joined
        )
    }
}

/// The table of ARCHITECTURE.md.
#[must_use]
pub fn table() -> String {
    let mut table = "| change | meaning | because |\n|---|---|---|\n".to_owned();
    for kind in Kind::ALL {
        let (name, meaning, why) = (kind.name(), kind.meaning().name(), kind.why());
        table.push_str(&format!("| {name} | {meaning} | {why} |\n"));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_sorted_by_what_they_mean() {
        let meanings: Vec<Meaning> = Kind::ALL.iter().map(|kind| kind.meaning()).collect();
        assert!(meanings.is_sorted());
        assert_eq!(Kind::ALL.iter().min(), Some(&Kind::EncryptionLost));
    }

    #[test]
    fn architecture_states_the_rules() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ARCHITECTURE.md");
        let text = std::fs::read_to_string(path).expect("ARCHITECTURE.md");
        assert!(
            text.contains(&table()),
            "ARCHITECTURE.md must have this table:\n{}",
            table()
        );
    }
}
