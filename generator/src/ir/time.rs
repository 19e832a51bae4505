//! The forms in which WeChat Pay writes times.

/// How a time is written. Without an offset it is that of Asia/Shanghai.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeForm {
    /// `2018-06-08T10:34:56+08:00`
    Rfc3339,
    /// `2018-06-08T10:34:56.120+08:00`
    Rfc3339Millis,
    /// `20180608103456`
    Compact,
    /// `2018-06-08 10:34:56`
    DateTime,
    /// `2018-06-08`
    Date,
    /// `20180608`
    CompactDate,
    /// `1528425296`
    Unix,
}

impl TimeForm {
    /// The form of a text, by its shape alone.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let shape: String = text
            .chars()
            .map(|c| if c.is_ascii_digit() { '0' } else { c })
            .collect();
        Some(match &*shape {
            "00000000000000" => Self::Compact,
            "0000-00-00 00:00:00" => Self::DateTime,
            "0000-00-00" => Self::Date,
            "00000000" => Self::CompactDate,
            "0000000000" => Self::Unix,
            other => {
                let rest = other.strip_prefix("0000-00-00T00:00")?;
                let rest = rest.strip_prefix(":00").unwrap_or(rest);
                let (rest, form) = match rest.strip_prefix('.') {
                    Some(fraction) => (fraction.trim_start_matches('0'), Self::Rfc3339Millis),
                    None => (rest, Self::Rfc3339),
                };
                return matches!(rest, "Z" | "+00:00" | "-00:00").then_some(form);
            }
        })
    }

    /// Whether other things are written like that, too.
    #[must_use]
    pub fn is_digits(self) -> bool {
        matches!(self, Self::Compact | Self::CompactDate | Self::Unix)
    }

    /// Whether it tells its offset from UTC, or needs none.
    #[must_use]
    pub fn has_offset(self) -> bool {
        matches!(self, Self::Rfc3339 | Self::Rfc3339Millis | Self::Unix)
    }

    /// The runtime's function that writes it.
    #[must_use]
    pub fn writer(self) -> &'static str {
        match self {
            Self::Rfc3339 => "rfc3339",
            Self::Rfc3339Millis => "rfc3339_millis",
            Self::Compact => "compact",
            Self::DateTime => "date_time",
            Self::Date => "date",
            Self::CompactDate => "compact_date",
            Self::Unix => "unix",
        }
    }
}

/// `2018-06-08T10:34:56+08:00`: the shape is enough, nothing is computed with it.
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    let digits: String = text
        .chars()
        .map(|c| if c.is_ascii_digit() { '0' } else { c })
        .collect();
    let Some(rest) = digits.strip_prefix("0000-00-00T00:00:00") else {
        return false;
    };
    let rest = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches('0'),
        None => rest,
    };
    matches!(rest, "Z" | "+00:00" | "-00:00")
}

#[cfg(test)]
mod tests {
    use super::is_date_time;

    #[test]
    fn a_time_has_a_zone() {
        for (text, is) in [
            ("2018-06-08T10:34:56+08:00", true),
            ("2018-06-08T10:34:56.123Z", true),
            ("2018-06-08T10:34:56", false),
            ("2018-06-08 10:34:56+08:00", false),
            ("2018-06-08", false),
            ("20091225091010", false),
        ] {
            assert_eq!(is_date_time(text), is, "{text}");
        }
    }
}
