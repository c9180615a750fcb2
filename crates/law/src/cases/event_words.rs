//! What is said of an event, by the wording of its act (`acts`), and what it still lacks before it may be recorded.

use jiff::civil::Date;

use super::acts::Act;
use super::consultations::opinion_in_words;
use super::event::{Event, What};
use super::reasons::is_wordless;
use crate::codes::{ReplyOrder, WhyNot, spoken};
use crate::fees::{self, Charge};
use crate::wording;

impl Act {
    /// That the note is not there which such an act needs: what is to be corrected, what proves it.
    pub fn lacks_note(self, note: &str) -> Option<WhyNot> {
        let message = self.spec().note.needed.filter(|_| is_wordless(note))?;
        Some(WhyNot::new("note", message))
    }
}

impl What {
    /// What must still be written down before this may be recorded: the note its act needs, and a charge that is one
    /// (条例第三十条、国办函〔2020〕109号第三条).
    pub fn lacks(&self, note: &str, charge: Option<Charge>) -> Vec<WhyNot> {
        let spec = self.act().spec();
        let mut lacking: Vec<WhyNot> = self.act().lacks_note(note).into_iter().collect();
        if spec.is_charged {
            lacking.extend(fees::may_charge(charge).err());
        }
        lacking
    }

    /// The field of that name in words, with days written as `day` writes them; empty where it is not there.
    fn field(&self, name: &str, day: fn(Date) -> String) -> String {
        let text = match (self, name) {
            (Self::Received { channel, .. }, "channel") => Some(channel.label().to_owned()),
            (Self::Received { confirmed_on, .. }, "confirmed_on") => confirmed_on.flatten().map(day),
            (
                Self::CorrectionRequested { respond_by, .. } | Self::ReasonsRequested { respond_by, .. },
                "respond_by",
            ) => respond_by.map(day),
            (Self::ConsultationSent { party, .. } | Self::ConsultationAnswered { party, .. }, "party") => {
                Some(party.label().to_owned())
            }
            (Self::ConsultationSent { name, .. } | Self::ConsultationAnswered { name, .. }, "name") => {
                name.clone()
            }
            (
                Self::ConsultationAnswered {
                    consents,
                    consents_to,
                    ..
                },
                "consents",
            ) => Some(opinion_in_words(*consents, consents_to.as_deref())),
            (
                Self::ConsultationAnswered {
                    is_signed: Some(is_signed),
                    ..
                },
                "is_signed",
            ) => Some(
                if *is_signed {
                    "有签名、盖章"
                } else {
                    "没有签名、盖章"
                }
                .to_owned(),
            ),
            (Self::OverrideNotified { name, .. }, "name") => name.clone(),
            (Self::OverrideNotified { not_before, .. }, "not_before") => not_before.map(day),
            (Self::Extended { days, .. }, "days") => Some(days.to_string()),
            (Self::Extended { approved_by, .. }, "approved_by") => Some(approved_by.clone()),
            (Self::Undelivered(letter) | Self::Reached(letter), "letter") => Some(letter.words()),
            (sent, "received_on") => sent.reached_on().map(day),
            (Self::Delayed { until }, "until") => Some(day(*until)),
            (Self::ReplyOrdered(order), name) => ordered(order, name, day),
            (Self::Replied { outcome, .. }, "outcome") => {
                Some(outcome.in_words().replace('（', "：").replace('）', ""))
            }
            (Self::Delivered { how }, "how") => Some(how.label().to_owned()),
            _ => None,
        };
        text.unwrap_or_default()
    }
}

fn ordered(order: &ReplyOrder, name: &str, day: fn(Date) -> String) -> Option<String> {
    match name {
        "authority" => Some(order.authority.trim().to_owned()),
        "number" => Some(order.number.trim().to_owned()),
        "ending" => Some(order.ending.label().to_owned()),
        "dated" => Some(day(order.dated)),
        "by" => order.by.map(day),
        "days" => order.days.map(|days| days.to_string()),
        "from" => order.from.map(day),
        _ => None,
    }
}

