//! One act on a matter as a page of its own: what the rule says of it, what is needed, and a button. Also which step comes next.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::matters::{Act as MatterAct, Ground, HideGround, RuleName, State, kinds};
use law::staff::Act;
use office::matters::{self, CopyState, Matter, Target};
use office::{MatterId, OfficeError};
use serde::Deserialize;

use super::address;
use crate::csrf::ProtectedForm;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::options::Choice;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// The acts of the menu with their names in the address, in their order.
pub(super) const ORDER: [(MatterAct, &str); 10] = [
    (MatterAct::Assigned, "assignment"),
    (MatterAct::Taken, "taking"),
    (MatterAct::HandedBack, "handing-back"),
    (MatterAct::HandedOver, "handing-over"),
    (MatterAct::MoreAsked, "more"),
    (MatterAct::InterimAnswered, "interim"),
    (MatterAct::Extended, "extension"),
    (MatterAct::KindChanged, "kind"),
    (MatterAct::Declined, "declining"),
    (MatterAct::Closed, "closing"),
];

/// What a page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Doing {
    Law(MatterAct),
    Approve,
    Refuse,
    Hide,
    Show,
}

impl Doing {
    fn of(code: &str) -> Option<Self> {
        let known = ORDER.iter().find(|(_, known)| *known == code);
        match code {
            "extension-approval" => Some(Self::Approve),
            "extension-refusal" => Some(Self::Refuse),
            "hiding" => Some(Self::Hide),
            "showing" => Some(Self::Show),
            _ => known.map(|(act, _)| Self::Law(*act)),
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Law(MatterAct::Extended) => "申请延期",
            Self::Law(act) => act.label(),
            Self::Approve => "批准延期",
            Self::Refuse => "不批准延期",
            Self::Hide => "屏蔽公开的问答",
            Self::Show => "解除屏蔽",
        }
    }

    const fn rule(self) -> &'static str {
        match self {
            Self::Law(act) => act.rule(),
            Self::Approve | Self::Refuse => MatterAct::Extended.rule(),
            Self::Hide | Self::Show => "屏蔽须有理由；内容不删除，仍计入统计，也可以解除。",
        }
    }

    /// The name, label and hint of the text it asks for, and whether it must be there.
    const fn text(self) -> Option<(&'static str, &'static str, &'static str, bool)> {
        match self {
            Self::Law(MatterAct::Assigned | MatterAct::HandedOver) => {
                Some(("note", "交办意见", "可以不填；只有工作人员看得到", false))
            }
            Self::Law(MatterAct::HandedBack) => Some((
                "reason",
                "退回的理由",
                "为什么不属于本单位职责，应当由谁办理",
                true,
            )),
            Self::Law(MatterAct::MoreAsked) => {
                Some(("note", "需要补充的内容", "一次写全；提出人看得到", true))
            }
            Self::Law(MatterAct::InterimAnswered) => Some((
                "note",
                "阶段答复",
                "办理进展、已采取的措施和预计时间；提出人看得到",
                true,
            )),
            Self::Law(MatterAct::Extended) => Some(("reason", "延期的理由", "提出人看得到", true)),
            Self::Law(MatterAct::Declined) => Some((
                "note",
                "具体理由",
                "不属于本机关职责的，写明应当向哪个机关提出；提出人看得到",
                true,
            )),
            Self::Refuse => Some(("reason", "不批准的理由", "", true)),
            _ => None,
        }
    }

    const fn done(self) -> &'static str {
        match self {
            Self::Law(MatterAct::Assigned) => "已交办，等待签收。",
            Self::Law(MatterAct::Taken) => "已签收。",
            Self::Law(MatterAct::HandedBack) => "已退回交办人。",
            Self::Law(MatterAct::HandedOver) => "已移交，对方签收之前仍由您负责。",
            Self::Law(MatterAct::MoreAsked) => "已请提出人补充，答复期限暂停。",
            Self::Law(MatterAct::Extended) => "已申请延期，等待批准；批准之前期限不变。",
            Self::Law(MatterAct::Closed) => "已办结。",
            Self::Approve => "已批准延期。",
            Self::Refuse => "没有批准延期。",
            Self::Hide => "已屏蔽，公众不再看到。",
            Self::Show => "已解除屏蔽。",
            Self::Law(_) => "已登记。",
        }
    }
}

/// The step that comes next: a link, or whose turn it is.
pub(super) struct Step {
    pub label: String,
    pub why: String,
    /// `None` where it is somebody else's.
    pub href: Option<String>,
}

