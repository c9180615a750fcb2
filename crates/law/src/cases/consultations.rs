//! Those whose opinion is asked and what they say: third parties, who may object and are told where that is overridden, co-makers
//! and other organs. 条例第三十二条至第三十四条.

use jiff::civil::Date;

use super::event::{Delivery, Party};
use super::history::{History, Reply};
use crate::codes::{TableThreeRow, spoken};

/// A letter asking for an opinion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    pub party: Party,
    pub name: Option<String>,
    pub sent_on: Date,
    /// The day it reached the party; the day of sending where that is not known.
    pub received_on: Date,
    pub is_receipt_known: bool,
    /// 文号 of the letter, where it is on record.
    pub number: Option<String>,
    /// The day it was known that it did not come.
    pub returned_on: Option<Date>,
    pub answer: Option<Answer>,
    /// What it consents to where it objects to the rest (部分同意公开); empty where that is not on record.
    pub consents_to: Option<String>,
    /// What its party wrote to this letter before its answer, the first first: each word stays what it was.
    pub said_before: Vec<Word>,
    /// Of what it objects to, what its party consented to since by another letter (条例第十五条).
    pub consented_since: Vec<String>,
    /// What the letter asks about, where that is on record.
    pub content: Option<String>,
    /// The day of the first answer that ended the waiting; what it writes later is its word, and moves no period.
    pub settled_on: Option<Date>,
    /// The day the same party was asked about the same before: what is asked again takes nothing more from the reply period.
    pub asked_before: Option<Date>,
    /// That it is the same stands on record: its silence is no other than that on the first.
    pub is_known_repetition: bool,
    /// The day of a later written word of the same party on the same, which decides (条例第十五条、第三十二条).
    pub replaced_on: Option<Date>,
    /// The day its party first wrote on the same by another letter: from then on nobody waits for this one (条例第三十三条第三款).
    pub spoken_for_on: Option<Date>,
}

/// One written word of a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub on: Date,
    pub consents: Option<bool>,
    /// What it consents to where it objects to the rest.
    pub consents_to: Option<String>,
}

impl Word {
    /// In words.
    pub fn said(&self) -> String {
        opinion_in_words(self.consents, self.consents_to.as_deref())
    }
}

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    pub on: Date,
    /// `None`: neither for nor against.
    pub consents: Option<bool>,
}

/// What an opinion says as far as it binds: a consent that nobody has signed or sealed is none yet, and may still be given
/// (条例第三十二条、第三十四条: 书面); an objection is heeded however it came. Of a consent in part the objection is left.
pub(super) fn binding(consents: Option<bool>, is_signed: Option<bool>) -> Option<bool> {
    consents.filter(|consents| !(*consents && is_signed == Some(false)))
}

/// An opinion in words: for disclosure, against it, or for a part of it and against the rest (条例第三十二条).
pub fn opinion_in_words(consents: Option<bool>, consents_to: Option<&str>) -> String {
    match (consents, consents_to.map(str::trim)) {
        (Some(true), _) => "同意公开".to_owned(),
        (Some(false), None) => "不同意公开".to_owned(),
        (Some(false), Some("")) => "部分同意公开，其余内容不同意公开".to_owned(),
        (Some(false), Some(part)) => format!("部分同意公开，同意公开的内容：{part}；其余内容不同意公开"),
        (None, _) => "未表示".to_owned(),
    }
}

/// What is still to be put on file of an opinion that is said to bear a signature or a seal: the paper itself, by which it is proved
/// (条例第三十二条、第三十四条: 书面; 法释〔2025〕8号). No hindrance: it may lie in the file on paper.
pub const fn lacks_paper(is_signed: Option<bool>, has_paper: bool) -> Option<&'static str> {
    match is_signed {
        Some(true) if !has_paper => {
            Some("登记为有签名、盖章的书面意见，还没有上传扫描件；只有纸质原件的，请附卷，举证时要用")
        }
        _ => None,
    }
}

impl Consultation {
    /// A letter sent on that day, of which nothing more is known.
    pub(super) const fn sent(
        sent_on: Date,
        party: Party,
        name: Option<String>,
        content: Option<String>,
    ) -> Self {
        Self {
            party,
            name,
            sent_on,
            received_on: sent_on,
            is_receipt_known: false,
            number: None,
            returned_on: None,
            answer: None,
            consents_to: None,
            said_before: Vec::new(),
            consented_since: Vec::new(),
            content,
            settled_on: None,
            asked_before: None,
            is_known_repetition: false,
            replaced_on: None,
            spoken_for_on: None,
        }
    }