impl Event {
    /// Its particulars in the timeline; empty where the label says all.
    pub fn words(&self) -> String {
        self.filled(self.what.act().spec().words, |day| day.to_string())
    }

    /// What happened, told to the applicant; `is_own` says that they did it themselves on the site.
    pub fn told_to_applicant(&self, is_own: bool) -> String {
        let words = match self.what {
            // Recorded by others it ends the case behind the applicant's back, if it is not so.
            What::Withdrawn {} if !is_own => "工作机构登记您撤回了申请；您没有撤回的，请立即与我们联系",
            _ => self.what.act().spec().to_applicant,
        };
        self.filled(words, spoken)
    }

    /// What the applicant is told where this is struck off the record after they were told of it and went by it; `None` where
    /// nothing was asked of them or put off.
    pub fn struck_to_applicant(&self) -> Option<String> {
        let binds = matches!(
            self.what,
            What::CorrectionRequested { .. }
                | What::FeeNotified { .. }
                | What::ReasonsRequested { .. }
                | What::Extended { .. }
                | What::Delayed { .. }
        );
        binds.then(|| {
            format!(
                "撤销{}的登记“{}”，这一告知不再有效；有疑问的，请与我们联系",
                spoken(self.on),
                self.told_to_applicant(false)
            )
        })
    }

    /// What it is called: an application that is confirmed afterwards came in that day, and is received once both sides confirmed it
    /// (条例第三十一条第（二）项后段、第（三）项).
    pub fn label(&self) -> &'static str {
        match &self.what {
            What::Received { channel, .. } if channel.needs_confirmation() => "申请送到",
            what => what.act().label(),
        }
    }

    /// The whole event in a line.
    pub fn line(&self) -> String {
        let label = self.label();
        match self.words().as_str() {
            "" => format!("{} {label}", self.on),
            words => format!("{} {label}（{words}）", self.on),
        }
    }

    /// The whole event as a paper of the file says it: its day in words, and no blanks around digits.
    pub fn on_paper(&self) -> String {
        let label = self.label();
        let words = self.filled(self.what.act().spec().words, spoken);
        let line = match words.as_str() {
            "" => format!("{}{label}", spoken(self.on)),
            words => format!("{}{label}（{words}）", spoken(self.on)),
        };
        close(&line)
    }

    fn filled(&self, wording: &str, day: fn(Date) -> String) -> String {
        let words = wording::fill(wording, &|name| self.what.field(name, day), |_| String::new());
        // Where the first of its particulars is not there the next begins it.
        words.trim_start_matches('，').to_owned()
    }
}

/// Without the blanks that part a digit from a Chinese character on a screen.
fn close(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
    let is_wide = |at: Option<&char>| at.is_some_and(|one| !one.is_ascii());
    let kept = characters.iter().enumerate().filter(|(at, one)| {
        let before = at.checked_sub(1).and_then(|at| characters.get(at));
        let after = characters.get(at + 1);
        let is_between = (is_digit(before) && is_wide(after)) || (is_wide(before) && is_digit(after));
        // 2026年5月22日 收到
        let is_behind_a_day = before == Some(&'日') && is_wide(after);
        **one != ' ' || !(is_between || is_behind_a_day)
    });
    kept.map(|(_, one)| *one).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::codes::TableThreeRow;

    #[test]
    fn a_paper_of_the_file_has_days_in_words_and_no_instructions_of_the_statistics() {
        let line = |what| {
            let on = date(2026, 3, 2);
            Event { on, what }.on_paper()
        };
        let replied = |outcome| line(What::replied(outcome));
        assert_eq!(
            replied(TableThreeRow::PartlyGranted),
            "2026年3月2日作出答复（部分公开）"
        );
        assert_eq!(
            replied(TableThreeRow::RefusedThirdParty),
            "2026年3月2日作出答复（不予公开：保护第三方合法权益）"
        );
        assert_eq!(
            line(What::Extended {
                days: 15,
                approved_by: "王某".into()
            }),
            "2026年3月2日延长答复期限（延长15个工作日，王某同意）"
        );
    }
}
