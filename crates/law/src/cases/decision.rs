//! A decision (处理决定) with all it rests on, and what still stands in the way of taking it.
//! 条例第十四条至第十六条、第三十条、第三十二条、第三十四条至第三十九条、第四十二条. It never holds a secret's text (保密法第三十一条).

mod blockers;
mod evidence;
mod excessive;
mod facts;
mod forbidding;
mod items;
mod laws;
mod objections;
mod parties;
mod proofs;
mod renewed;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::letters::AskedFor;
use super::outcomes::{InternalAffair, ProcessKind, Safety, ThirdPartyInterest};
use crate::codes::Outcome;
use crate::labelled::labelled;

pub use blockers::{blockers, blockers_by_row, hints, is_of_the_case};
pub use excessive::is_explained;
pub use forbidding::{FORBIDDING, Forbidding, SEALED_RECORDS};
pub use laws::{Rank, rank};
pub use objections::Objections;
pub(super) use parties::not_before;
pub use parties::{broken_silences, may_leave};
pub use proofs::Proof;

/// What is decided on a case, with everything its outcome may need; a blank fact is an empty text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub outcome: Outcome,
    /// Why, for an outcome that concerns the whole.
    #[serde(default)]
    pub grounds: Grounds,
    /// How the applicant gets what is granted (条例第三十六条第（一）项、第（二）项).
    #[serde(default)]
    pub getting: Getting,
    /// What is given, of a partly granted application (条例第三十七条).
    #[serde(default)]
    pub given: String,
    /// What is not given, each part with its own outcome: a refusal (条例第三十七条), or that there is nothing to give.
    #[serde(default)]
    pub withheld: Vec<Withheld>,
    /// Why something the request names stands neither in what is given nor in what is withheld: it is part of another thing, or
    /// no thing of its own. For whoever reviews, not for the letter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub left_out: String,
    /// 检索记录
    #[serde(default)]
    pub searches: Vec<Search>,
    /// The organ responsible (条例第三十六条第（五）项), where it is known.
    #[serde(default)]
    pub other_organ: OtherOrgan,
    /// The reply given before (条例第三十六条第（六）项).
    #[serde(default)]
    pub earlier: EarlierReply,
    /// The channel a petition belongs to, which may be told (条例第三十九条第一款).
    #[serde(default)]
    pub channel: String,
    /// Where the publication is to be had (条例第三十九条第二款).
    #[serde(default)]
    pub source: String,
    /// Why it is disclosed although a third party refuses (条例第三十二条).
    #[serde(default)]
    pub public_interest: PublicInterest,
    /// Why it decides as a reply that was set aside did: what is new, or that that one fell for its procedure alone (行政诉讼法
    /// 第七十一条). For whoever reviews, not for the letter.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub renewed: String,
    /// What was written for other outcomes, one of each at most: it comes back where that outcome is chosen after all, and is
    /// no part of what is decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<Decision>,
}

impl Decision {
    /// A decision with this outcome and nothing else yet.
    pub fn of(outcome: Outcome) -> Self {
        Self {
            outcome,
            grounds: Grounds::default(),
            getting: Getting::default(),
            given: String::new(),
            withheld: Vec::new(),
            left_out: String::new(),
            searches: Vec::new(),
            other_organ: OtherOrgan::default(),
            earlier: EarlierReply::default(),
            channel: String::new(),
            source: String::new(),
            public_interest: PublicInterest::default(),
            renewed: String::new(),
            aside: Vec::new(),
        }
    }

    /// The decision in place of an earlier one, which is kept aside with what that had aside, but for what this one replaces.
    #[must_use]
    pub fn in_place_of(self, earlier: Option<Self>) -> Self {
        let before = earlier.into_iter().flat_map(|mut earlier| {
            let mut all = std::mem::take(&mut earlier.aside);
            all.push(earlier);
            all
        });
        let is_kept = |one: &Self| one.outcome != self.outcome && *one != Self::of(one.outcome);
        let aside = before.filter(is_kept).collect();
        Self { aside, ..self }
    }

