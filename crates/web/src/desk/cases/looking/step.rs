//! The first thing to do on the page of a case: the step that the law puts first (`law::cases::next_act`), and where it is taken.

use law::cases::Act as CaseAct;
use law::cases::decision::blockers;
use law::cases::letters::{CorrectionGround, LetterKind};
use law::cases::next_act::{InWork, NextAct, Stage, Step, Work};
use law::codes::WhyNot;
use law::staff::Act;
use office::LetterId;
use office::cases::letters::{self, CaseLetter, GonePast, LetterState};
use office::cases::{self, Case};

use crate::desk::cases::shared::HERE;
use crate::desk::layout::Desk;
use crate::errors::Problem;

/// The step as it is shown.
pub(in crate::desk::cases) struct StepShown {
    pub label: String,
    pub why: String,
    /// Where it is taken; none where others take it.
    pub href: Option<String>,
    /// The applicant has to be telephoned for it.
    pub needs_contact: bool,
    /// The same as the menu names it, so that it stands there no second time.
    pub step: Step<LetterId>,
}

impl StepShown {
    /// The next step of the case for whoever looks; none where it is filed.
    pub async fn of(
        desk: &Desk,
        case: &Case,
        letters: &[CaseLetter],
        is_archived: bool,
    ) -> Result<Option<Self>, Problem> {
        let mut all = Vec::new();
        for letter in letters {
            all.extend(in_work(desk, letter).await?);
        }
        let void = letters
            .iter()
            .filter(|letter| letter.state == LetterState::Dropped);
        let lacks = lacks(desk, case).await?;
        let is_untold = |why: &WhyNot| why.field == "override";
        let work = Work {
            awaits_notice: lacks
                .as_ref()
                .is_some_and(|lacks| !lacks.is_empty() && lacks.iter().all(is_untold)),
            letters: all,
            void: void
                .filter(|letter| letter.returned.is_some())
                .map(|letter| letter.kind)
                .collect(),
            decision: lacks.map(|lacks| lacks.is_empty()),
            not_given: not_given(desk, case).await?,
            is_archived,
        };
        let next = NextAct::of(&case.standing, &work, &desk.actor.roles, desk.moment.today);
        Ok(next.map(|next| Self::shown(case, letters, next)))
    }

    fn shown(case: &Case, letters: &[CaseLetter], next: NextAct<LetterId>) -> Self {
        let here = format!("{HERE}/{}", case.id);
        let address = match next.step {
            Step::Record(act) => format!("{here}/acts/{}", act.code()),
            Step::AskForCorrection => format!("{here}/letters/new/{}", LetterKind::Correction.code()),
            Step::Write(kind) => format!("{here}/letters/new/{}", kind.code()),
            Step::Receive => receipt_of(case, letters),
            Step::Decide | Step::Reply => format!("{here}/decision"),
            Step::Submit(letter) | Step::Review(letter, _) | Step::Deliver(letter) => {
                format!("{here}/letters/{letter}")
            }
            Step::Archive => format!("{here}/archive"),
        };
        Self {
            needs_contact: next.step == Step::Record(law::cases::Act::Confirmed),
            label: next.label,
            why: next.why,
            href: next.is_theirs.then_some(address),
            step: next.step,
        }
    }
}

/// Where the first day of receipt that is waited for is recorded: at its letter, or where the sending was noted without one.
fn receipt_of(case: &Case, letters: &[CaseLetter]) -> String {
    let here = format!("{HERE}/{}", case.id);
    let mut awaited = case.standing.unreceived.iter();
    let sending = awaited.find_map(|one| case.timeline.iter().find(|entry| one.is_sent_by(&entry.event)));
    let Some(sending) = sending else {
        return here;
    };
    let letter = letters
        .iter()
        .find(|letter| letter.is_behind(case, sending.seq) && letter.awaits_receipt(case));
    match letter {
        Some(letter) => format!("{here}/letters/{}#receipt", letter.id),
        None => format!("{here}/acts/{}", CaseAct::Reached.code()),
    }
}

/// How far a letter has come, as the law asks; none where nothing is left to do with it.
async fn in_work(desk: &Desk, letter: &CaseLetter) -> Result<Option<InWork<LetterId>>, Problem> {
    let stage = match letter.state {
        LetterState::Draft => Stage::Draft {
            was_returned: letter.round > 1,
        },
        LetterState::Submitted => Stage::Review {
            level: match letter.next_level {
                Some(level) => level,
                None => return Ok(None),
            },
            is_theirs: letter.place_for(&desk.actor.roles, desk.actor.account).is_some(),
        },
        LetterState::Signed => {
            let told = Box::pin(letters::told(desk.office(), &desk.actor, desk.moment, letter)).await?;
            let mut held_back = told.held_back.iter();
            Stage::Signed {
                stays: held_back.any(|one| one.past == GonePast::Never),
            }
        }
        LetterState::Delivered | LetterState::Dropped => return Ok(None),
    };
    Ok(Some(InWork {
        letter: letter.id,
        kind: letter.kind,
        stage,
    }))
}

/// What whoever applied did not give, as long as it may be asked for.
pub(super) async fn not_given(desk: &Desk, case: &Case) -> Result<Vec<CorrectionGround>, Problem> {
    if !case.standing.state.is_open() || case.standing.outcome.is_some() {
        return Ok(Vec::new());
    }
    Ok(cases::not_given(desk.office(), &desk.actor, case.id).await?)
}

/// What the drafted decision lacks; none where there is none, or the case is past it.
async fn lacks(desk: &Desk, case: &Case) -> Result<Option<Vec<WhyNot>>, Problem> {
    if case.standing.outcome.is_some() || !desk.may(Act::HandleCases) {
        return Ok(None);
    }
    let Some((decision, _)) = cases::decision(desk.office(), &desk.actor, case.id).await? else {
        return Ok(None);
    };
    let facts = cases::decision_facts(desk.office(), &desk.actor, desk.moment, case).await?;
    Ok(Some(blockers(&decision, &facts)))
}
