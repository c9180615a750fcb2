//! The places in the wording of letters, by the names that clerks read in `texts/*.txt`: each takes one fact of the case.
//! A place whose fact is blank shows as 【待填：…】 and stands in the way of the signature.

mod decided;
mod doubled;
mod past;
mod procedure;
mod review;

use jiff::civil::Date;

use super::past::{Consulting, Said};
use super::{LetterFacts, LetterKind, in_capitals, sheet, texts};
use crate::cases::decision::{Decision, Grounds, Search, Withheld};
use crate::codes::{Outcome, spoken};
use crate::signs::{in_one_line, listed_in_one_line};
use crate::wording::{self, Between};

/// What allows disclosure over a third party's objection.
pub(super) const OVER_AN_OBJECTION: [&str; 2] = ["第十五条", "第三十二条"];

/// Before and after the name of a place that is still to be filled in.
const OPEN: (&str, char) = ("【待填：", '】');

/// What a wording is filled from: the facts of the letter, the file its own passages stand in, and what of the facts it
/// speaks of: the outcome, a part, a search, somebody who was consulted.
#[derive(Clone, Copy)]
pub(in crate::cases) struct Scope<'a> {
    pub(super) facts: &'a LetterFacts,
    /// The letter's own text file.
    pub(super) own: Option<&'static str>,
    pub(super) outcome: Option<Outcome>,
    pub(super) grounds: Option<&'a Grounds>,
    part: Option<&'a Withheld>,
    search: Option<&'a Search>,
    pub(super) consulting: Option<&'a Consulting>,
    /// The letters that are told of together.
    pub(super) consulted: &'a [&'a Consulting],
    /// One word of those that somebody wrote who was consulted.
    pub(super) said: Option<&'a Said>,
    /// A form of the office's own, whose cells hold lines.
    is_form: bool,
    /// What its places take is marked, for the sheet that tells it apart.
    is_traced: bool,
}

impl<'a> Scope<'a> {
    /// The whole letter.
    pub fn of(kind: LetterKind, facts: &'a LetterFacts) -> Self {
        let decision = facts.decision.as_ref();
        let outcome = decision.map(|decision| decision.outcome);
        Self {
            facts,
            own: Some(texts::source(kind, outcome)),
            outcome,
            grounds: decision.map(|decision| &decision.grounds),
            part: None,
            search: None,
            consulting: None,
            consulted: &[],
            said: None,
            is_form: kind.is_form(),
            is_traced: false,
        }
    }

    /// The same, with what its places take marked.
    pub(super) fn traced(kind: LetterKind, facts: &'a LetterFacts) -> Self {
        Self {
            is_traced: true,
            ..Self::of(kind, facts)
        }
    }

    /// Whether what is told discloses over a third party's objection.
    fn overrides(&self) -> bool {
        let decision = self.facts.decision.as_ref().filter(|_| self.part.is_none());
        decision.is_some_and(|decision| decision.overrides(&self.facts.history))
    }

    /// Whether it speaks of one part of what is decided.
    fn is_of_a_part(&self) -> bool {
        self.part.is_some()
    }

    fn of_part(self, part: &'a Withheld) -> Self {
        Self {
            own: Some(texts::of_outcome(part.outcome)),
            outcome: Some(part.outcome),
            grounds: Some(&part.grounds),
            part: Some(part),
            ..self
        }
    }

    /// The wording with every place filled.
    pub fn fill(&self, text: &str) -> String {
        let value = |name: &str, between: Between<'_>| self.values_between(name, between).join("、");
        wording::fill_between(text, &value, open)
    }

    /// The wording as lines: one place alone stands for as many as it has values, and for none inside `[ ]`.
    pub fn lines(&self, text: &str) -> Vec<String> {
        let alone = |text: &str| -> Option<Vec<String>> {
            let name = text.strip_prefix('{')?.strip_suffix('}')?;
            Some(self.values(name)).filter(|values| values.len() > 1)
        };
        let inside = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        let lines = alone(inside.unwrap_or(text)).unwrap_or_else(|| vec![self.fill(text)]);
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }

    /// What stands in the place of that name; nothing where the fact is blank. A passage of that name is filled itself.
    pub fn values(&self, name: &str) -> Vec<String> {
        self.values_between(name, Between::default())
    }

    /// The same between these words of the wording, which what somebody typed does not say once more.
    fn values_between(&self, name: &str, between: Between<'_>) -> Vec<String> {
        if let Some(passage) = texts::passage(self.own, name) {
            return vec![self.fill(passage.body)];
        }
        let slot = SLOTS.iter().copied().flatten().find(|slot| slot.name == name);
        let mut values = slot.map_or_else(Vec::new, |slot| (slot.values)(self));
        if doubled::may_be_typed(name) {
            doubled::leave_out(&mut values, between);
        }
        if !self.is_traced {
            return values;
        }
        values
            .into_iter()
            .map(|value| sheet::marked(name, value))
            .collect()
    }