/// What the page puts first.
pub(super) fn next(desk: &Desk, matter: &Matter) -> Option<Step> {
    let here = address(matter.id);
    let step = |label: &str, why: &str, href: Option<String>| {
        Some(Step {
            label: label.to_owned(),
            why: why.to_owned(),
            href,
        })
    };
    let may = |act| desk.may(act);
    if matter.in_review {
        let href = may(Act::CheckMatters).then(|| format!("{here}/answer"));
        return step("审核答复", "拟写答复的人不能审核自己的答复。", href);
    }
    let is_copy_waiting = matter
        .copy
        .as_ref()
        .is_some_and(|copy| copy.state == CopyState::Submitted);
    if is_copy_waiting {
        let href = may(Act::CheckMatters).then(|| format!("{here}/copy"));
        return step("审核公开文本", MatterAct::Published.rule(), href);
    }
    let Some(act) = matter.standing.next_act(matter.may_be_shown) else {
        return waited_for(matter).and_then(|(label, why)| step(label, why, None));
    };
    let is_own = may(Act::HandleMatters) && is_theirs(desk, matter, act);
    let href = match act {
        MatterAct::Answered | MatterAct::Redone => format!("{here}/answer"),
        MatterAct::Published => format!("{here}/copy"),
        act => {
            let (_, code) = ORDER.iter().find(|(known, _)| *known == act)?;
            format!("{here}/acts/{code}")
        }
    };
    let label = match act {
        MatterAct::Answered => "拟写答复",
        MatterAct::Redone => "拟写重办答复",
        MatterAct::Published => "制作公开文本",
        MatterAct::Assigned if matter.standing.state == State::Returned => "重新交办",
        act => act.label(),
    };
    step(label, act.rule(), is_own.then_some(href))
}

/// Whether it is this person's turn.
fn is_theirs(desk: &Desk, matter: &Matter, act: MatterAct) -> bool {
    let own = desk.actor.account;
    match act {
        MatterAct::Taken => matter.offered_id.is_none() || matter.offered_id == own,
        MatterAct::Assigned => true,
        _ => matter.owner_id.is_none() || matter.owner_id == own,
    }
}

const fn waited_for(matter: &Matter) -> Option<(&'static str, &'static str)> {
    match matter.standing.state {
        State::AwaitingAsker => Some(("等待提出人补充", "补充之前，答复期限暂停计算。")),
        State::Answered => Some(("等待提出人评价", "评价期届满前，承办人看不到分数。")),
        _ => None,
    }
}

/// What was typed.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ActForm {
    version: i64,
    to: String,
    note: String,
    reason: String,
    days: String,
    kind: String,
    ground: String,
}

