//! When a hall is open: hours of summer and of winter, on which days, and what is announced beside them (暂停服务). Working days are those
//! of the calendar, make-up weekends included.

use jiff::civil::{Date, DateTime, Time, Weekday};

use crate::calendar::{Calendar, DayKind};
use crate::codes::WhyNot;
use crate::labelled::labelled;
use crate::signs::plain_words;

labelled! {
    /// On which days it is open.
    OpenDays {
        WorkingDays = "working_days", "工作日";
        /// 错时服务、周末服务 (安阳市政务服务条例第二十二条，参照)
        AlsoSaturdays = "saturdays", "工作日和周六";
        EveryDay = "every_day", "每天，含节假日";
    }
}

/// A stretch of a day: 8:30-12:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Time,
    pub to: Time,
}

impl Span {
    fn read(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        let span = Self {
            from: time(from)?,
            to: time(to)?,
        };
        (span.from < span.to).then_some(span)
    }

    /// 8:30-12:00
    pub fn told(self) -> String {
        format!("{}-{}", clock(self.from), clock(self.to))
    }
}

fn time(text: &str) -> Option<Time> {
    let text = text.trim();
    let (hour, minute) = text.split_once([':', '：', '点']).unwrap_or((text, "0"));
    let minute = minute.trim().trim_end_matches('分');
    let minute = if minute.is_empty() { "0" } else { minute };
    Time::new(hour.trim().parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// 8:30
fn clock(time: Time) -> String {
    format!("{}:{:02}", time.hour(), time.minute())
}

/// A day of every year.
type MonthDay = (i8, i8);

/// The days that no service is given on, and why (暂停服务公告).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    pub from: Date,
    pub to: Date,
    pub reason: String,
}

/// What is typed of the hours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedHours {
    /// 8:30-12:00，15:00-18:30; those of the whole year where no others are typed for winter.
    pub summer: String,
    pub winter: String,
    /// The days that summer and winter begin on: 05-01, 5月1日.
    pub summer_from: String,
    pub winter_from: String,
    /// A code of [`OpenDays`].
    pub days: String,
}

/// When a hall is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    summer: Vec<Span>,
    /// With the days that summer and winter begin on.
    winter: Option<(Vec<Span>, MonthDay, MonthDay)>,
    pub days: OpenDays,
}

/// A day at the hall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Day {
    Open(Vec<Span>),
    /// No day of its own: a weekend, a holiday.
    Rest,
    /// Announced as closed, and why.
    Closed(String),
}

/// How it stands at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Now {
    Open {
        until: Time,
    },
    /// Later on the same day.
    Opens {
        at: Time,
    },
    Over,
    Rest,
    Closed(String),
}

impl Now {
    /// Whether somebody who goes there now finds it open.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Open { .. })
    }

    /// 正在办公，12:00 前; 今天 15:00 开始办公; 今天已下班; 今天休息; 暂停服务：……
    pub fn told(&self) -> String {
        match self {
            Self::Open { until } => format!("正在办公，到 {}", clock(*until)),
            Self::Opens { at } => format!("今天 {} 开始办公", clock(*at)),
            Self::Over => "今天已下班".to_owned(),
            Self::Rest => "今天休息".to_owned(),
            Self::Closed(reason) => format!("暂停服务：{reason}"),
        }
    }
}

fn spans(field: &'static str, typed: &str) -> Result<Vec<Span>, WhyNot> {
    let plain = plain_words(typed).replace(['至', '到', '~'], "-");
    let parts = plain.split([',', '，', ';', '；', '、', ' ', '\n', '\r']);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    let read: Option<Vec<Span>> = parts.map(Span::read).collect();
    let wrong = || WhyNot::new(field, "请填写起止时间，例如 8:30-12:00，15:00-18:30。");
    let spans = read.filter(|spans| !spans.is_empty()).ok_or_else(wrong)?;
    let is_in_order = spans
        .iter()
        .zip(spans.iter().skip(1))
        .all(|(one, next)| one.to <= next.from);
    if !is_in_order {
        return Err(WhyNot::new(field, "各段时间请按先后填写，不要重叠。"));
    }
    Ok(spans)
}

fn month_day(field: &'static str, typed: &str) -> Result<MonthDay, WhyNot> {
    let plain = plain_words(typed);
    let numbers = plain.split(|sign: char| !sign.is_ascii_digit());
    let numbers: Vec<&str> = numbers.filter(|part| !part.is_empty()).collect();
    let read = match numbers.as_slice() {
        [month, day] => month.parse().ok().zip(day.parse().ok()),
        _ => None,
    };
    // A year that is no leap year: 29 February begins no season.
    let day = read.and_then(|(month, day): (i8, i8)| Date::new(2025, month, day).ok());
    day.map(|day| (day.month(), day.day()))
        .ok_or_else(|| WhyNot::new(field, "请填写月和日，例如 5月1日。"))
}