    /// The decision as it is, with what was written for another outcome aside.
    #[must_use]
    pub fn beside(mut self, other: Self) -> Self {
        self.aside.retain(|one| one.outcome != other.outcome);
        self.aside.push(other);
        self
    }

    /// What was written for an outcome: this decision, or what is aside.
    pub fn written_for(&self, outcome: Outcome) -> Option<&Self> {
        std::iter::once(self)
            .chain(&self.aside)
            .find(|one| one.outcome == outcome)
    }

    /// An entry of the search log of what was written for an outcome, to put on file what it gave out.
    pub fn search_mut(&mut self, outcome: Outcome, row: usize) -> Option<&mut Search> {
        let written = if self.outcome == outcome {
            self
        } else {
            self.aside.iter_mut().find(|one| one.outcome == outcome)?
        };
        written.searches.get_mut(row)
    }

    /// Leaves out of the search logs, its own and those set aside, the files that are not there: what is said to prove a search is
    /// on file with the case, or proves nothing (条例第三十六条第（四）项; 法释〔2025〕8号).
    pub fn keep_search_files(&mut self, is_there: &impl Fn(&str) -> bool) {
        for search in &mut self.searches {
            search.files.retain(|file| is_there(file));
        }
        for one in &mut self.aside {
            one.keep_search_files(is_there);
        }
    }

    /// Whether it refuses, in whole or in part, under 条例第十四条至第十六条.
    pub fn has_refusal(&self) -> bool {
        self.outcome == Outcome::PartlyGranted || self.outcome.is_refusal_under_14_to_16()
    }

    /// The decision with what lies beside it: where files go out with the reply, it hands them over, whatever was ticked.
    #[must_use]
    pub fn with_files(mut self, has_files: bool) -> Self {
        self.getting.is_enclosed |= has_files && self.outcome == Outcome::GrantedAlreadyPublic;
        self
    }

    /// Whether it gives information away, in whole or in part.
    pub fn has_grant(&self) -> bool {
        matches!(
            self.outcome,
            Outcome::GrantedAlreadyPublic | Outcome::GrantedProvided | Outcome::PartlyGranted
        )
    }
}

/// Why something is refused or not dealt with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grounds {
    /// 理由 (条例第三十六条第（三）项)
    pub reasons: String,
    /// The law that forbids disclosure (条例第十四条), or that rules how the information is got (第三十六条第（七）项).
    pub law: NamedLaw,
    pub safety: Option<Safety>,
    /// Who assessed and when: that disclosure may endanger it (条例第十四条), that the applications are excessive (第三十五条), or, of
    /// what is disclosed over an objection, that the public interest outweighs it (第三十二条).
    pub assessment: Assessment,
    pub internal_affair: Option<InternalAffair>,
    pub process_kind: Option<ProcessKind>,
    /// That no 法律、法规、规章 demands disclosure was looked up (条例第十六条第二款).
    pub is_no_duty_checked: bool,
    pub secret: SecretBasis,
    /// What of the third party's disclosure would harm (条例第十五条).
    pub interest: Option<ThirdPartyInterest>,
    /// Why the third party objects, in a few words, without its name (条例第三十二条).
    pub objection: String,
    /// The opinions of third parties that it rests on (`Opinion::reference`), where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opinions: Vec<String>,
    /// Why the whole is refused although a third party consents to it, or to some of it (条例第十五条、第三十七条).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub despite_consent: String,
    /// Why applications that are few, or more than are counted, are excessive in number (条例第三十五条).
    #[serde(skip_serializing_if = "String::is_empty")]
    pub excess: String,
}

/// An assessment of what disclosure would do; what it came to stands in the reasons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Assessment {
    /// Who assessed: a unit or a person.
    pub by: String,
    pub on: Option<Date>,
}

/// A law or 行政法规 and its article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamedLaw {
    /// With or without 《》.
    pub name: String,
    /// Such as 第八条.
    pub article: String,
    /// Why it is a law or 行政法规 although its name looks like that of something lower: who made it, by which order.
    pub verified: String,
}

