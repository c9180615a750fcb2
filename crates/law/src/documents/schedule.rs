//! When an edition is to go out and when it is to be taken down (定时发布、定时撤下): minutes in Asia/Shanghai, part of the edition and so of
//! what is judged, so that a moved time is judged anew. Whether it may go out then, the gate says when the time has come.

use jiff::civil::{DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil};

use super::{Norm, Related};
use crate::calendar::typed_day;
use crate::codes::WhyNot;
use crate::signs::plain_words;

/// The times an edition states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// 定时发布; none where whoever publishes it chooses the moment.
    pub planned_at: Option<DateTime>,
    /// 定时撤下
    pub take_down_at: Option<DateTime>,
}

/// The minute typed as 2026-12-01T09:00, 2026-12-01 09:00 or 2026年12月1日9时00分; `None` when it is none. A day alone is none: somebody
/// has to say when.
pub fn typed_minute(text: &str) -> Option<DateTime> {
    let text = plain_words(text);
    let day = typed_day(&text)?;
    let mut numbers = text
        .split(|one: char| !one.is_ascii_digit())
        .filter(|part| !part.is_empty());
    // Behind year, month and day.
    numbers.nth(2)?;
    let mut number = || numbers.next()?.parse::<i8>().ok();
    let (hour, minute) = (number()?, number().unwrap_or(0));
    Some(day.to_datetime(Time::new(hour, minute, 0, 0).ok()?))
}

/// A minute as it is kept and judged.
pub fn kept_minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M").to_string()
}

/// A minute as it is told: `2026-12-01 09:00`.
pub fn told_minute(at: DateTime) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

/// The instant of a minute in Asia/Shanghai.
pub fn instant_of(at: DateTime) -> Option<Timestamp> {
    let shanghai = TimeZone::fixed(Offset::constant(8));
    Some(at.to_zoned_datetime(shanghai).ok()?.timestamp())
}

impl Schedule {
    /// What is wrong with the times as they are typed: a time that has passed, a take-down before the publication.
    pub fn unmeant(self, now: DateTime) -> Vec<WhyNot> {
        let mut list = Vec::new();
        if self.planned_at.is_some_and(|at| at <= now) {
            list.push(WhyNot::new(
                "planned_at",
                "定时发布的时间已经过去，请填写以后的时间。",
            ));
        }
        let from = self.planned_at.unwrap_or(now);
        if self.take_down_at.is_some_and(|at| at <= from) {
            let message = "定时撤下的时间须晚于现在和定时发布的时间。";
            list.push(WhyNot::new("take_down_at", message));
        }
        list
    }

    /// What stands in the way of an edition with these times: what binds, or ends what binds, stays where everybody can read it.
    pub(super) fn blockers(
        self,
        norm: Option<Norm>,
        related: &[Related<'_>],
        today: Option<civil::Date>,
    ) -> Vec<WhyNot> {
        let mut list = Vec::new();
        let Some(at) = self.take_down_at else {
            return list;
        };
        if norm.is_some() {
            let message = "规章、行政规范性文件期满转为失效，仍在网上可查，不设定时撤下；请填写有效期。";
            list.push(WhyNot::new("take_down_at", message));
        }
        if related.iter().any(|one| one.kind.ends_the_other()) {
            let message = "废止、替代其他文件的，撤下后原文件将恢复效力，不设定时撤下。";
            list.push(WhyNot::new("take_down_at", message));
        }
        if today.is_some_and(|today| at.date() < today) {
            list.push(WhyNot::new(
                "take_down_at",
                "定时撤下的时间已经过去，请重新填写。",
            ));
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_minute_is_read_as_people_write_it() {
        let nine = date(2026, 12, 1).at(9, 0, 0, 0);
        for text in [
            "2026-12-01T09:00",
            "2026-12-01 09:00",
            "2026-12-01T09:00:00",
            "2026年12月1日9时",
            "2026年12月1日 9时00分",
            "２０２６-12-01 09:00",
        ] {
            assert_eq!(typed_minute(text), Some(nine), "{text}");
        }
        for text in [
            "",
            "2026-12-01",
            "20261201",
            "2026-12-01 25:00",
            "2026-12-01 09:61",
            "明天 9:00",
        ] {
            assert_eq!(typed_minute(text), None, "{text}");
        }
        assert_eq!(typed_minute(&kept_minute(nine)), Some(nine));
        assert_eq!(
            instant_of(nine).map(|at| at.to_string()).as_deref(),
            Some("2026-12-01T01:00:00Z")
        );
    }

    #[test]
    fn a_time_that_has_passed_is_not_meant() {
        let now = date(2026, 12, 1).at(9, 0, 0, 0);
        let (before, after) = (
            date(2026, 12, 1).at(8, 59, 0, 0),
            date(2026, 12, 1).at(9, 1, 0, 0),
        );
        let fields = |planned_at, take_down_at| {
            let schedule = Schedule {
                planned_at,
                take_down_at,
            };
            let wrong = schedule.unmeant(now).into_iter();
            wrong.map(|why| why.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(None, None), [""; 0]);
        assert_eq!(fields(Some(after), None), [""; 0]);
        assert_eq!(fields(Some(before), None), ["planned_at"]);
        assert_eq!(fields(None, Some(before)), ["take_down_at"]);
        assert_eq!(fields(Some(after), Some(after)), ["take_down_at"]);
    }

    #[test]
    fn what_binds_is_not_taken_down_by_the_clock() {
        let schedule = Schedule {
            planned_at: None,
            take_down_at: Some(date(2026, 12, 1).at(9, 0, 0, 0)),
        };
        assert_eq!(schedule.blockers(None, &[], None).len(), 0);
        assert_eq!(schedule.blockers(Some(Norm::Normative), &[], None).len(), 1);
        let repeals = Related {
            kind: super::super::RelationKind::Repeals,
            title: "旧办法",
            is_public: true,
            ended: None,
        };
        assert_eq!(schedule.blockers(None, &[repeals], None).len(), 1);
        assert_eq!(schedule.blockers(None, &[], Some(date(2026, 12, 2))).len(), 1);
    }
}