    /// What came back in words, the last word to this letter; `None` while nothing did.
    pub fn said(&self) -> Option<String> {
        Some(self.last_word()?.said())
    }

    fn last_word(&self) -> Option<Word> {
        let answer = self.answer?;
        Some(Word {
            on: answer.on,
            consents: answer.consents,
            consents_to: self.consents_to.clone(),
        })
    }

    /// All that its party wrote to it, the first first.
    pub fn words(&self) -> Vec<Word> {
        self.said_before.iter().cloned().chain(self.last_word()).collect()
    }

    /// What its party consents to of what it objects to, by this letter or by another since: what a decision goes by.
    pub fn consented(&self) -> Option<String> {
        if self.consents_to.is_none() && self.consented_since.is_empty() {
            return None;
        }
        let parts = self.consents_to.iter().chain(&self.consented_since);
        let named = parts.map(|part| part.trim()).filter(|part| !part.is_empty());
        Some(named.collect::<Vec<_>>().join("、"))
    }

    /// What its party's opinion comes to, with what it consented to since; `None` while it says nothing.
    pub fn opinion(&self) -> Option<String> {
        let answer = self.answer?;
        Some(opinion_in_words(answer.consents, self.consented().as_deref()))
    }

    /// Whether it is a third party that does not want the information disclosed.
    pub fn objects(&self) -> bool {
        self.party == Party::ThirdParty
            && self.replaced_on.is_none()
            && self.answer.is_some_and(|answer| answer.consents == Some(false))
    }

    /// Whether it stands for what its party says: it did not come back, no later word took its place, and it is no second asking that
    /// nothing came of.
    pub fn stands(&self) -> bool {
        let is_idle = self.is_known_repetition && self.answer.is_none();
        self.returned_on.is_none() && self.replaced_on.is_none() && !is_idle
    }

    /// Whether an answer of that party belongs to it, of that name where one is given.
    fn waits_for(&self, party: Party, name: Option<&str>) -> bool {
        self.answer.is_none() && self.returned_on.is_none() && self.is_of(party, name)
    }

    fn is_of(&self, party: Party, name: Option<&str>) -> bool {
        self.party == party && (name.is_none() || self.name.is_none() || self.name.as_deref() == name)
    }

    /// Whether it may still be answered: what says neither yes nor no ends nobody's time to say so (条例第三十二条、第三十四条).
    pub fn is_open(&self) -> bool {
        self.returned_on.is_none() && self.answer.is_none_or(|answer| answer.consents.is_none())
    }

    /// Whether it was answered, so that its party may write once more.
    pub(super) fn may_be_heard_again(&self) -> bool {
        self.returned_on.is_none() && self.answer.is_some_and(|answer| answer.consents.is_some())
    }

    /// Whether nobody knows yet that it came, nor that it did not.
    pub fn is_on_the_way(&self) -> bool {
        self.awaits_receipt() && self.answer.is_none()
    }

    /// Whether the day it came stands nowhere yet, answered or not.
    pub(super) fn awaits_receipt(&self) -> bool {
        !self.is_receipt_known && self.returned_on.is_none()
    }

    /// The party with its name, for messages.
    pub fn who(&self) -> String {
        match &self.name {
            Some(name) => format!("{}（{name}）", self.party.label()),
            None => self.party.label().to_owned(),
        }
    }
}

/// A third party told that what it objects to is disclosed (条例第三十二条).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    pub on: Date,
    pub name: Option<String>,
    /// The day before which the information does not go out.
    pub not_before: Option<Date>,
    /// The day the notice reached it, where it is known.
    pub received_on: Option<Date>,
    /// What it says is disclosed, where that is on record.
    pub content: Option<String>,
    /// It was set aside by a reconsideration or a judgment: it tells nobody any more.
    pub is_revoked: bool,
}

