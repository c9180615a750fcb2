//! One document: how it reads, what stands in the way of publishing it, its files, and the acts open to this person.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::codes::WhyNot;
use law::documents::{WithdrawalKind, edition_called};
use law::staff::Act;
use office::documents::{self, AtTheGate, DeskDocument, Reassessment, State};
use office::{AttachmentId, DocumentId, calendar, placements};

use super::badge;
use super::clockwork::Clockwork;
use super::edit::short;
use super::facts::{Fact, facts};
use super::life::ended_words;
use super::mendings::Offered;
use super::on_paper;
use super::pictures::shown_body;
use super::questions::{Questions, Reasons};
use super::relations::{RelationLine, relation_lines};
use super::stepper::{MyLevel, Stepper, why_not};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::document_files::{self, Asked, formats};
use crate::download::{encoded, size};
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::when::minute;

/// An attachment in the list.
pub struct File {
    pub name: String,
    pub href: String,
    pub size: String,
    /// A copy without what nobody is meant to see can be made of it.
    pub may_be_cleaned: bool,
}

/// What was typed into the small forms of the page.
#[derive(Clone, Default)]
pub struct Small {
    /// What is said at a level.
    pub opinion: String,
    /// Why what proofreading asks about is right.
    pub reasons: Reasons,
}

/// What this person may do with the document as it stands.
struct Open {
    write: bool,
    publish: bool,
    withdraw: bool,
    /// That it can be repealed, or that a repeal can be undone: where, and what that is called.
    ending: Option<(&'static str, &'static str)>,
}

#[derive(Template)]
#[template(path = "desk/documents/show.html")]
struct ShowPage {
    frame: Frame,
    id: String,
    version: i64,
    title: String,
    state: &'static str,
    badge: &'static str,
    is_sample: bool,
    /// Where the public reads it, when it does.
    public_href: Option<String>,
    facts: Vec<Fact>,
    summary: Option<String>,
    body: String,
    files: Vec<File>,
    /// The document itself as files: what each is called, and its extension.
    downloads: Vec<(&'static str, &'static str)>,
    stepper: Stepper,
    mine: Option<MyLevel>,
    why_not: Option<String>,
    /// It can be handed over to review, or why not.
    submission: Option<Vec<WhyNot>>,
    withdrawal_reason: Option<String>,
    /// When the clock publishes it or takes it down, or why it did not.
    clockwork: Clockwork,
    /// It may go out before its review.
    emergency: bool,
    /// The review of what is out is owed until then.
    owed: Option<String>,
    is_out: bool,
    blockers: Vec<WhyNot>,
    questions: Questions,
    /// What needs no answer.
    hints: Vec<String>,
    /// What proofreading knows how to put right.
    mendings: Vec<Offered>,
    relations: Vec<RelationLine>,
    /// Where it stands beside the site: the outlet, its standing, the placement.
    placements: Vec<(String, String, String)>,
    /// Looks at it while it is not published of the organ's own accord (条例第十八条).
    looks: Vec<Reassessment>,
    /// How it ended or will.
    ended: Option<String>,
    /// By when it is to be out (条例第二十六条).
    clock: Option<String>,
    edition: i64,
    writer: String,
    written_at: String,
    editions: usize,
    open: Open,
    opinion: String,
    errors: FieldErrors,
}

impl ShowPage {
    /// How the latest edition is called.
    fn called(&self) -> String {
        edition_called(self.edition, self.is_out)
    }
}

