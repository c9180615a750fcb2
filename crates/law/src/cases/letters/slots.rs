//! The places in the wording of letters, by the names that clerks read in `texts/*.txt`: each takes one fact of the case.
//! A place whose fact is blank shows as 【待填：…】 and stands in the way of the signature.

use jiff::civil::Date;

use super::{LetterFacts, in_capitals, texts};
use crate::cases::decision::{Decision, Grounds, Search, Withheld};
use crate::codes::{Outcome, spoken};
use crate::wording;

/// Before and after the name of a place that is still to be filled in.
const OPEN: (&str, char) = ("【待填：", '】');

/// What a wording is filled from: the facts of the letter, and of a reply the outcome, part or search it speaks of.
#[derive(Clone, Copy)]
pub(in crate::cases) struct Scope<'a> {
    facts: &'a LetterFacts,
    outcome: Option<Outcome>,
    grounds: Option<&'a Grounds>,
    part: Option<&'a Withheld>,
    search: Option<&'a Search>,
}

impl<'a> Scope<'a> {
    /// The whole letter.
    pub fn of(facts: &'a LetterFacts) -> Self {
        let decision = facts.decision.as_ref();
        Self {
            facts,
            outcome: decision.map(|decision| decision.outcome),
            grounds: decision.map(|decision| &decision.grounds),
            part: None,
            search: None,
        }
    }

    /// The same facts under another outcome.
    pub fn of_outcome(facts: &'a LetterFacts, outcome: Outcome) -> Self {
        Self {
            outcome: Some(outcome),
            ..Self::of(facts)
        }
    }

    fn of_part(self, part: &'a Withheld) -> Self {
        Self {
            outcome: Some(part.outcome),
            grounds: Some(&part.grounds),
            part: Some(part),
            ..self
        }
    }

    /// The wording with every place filled.
    pub fn fill(&self, text: &str) -> String {
        wording::fill(text, &|name| self.values(name).join("、"), open)
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
        if let Some(passage) = texts::passage(self.outcome, name) {
            return vec![self.fill(passage.body)];
        }
        let slot = SLOTS.iter().find(|slot| slot.name == name);
        slot.map_or_else(Vec::new, |slot| (slot.values)(self))
    }

    fn passage(&self, outcome: Option<Outcome>, name: &str) -> Vec<String> {
        let found = texts::passage(outcome, name);
        found.map(|passage| self.fill(passage.body)).into_iter().collect()
    }

    fn decided(&self, fact: fn(&Decision) -> &str) -> Vec<String> {
        self.facts
            .decision
            .as_ref()
            .map_or_else(Vec::new, |decision| one(fact(decision)))
    }