/// What makes it a state secret: never the secret itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SecretBasis {
    /// 密级
    pub grade: String,
    /// 保密期限
    pub period: String,
    /// 定密机关、单位 or 定密依据
    pub authority: String,
    /// Whether grade and period stand in the reply: they are evidence for a court, and need not be told.
    pub is_printed: bool,
}

impl SecretBasis {
    /// A fact of it, where it is printed.
    pub(super) fn printed<'a>(&self, fact: &'a str) -> &'a str {
        if self.is_printed { fact } else { "" }
    }
}

/// How something is got.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Getting {
    /// 方式, such as 纸质复印件
    pub form: String,
    /// 途径, such as 当面领取 or an address
    pub path: String,
    /// 时间, such as 2026年4月1日至4月15日工作时间
    pub time: String,
    /// Whether it is provided with the reply itself.
    pub is_enclosed: bool,
}

/// A part of a partly granted application that is not given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Which part, described without giving it away.
    pub part: String,
    /// A refusal under 条例第十四条至第十六条, or one of those by which there is nothing to give (`Outcome::may_be_of_a_part`).
    pub outcome: Outcome,
    #[serde(default)]
    pub grounds: Grounds,
}

/// An entry of the search log, the evidence of a reasonable search (法释〔2025〕8号).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Search {
    /// Where was searched: systems, files.
    pub systems: String,
    pub keywords: String,
    pub by: String,
    pub on: Option<Date>,
    pub result: String,
    /// What it gave out: screenshots of the query, pages of the catalogue; each by the file of the case that it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl Search {
    /// Whether all that was typed of it was taken away while it still holds what it gave out.
    pub fn is_emptied(&self) -> bool {
        let texts = [&self.systems, &self.keywords, &self.by, &self.result];
        !self.files.is_empty() && self.on.is_none() && texts.iter().all(|text| text.trim().is_empty())
    }
}

/// Another organ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OtherOrgan {
    pub name: String,
    pub contact: String,
}

/// A reply given before.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EarlierReply {
    pub number: String,
    pub on: Option<Date>,
    /// That it was given before this system kept replies, so that nothing of it is found here.
    pub is_before_system: bool,
}

labelled! {
    /// What the records say of the reply that is named as the earlier one.
    EarlierFound {
        Unknown = "unknown", "没有查到";
        SameApplicant = "same_applicant", "同一申请人的答复";
        OtherApplicant = "other_applicant", "其他申请人的答复";
        OtherDay = "other_day", "日期不符";
    }
}

/// The public interest that outweighs a third party's refusal (条例第三十二条): what is disclosed, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublicInterest {
    pub content: String,
    pub reasons: String,
    /// Over whose objection (`Opinion::reference`), where several object.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<String>,
    /// Why nothing else of what is given is objected to, where more is given than is named here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rest: String,
}

labelled! {
    /// How far something asked of somebody has come.
    Stage {
        NotAsked = "not_asked", "未要求";
        Waiting = "waiting", "等待中";
        Answered = "answered", "已回应";
        Lapsed = "lapsed", "逾期未回应";
    }
}

/// What somebody consulted said: a third party (条例第三十二条) or a co-maker (第三十四条).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Opinion {
    pub consents: Option<bool>,
    /// What it consents to, where it objects to the rest (部分同意公开); empty otherwise.
    pub consents_to: String,
    /// Whether the 15 working days passed without an opinion.
    pub has_lapsed: bool,
    /// What a decision names it by: the 文号 of the letter that asked, else its day (`History::references`). No name of anybody.
    pub reference: String,
    /// It objects, and was not told that anything is disclosed nevertheless (条例第三十二条).
    pub is_untold: bool,
    /// What it was told is disclosed; empty where that is not known.
    pub told: Vec<String>,
    /// What it was asked about; empty where that is not known.
    pub asked_about: String,
}

