//! Fields whose names carry numbers.

use std::collections::BTreeMap;

/// A family of v2 fields documented as `coupon_id_$n` or `coupon_id_$n_$m`.
///
/// On the wire they are `coupon_id_0`, `coupon_id_1`, …; here one value that
/// holds them all, in numeric order.
///
/// ```
/// use wechatpay_openapi_runtime::Numbered;
///
/// let coupons: Numbered<String> = Numbered::new().with(0, "10001").with(1, "10002");
/// assert_eq!(coupons.get(1).map(String::as_str), Some("10002")); // `coupon_id_1`
/// assert_eq!((coupons.len(), coupons.is_empty()), (2, false));
/// for (number, id) in coupons.iter() {
///     println!("{number:?}: {id}");
/// }
///
/// // `coupon_refund_id_$n_$m`
/// let refunds: Numbered<String> = Numbered::new().with2(0, 0, "20001");
/// assert_eq!(refunds.get2(0, 0).map(String::as_str), Some("20001"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered<T> {
    items: BTreeMap<Box<[u32]>, T>,
}

impl<T> Numbered<T> {
    /// An empty family.
    #[must_use]
    pub fn new() -> Self {
        Self {
            items: BTreeMap::new(),
        }
    }

    /// The value of `…_$n`.
    #[must_use]
    pub fn get(&self, n: u32) -> Option<&T> {
        self.items.get(&[n][..])
    }

    /// The value of `…_$n_$m`.
    #[must_use]
    pub fn get2(&self, n: u32, m: u32) -> Option<&T> {
        self.items.get(&[n, m][..])
    }

    /// Adds `…_$n`.
    #[must_use]
    pub fn with(mut self, n: u32, value: impl Into<T>) -> Self {
        self.items.insert([n].into(), value.into());
        self
    }

    /// Adds `…_$n_$m`.
    #[must_use]
    pub fn with2(mut self, n: u32, m: u32, value: impl Into<T>) -> Self {
        self.items.insert([n, m].into(), value.into());
        self
    }

    /// All values with their numbers, in numeric order.
    pub fn iter(&self) -> impl Iterator<Item = (&[u32], &T)> {
        self.items.iter().map(|(number, value)| (&**number, value))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(crate) fn insert(&mut self, number: &[u32], value: T) -> &mut T {
        // `or_insert` alone would keep what is there.
        self.items.remove(number);
        self.items.entry(number.into()).or_insert(value)
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self::new()
    }
}
