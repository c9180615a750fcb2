//! One act of the applicant's, as a page of its own: what the law says of it, a text where one is needed, and a button.

use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use law::cases::{Act as CaseAct, LONGEST_MESSAGE, MessageKind};
use office::cases::TrackedCase;
use office::cases::applicant;
use office::{CaseId, OfficeError};
use serde::Deserialize;

use super::pass::Pass;
use super::{CASE, HERE};
use crate::csrf::ProtectedForm;
use crate::errors::Problem;
use crate::forms::{FieldErrors, ticket};
use crate::site::layout::Frame;
use crate::site::preferences::keep_look;

/// What an applicant may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Correction,
    Reasons,
    Withdrawal,
    Message(MessageKind),
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct StepForm {
    version: i64,
    /// Tells one opening of a page from the next (`office::once`).
    ticket: String,
    content: String,
    /// To the items of a correction, in their order.
    answer: Vec<String>,
    /// How the reader wants the pages, where no script tells it.
    look: String,
}

/// One thing to be written: what is asked, and what was typed.
struct ItemBox {
    id: String,
    label: String,
    typed: String,
    /// Whether it was left empty in a form that was refused.
    is_wrong: bool,
}

#[derive(Template)]
#[template(path = "site/track/act.html")]
struct ActPage {
    frame: Frame,
    csrf: String,
    number: String,
    title: &'static str,
    lines: Vec<String>,
    /// The text that is asked for; none for a withdrawal, nor where each item has a box of its own.
    label: Option<&'static str>,
    /// What is to be corrected, item by item.
    boxes: Vec<ItemBox>,
    /// Where files are added that belong to it.
    files: Option<String>,
    hint: String,
    button: &'static str,
    is_final: bool,
    action: String,
    version: i64,
    ticket: String,
    content: String,
    errors: FieldErrors,
}

impl ActPage {
    /// Whether what is wrong is told at single boxes.
    fn tells_boxes(&self) -> bool {
        self.boxes.iter().any(|one| one.is_wrong)
    }
}

/// The page of an act.
pub async fn show(pass: Pass, Path((id, step)): Path<(CaseId, String)>) -> Result<Response, Problem> {
    let (case, step) = found(&pass, id, &step)?;
    if let Err(why) = step.may(case) {
        return Err(Problem::Malformed(why));
    }
    let form = StepForm {
        version: case.version,
        ..StepForm::default()
    };
    let page = page(&pass, case, step, form, FieldErrors::none()).await?;
    let response = pass.visitor.page(&page)?;
    pass.prolonged(response)
}

/// Does it.
pub async fn take(
    pass: Pass,
    Path((id, step)): Path<(CaseId, String)>,
    ProtectedForm(form): ProtectedForm<StepForm>,
) -> Result<Response, Problem> {
    let (case, step) = found(&pass, id, &step)?;
    let errors = match done(&pass, id, step, &form).await {
        Ok(()) => {
            let done = Redirect::to(&format!("{CASE}?done={}", step.code())).into_response();
            return Ok(keep_look(&form.look, done));
        }
        Err(OfficeError::Stale { .. }) => {
            let mut errors = FieldErrors::none();
            errors.add(
                "",
                "本件刚有新的进展，请返回查看；您填写的内容仍在，核对后可以再次提交。",
            );
            errors
        }
        Err(error) => beside_the_text(error)?,
    };
    let form = StepForm {
        version: case.version,
        ..form
    };
    let page = page(&pass, case, step, form, errors).await?;
    pass.visitor.again(&page)
}

/// What the law has against an act belongs to no field here.
fn beside_the_text(error: OfficeError) -> Result<FieldErrors, Problem> {
    let found = FieldErrors::from_office(error)?;
    let mut errors = FieldErrors::none();
    for (field, message) in found.all() {
        let is_typed = matches!(field, "content" | "answer");
        errors.add(if is_typed { field } else { "" }, message);
    }
    Ok(errors)
}

async fn done(pass: &Pass, id: CaseId, step: Step, form: &StepForm) -> Result<(), OfficeError> {
    let (office, who, moment) = (pass.visitor.office(), &pass.who, pass.visitor.moment);
    let (version, content) = (form.version, form.content.as_str());
    match step {
        Step::Correction => applicant::correct(office, who, moment, id, version, &form.answer).await,
        Step::Reasons => applicant::give_reasons(office, who, moment, id, version, content).await,
        Step::Withdrawal => applicant::withdraw(office, who, moment, id, version).await,
        Step::Message(kind) => {
            applicant::send_once(office, who, moment, id, (kind, content), &form.ticket).await
        }
    }
}

/// The case and the act, when both are there.
fn found<'a>(pass: &'a Pass, id: CaseId, step: &str) -> Result<(&'a TrackedCase, Step), Problem> {
    let case = pass.tracked.cases.iter().find(|case| case.id == id);
    let step = Step::all().into_iter().find(|one| one.code() == step);
    case.zip(step).ok_or(Problem::Missing)
}

