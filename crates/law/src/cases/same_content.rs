//! Several letters to one party, and several words of it, held against each other by what they are about: what is asked again takes
//! nothing more from the reply period (条例第三十二条、第三十三条第三款), and of what a party wrote on one content the last word decides
//! (条例第十五条、第三十二条).

use jiff::civil::Date;

use super::consultations::Consultation;
use super::enclosures::{listed_things, one_is_within};
use super::event::{Event, Party, What};
use super::history::History;
use super::similar;
use crate::signs::narrow;

/// Whether all that one content names is part of what the other names; names are typed freely.
pub fn is_within(content: &str, wide: &str) -> bool {
    let (things, wide_things) = (listed_things(content), listed_things(wide));
    let is_part = |thing: &String| wide_things.iter().any(|wide| one_is_within(thing, wide));
    (!things.is_empty() && things.iter().all(is_part)) || are_same_words(content, wide)
}

/// Whether they share a thing.
pub(super) fn share_a_thing(one: &str, other: &str) -> bool {
    let (ours, theirs) = (listed_things(one), listed_things(other));
    let is_shared = |thing: &String| {
        let mut theirs = theirs.iter();
        theirs.any(|other| one_is_within(thing, other) || one_is_within(other, thing))
    };
    ours.iter().any(is_shared) || are_same_words(one, other)
}

/// The same in other words; what differs in a year or a number is another thing.
fn are_same_words(one: &str, other: &str) -> bool {
    let figures = |text: &str| -> String { narrow(text).chars().filter(char::is_ascii_digit).collect() };
    similar::hundredths(one, other) >= similar::NEARLY_ALL && figures(one) == figures(other)
}

/// Whether two names are of one party: the same, or one with a remark behind it (甲公司（法定代表人：张某）).
fn is_one_party(one: &str, other: &str) -> bool {
    let (one, other) = (one.trim(), other.trim());
    let has_remark = |long: &str, short: &str| {
        let rest = long.strip_prefix(short);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['（', '(', ' ']))
    };
    has_remark(one, other) || has_remark(other, one)
}

/// How far what one letter is about is that of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    Within,
    Other,
    /// Neither says what it is about, so that nothing tells them apart.
    BothUnknown,
    OneUnknown,
}

impl Consultation {
    /// What it asks about, where that is on record.
    pub(super) fn about(&self) -> Option<&str> {
        let content = self.content.as_deref().map(str::trim);
        content.filter(|content| !content.is_empty())
    }

    fn compared(&self, wide: &Self) -> Compared {
        match (self.about(), wide.about()) {
            (None, None) => Compared::BothUnknown,
            (Some(content), Some(wide)) if is_within(content, wide) => Compared::Within,
            (Some(_), Some(_)) => Compared::Other,
            _ => Compared::OneUnknown,
        }
    }

    /// Whether both went to one party that is known by its name.
    fn is_to_whom(&self, other: &Self, is_one: fn(&str, &str) -> bool) -> bool {
        let names = self.name.as_deref().zip(other.name.as_deref());
        self.party == other.party && names.is_some_and(|(name, other)| is_one(name, other))
    }

    /// Whether it asks nothing that the other did not ask of the same party; what says nothing of its content asks the same, which is
    /// the safe reading for the day to reply.
    fn asks_again(&self, earlier: &Self) -> bool {
        earlier.returned_on.is_none()
            && self.is_to_whom(earlier, is_one_party)
            && self.compared(earlier) != Compared::Other
    }

    /// Whether its opinion, which came last, takes the place of what the other brought.
    fn speaks_for(&self, other: &Self) -> bool {
        let is_exactly = |name: &str, other: &str| name.trim() == other.trim();
        if !self.is_to_whom(other, is_exactly) || other.returned_on.is_some() {
            return false;
        }
        let word = self.answer.and_then(|answer| answer.consents);
        let before = other.answer.and_then(|answer| answer.consents);
        match other.compared(self) {
            Compared::Within => true,
            Compared::Other => false,
            // An objection is heeded in doubt; a consent takes nothing back that it may not be about.
            Compared::BothUnknown => before.is_some() && before != word,
            Compared::OneUnknown => before == Some(true) && word == Some(false),
        }
    }

    /// Of what it objects to, what that consent is for.
    fn consented_by(&self, consent: &Self) -> Vec<String> {
        let (Some(about), Some(consented)) = (self.about(), consent.about()) else {
            return Vec::new();
        };
        let things = listed_things(about).into_iter();
        let consented = listed_things(consented);
        let is_part = |thing: &String| consented.iter().any(|wide| one_is_within(thing, wide));
        things.filter(is_part).collect()
    }
}