impl Opinion {
    /// An opinion of which nothing more is known.
    pub const fn said(consents: Option<bool>, has_lapsed: bool) -> Self {
        Self {
            consents,
            consents_to: String::new(),
            has_lapsed,
            reference: String::new(),
            is_untold: false,
            told: Vec::new(),
            asked_about: String::new(),
        }
    }

    /// Whether it is against disclosure.
    pub fn objects(&self) -> bool {
        self.consents == Some(false)
    }

    /// Whether the opinion is still awaited.
    pub const fn is_awaited(&self) -> bool {
        self.consents.is_none() && !self.has_lapsed
    }

    /// Whether a third party's opinion leaves room to refuse: it refused, or said nothing and the organ decides.
    pub const fn may_refuse(&self) -> bool {
        matches!((self.consents, self.has_lapsed), (Some(false), _) | (None, true))
    }
}

/// What the history of the case says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// 补正 (条例第三十条)
    pub correction: Stage,
    /// 收费通知 (条例第四十二条)
    pub fee: Stage,
    /// 要求说明理由 (条例第三十五条)
    pub reasons_asked: Stage,
    #[serde(default)]
    pub third_parties: Vec<Opinion>,
    #[serde(default)]
    pub co_makers: Vec<Opinion>,
    #[serde(default)]
    pub is_withdrawn: bool,
    /// The day before which, as they were told, it does not go out.
    #[serde(default)]
    pub not_before: Option<Date>,
    /// What the request names, where it names several things: a grant says which of them it gives.
    #[serde(default)]
    pub things_asked: Vec<String>,
    /// What ran out by silence although nobody knows when it reached its addressee: no right lapses before that.
    #[serde(default)]
    pub unreceived: Vec<String>,
    /// What asked for an opinion, came back and was not sent once more: nobody was asked.
    #[serde(default)]
    pub undelivered: Vec<String>,
    /// The day the application arrived, its day of receipt, and the day of the decision.
    #[serde(default)]
    pub arrived_on: Option<Date>,
    #[serde(default)]
    pub received_on: Option<Date>,
    #[serde(default)]
    pub today: Option<Date>,
    /// The entries of the search log that units' answers made, and the units that say they hold what is asked for. The
    /// office's to look up, like what follows.
    #[serde(default)]
    pub unit_searches: Vec<Search>,
    #[serde(default)]
    pub units_holding: Vec<String>,
    /// Of a repeated application: what the records say of the earlier reply. Not the history's, but the office's to look up.
    #[serde(default = "unknown")]
    pub earlier: EarlierFound,
    /// The day this system took in the first application of the organ. The office's to look up.
    #[serde(default)]
    pub kept_since: Option<Date>,
    /// How much the applicant asks for within a year, and from how many on that is many. The office's to look up.
    #[serde(default)]
    pub asked_for: Option<AskedFor>,
    #[serde(default)]
    pub excessive_from: u16,
    /// What the replies decided that were set aside, where another is to be made in their place. The office's to look up.
    #[serde(default)]
    pub set_aside: Vec<Decision>,
}

impl Facts {
    /// How many third parties object.
    pub fn objections(&self) -> usize {
        self.objecting().len()
    }
}

const fn unknown() -> EarlierFound {
    EarlierFound::Unknown
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            correction: Stage::NotAsked,
            fee: Stage::NotAsked,
            reasons_asked: Stage::NotAsked,
            third_parties: Vec::new(),
            co_makers: Vec::new(),
            is_withdrawn: false,
            not_before: None,
            things_asked: Vec::new(),
            unreceived: Vec::new(),
            undelivered: Vec::new(),
            arrived_on: None,
            received_on: None,
            today: None,
            unit_searches: Vec::new(),
            units_holding: Vec::new(),
            earlier: EarlierFound::Unknown,
            kept_since: None,
            asked_for: None,
            excessive_from: 0,
            set_aside: Vec::new(),
        }
    }
}

#[cfg(test)]
pub(in crate::cases) mod tests;