    fn ground(&self, fact: fn(&Grounds) -> &str) -> Vec<String> {
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

/// A fact as it stands in a sentence: without the full stop that somebody typed at its end.
pub(super) fn without_full_stop(text: &str) -> &str {
    text.trim().trim_end_matches('。')
}

fn one(text: &str) -> Vec<String> {
    let text = without_full_stop(text);
    (!text.is_empty()).then(|| text.to_owned()).into_iter().collect()
}

fn on(day: Option<Date>) -> Vec<String> {
    day.map(spoken).into_iter().collect()
}

/// A place: its name, and what it takes.
pub(super) struct Slot {
    pub name: &'static str,
    values: fn(&Scope<'_>) -> Vec<String>,
}

const fn slot(name: &'static str, values: fn(&Scope<'_>) -> Vec<String>) -> Slot {
    Slot { name, values }
}

/// Every place there is, in the order of `texts/README.md`.
pub(super) const SLOTS: &[Slot] = &[
    slot("机关名称", |of| one(&of.facts.organ)),
    slot("申请人", |of| one(&of.facts.applicant)),
    slot("收到日期", |of| on(of.facts.received_on)),
    slot("提交渠道", |of| one(&of.facts.channel)),
    slot("申请编号", |of| one(&of.facts.request_number)),
    slot("申请内容", |of| one(&of.facts.request)),
    slot("答复期限", |of| on(of.facts.due_on)),
    slot("回复期限", |of| on(of.facts.due_on)),
    slot("查询码", |of| one(&of.facts.query_code)),
    slot("补正期限", |of| one(&of.facts.correcting.period)),
    slot("说明理由的期限", |of| one(&of.facts.correcting.period)),
    slot("补正事项", |of| of.facts.correcting.items.clone()),
    slot("延期理由", |of| one(&of.facts.deferral.reasons)),
    slot("延长后的答复期限", |of| on(of.facts.deferral.until)),
    slot("延迟答复的期限", |of| on(of.facts.deferral.until)),
    slot("收文方名称", |of| one(&of.facts.consulted.name)),
    slot("征求意见的对象", |of| one(&of.facts.consulted.name)),
    slot("涉及的信息", |of| one(&of.facts.consulted.content)),
    slot("计费标准", |of| one(&of.facts.fee.tariff)),
    slot("收费金额", |of| amount(of.facts.fee.fen)),
    slot("大写金额", |of| capitals(of.facts.fee.fen)),
    slot("缴纳方式", |of| one(&of.facts.fee.way_to_pay)),
    slot("要求更正的记录", |of| one(&of.facts.record.content)),
    slot("更正结果", |of| one(&of.facts.record.corrected)),
    slot("有权更正的机关", |of| one(&of.facts.record.forwarded_to)),
    slot("受送达人", |of| one(&of.facts.applicant)),
    slot("送达文书", |of| one(&of.facts.delivery.papers)),
    slot("送达方式", |of| one(&of.facts.delivery.way)),
    slot("送达地点", |of| one(&of.facts.delivery.address)),
    slot("处理决定", |_| Vec::new()),
    slot("依据条款", |of| one(&cited(of.outcome))),
    slot("获取方法", getting),
    slot("方式", |of| of.decided(|decision| &decision.getting.form)),
    slot("途径", |of| of.decided(|decision| &decision.getting.path)),
    slot("时间", |of| of.decided(|decision| &decision.getting.time)),
    slot("公开的内容", |of| of.decided(|decision| &decision.given)),
    slot("不予公开的各部分", withheld),
    slot("不予公开的部分", |of| {
        of.part.map_or_else(Vec::new, |part| one(&part.part))
    }),
    slot("理由", |of| of.ground(|grounds| &grounds.reasons)),
    slot("密级", |of| of.ground(|grounds| &grounds.secret.grade)),
    slot("保密期限", |of| of.ground(|grounds| &grounds.secret.period)),
    slot("法律、行政法规名称", |of| {
        of.ground(|grounds| {
            grounds
                .law
                .name
                .trim()
                .trim_start_matches('《')
                .trim_end_matches('》')
        })
    }),
    slot("条款", |of| of.ground(|grounds| &grounds.law.article)),
    slot("危及哪一项", |of| {
        of.ground(|grounds| grounds.safety.map_or("", |one| one.label()))
    }),
    slot("哪一类", kind_of_information),
    slot("检索记录", searches),
    slot("检索的系统", |of| of.searched(|search| &search.systems)),
    slot("检索的关键词", |of| of.searched(|search| &search.keywords)),
    slot("检索日期", |of| on(of.search.and_then(|search| search.on))),
    slot("检索结果", |of| of.searched(|search| &search.result)),
    slot("负责公开的机关", |of| {
        of.decided(|decision| &decision.other_organ.name)
    }),
    slot("联系方式", |of| {
        of.decided(|decision| &decision.other_organ.contact)
    }),
    slot("信访渠道", |of| of.decided(|decision| &decision.channel)),
    slot("以前答复的日期", |of| {
        on(of
            .facts
            .decision
            .as_ref()
            .and_then(|decision| decision.earlier.on))
    }),
    slot("以前答复的文号", |of| {
        of.decided(|decision| &decision.earlier.number)
    }),
    slot("获取途径", |of| of.decided(|decision| &decision.source)),
    slot("决定公开的内容", |of| {
        of.decided(|decision| &decision.public_interest.content)
    }),
    slot("决定公开的理由", |of| {
        of.decided(|decision| &decision.public_interest.reasons)
    }),
    slot("行政复议机关", |of| one(&of.facts.remedies.reconsiderer)),
    slot("人民法院", |of| one(&of.facts.remedies.court)),
    slot("网上复议渠道", |of| one(&of.facts.remedies.filing_address)),
];

fn cited(outcome: Option<Outcome>) -> String {
    let articles = outcome.into_iter().flat_map(Outcome::cited);
    articles.collect::<Vec<_>>().join("、")
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

fn getting(of: &Scope<'_>) -> Vec<String> {
    let decision = of.facts.decision.as_ref();
    let is_enclosed = decision.is_some_and(|decision| decision.getting.is_enclosed);
    of.passage(
        None,
        if is_enclosed {
            "随答复提供"
        } else {
            "另行获取"
        },
    )
}

/// Each withheld part tells its own outcome, in the words of the letter as a whole.
fn withheld(of: &Scope<'_>) -> Vec<String> {
    let parts = of.facts.decision.iter().flat_map(|decision| &decision.withheld);
    parts
        .flat_map(|part| of.of_part(part).passage(of.outcome, "一部分"))
        .collect()
}

fn searches(of: &Scope<'_>) -> Vec<String> {
    let searches = of.facts.decision.iter().flat_map(|decision| &decision.searches);
    let told = searches.flat_map(|search| {
        let of = Scope {
            search: Some(search),
            ..*of
        };
        of.passage(None, "检索一次")
    });
    one(&told.collect::<Vec<_>>().join("；"))
}

fn kind_of_information(of: &Scope<'_>) -> Vec<String> {
    of.ground(match of.outcome {
        Some(Outcome::RefusedInternalAffairs) => {
            |grounds| grounds.internal_affair.map_or("", |one| one.label())
        }
        _ => |grounds| grounds.process_kind.map_or("", |one| one.label()),
    })
}