/// What was read, and what is wrong beside the rest of it.
fn taken<T: Default>(read: Result<T, WhyNot>, wrong: &mut Vec<WhyNot>) -> T {
    read.unwrap_or_else(|why| {
        wrong.push(why);
        T::default()
    })
}

impl Hours {
    /// What was typed; everything that is wrong with it otherwise.
    pub fn read(typed: &TypedHours) -> Result<Self, Vec<WhyNot>> {
        let mut wrong = Vec::new();
        let summer = taken(spans("summer", &typed.summer), &mut wrong);
        let winter = (!typed.winter.trim().is_empty()).then(|| {
            let spans = taken(spans("winter", &typed.winter), &mut wrong);
            let summer_from = taken(month_day("summer_from", &typed.summer_from), &mut wrong);
            let winter_from = taken(month_day("winter_from", &typed.winter_from), &mut wrong);
            (spans, summer_from, winter_from)
        });
        let days = OpenDays::from_code(&typed.days);
        let days = days.ok_or_else(|| WhyNot::new("days", "请选择哪些天开放。"));
        match days {
            Ok(days) if wrong.is_empty() => Ok(Self { summer, winter, days }),
            Ok(_) => Err(wrong),
            Err(why) => {
                wrong.push(why);
                Err(wrong)
            }
        }
    }

    /// The hours of the season that the day lies in.
    pub fn of_season(&self, day: Date) -> &[Span] {
        match &self.winter {
            Some((winter, summer_from, winter_from)) => {
                let here = (day.month(), day.day());
                // Where winter's day comes first in the year, summer goes over its end.
                let is_summer = if summer_from <= winter_from {
                    *summer_from <= here && here < *winter_from
                } else {
                    *summer_from <= here || here < *winter_from
                };
                if is_summer { &self.summer } else { winter }
            }
            None => &self.summer,
        }
    }

    /// What the day is at the hall.
    pub fn on(&self, day: Date, calendar: &Calendar, closure: Option<&Closure>) -> Day {
        if let Some(closure) = closure.filter(|closure| closure.from <= day && day <= closure.to) {
            return Day::Closed(closure.reason.clone());
        }
        let is_saturday = day.weekday() == Weekday::Saturday;
        let is_open = match self.days {
            OpenDays::EveryDay => true,
            OpenDays::WorkingDays => calendar.is_working_day(day),
            // A Saturday of a holiday is the holiday's.
            OpenDays::AlsoSaturdays => {
                calendar.is_working_day(day) || (is_saturday && calendar.kind(day) == DayKind::Weekend)
            }
        };
        if is_open {
            Day::Open(self.of_season(day).to_vec())
        } else {
            Day::Rest
        }
    }

    /// How it stands at that moment.
    pub fn at(&self, moment: DateTime, calendar: &Calendar, closure: Option<&Closure>) -> Now {
        let spans = match self.on(moment.date(), calendar, closure) {
            Day::Open(spans) => spans,
            Day::Rest => return Now::Rest,
            Day::Closed(reason) => return Now::Closed(reason),
        };
        let time = moment.time();
        if let Some(span) = spans.iter().find(|span| span.from <= time && time < span.to) {
            return Now::Open { until: span.to };
        }
        let next = spans.iter().find(|span| time < span.from);
        next.map_or(Now::Over, |span| Now::Opens { at: span.from })
    }

    /// 8:30-12:00，15:00-18:30 of that day's season.
    pub fn told_on(&self, day: Date) -> String {
        told(self.of_season(day))
    }

    /// Line by line: 夏季（5月1日起）8:30-12:00，15:00-18:30
    pub fn told(&self) -> Vec<String> {
        let begins = |(month, day): &MonthDay| format!("{month}月{day}日起");
        match &self.winter {
            None => vec![told(&self.summer)],
            Some((winter, summer_from, winter_from)) => vec![
                format!("夏季（{}）{}", begins(summer_from), told(&self.summer)),
                format!("冬季（{}）{}", begins(winter_from), told(winter)),
            ],
        }
    }
}

fn told(spans: &[Span]) -> String {
    let told: Vec<String> = spans.iter().map(|span| span.told()).collect();
    told.join("，")
}
