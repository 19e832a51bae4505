//! From what `record!` says of a struct to its field table, at compile time.
//!
//! Names, flags and slots are all that the macro expands to: the compiler's
//! time and memory go by the size of the expansion. Offsets follow from
//! `#[repr(C)]`, whose layout the reference defines, so that no `offset_of!`
//! per field is needed.

use super::table::{Field, Slot};

/// The fields of a `#[repr(C)]` struct of `Option<T>`s, in their order.
///
/// The last of a field's `names` is its wire name. For [`record!`](crate::record!).
#[must_use]
pub const fn fields<const N: usize>(
    names: [&'static [&'static str]; N],
    flags: [u8; N],
    slots: [&'static Slot; N],
) -> [Field; N] {
    let mut fields = [const {
        Field {
            name: "",
            offset: 0,
            slot: <bool as super::Value>::SLOT,
            flags: 0,
        }
    }; N];
    let (mut index, mut offset) = (0, 0_usize);
    while index < N {
        let slot = slots[index];
        offset = offset.next_multiple_of(slot.align);
        let names = names[index];
        fields[index] = Field {
            name: names[names.len() - 1],
            offset,
            slot,
            flags: flags[index],
        };
        offset += slot.size;
        index += 1;
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::*;

    #[test]
    fn offsets_are_those_of_the_compiler() {
        #[repr(C)]
        struct Real {
            flag: Option<bool>,
            text: Option<String>,
            other: Option<bool>,
            number: Option<i64>,
        }
        let fields = fields(
            [&["flag"], &["text", "payer _currency"], &["other"], &["number"]],
            [1, 3, 0, 0],
            [
                <bool as Value>::SLOT,
                <String as Value>::SLOT,
                <bool as Value>::SLOT,
                <i64 as Value>::SLOT,
            ],
        );
        let seen: Vec<_> = fields
            .iter()
            .map(|field| (field.name, field.offset, field.flags))
            .collect();
        assert_eq!(
            seen,
            [
                ("flag", std::mem::offset_of!(Real, flag), 1),
                ("payer _currency", std::mem::offset_of!(Real, text), 3),
                ("other", std::mem::offset_of!(Real, other), 0),
                ("number", std::mem::offset_of!(Real, number), 0),
            ]
        );
    }
}