/// The document's page.
pub async fn show(desk: Desk, Path(id): Path<DocumentId>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let page = page(&desk, document, Small::default(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// The latest edition as a file.
pub async fn file(
    desk: Desk,
    Path((id, extension)): Path<(DocumentId, String)>,
) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let body = &document.latest.body;
    let pictures = documents::pictures_for_desk(desk.office(), &desk.actor, body).await?;
    let state = document.state.label();
    let asked = Asked {
        organ: desk.organ.name.clone(),
        attachments: document
            .attachments
            .iter()
            .map(|file| file.name.clone())
            .collect(),
        pictures,
        source: format!(
            "索引号 {}，{}（{state}）",
            document.index_number,
            edition_called(document.latest.number, is_out(&document))
        ),
        edition: document.latest,
    };
    document_files::file(&desk.app, &desk.office().limits().staff, asked, &extension).await
}

/// The same page after an act was refused, with what was typed.
pub async fn again(
    desk: &Desk,
    id: DocumentId,
    small: Small,
    errors: FieldErrors,
) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let page = page(desk, document, small, errors).await?;
    desk.again(&page)
}

async fn page(
    desk: &Desk,
    document: DeskDocument,
    small: Small,
    errors: FieldErrors,
) -> Result<ShowPage, Problem> {
    crate::screenings::of_document(desk.office(), &desk.actor, desk.moment, document.id).await?;
    let AtTheGate {
        blockers,
        unfit,
        questions,
        hints,
        cleanable,
        mendings,
        never_out: _,
    } = documents::at_the_gate(desk.office(), &desk.actor, desk.moment, document.id).await?;
    let column = office::columns::find(desk.office(), &desk.actor, document.column).await?;
    let latest = &document.latest;
    let public_href = document
        .published_edition
        .map(|_| format!("/documents/{}", encoded(&document.index_number)));
    let title = if latest.title.is_empty() {
        "（无标题）"
    } else {
        &latest.title
    };
    let body = shown_body(latest, &desk.office().limits().staff).await?;
    let publishes = desk.may(Act::PublishDocuments) && unfit.is_empty() && !is_out(&document);
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let public_edition = document.editions.iter();
    let public_edition = public_edition
        .filter(|one| Some(one.number) == document.published_edition)
        .map(|one| one.id)
        .next();
    let placed = placements::of_document(desk.office(), &desk.actor, document.id).await?;
    let placed = placed.into_iter().map(|row| {
        let href = format!("/desk/placements/{}", row.id);
        let is_old = row.standing.stands_there() && row.edition.is_some() && row.edition != public_edition;
        let standing = row.standing.label();
        let told = if is_old {
            format!("{standing}，仍是旧版")
        } else {
            standing.to_owned()
        };
        (row.outlet_name, told, href)
    });
    let placed = placed.collect();
    Ok(ShowPage {
        frame: desk.frame(&short(title), Section::Documents, &[]),
        id: document.id.to_string(),
        version: document.version,
        title: title.to_owned(),
        state: document.state.label(),
        badge: badge(document.state),
        is_sample: document.is_sample,
        public_href,
        facts: facts(&document.index_number, &column.name, latest, &outlets),
        summary: latest.summary.clone(),
        downloads: formats(&body),
        body,
        files: files(&document, &cleanable),
        relations: relation_lines(&document),
        placements: placed,
        looks: documents::reassessments(desk.office(), &desk.actor, document.id).await?,
        ended: document.ended.as_ref().map(ended_words),
        stepper: Stepper::of(desk, &document).await?,
        mine: MyLevel::of(&document, publishes),
        why_not: why_not(&document),
        submission: submission(desk, &document, unfit),
        withdrawal_reason: withdrawn(&document),
        clockwork: Clockwork::of(desk, &document),
        emergency: on_paper::may_ask(desk, &document),
        owed: owed(desk, document.id).await?,
        is_out: is_out(&document),
        blockers,
        questions: Questions::of(desk, questions, &small.reasons, false),
        hints,
        mendings: Offered::all(mendings),
        clock: clock(desk, &document).await?,
        edition: latest.number,
        writer: latest.writer.clone(),
        written_at: minute(latest.written_at),
        editions: document.editions.len(),
        open: Open::of(desk, &document),
        opinion: small.opinion,
        errors,
    })
}

impl Open {
    fn of(desk: &Desk, document: &DeskDocument) -> Self {
        let is_out = is_out(document);
        let may_repeal = desk.may(Act::RepealDocuments) && document.published_edition.is_some();
        Self {
            write: desk.may(Act::WriteDocuments),
            publish: desk.may(Act::PublishDocuments) && !is_out,
            withdraw: desk.may(Act::WithdrawDocuments) && document.published_edition.is_some(),
            ending: match &document.ended {
                None if may_repeal => Some(("repeal", "登记废止、失效")),
                Some(_) if may_repeal && !document.is_ended_by_other => Some(("restoration", "恢复效力")),
                _ => None,
            },
        }
    }
}

fn is_out(document: &DeskDocument) -> bool {
    document.published_edition == Some(document.latest.number)
}

/// Why it was taken back, in words.
fn withdrawn(document: &DeskDocument) -> Option<String> {
    let reason = document.withdrawal_reason.as_ref()?;
    let kind = document.withdrawal_kind.map_or("", WithdrawalKind::label);
    let into = document.merged_into.as_ref();
    let into = into
        .map(|(_, number)| format!("，原网址转到 {number}"))
        .unwrap_or_default();
    // Of what is secret or private the reason stands in the audit log alone.
    let is_told = document.withdrawal_kind.is_none_or(WithdrawalKind::is_told);
    Some(if is_told {
        format!("{kind}{into}。撤回原因：{reason}")
    } else {
        format!("{kind}{into}。撤回原因只记入审计日志")
    })
}

/// What is owed for it, in words.
async fn owed(desk: &Desk, id: DocumentId) -> Result<Option<String>, Problem> {
    let owed = documents::owed(desk.office(), &desk.actor).await?;
    let own = owed.into_iter().find(|one| one.document == id);
    Ok(own.map(|one| {
        format!(
            "{}于 {} 应急发布（{}），须在 {} 前补审。",
            one.published_by,
            minute(one.published_at),
            one.reason,
            minute(one.due_at)
        )
    }))
}

/// Whether this person may hand it over now; with it, what stands in the way.
fn submission(desk: &Desk, document: &DeskDocument, unfit: Vec<WhyNot>) -> Option<Vec<WhyNot>> {
    let is_open = (!is_out(document) || document.state == State::Back) && document.review.levels.is_some();
    let waits = matches!(
        document.state,
        State::InReview | State::Owed | State::Passed | State::Scheduled
    );
    (desk.may(Act::WriteDocuments) && is_open && !waits).then_some(unfit)
}

/// The files of the latest edition.
pub fn files(document: &DeskDocument, cleanable: &[AttachmentId]) -> Vec<File> {
    let shown = document.attachments.iter().map(|file| File {
        name: file.name.clone(),
        href: format!("{}/{}/attachments/{}", super::HERE, document.id, file.id),
        size: size(file.bytes),
        may_be_cleaned: cleanable.contains(&file.id),
    });
    shown.collect()
}

/// A source without the name that everybody knows, nor what it was called before: 条例第二十六条.
fn short_source(source: &str) -> String {
    let source = source.replace("《中华人民共和国政府信息公开条例》", "条例");
    match source.split_once('（') {
        Some((article, _)) => article.to_owned(),
        None => source,
    }
}

/// Until when it should be out, while it is not as it now is.
async fn clock(desk: &Desk, document: &DeskDocument) -> Result<Option<String>, Problem> {
    let found = documents::unpublished_one(desk.office(), &desk.actor, document.id).await?;
    let Some(one) = found else {
        return Ok(None);
    };
    let calendar = calendar::holidays(desk.office()).await?;
    let tentative = if one.due.tentative { "（暂定）" } else { "" };
    let left = calendar.time_left(one.due.on, desk.moment.today);
    let what = if one.is_change {
        "变更后的公开期限"
    } else {
        "公开期限"
    };
    Ok(Some(format!(
        "{what} {}{tentative}（{}），{left}。",
        one.due.on,
        short_source(&one.source)
    )))
}