#[derive(Template)]
#[template(path = "desk/matters/act.html")]
struct ActPage {
    frame: Frame,
    here: String,
    action: String,
    number: String,
    title: String,
    /// What was asked, to decide by.
    words: String,
    label: &'static str,
    rule: &'static str,
    targets: Vec<Choice>,
    kinds: Vec<Choice>,
    grounds: Vec<Choice>,
    most_days: Option<u16>,
    text: Option<(&'static str, &'static str, &'static str, bool)>,
    typed: String,
    /// What was asked for, where it is decided.
    asked: Option<String>,
    form: ActForm,
    errors: FieldErrors,
}

/// The page of an act.
pub async fn show(desk: Desk, Path((id, code)): Path<(MatterId, String)>) -> Result<Response, Problem> {
    let doing = Doing::of(&code).ok_or(Problem::Missing)?;
    let page = page(&desk, id, (doing, &code), None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// Does it, and leads back.
pub async fn take(
    desk: Desk,
    Path((id, code)): Path<(MatterId, String)>,
    ProtectedForm(form): ProtectedForm<ActForm>,
) -> Result<Response, Problem> {
    let doing = Doing::of(&code).ok_or(Problem::Missing)?;
    match done(&desk, id, doing, &form).await {
        Ok(()) => Ok(desk.done(&number(&desk, id).await?, &address(id), doing.done())),
        Err(error @ OfficeError::Refused(_)) => Err(error.into()),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?;
            let page = page(&desk, id, (doing, &code), Some(form), errors).await?;
            desk.again(&page)
        }
    }
}

async fn number(desk: &Desk, id: MatterId) -> Result<String, Problem> {
    Ok(matters::get(desk.office(), &desk.actor, desk.moment, id)
        .await?
        .number)
}

async fn done(desk: &Desk, id: MatterId, doing: Doing, form: &ActForm) -> Result<(), OfficeError> {
    let (office, actor, at) = (desk.office(), &desk.actor, desk.moment);
    let seen = (id, form.version);
    let target = || {
        let chosen = Target::read(&form.to);
        chosen.ok_or_else(|| OfficeError::invalid("to", "请选择交给哪个单位或者哪个人。"))
    };
    match doing {
        Doing::Law(MatterAct::Assigned) => {
            matters::assign(office, actor, at, seen, target()?, &form.note).await
        }
        Doing::Law(MatterAct::HandedOver) => {
            matters::hand_over(office, actor, at, seen, target()?, &form.note).await
        }
        Doing::Law(MatterAct::Taken) => matters::take(office, actor, at, seen).await,
        Doing::Law(MatterAct::HandedBack) => matters::hand_back(office, actor, at, seen, &form.reason).await,
        Doing::Law(MatterAct::MoreAsked) => matters::ask_more(office, actor, at, seen, &form.note).await,
        Doing::Law(MatterAct::InterimAnswered) => matters::interim(office, actor, at, seen, &form.note).await,
        Doing::Law(MatterAct::Extended) => {
            let days = law::calendar::typed_count(&form.days);
            let days = days.ok_or_else(|| OfficeError::invalid("days", "请用数字填写延长几个工作日。"))?;
            matters::ask_extension(office, actor, at, seen, days, &form.reason).await
        }
        Doing::Law(MatterAct::KindChanged) => matters::change_kind(office, actor, at, seen, &form.kind).await,
        Doing::Law(MatterAct::Declined) => {
            matters::decline(office, actor, at, seen, &form.ground, &form.note).await
        }
        Doing::Law(MatterAct::Closed) => matters::close(office, actor, at, seen).await,
        Doing::Approve => matters::grant_extension(office, actor, at, seen).await,
        Doing::Refuse => matters::refuse_extension(office, actor, at, seen, &form.reason).await,
        Doing::Hide => matters::hide(office, actor, at, seen, &form.ground).await,
        Doing::Show => matters::show_again(office, actor, at, seen).await,
        Doing::Law(_) => Err(OfficeError::Missing),
    }
}

async fn page(
    desk: &Desk,
    id: MatterId,
    (doing, code): (Doing, &str),
    form: Option<ActForm>,
    errors: FieldErrors,
) -> Result<ActPage, Problem> {
    let matter = matters::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let form = ActForm {
        version: matter.version,
        ..form.unwrap_or_default()
    };
    let is_law = |acts: &[MatterAct]| matches!(doing, Doing::Law(act) if acts.contains(&act));
    let targets = if is_law(&[MatterAct::Assigned, MatterAct::HandedOver]) {
        matters::targets(desk.office(), &desk.actor).await?
    } else {
        Vec::new()
    };
    Ok(ActPage {
        frame: desk.frame(doing.label(), Section::Matters, &[(&matter.number, &address(id))]),
        here: address(id),
        action: format!("{}/acts/{code}", address(id)),
        label: doing.label(),
        rule: doing.rule(),
        targets: targets
            .into_iter()
            .map(|(target, label)| Choice::of(target.code(), label))
            .collect(),
        kinds: if is_law(&[MatterAct::KindChanged]) {
            other_kinds(&matter)
        } else {
            Vec::new()
        },
        grounds: grounds(doing),
        most_days: is_law(&[MatterAct::Extended]).then(|| most_days(&matter)),
        text: doing.text(),
        typed: match doing.text() {
            Some(("note", ..)) => form.note.clone(),
            _ => form.reason.clone(),
        },
        asked: asked(&matter, doing),
        number: matter.number,
        words: matter.words.clone(),
        title: matter.title,
        form,
        errors,
    })
}

fn other_kinds(matter: &Matter) -> Vec<Choice> {
    let others = kinds().iter().filter(|kind| kind.code != matter.kind);
    others
        .map(|kind| Choice::of(&kind.code, kind.label.as_str()))
        .collect()
}

fn grounds(doing: Doing) -> Vec<Choice> {
    match doing {
        Doing::Law(MatterAct::Declined) => {
            let all = Ground::ALL.iter();
            all.map(|one| Choice::of(one.code(), one.label())).collect()
        }
        Doing::Hide => {
            let all = HideGround::ALL.iter();
            all.map(|one| Choice::of(one.code(), one.label())).collect()
        }
        _ => Vec::new(),
    }
}

fn most_days(matter: &Matter) -> u16 {
    let rules = law::matters::Rules::default();
    let row = matter.standing.history.rule(RuleName::Extension, &rules);
    row.map_or(0, |row| row.limit.days())
}

fn asked(matter: &Matter, doing: Doing) -> Option<String> {
    if !matches!(doing, Doing::Approve | Doing::Refuse) {
        return None;
    }
    let asked = matter.extension.as_ref()?;
    let days = asked.days?;
    Some(format!("{}申请延长 {days} 个工作日：{}", asked.by, asked.reason))
}
