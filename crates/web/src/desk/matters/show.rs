//! One matter: the next lawful step first, what was asked, the answers, its course with the clocks, and whatever else may be done or
//! may not, each with its reason.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::calendar::Calendar;
use law::cases::Urgency;
use law::codes::spoken;
use law::matters::{Act as MatterAct, Asker, Line, channel_label};
use law::staff::Act;
use office::documents::Upload;
use office::matters::{self, Matter};
use office::{ApplicationFileId, MatterId, calendar};

use super::act::{Step, next};
use super::address;
use super::print::{Printable, printable};
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::account::Bare;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::desk::task::class;
use crate::download::{download_opened, size};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::FieldErrors;
use crate::when::minute;

/// A day by which something is due.
struct Ahead {
    on: String,
    label: String,
    left: String,
    near: &'static str,
    article: String,
}

/// One line of what has happened.
struct Happened {
    on: String,
    words: String,
    note: Option<String>,
    by: String,
}

/// An answer that went out.
struct Sent {
    label: &'static str,
    words: String,
    by: String,
}

struct FileLine {
    id: ApplicationFileId,
    name: String,
    size: String,
    about: String,
}

/// What else may be done, or may not and why.
struct Other {
    label: String,
    href: String,
}

#[expect(clippy::struct_excessive_bools, reason = "each is a permission of its own")]
#[derive(Template)]
#[template(path = "desk/matters/show.html")]
struct MatterPage {
    frame: Frame,
    here: String,
    matter: Matter,
    state: &'static str,
    owner: String,
    channel: String,
    received: String,
    step: Option<Step>,
    due: Option<Ahead>,
    ahead: Vec<Ahead>,
    happened: Vec<Happened>,
    reasoning: Vec<Line>,
    sent: Vec<Sent>,
    files: Vec<FileLine>,
    others: Vec<Other>,
    /// Papers that can be printed now.
    papers: Vec<Printable>,
    refused: Vec<(&'static str, String)>,
    /// Who asks, where somebody looks.
    asker: Option<Asker>,
    may_reveal: bool,
    may_handle: bool,
    may_check: bool,
    may_approve: bool,
    errors: FieldErrors,
}

/// The page.
pub async fn show(desk: Desk, Path(id): Path<MatterId>) -> Result<Response, Problem> {
    let page = page(&desk, id, None, FieldErrors::none()).await?;
    desk.page(&page)
}

/// The same with who asks; the look is on record before anything is shown.
pub async fn reveal(
    desk: Desk,
    Path(id): Path<MatterId>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let asker = matters::asker(desk.office(), &desk.actor, desk.moment, id).await?;
    let page = page(&desk, id, Some(asker), FieldErrors::none()).await?;
    desk.page(&page)
}

/// Adds files.
pub async fn add_files(
    desk: Desk,
    Path(id): Path<MatterId>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let (chosen, ticket) = (upload.chosen(|_| true), upload.ticket());
    let files: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
    let count = files.len();
    match matters::add_files(desk.office(), &desk.actor, desk.moment, id, files, &ticket).await {
        Ok(()) => Ok(redirect_with(
            &format!("{}#files", address(id)),
            &format!("已上传 {count} 个附件。"),
        )),
        Err(error) => {
            let errors = FieldErrors::from_office(error)?.choose_again("files", &chosen);
            let page = page(&desk, id, None, errors).await?;
            desk.again(&page)
        }
    }
}

/// Hands a file out; the look is recorded first.
pub async fn open_file(
    desk: Desk,
    Path((id, file)): Path<(MatterId, ApplicationFileId)>,
    _: ProtectedForm<Bare>,
) -> Result<Response, Problem> {
    let file = matters::open_file(desk.office(), &desk.actor, desk.moment, id, file).await?;
    Ok(download_opened(file))
}

async fn page(
    desk: &Desk,
    id: MatterId,
    asker: Option<Asker>,
    errors: FieldErrors,
) -> Result<MatterPage, Problem> {
    let matter = matters::get(desk.office(), &desk.actor, desk.moment, id).await?;
    let calendar = calendar::holidays(desk.office()).await?;
    let ahead = ahead(desk, &matter, &calendar);
    Ok(MatterPage {
        frame: desk.frame(&matter.title, Section::Matters, &[]),
        here: address(id),
        state: matter.standing.state.label(),
        owner: owner(&matter),
        channel: channel_label(&matter.channel).to_owned(),
        received: spoken(matter.standing.received.on),
        step: next(desk, &matter),
        due: ahead_of_now(desk, &matter, &calendar),
        ahead,
        happened: happened(&matter),
        reasoning: matter.standing.reasoning.clone(),
        sent: sent(&matter),
        files: files(desk, id).await?,
        others: others(desk, &matter),
        papers: printable(desk, &matter),
        refused: refused(&matter),
        asker,
        may_reveal: desk.may(Act::RevealAskers),
        may_handle: desk.may(Act::HandleMatters),
        may_check: desk.may(Act::CheckMatters),
        may_approve: desk.may(Act::ApproveMatters),
        errors,
        matter,
    })
}

/// Who has it, with the person where a unit does.
fn owner(matter: &Matter) -> String {
    let owner = matter.standing.owner.clone().unwrap_or_default();
    match &matter.owner_name {
        Some(name) => format!("{owner}（{name}）"),
        None => owner,
    }
}

fn shown(desk: &Desk, clock: &law::matters::Clock, calendar: &Calendar) -> Ahead {
    let today = desk.moment.today;
    let tentative = if clock.tentative { "（暂定）" } else { "" };
    Ahead {
        on: format!("{}{tentative}", clock.due_on),
        label: clock.label.clone(),
        left: calendar.due_words(clock.due_on, today),
        near: class(Urgency::of(clock.due_on, today, calendar)),
        article: clock.article.clone(),
    }
}

/// The clocks that run, the farthest first, as the course goes on below them.
fn ahead(desk: &Desk, matter: &Matter, calendar: &Calendar) -> Vec<Ahead> {
    let open = matter.standing.state.is_open();
    let running = matter
        .standing
        .clocks
        .iter()
        .filter(|clock| open && clock.is_running());
    let mut clocks: Vec<_> = running.collect();
    clocks.sort_by_key(|clock| std::cmp::Reverse(clock.due_on));
    clocks
        .into_iter()
        .map(|clock| shown(desk, clock, calendar))
        .collect()
}

/// The one that is waited for now.
fn ahead_of_now(desk: &Desk, matter: &Matter, calendar: &Calendar) -> Option<Ahead> {
    let day = matter.standing.next_due_on?;
    let mut running = matter.standing.clocks.iter().filter(|clock| clock.is_running());
    running
        .find(|clock| clock.due_on == day)
        .map(|clock| shown(desk, clock, calendar))
}

fn happened(matter: &Matter) -> Vec<Happened> {
    let line = |entry: &matters::Entry| Happened {
        on: entry.event.on.on.to_string(),
        words: match &entry.event.what {
            law::matters::What::Rated { score } => {
                format!("提出人评价：{}", law::matters::score_label(*score))
            }
            what => what.told().replace('您', "提出人"),
        },
        note: entry.note.clone(),
        by: format!(
            "{}　{}",
            if entry.is_own {
                "提出人"
            } else {
                entry.actor.as_str()
            },
            minute(entry.recorded_at)
        ),
    };
    matter.timeline.iter().rev().map(line).collect()
}

fn sent(matter: &Matter) -> Vec<Sent> {
    let mut all: Vec<Sent> = matter
        .sent()
        .map(|answer| Sent {
            label: if answer.place == 0 {
                "答复"
            } else {
                "重办答复"
            },
            words: answer.words.clone(),
            by: format!(
                "{} 拟写，{} 审核发出　{}",
                answer.written_by,
                answer.sent_by.as_deref().unwrap_or_default(),
                answer.sent_at.map(minute).unwrap_or_default()
            ),
        })
        .collect();
    all.reverse();
    all
}

async fn files(desk: &Desk, id: MatterId) -> Result<Vec<FileLine>, Problem> {
    let files = matters::files(desk.office(), &desk.actor, id).await?;
    let line = |file: office::cases::ApplicationFile| FileLine {
        id: file.id,
        size: size(file.bytes),
        about: if file.is_from_applicant() {
            format!("提出人　{}", minute(file.added_at))
        } else {
            format!("{}　{}", file.added_by, minute(file.added_at))
        },
        name: file.name,
    };
    Ok(files.into_iter().map(line).collect())
}

/// Acts of the menu, those that may be done today.
fn others(desk: &Desk, matter: &Matter) -> Vec<Other> {
    if !desk.may(Act::HandleMatters) {
        return Vec::new();
    }
    let allowed = |act: &MatterAct| matter.standing.allowed.contains(act);
    let here = address(matter.id);
    let acts = super::act::ORDER.iter().filter(|(act, _)| allowed(act));
    let mut others: Vec<Other> = acts
        .map(|(act, code)| Other {
            label: match act {
                MatterAct::Assigned if !matter.standing.history.offers.is_empty() => "重新交办".to_owned(),
                MatterAct::Extended => "申请延期".to_owned(),
                act => act.label().to_owned(),
            },
            href: format!("{here}/acts/{code}"),
        })
        .collect();
    let may_answer = [MatterAct::Answered, MatterAct::Redone].iter().any(allowed);
    // One that is in review is the checker's.
    if may_answer && !matter.in_review {
        others.push(Other {
            label: "拟写答复".to_owned(),
            href: format!("{here}/answer"),
        });
    }
    if matter.may_be_shown && allowed(&MatterAct::Published) {
        others.push(Other {
            label: "制作公开文本".to_owned(),
            href: format!("{here}/copy"),
        });
    }
    others
}

/// What of the office's may not be done today, and why.
fn refused(matter: &Matter) -> Vec<(&'static str, String)> {
    let ours = matter.standing.refusals().iter().filter(|one| one.act.is_ours());
    ours.map(|one| (one.act.label(), one.why.clone())).collect()
}
