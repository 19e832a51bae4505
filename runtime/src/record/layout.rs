//! From what `record!` says of a struct to its field table, at compile time.
//!
//! Names, flags and slots are all that the macro expands to: the compiler's
//! time and memory go by the size of the expansion. Offsets follow from
//! `#[repr(C)]`, whose layout the reference defines, so that no `offset_of!`
//! per field is needed. Whether they come out at the size and alignment that
//! the compiler gave the struct is checked for each record while it compiles.

use std::alloc::Layout;

use super::table::{Field, Slot, Value, flag};

/// The fields of a `#[repr(C)]` struct of `Option<T>`s, in their order.
///
/// `whole` is what the compiler says of the struct. The first of a field's `names` is its own name as a key of JSON; one with
/// another name on the wire has that, too, and that as a key.
/// For [`record!`](crate::record!).
///
/// # Panics
/// While it compiles, if the slots are not those of the struct.
#[must_use]
pub const fn fields<const N: usize>(
    whole: Layout,
    names: [&'static [&'static str]; N],
    flags: [u16; N],
    slots: [&'static Slot; N],
) -> [Field; N] {
    let mut fields = [const {
        Field {
            key: "",
            offset: 0,
            slot: <bool as Value>::SLOT,
            flags: 0,
        }
    }; N];
    let (mut index, mut offset, mut align) = (0, 0_usize, 1);
    while index < N {
        let slot = slots[index];
        if align < slot.align {
            align = slot.align;
        }
        offset = offset.next_multiple_of(slot.align);
        let (key, escaped) = key(names[index]);
        fields[index] = Field {
            key,
            offset,
            slot,
            flags: flags[index] | escaped,
        };
        offset += slot.size;
        index += 1;
    }
    assert!(
        whole.align() == align && whole.size() == offset.next_multiple_of(align),
        "the field table is not that of the struct"
    );
    fields
}

/// The key of a field's names, or the name itself with the flag of one that JSON escapes: an identifier it never does.
const fn key(names: &[&'static str]) -> (&'static str, u16) {
    if names.len() == 1 {
        return (names[0], 0);
    }
    let (name, mut at) = (names[1].as_bytes(), 0);
    while at < name.len() {
        if name[at] < b' ' || matches!(name[at], b'"' | b'\\') {
            return (names[1], flag::escaped);
        }
        at += 1;
    }
    (names[2], 0)
}

#[cfg(test)]
mod tests {
    use super::super::table::Value;
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
            Layout::new::<Real>(),
            [
                &[",\"flag\":"],
                &[",\"text\":", "payer _currency", ",\"payer _currency\":"],
                &[",\"other\":", "a \"b\"", ""],
                &[",\"number\":"],
            ],
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
            .map(|field| (field.name(), field.offset, field.flags))
            .collect();
        assert_eq!(
            seen,
            [
                ("flag", std::mem::offset_of!(Real, flag), 1),
                ("payer _currency", std::mem::offset_of!(Real, text), 3),
                ("a \"b\"", std::mem::offset_of!(Real, other), flag::escaped),
                ("number", std::mem::offset_of!(Real, number), 0),
            ]
        );
    }
    #[test]
    #[should_panic(expected = "not that of the struct")]
    fn a_table_of_another_struct_does_not_compile() {
        let _ = fields(
            Layout::new::<[Option<Box<str>>; 1]>(),
            [&[",\"text\":"]],
            [0],
            [<String as Value>::SLOT],
        );
    }
}