    /// A passage of the letter's own file, or one that all share, filled.
    pub(super) fn passage(&self, name: &str) -> Vec<String> {
        self.passage_of(self.own, name)
    }

    fn passage_of(&self, own: Option<&'static str>, name: &str) -> Vec<String> {
        let found = texts::passage(own, name);
        found.map(|passage| self.fill(passage.body)).into_iter().collect()
    }

    fn decided(&self, fact: fn(&Decision) -> &str) -> Vec<String> {
        self.facts
            .decision
            .as_ref()
            .map_or_else(Vec::new, |decision| one(fact(decision)))
    }

    pub(super) fn ground(&self, fact: fn(&Grounds) -> &str) -> Vec<String> {
        self.grounds.map_or_else(Vec::new, |grounds| one(fact(grounds)))
    }

    fn searched(&self, fact: fn(&Search) -> &str) -> Vec<String> {
        self.search.map_or_else(Vec::new, |search| one(fact(search)))
    }
}

/// The mark of a place that is still to be filled in.
fn open(name: &str) -> String {
    format!("{}{name}{}", OPEN.0, OPEN.1)
}

/// The names of the places a text leaves to be filled in.
pub(super) fn still_open(text: &str) -> impl Iterator<Item = &str> {
    let marked = text.split(OPEN.0).skip(1);
    marked.map(|rest| rest.split(OPEN.1).next().unwrap_or_default())
}

/// Where the first of those places stands in a text, and how long it is.
pub(super) fn open_place(text: &str) -> Option<(usize, usize)> {
    let at = text.find(OPEN.0)?;
    let (_, from) = text.split_at_checked(at)?;
    Some((at, from.find(OPEN.1)? + OPEN.1.len_utf8()))
}

/// A fact as it stands in a sentence: without the full stop that somebody typed at its end.
pub(super) fn without_full_stop(text: &str) -> &str {
    text.trim().trim_end_matches('。')
}

/// A fact in a sentence, in one line however many it was typed in.
pub(super) fn one(text: &str) -> Vec<String> {
    let line = listed_in_one_line(text);
    as_typed(line.trim_end_matches(['；', ';', '，', ',', '、']))
}

/// A fact in the lines it was typed in, for a cell of a form.
pub(super) fn as_typed(text: &str) -> Vec<String> {
    let text = without_full_stop(text);
    (!text.is_empty()).then(|| text.to_owned()).into_iter().collect()
}

pub(super) fn on(day: Option<Date>) -> Vec<String> {
    day.map(spoken).into_iter().collect()
}

/// A place: its name, and what it takes.
pub(super) struct Slot {
    pub name: &'static str,
    values: fn(&Scope<'_>) -> Vec<String>,
}

pub(super) const fn slot(name: &'static str, values: fn(&Scope<'_>) -> Vec<String>) -> Slot {
    Slot { name, values }
}

/// Every place there is, in the order of `texts/README.md`.
pub(super) const SLOTS: &[&[Slot]] = &[
    OF_THE_CASE,
    procedure::SLOTS,
    decided::SLOTS,
    past::SLOTS,
    procedure::OF_THE_FILE,
];

/// What every letter may say.
const OF_THE_CASE: &[Slot] = &[
    slot("机关名称", |of| one(&of.facts.organ)),
    slot("本机关地址", |of| one(&of.facts.address)),
    slot("申请人", |of| one(&of.facts.applicant)),
    slot("您", |of| {
        one(if of.facts.is_person { "您" } else { "你单位" })
    }),
    slot("收到日期", |of| on(of.facts.received_on)),
    slot("怎样提交", |of| {
        of.facts
            .channel
            .map_or_else(Vec::new, |channel| one(channel.in_a_letter()))
    }),
    slot("申请编号", |of| one(&of.facts.request_number)),
    slot("申请内容", |of| {
        // A form keeps the applicant's lines; a sentence quotes them in one.
        let request = &of.facts.request;
        if of.is_form {
            as_typed(request)
        } else {
            as_typed(&in_one_line(request))
        }
    }),
    slot("答复期限", |of| on(of.facts.due_on)),
    slot("查询码", |of| one(&of.facts.query_code)),
    slot("行政复议机关", |of| one(&of.facts.remedies.reconsiderer)),
    slot("人民法院", |of| one(&of.facts.remedies.court)),
    slot("网上复议渠道", |of| one(&of.facts.remedies.filing_address)),
];

/// The passage of that name, where it is so.
fn told(is_so: bool, of: &Scope<'_>, name: &str) -> Vec<String> {
    if is_so { of.passage(name) } else { Vec::new() }
}

fn amount(fen: u64) -> Vec<String> {
    let capitals = capitals(fen).into_iter();
    capitals
        .map(|capitals| format!("{}.{:02}元（人民币{capitals}）", fen / 100, fen % 100))
        .collect()
}

fn capitals(fen: u64) -> Vec<String> {
    (fen > 0).then(|| in_capitals(fen)).into_iter().collect()
}