async fn page(
    pass: &Pass,
    case: &TrackedCase,
    step: Step,
    form: StepForm,
    errors: FieldErrors,
) -> Result<ActPage, Problem> {
    let visitor = &pass.visitor;
    let title = step.label();
    let is_correction = step == Step::Correction;
    Ok(ActPage {
        frame: visitor.private_frame(title, &[("申请进度查询", HERE), ("我的申请", CASE)]),
        csrf: visitor.secret(),
        number: case.number.clone(),
        title,
        lines: step.lines(case, visitor.moment.today),
        label: step.asks(),
        boxes: if is_correction {
            boxes(pass, case.id, form.answer, errors.has("answer")).await?
        } else {
            Vec::new()
        },
        files: is_correction.then(|| format!("{CASE}/{}/files", case.id)),
        hint: format!("不超过 {LONGEST_MESSAGE} 字"),
        button: step.button(),
        is_final: step == Step::Withdrawal,
        action: format!("{CASE}/{}/{}", case.id, step.code()),
        version: form.version,
        ticket: ticket(),
        content: form.content,
        errors,
    })
}

/// A box for each item that is to be corrected; one for all where nobody knows the items.
async fn boxes(
    pass: &Pass,
    case: CaseId,
    typed: Vec<String>,
    is_refused: bool,
) -> Result<Vec<ItemBox>, Problem> {
    let items = applicant::items_to_correct(pass.visitor.office(), &pass.who, case).await?;
    let labels = match items.as_slice() {
        [] => vec!["补正的内容".to_owned()],
        [one] => vec![one.clone()],
        several => (1..)
            .zip(several)
            .map(|(place, item)| format!("{place}．{item}"))
            .collect(),
    };
    let typed = typed.into_iter().chain(std::iter::repeat(String::new()));
    let boxes = labels.into_iter().zip(typed).enumerate();
    Ok(boxes
        .map(|(place, (label, typed))| ItemBox {
            id: if place == 0 {
                "answer".to_owned()
            } else {
                format!("answer-{}", place + 1)
            },
            label,
            is_wrong: is_refused && typed.trim().is_empty(),
            typed,
        })
        .collect())
}

impl Step {
    /// Every one, in the order of the page.
    pub fn all() -> Vec<Self> {
        let messages = MessageKind::ALL.iter().copied().map(Self::Message);
        [Self::Correction, Self::Reasons]
            .into_iter()
            .chain(messages)
            .chain([Self::Withdrawal])
            .collect()
    }

    /// Its name in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Reasons => "reasons",
            Self::Withdrawal => "withdrawal",
            Self::Message(kind) => kind.code(),
        }
    }

    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Correction => "提交补正",
            Self::Reasons => "说明理由",
            Self::Withdrawal => "撤回申请",
            Self::Message(kind) => kind.label(),
        }
    }

    /// What is said once it is done.
    pub const fn done(self) -> &'static str {
        match self {
            Self::Correction => "补正已提交。答复期限从今天的次日起重新计算。",
            Self::Reasons => "理由已提交。",
            Self::Withdrawal => "申请已撤回，本件办结。",
            Self::Message(MessageKind::Question | MessageKind::ExtensionReasons) => {
                "询问已送达，答复会显示在本页。"
            }
            Self::Message(MessageKind::Publication) => "建议已送达，审核结果会显示在本页。",
            Self::Message(MessageKind::Complaint) => "投诉已送达，处理情况会显示在本页。",
        }
    }

    /// Whether the law lets it be done today; the reason where it does not.
    pub fn may(self, case: &TrackedCase) -> Result<(), String> {
        let act = match self {
            Self::Correction => CaseAct::Corrected,
            Self::Reasons => CaseAct::ReasonsGiven,
            Self::Withdrawal => CaseAct::Withdrawn,
            Self::Message(kind) => return kind.may_send(&case.standing.history).map_err(str::to_owned),
        };
        if case.standing.history.may_still_answer(act) {
            return Ok(());
        }
        case.standing.may(act).map_err(str::to_owned)
    }

    const fn asks(self) -> Option<&'static str> {
        match self {
            Self::Reasons => Some("理由"),
            Self::Correction | Self::Withdrawal => None,
            Self::Message(MessageKind::Question | MessageKind::ExtensionReasons) => Some("您想了解什么"),
            Self::Message(MessageKind::Publication) => Some("建议公开哪些信息，理由是什么"),
            Self::Message(MessageKind::Complaint) => Some("事情经过和您的要求"),
        }
    }

    const fn button(self) -> &'static str {
        match self {
            Self::Correction => "提交补正",
            Self::Reasons => "提交理由",
            Self::Withdrawal => "确认撤回",
            Self::Message(_) => "提交",
        }
    }

    fn lines(self, case: &TrackedCase, today: jiff::civil::Date) -> Vec<String> {
        // A reply that was signed on their silence is held once they speak.
        const HELD: &str =
            "答复已经作出，还没有送出：您在送出之前提交的，我们收到后不再送出这份答复，重新办理。";
        let history = &case.standing.history;
        match self {
            Self::Correction if history.may_still_answer(CaseAct::Corrected) => vec![HELD.to_owned()],
            Self::Reasons if history.may_still_answer(CaseAct::ReasonsGiven) => {
                vec![HELD.to_owned(), CaseAct::ReasonsGiven.spec().rule.to_string()]
            }
            Self::Correction => vec![case.standing.next_step(today).text],
            Self::Reasons => vec![
                CaseAct::ReasonsRequested.spec().rule.to_string(),
                CaseAct::ReasonsGiven.spec().rule.to_string(),
            ],
            Self::Withdrawal => vec![
                format!("将撤回：{}", case.request),
                "撤回后本件办结，不再答复，也不能恢复；需要时可以另行申请。".to_owned(),
            ],
            Self::Message(kind) => vec![format!("{}（{}）", kind.rule(), kind.article())],
        }
    }
}