impl History {
    /// Marks what was asked before of the same party: by a letter that did not come back.
    pub(super) fn mark_asked_again(&mut self) {
        let all = self.consultations.clone();
        for (place, asked) in self.consultations.iter_mut().enumerate() {
            let before = all.iter().take(place);
            let before: Vec<&Consultation> = before.filter(|earlier| asked.asks_again(earlier)).collect();
            let is_known = before.iter().any(|one| asked.compared(one) == Compared::Within);
            asked.is_known_repetition = is_known;
            asked.asked_before = before.first().map(|one| one.sent_on);
        }
    }

    /// Takes note that the opinion on that letter is the last word on all that it is about.
    pub(super) fn heed_last_word(&mut self, place: usize, on: Date) {
        let Some(said) = self.consultations.get_mut(place) else {
            return;
        };
        said.replaced_on = None;
        let said = said.clone();
        let Some(consents) = said.answer.and_then(|answer| answer.consents) else {
            return;
        };
        let others = self.consultations.iter_mut().enumerate();
        for (_, other) in others.filter(|(at, _)| *at != place) {
            if said.speaks_for(other) {
                other.replaced_on = Some(on);
                other.spoken_for_on.get_or_insert(on);
            } else if consents && other.objects() && said.is_to_whom(other, |name, other| name == other) {
                let mut parts = other.consented_by(&said);
                parts.retain(|part| !other.consented_since.contains(part));
                other.consented_since.append(&mut parts);
            }
        }
    }

    /// That a letter asks again what the same party was asked: silence is no reason to ask again, and the time that is needed is taken
    /// out once.
    pub(super) fn told_of_asking_again(&self, asked: &Consultation) -> Option<String> {
        let mut before = self.consultations.iter();
        let earlier = before.find(|earlier| asked.asks_again(earlier))?;
        let unknown = if asked.compared(earlier) == Compared::Within {
            ""
        } else {
            "没有登记两次各征求什么内容，按同一内容计算；内容不同的，应当写明。"
        };
        Some(format!(
            "{} 已就同一内容征求过{}意见，没有退回：再次征求所需的时间不从答复期限中扣除，{}（条例第三十二条、第三十三条第三款）。{unknown}",
            earlier.sent_on,
            earlier.who(),
            earlier.party.silence()
        ))
    }

    /// Who of such parties was asked already and about what, for whoever writes another letter.
    pub fn told_of_those_asked(&self, party: Party) -> Option<String> {
        let asked = self.consultations.iter();
        let asked = asked.filter(|one| one.party == party && one.returned_on.is_none());
        let words = asked.map(|one| {
            let about = one.about().map_or_else(String::new, |about| format!("，{about}"));
            format!(
                "{}（{}{about}）",
                one.name.as_deref().unwrap_or(party.label()),
                one.sent_on
            )
        });
        let words: Vec<String> = words.collect();
        (!words.is_empty()).then(|| {
            format!(
                "本件已经征求过：{}。就同一内容再次征求同一方的，所需时间不从答复期限中扣除，{}（条例第三十二条、第三十三条第三款）；内容不同的，请在文书中写明。",
                words.join("、"),
                party.silence()
            )
        })
    }

    /// That an opinion takes the place of what the same party wrote before.
    pub(super) fn told_of_last_word(&self, event: &Event) -> Option<String> {
        let What::ConsultationAnswered {
            party, name, number, ..
        } = &event.what
        else {
            return None;
        };
        let place = self.answered_by(*party, name.as_deref(), number.as_deref())?;
        let mut after = self.clone();
        after.take(event);
        let pairs = || self.consultations.iter().zip(&after.consultations);
        // The letter that is answered, and those that its answer speaks for.
        let before = pairs().enumerate().find_map(|(at, (was, is))| {
            let is_changed = if at == place {
                was.may_be_heard_again() && was.answer != is.answer
            } else {
                was.replaced_on != is.replaced_on
            };
            is_changed.then(|| was.said().map(|said| (was, said))).flatten()
        });
        let (was, said) = before?;
        let unknown = if was.about().is_some() {
            ""
        } else {
            "没有登记征求的内容，按同一内容办理；内容不同的，应当写明。"
        };
        Some(format!(
            "{}此前（{}）的意见是{said}：对同一内容，以后一书面意见为准（条例第十五条、第三十二条）。{unknown}",
            was.who(),
            was.answer.map_or(was.sent_on, |answer| answer.on)
        ))
    }
}
