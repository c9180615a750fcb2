//! iCalendar (RFC 5545) as far as days with a reminder need it: text escaped, lines folded at 75 octets between characters.
//! Written here: the crates that do it speak chrono, which this house keeps out, and read the clock themselves.

use std::fmt::{self, Display, Formatter};

use jiff::Timestamp;
use jiff::civil::Date;

/// The longest line in octets, without its end (RFC 5545 3.1).
const LONGEST: usize = 75;

/// A calendar of days.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub name: String,
    pub made_at: Timestamp,
    pub events: Vec<Event>,
}

/// A day on which something is due, with a reminder on a day before.
#[derive(Clone, Debug)]
pub struct Event {
    /// The same for the same thing, whenever it is asked for.
    pub uid: String,
    pub day: Date,
    /// The day whose morning brings the reminder.
    pub remind_on: Date,
    pub summary: String,
    pub description: String,
    pub address: Option<String>,
}

impl Display for Calendar {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        line(out, "BEGIN:VCALENDAR")?;
        line(out, "VERSION:2.0")?;
        line(out, "PRODID:-//Gongkai//Cases//ZH")?;
        line(out, "CALSCALE:GREGORIAN")?;
        line(out, "METHOD:PUBLISH")?;
        text(out, "X-WR-CALNAME", &self.name)?;
        line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H")?;
        line(out, "X-PUBLISHED-TTL:PT1H")?;
        let made_at = self.made_at.strftime("%Y%m%dT%H%M%SZ").to_string();
        for event in &self.events {
            event.write(out, &made_at)?;
        }
        line(out, "END:VCALENDAR")
    }
}

impl Event {
    fn write(&self, out: &mut Formatter<'_>, made_at: &str) -> fmt::Result {
        let day = |day: Date| day.strftime("%Y%m%d").to_string();
        line(out, "BEGIN:VEVENT")?;
        text(out, "UID", &self.uid)?;
        line(out, &format!("DTSTAMP:{made_at}"))?;
        line(out, &format!("DTSTART;VALUE=DATE:{}", day(self.day)))?;
        if let Ok(next) = self.day.tomorrow() {
            line(out, &format!("DTEND;VALUE=DATE:{}", day(next)))?;
        }
        text(out, "SUMMARY", &self.summary)?;
        text(out, "DESCRIPTION", &self.description)?;
        if let Some(address) = &self.address {
            line(out, &format!("URL:{address}"))?;
        }
        line(out, "CLASS:PRIVATE")?;
        line(out, "TRANSP:TRANSPARENT")?;
        line(out, "BEGIN:VALARM")?;
        line(out, "ACTION:DISPLAY")?;
        line(out, &format!("TRIGGER:{}", self.trigger()))?;
        text(out, "DESCRIPTION", &self.summary)?;
        line(out, "END:VALARM")?;
        line(out, "END:VEVENT")
    }
}

impl Event {
    /// Nine in the morning of the day of the reminder, seen from the start of the day it is due: `-PT15H` on the day before,
    /// `-P8DT15H` nine days before.
    fn trigger(&self) -> String {
        let before = self.remind_on.until(self.day).map_or(1, |span| span.get_days());
        match before {
            ..=1 => "-PT15H".to_owned(),
            days => format!("-P{}DT15H", days - 1),
        }
    }
}

fn text(out: &mut Formatter<'_>, name: &str, value: &str) -> fmt::Result {
    line(out, &format!("{name}:{}", escaped(value)))
}

/// A value of type TEXT (RFC 5545 3.3.11); other control characters have no place in one.
fn escaped(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for one in value.replace("\r\n", "\n").chars() {
        match one {
            '\\' | ';' | ',' => escaped.extend(['\\', one]),
            '\n' => escaped.push_str("\\n"),
            one if one.is_control() => {}
            one => escaped.push(one),
        }
    }
    escaped
}

/// One content line, folded.
fn line(out: &mut Formatter<'_>, content: &str) -> fmt::Result {
    let mut width = 0;
    for one in content.chars().filter(|one| !one.is_control()) {
        if width + one.len_utf8() > LONGEST {
            out.write_str("\r\n ")?;
            width = 1;
        }
        out.write_str(one.encode_utf8(&mut [0; 4]))?;
        width += one.len_utf8();
    }
    out.write_str("\r\n")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn calendar(summary: &str) -> String {
        reminding(date(2026, 12, 30), summary)
    }

    fn reminding(remind_on: Date, summary: &str) -> String {
        let event = Event {
            uid: "case-7@test01.gongkai".to_owned(),
            day: date(2026, 12, 31),
            remind_on,
            summary: summary.to_owned(),
            description: "状态：办理中\r\nURL:http://example.com\rBEGIN:VALARM".to_owned(),
            address: Some("https://desk.example.gov.cn/desk/cases/7".to_owned()),
        };
        Calendar {
            name: "期限".to_owned(),
            made_at: Timestamp::from_second(1_772_415_000).unwrap(),
            events: vec![event],
        }
        .to_string()
    }

    #[test]
    fn a_day_stands_with_its_reminder() {
        let written = calendar("到期");
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "UID:case-7@test01.gongkai",
            "DTSTAMP:20260302T013000Z",
            "DTSTART;VALUE=DATE:20261231",
            "DTEND;VALUE=DATE:20270101",
            "SUMMARY:到期",
            "URL:https://desk.example.gov.cn/desk/cases/7",
            "TRIGGER:-PT15H",
            "END:VCALENDAR",
        ] {
            assert!(written.contains(&format!("{line}\r\n")), "{line} in {written}");
        }
    }

    #[test]
    fn a_reminder_rings_on_the_morning_of_its_day() {
        let written = reminding(date(2026, 12, 22), "到期");
        assert!(written.contains("TRIGGER:-P8DT15H\r\n"), "{written}");
    }

    #[test]
    fn text_can_not_leave_its_line() {
        let written = calendar("一;二,三\\四\r\nBEGIN:VEVENT");
        assert!(
            written.contains(r"SUMMARY:一\;二\,三\\四\nBEGIN:VEVENT"),
            "{written}"
        );
        assert_eq!(
            written.matches("\r\nBEGIN:V").count(),
            2,
            "an event and its alarm, and no more"
        );
        assert!(!written.replace("\r\n", "").contains(['\r', '\n']));
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let long = "依申请公开的期限abc".repeat(30);
        let written = calendar(&long);
        assert!(written.split("\r\n").all(|line| line.len() <= 75));
        assert!(
            written
                .replace("\r\n ", "")
                .contains(&format!("SUMMARY:{long}\r\n"))
        );
    }
}