impl History {
    /// Takes the opinion on that letter in.
    pub(super) fn hear(&mut self, place: usize, answer: Answer, consents_to: Option<String>) {
        let Some(asked) = self.consultations.get_mut(place) else {
            return;
        };
        if asked.party == Party::OtherOrgan || answer.consents.is_some() {
            asked.settled_on.get_or_insert(answer.on);
        } else if asked.may_be_heard_again() {
            // What nobody signed, or says neither, takes nothing back.
            return;
        }
        let before = asked.last_word();
        asked.said_before.extend(before);
        asked.answer = Some(answer);
        asked.consents_to = consents_to;
        // Its last word is on all that it asks about.
        asked.consented_since.clear();
        self.heed_last_word(place, answer.on);
    }

    /// The place of the letter an answer belongs to: of that number where the answer names one; else of that party, of that name where
    /// one is given, the oldest first; else one that was answered with neither yes nor no; else the latest that was answered.
    pub(super) fn answered_by(
        &self,
        party: Party,
        name: Option<&str>,
        number: Option<&str>,
    ) -> Option<usize> {
        let is_it = |asked: &Consultation| number.is_none() || asked.number.as_deref() == number;
        let waits = |asked: &Consultation| is_it(asked) && asked.waits_for(party, name);
        let is_open = |asked: &Consultation| is_it(asked) && asked.is_open() && asked.is_of(party, name);
        let again =
            |asked: &Consultation| is_it(asked) && asked.may_be_heard_again() && asked.is_of(party, name);
        let place = |is: &dyn Fn(&Consultation) -> bool| self.consultations.iter().position(is);
        place(&waits)
            .or_else(|| place(&is_open))
            // Whoever has answered may write once more: its last word decides.
            .or_else(|| self.consultations.iter().rposition(again))
    }

    /// Whether this opinion says again what its party said already.
    pub(super) fn says_the_same(
        &self,
        place: usize,
        consents: Option<bool>,
        consents_to: Option<&str>,
    ) -> bool {
        let Some(asked) = self.consultations.get(place) else {
            return false;
        };
        let part = |words: Option<&str>| words.map(str::trim).unwrap_or_default().to_owned();
        asked.may_be_heard_again()
            && asked.replaced_on.is_none()
            && asked.answer.is_some_and(|answer| answer.consents == consents)
            && part(asked.consents_to.as_deref()) == part(consents_to)
    }

    /// Why a reply that discloses over an objection does not go out yet, on that day, by a way that arrives at once: the third party is told in
    /// writing before (条例第三十二条), and of a notice that was posted nobody knows whether it came, and it names no day before
    /// which the information stays. What is posted itself arrives no sooner; whoever signs may say that it goes all the same.
    /// A notice that is announced has come when its days are over (民事诉讼法第九十五条): before that nothing goes out by any way.
    pub fn goes_before_its_notice(&self, how: Delivery, on: Date) -> Option<String> {
        let gives = |reply: &Reply| {
            let is_grant = matches!(
                reply.outcome,
                TableThreeRow::Granted | TableThreeRow::PartlyGranted
            );
            is_grant && !reply.heeds_objections
        };
        self.reply.filter(gives)?;
        if !self.consultations.iter().any(Consultation::objects) {
            return None;
        }
        let ahead = self.overrides.iter().filter(|told| !told.is_revoked);
        let ahead = ahead.filter_map(|told| Some((told, told.received_on.filter(|day| *day > on)?)));
        if let Some((told, day)) = ahead.max_by_key(|(_, day)| *day) {
            return Some(format!(
                "《政府信息决定公开告知书》到{}才视为送达{}：第三方不同意公开的内容，应当先书面告知第三方再公开（条例第三十二条）。请在那一天以后送出。",
                spoken(day),
                told.name.as_deref().unwrap_or("第三方")
            ));
        }
        if how.is_carried() {
            return None;
        }
        let is_unknown =
            |told: &&Override| !told.is_revoked && told.received_on.is_none() && told.not_before.is_none();
        let unknown = self.overrides.iter().filter(is_unknown);
        let who: Vec<&str> = unknown
            .map(|told| told.name.as_deref().unwrap_or("第三方"))
            .collect();
        (!who.is_empty()).then(|| {
            format!(
                "《政府信息决定公开告知书》已经送出，{}是否收到还不知道，告知书也没有写明在哪一天以前不提供信息：第三方不同意公开的内容，应当先书面告知第三方再公开（条例第三十二条）。请登记第三方收到之日以后再以“{}”送出，或者改为邮寄。",
                who.join("、"),
                how.label()
            )
        })
    }
}
