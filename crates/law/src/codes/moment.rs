//! When something happened: a civil day in Asia/Shanghai, with its time of day where that is known.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day, and the time of day where it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub on: Date,
    pub at: Option<Time>,
}

impl Moment {
    /// `2024-09-23`, `2024-09-23T10:00`; an instant with `Z` or an offset is taken to Asia/Shanghai.
    pub fn read(text: &str) -> Option<Self> {
        if let Ok(instant) = text.parse::<Timestamp>() {
            return Some(instant.into());
        }
        let is_day = text.len() == "2024-09-23".len();
        if is_day {
            return text.parse::<Date>().ok().map(Self::from);
        }
        let moment: DateTime = text.parse().ok()?;
        Some(Self {
            on: moment.date(),
            at: Some(moment.time()),
        })
    }
}

impl Moment {
    /// As it is told to people: 2024-09-23, 2024-09-23 09:30.
    pub fn told(&self) -> String {
        match self.at {
            Some(at) => format!("{} {:02}:{:02}", self.on, at.hour(), at.minute()),
            None => self.on.to_string(),
        }
    }
}

impl From<Date> for Moment {
    fn from(on: Date) -> Self {
        Self { on, at: None }
    }
}

/// An instant of the server's clock, as it is read in Asia/Shanghai.
impl From<Timestamp> for Moment {
    fn from(instant: Timestamp) -> Self {
        let here = instant.to_zoned_datetime(TimeZone::fixed(Offset::constant(8)));
        Self {
            on: here.date(),
            at: Some(here.time()),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(formatter, "{}", self.on.to_datetime(at)),
            None => write!(formatter, "{}", self.on),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| serde::de::Error::custom(format!("invalid date “{text}”")))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_moment_is_a_day_or_a_day_with_its_time_in_shanghai() {
        for (text, shown) in [
            ("2024-09-23", "2024-09-23"),
            ("2024-09-23T17:30", "2024-09-23T17:30:00"),
            ("2024-09-23 17:30:05", "2024-09-23T17:30:05"),
            ("2024-12-31T15:59:59Z", "2024-12-31T23:59:59"),
            ("2024-12-31T16:00:00Z", "2025-01-01T00:00:00"),
            ("2024-09-23T17:30:00+08:00", "2024-09-23T17:30:00"),
        ] {
            let read = Moment::read(text).unwrap();
            assert_eq!(read.to_string(), shown);
            assert_eq!(Moment::read(shown), Some(read));
        }
        assert_eq!(Moment::from(date(2024, 9, 23)).at, None);
        let told = |text| Moment::read(text).unwrap().told();
        assert_eq!(told("2024-09-23T09:05:59"), "2024-09-23 09:05");
        assert_eq!(told("2024-09-23"), "2024-09-23");
        for text in ["", "2024-02-30", "2024-9-3", "昨天", "2024-09-23T25:00"] {
            assert_eq!(Moment::read(text), None, "{text}");
        }
    }
}
