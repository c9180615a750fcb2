//! Everything else that may be done with a case, in three groups, and behind them what may not, with its reason. The first
//! thing to do stands apart (`step`) and is not named here again.

use law::cases::Act as CaseAct;
use law::cases::Party;
use law::cases::answer_log::not_in_log;
use law::cases::letters::LetterKind;
use law::cases::next_act::Step;
use law::staff::Act;
use office::LetterId;
use office::cases::Case;

use crate::desk::cases::letters::OF_PROCEDURE;
use crate::desk::cases::shared::HERE;
use crate::desk::layout::Desk;

const SPLIT: &str = "一事一申请拆分";

/// An act that may be done today, and where.
pub(in crate::desk::cases) struct Allowed {
    pub href: String,
    pub label: String,
}

/// An act that may not, and why.
pub(in crate::desk::cases) struct Refused {
    pub label: &'static str,
    pub why: String,
    /// Where it is recorded if it happened all the same.
    pub record: Option<String>,
}

/// One of the groups.
pub(in crate::desk::cases) struct Group {
    pub label: &'static str,
    pub acts: Vec<Allowed>,
}

/// The groups that hold something, and what may not be done.
pub(in crate::desk::cases) struct Menu {
    pub groups: Vec<Group>,
    /// The letters that move no clock: seldom needed, folded.
    pub letters: Vec<Allowed>,
    /// What may be done today as plain records, for what was done outside of the program.
    pub outside: Vec<Allowed>,
    pub refused: Vec<Refused>,
}

/// Under which heading something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    Handling,
    Applicant,
    Records,
}

impl Heading {
    const ALL: [Self; 3] = [Self::Handling, Self::Applicant, Self::Records];

    const fn label(self) -> &'static str {
        match self {
            Self::Handling => "办理",
            Self::Applicant => "与申请人",
            Self::Records => "记录与更正",
        }
    }

    /// What is between the office and the applicant; the rest is between the office and others.
    const fn of(act: CaseAct) -> Self {
        match act {
            CaseAct::Confirmed
            | CaseAct::CorrectionRequested
            | CaseAct::Corrected
            | CaseAct::FeeNotified
            | CaseAct::FeePaid
            | CaseAct::ReasonsRequested
            | CaseAct::ReasonsGiven
            | CaseAct::Withdrawn => Self::Applicant,
            CaseAct::Received
            | CaseAct::FoundClear
            | CaseAct::ConsultationSent
            | CaseAct::ConsultationAnswered
            | CaseAct::Undelivered
            | CaseAct::Reached
            | CaseAct::OverrideNotified
            | CaseAct::Extended
            | CaseAct::Delayed
            | CaseAct::ReplyOrdered
            | CaseAct::Replied
            | CaseAct::Delivered => Self::Handling,
        }
    }
}

impl Menu {
    /// What this person may do beside the first thing.
    pub fn of(
        desk: &Desk,
        case: &Case,
        first: Option<Step<LetterId>>,
        hindered_split: Option<String>,
        is_archived: bool,
    ) -> Self {
        let mut all = allowed(desk, case, first);
        if hindered_split.is_none() && desk.may(Act::HandleCases) {
            all.push((Heading::Handling, at(case, "parts", SPLIT)));
        }
        all.extend(records(desk, case, first, is_archived));
        let mut groups = Vec::new();
        for heading in Heading::ALL {
            let (of_it, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|(under, _)| *under == heading);
            all = rest;
            if !of_it.is_empty() {
                groups.push(Group {
                    label: heading.label(),
                    acts: of_it.into_iter().map(|(_, act)| act).collect(),
                });
            }
        }
        Self {
            groups,
            letters: procedure(desk, case),
            outside: outside(desk, case),
            refused: refused(desk, case, hindered_split),
        }
    }
}

fn at(case: &Case, path: &str, label: impl Into<String>) -> Allowed {
    Allowed {
        href: format!("{HERE}/{}/{path}", case.id),
        label: label.into(),
    }
}

