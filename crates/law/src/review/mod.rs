//! Review (审签): the levels that something written passes before it binds or goes out. One mechanism for documents,
//! letters and reports; which levels a subject has is a chain, and a chain is data. Every verdict names the hash of exactly
//! what was judged: what is changed afterwards is judged anew. 条例第十七条 (先审查、后公开), 党政机关公文处理工作条例 (签发), 三审三校.
//! Who has passed what is kept by office.

mod chains;
mod content;
mod emergency;
mod left;
mod levels;
mod setting;
mod times;

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::labelled::labelled;
use crate::staff::{Act, Refusal, Roles, may};

pub use chains::{ChainSetting, chain_for};
pub use content::Content;
pub use emergency::{MAKE_UP_HOURS, MOST_MAKE_UP_HOURS, make_up_due};
pub use left::{first_unfilled, left_without};
pub use levels::{Standing, Why};
pub use setting::{Does, LEVELS, LevelSetting, Levels, MOST_LEVELS, Post, Posts, Who};
pub use times::{LevelTime, level_times};

labelled! {
    /// What is reviewed.
    Subject {
        Document = "document", "政府信息";
        Letter = "case_letter", "依申请公开文书";
        Report = "report", "年度报告";
        LoggedAnswer = "logged_answer", "依申请公开答复目录";
        MatterAnswer = "matter_answer", "来信诉求答复";
        MatterCopy = "matter_copy", "公开的问答";
    }
}

labelled! {
    /// A level of review.
    Level {
        /// Whoever wrote any of it: the hand that the later levels must be other than.
        Writing = "writing", "拟稿";
        Legal = "legal", "合法性审查";
        Secrecy = "secrecy", "保密审查";
        Signing = "signing", "签发";
        Publishing = "publishing", "发布";
        /// Handed over to review, which opens it; whoever does so has taken no level by it.
        Submission = "submission", "送审";
        First = "first", "一审一校";
        Second = "second", "二审二校";
        Third = "third", "三审三校";
        Fourth = "fourth", "四审四校";
        Fifth = "fifth", "五审五校";
        Sixth = "sixth", "六审六校";
    }
}

labelled! {
    /// How a level ended.
    Verdict {
        Agreed = "agreed", "同意";
        Returned = "returned", "退回";
        /// Not as it is: it comes back once it was changed.
        ChangesAsked = "changes_asked", "请修改";
        /// In doubt whether it may be public: whoever is competent decides, and until then it waits (条例第十七条第三款).
        Referred = "referred", "报请确定";
    }
}

impl Verdict {
    /// Whether it goes back to whoever wrote it: what was agreed to before no longer counts.
    pub const fn is_closing(self) -> bool {
        matches!(self, Self::Returned | Self::ChangesAsked)
    }
}

/// Whom a person at a level must be other than.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Whoever wrote it; one person may take several levels after that.
    FromWriters,
    /// Whoever wrote it or has taken a level of this round.
    FromAll,
}

/// A place in a chain: its level, what a person must be trusted with to take it, and whom they must be other than.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub level: Level,
    pub trusted_with: Act,
    pub apart: Apart,
}

impl Place {
    /// The publication of an edition.
    pub const PUBLICATION_OF_DOCUMENT: Self =
        Self::new(Level::Publishing, Act::PublishDocuments, Apart::FromWriters);
    /// The freezing and publication of a yearly report.
    pub const PUBLICATION_OF_REPORT: Self =
        Self::new(Level::Publishing, Act::PublishReports, Apart::FromWriters);

    /// The publication of an entry of the log of answers.
    pub const PUBLICATION_OF_ANSWER: Self = Self::new(Level::Publishing, Act::CheckCases, Apart::FromWriters);

    /// The release of an answer to a matter.
    pub const RELEASE_OF_MATTER_ANSWER: Self =
        Self::new(Level::Signing, Act::CheckMatters, Apart::FromWriters);
    /// The publication of question and answer of a matter.
    pub const PUBLICATION_OF_MATTER: Self =
        Self::new(Level::Publishing, Act::CheckMatters, Apart::FromWriters);

    /// A place of that level.
    pub const fn new(level: Level, trusted_with: Act, apart: Apart) -> Self {
        Self {
            level,
            trusted_with,
            apart,
        }
    }
}

/// The places something passes, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chain(Vec<Place>);

impl Chain {
    /// These places, each level once, in this order.
    pub fn of(places: impl IntoIterator<Item = Place>) -> Self {
        let mut chain = Self::default();
        for place in places {
            if chain.at(place.level).is_none() {
                chain.0.push(place);
            }
        }
        chain
    }

    /// All places in order.
    pub fn places(&self) -> &[Place] {
        &self.0
    }

    /// The place of that level, if this chain has one.
    pub fn at(&self, level: Level) -> Option<Place> {
        self.0.iter().copied().find(|place| place.level == level)
    }
}

/// One act of review, as it is kept. What was written counts as a step at [`Level::Writing`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub level: Level,
    pub verdict: Verdict,
    pub round: i64,
    /// The hash of what was judged; none at writing, and none where the text of an early round is not kept.
    pub hash: Option<String>,
    /// The account; `None` for the program itself and for a signature on paper.
    pub person: Option<i64>,
    pub name: String,
    pub opinion: Option<String>,
    pub taken_at: Timestamp,
    /// What the level was when it was taken, where it is one of a chain that is data.
    pub taken_as: Option<LevelTaken>,
    /// Who entered it, where it was given on paper (线下签批): `name` is whoever signed there.
    pub entered_by: Option<String>,
}

/// What a level of a chain was when somebody took it: chains are changed, what was done stays what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelTaken {
    /// Its name then.
    pub name: String,
    pub does: Does,
    pub is_secrecy: bool,
}

impl Step {
    /// The name of its level as it was taken.
    pub fn level_name(&self) -> &str {
        self.taken_as
            .as_ref()
            .map_or(self.level.label(), |taken| &taken.name)
    }

    /// Whose it is, and how it was given: `示例·签发人（线下签批）`.
    pub fn signed_by(&self) -> String {
        if self.entered_by.is_some() {
            format!("{}（线下签批）", self.name)
        } else {
            self.name.clone()
        }
    }
}

/// What is judged now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The hash of it, by [`Content`].
    pub hash: String,
    /// The round it is in: the number of an edition, or how often it was sent back and begun again.
    pub round: i64,
    /// The first round whose writers wrote some of it.
    pub written_since: i64,
}

impl Judged {
    /// Whether this step is an agreement to exactly what is judged now.
    pub fn is_counted(&self, step: &Step) -> bool {
        self.is_agreed_now(step) && step.hash.as_deref() == Some(self.hash.as_str())
    }

    /// Whether somebody agreed in this round to something else than what is judged now: it was changed under review.
    pub fn is_changed_under_review(&self, steps: &[Step]) -> bool {
        steps
            .iter()
            .any(|step| self.is_agreed_now(step) && !self.is_counted(step))
    }

    /// The place that is next in the chain; `None` when all are passed.
    pub fn next(&self, chain: &Chain, steps: &[Step]) -> Option<Place> {
        let is_passed = |level| {
            let mut now = self.current(steps);
            now.any(|step| step.level == level && self.is_counted(step))
        };
        chain.0.iter().copied().find(|place| !is_passed(place.level))
    }

    /// Whether a person may take this place: trusted with it, and nobody acts twice. The program itself has no hand.
    pub fn may_take(
        &self,
        place: Place,
        roles: &Roles,
        person: Option<i64>,
        steps: &[Step],
    ) -> Result<(), Refusal> {
        may(roles, place.trusted_with)?;
        let Some(person) = person else {
            return Ok(());
        };
        let mut own = self.current(steps).filter(|step| step.person == Some(person));
        match place.apart {
            Apart::FromWriters if own.any(|step| self.is_written(step)) => Err(Refusal::OwnWork),
            Apart::FromAll if own.any(|step| self.is_written(step) || self.is_taken(step)) => {
                Err(Refusal::Twice)
            }
            Apart::FromWriters | Apart::FromAll => Ok(()),
        }
    }

    /// Everybody who wrote it or has taken a level of this round.
    pub fn hands(&self, steps: &[Step]) -> BTreeSet<i64> {
        let hands = self
            .current(steps)
            .filter(|step| self.is_written(step) || self.is_taken(step));
        hands.filter_map(|step| step.person).collect()
    }

    /// The steps that can still count: who wrote it, and what was done in this round since it last went back.
    fn current<'a>(&self, steps: &'a [Step]) -> impl Iterator<Item = &'a Step> {
        let round = self.round;
        let is_closing = |step: &Step| step.round == round && step.verdict.is_closing();
        let since = steps
            .iter()
            .rposition(is_closing)
            .map_or(0, |closing| closing + 1);
        let numbered = steps.iter().enumerate();
        let counts = move |(place, step): &(usize, &Step)| step.level == Level::Writing || *place >= since;
        numbered.filter(counts).map(|(_, step)| step)
    }

    fn is_agreed_now(&self, step: &Step) -> bool {
        self.is_taken(step) && step.verdict == Verdict::Agreed
    }

    fn is_taken(&self, step: &Step) -> bool {
        // Whoever asks for a decision from above has not decided.
        !matches!(step.level, Level::Writing | Level::Submission)
            && step.verdict != Verdict::Referred
            && step.round == self.round
    }

    fn is_written(&self, step: &Step) -> bool {
        step.level == Level::Writing && step.round >= self.written_since
    }
}

#[cfg(test)]
mod tests;