/// What the law allows today and this person may begin: a letter, the decision, or a record.
fn allowed(desk: &Desk, case: &Case, first: Option<Step<LetterId>>) -> Vec<(Heading, Allowed)> {
    let may_handle = desk.may(Act::HandleCases);
    let is_deciding = matches!(first, Some(Step::Decide | Step::Reply));
    let mut list = Vec::new();
    // What a dispute ordered is recorded with its result; what was not, under what it ordered (`Reordered`).
    let acts = case.standing.allowed.iter();
    for act in acts.filter(|act| **act != CaseAct::ReplyOrdered) {
        let heading = Heading::of(*act);
        if is_by_letter(*act) {
            let is_first = first == Some(Step::AskForCorrection) && *act == CaseAct::CorrectionRequested;
            let letters = OF_PROCEDURE
                .iter()
                .filter(|kind| kind.act() == Some(*act) && !is_first);
            list.extend(letters.filter(|_| may_handle).map(|kind| {
                let label = kind.party().map_or(act.label(), asked);
                (heading, at(case, &format!("letters/new/{}", kind.code()), label))
            }));
        } else if *act == CaseAct::Replied {
            let is_other = may_handle && !is_deciding;
            list.extend(is_other.then(|| (heading, at(case, "decision", "作出处理决定"))));
        } else if *act != CaseAct::Delivered
            && first != Some(Step::Record(*act))
            && act.may_be_recorded_by(&desk.actor.roles).is_ok()
        {
            list.push((heading, at(case, &format!("acts/{}", act.code()), act.label())));
        }
    }
    list
}

const fn asked(party: Party) -> &'static str {
    match party {
        Party::ThirdParty => "征求第三方意见",
        Party::CoMaker => "征求共同制作机关意见",
        Party::OtherOrgan => "征求其他机关意见",
    }
}

/// What is told to somebody in writing, by a letter of procedure.
fn is_by_letter(act: CaseAct) -> bool {
    OF_PROCEDURE.iter().any(|kind| kind.act() == Some(act))
}

/// The letters that change nothing on the case's clocks.
fn procedure(desk: &Desk, case: &Case) -> Vec<Allowed> {
    if !desk.may(Act::HandleCases) {
        return Vec::new();
    }
    let is_withdrawn = case.standing.history.withdrawn_on.is_some();
    let is_open = case.standing.state.is_open();
    let kinds = OF_PROCEDURE.iter().filter(|kind| match kind {
        LetterKind::Termination => is_withdrawn,
        kind => is_open && kind.act().is_none(),
    });
    let begun = |kind: &LetterKind| at(case, &format!("letters/new/{}", kind.code()), kind.label());
    kinds.map(begun).collect()
}

/// What is kept beside the events.
fn records(
    desk: &Desk,
    case: &Case,
    first: Option<Step<LetterId>>,
    is_archived: bool,
) -> Vec<(Heading, Allowed)> {
    let mut list = Vec::new();
    if desk.may(Act::HandleCases) {
        // 公告期满才视为送达: until then there is nothing to file.
        let is_announced = case
            .standing
            .announced_until
            .is_some_and(|until| desk.moment.today < until);
        if !case.standing.state.is_open() && first != Some(Step::Archive) && !is_announced {
            let label = if is_archived {
                "更改归档登记"
            } else {
                "登记归档"
            };
            list.push(at(case, "archive", label));
        }
        list.push(Allowed {
            href: format!("/desk/disputes/new?case={}", case.number),
            label: "登记复议、诉讼".to_owned(),
        });
    }
    if not_in_log(case.standing.state, case.standing.outcome).is_none() {
        list.push(at(case, "answer", "列入答复目录"));
    }
    list.push(Allowed {
        href: format!("/desk/disputes?q={}", case.number),
        label: "本件的复议、诉讼".to_owned(),
    });
    list.into_iter().map(|act| (Heading::Records, act)).collect()
}

/// What was done outside of the program and is only recorded here.
fn outside(desk: &Desk, case: &Case) -> Vec<Allowed> {
    let acts = case.standing.allowed.iter();
    acts.filter(|act| is_by_letter(**act) || matches!(act, CaseAct::Replied | CaseAct::Delivered))
        .filter(|act| desk.may(act.spec().signed_by))
        .map(|act| at(case, &format!("acts/{}", act.code()), act.label()))
        .collect()
}

/// What may not be done with an open case today, and why; what happened all the same may be recorded with a reason.
fn refused(desk: &Desk, case: &Case, hindered_split: Option<String>) -> Vec<Refused> {
    let refusals = case.standing.refusals().iter();
    let refusals = refusals.filter(|refused| refused.act != CaseAct::ReplyOrdered);
    let acts = refusals.map(|refused| Refused {
        label: refused.act.label(),
        why: refused.why.clone(),
        record: (!refused.is_impossible && desk.may(refused.act.spec().signed_by))
            .then(|| format!("{HERE}/{}/acts/{}", case.id, refused.act.code())),
    });
    let split = hindered_split.filter(|_| case.standing.state.is_open());
    let split = split.map(|why| Refused {
        label: SPLIT,
        why,
        record: None,
    });
    acts.chain(split).collect()
}
