//! Editions of a document: who wrote each and when, any two compared, every time one went out or was taken back.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use law::documents::edition_called;
use law::reports::{Piece, diff};
use office::DocumentId;
use office::documents::{self, DeskDocument, Edition, Publication};
use office::placements::{self, Outlet};
use prose::Compared;
use serde::Deserialize;

use super::HERE;
use super::edit::short;
use super::facts::{Fact, facts};
use super::pictures::shown_body;
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::errors::Problem;
use crate::when::minute;

/// An edition by its number, and as it is called.
type Named = (i64, String);

fn called(document: &DeskDocument, number: i64) -> String {
    edition_called(number, document.published_edition == Some(number))
}

/// Which two editions are compared.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct HistoryQuery {
    left: Option<i64>,
    right: Option<i64>,
    view: String,
}

/// What the address says where both texts stand beside each other.
const SIDE_BY_SIDE: &str = "side";

struct EditionLine {
    number: i64,
    called: String,
    writer: String,
    written_at: String,
    is_out: bool,
    is_left: bool,
    is_right: bool,
}

struct Out {
    edition: i64,
    published: String,
    withdrawn: Option<String>,
}

/// One field that differs between two editions.
struct Change {
    label: &'static str,
    pieces: Vec<Piece>,
}

#[derive(Template)]
#[template(path = "desk/documents/history.html")]
struct HistoryPage {
    frame: Frame,
    id: String,
    rows: Vec<EditionLine>,
    outs: Vec<Out>,
    compared: Option<(Named, Named)>,
    changes: Vec<Change>,
    /// The texts against each other, where they differ: as one, or before and after side by side.
    body: Vec<Compared>,
    sides: Vec<(Compared, Compared)>,
    is_side_by_side: bool,
}

#[derive(Template)]
#[template(path = "desk/documents/edition.html")]
struct EditionPage {
    frame: Frame,
    called: String,
    writer: String,
    written_at: String,
    title: String,
    facts: Vec<Fact>,
    summary: Option<String>,
    body: String,
}

/// The history, and two editions side by side: without a choice the latest two.
pub async fn list(
    desk: Desk,
    Path(id): Path<DocumentId>,
    Query(asked): Query<HistoryQuery>,
) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let publications = documents::publications(desk.office(), &desk.actor, id).await?;
    let latest = document.latest.number;
    let right = asked.right.unwrap_or(latest);
    let left = asked.left.unwrap_or((latest - 1).max(1));
    let find = |number| document.editions.iter().find(|edition| edition.number == number);
    let pair = find(left).zip(find(right)).filter(|_| left != right);
    let names = office::columns::list(desk.office(), &desk.actor).await?;
    let column = |edition: &Edition| {
        let known = names.iter().find(|column| column.id == edition.column);
        known.map(|column| column.name.clone()).unwrap_or_default()
    };
    let is_side_by_side = asked.view == SIDE_BY_SIDE;
    let (mut changes, mut body, mut sides) = (Vec::new(), Vec::new(), Vec::new());
    if let Some((left, right)) = pair {
        let gate = &desk.office().limits().staff;
        let outlets = placements::outlets(desk.office(), &desk.actor).await?;
        let before = texts(left, &column(left), &outlets, files(&desk, left).await?);
        let after = texts(right, &column(right), &outlets, files(&desk, right).await?);
        let (old, new) = (left.html(gate).await?, right.html(gate).await?);
        let compare = move || (self::changes(&before, &after), prose::compared(&old, &new));
        (changes, body) = gate.run(compare).await?;
        if body.iter().all(Compared::is_same) {
            body.clear();
        }
        if is_side_by_side {
            let parted = body.drain(..).map(|one| (one.before(), one.after()));
            sides = parted.collect();
        }
    }
    let told = |edition: &Edition| (edition.number, called(&document, edition.number));
    let compared = pair.map(|(left, right)| (told(left), told(right)));
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    desk.page(&HistoryPage {
        frame: desk.frame("历次稿件", Section::Documents, &[(&title, &back)]),
        id: id.to_string(),
        rows: rows(&document, left, right),
        outs: publications.into_iter().map(Out::from).collect(),
        compared,
        changes,
        body,
        sides,
        is_side_by_side,
    })
}

fn rows(document: &DeskDocument, left: i64, right: i64) -> Vec<EditionLine> {
    let row = |edition: &Edition| EditionLine {
        number: edition.number,
        writer: edition.writer.clone(),
        written_at: minute(edition.written_at),
        called: called(document, edition.number),
        is_out: document.published_edition == Some(edition.number),
        is_left: edition.number == left,
        is_right: edition.number == right,
    };
    document.editions.iter().map(row).collect()
}

/// The files of an edition, a line each: one that was swapped under the same name reads otherwise.
async fn files(desk: &Desk, edition: &Edition) -> Result<String, Problem> {
    let files = documents::files_of_edition(desk.office(), &desk.actor, edition).await?;
    let lines = files.into_iter().map(|(name, digest)| {
        let short: String = digest.chars().take(8).collect();
        format!("{name}（校验值 {short}…）")
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// What is compared of an edition: the name of a field, and its text.
type FieldText = (&'static str, String);

fn texts(edition: &Edition, column: &str, known: &[Outlet], files: String) -> Vec<FieldText> {
    let mut fields: Vec<FieldText> = vec![("标题", edition.title.clone())];
    let listed = facts("", column, edition, known);
    fields.extend(listed.into_iter().map(|fact| (fact.label, fact.value)));
    fields.push(("内容概述", edition.summary.clone().unwrap_or_default()));
    fields.push(("附件", files));
    fields
}

fn changes(before: &[FieldText], after: &[FieldText]) -> Vec<Change> {
    let mut labels: Vec<&'static str> = Vec::new();
    for (label, _) in before.iter().chain(after) {
        if !labels.contains(label) {
            labels.push(label);
        }
    }
    let of = |fields: &[FieldText], label: &str| {
        let found = fields.iter().find(|(name, _)| *name == label);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let compared = labels
        .into_iter()
        .map(|label| (label, of(before, label), of(after, label)));
    compared
        .filter(|(_, before, after)| before != after)
        .map(|(label, before, after)| Change {
            label,
            pieces: diff(&before, &after),
        })
        .collect()
}

/// One edition as it was written.
pub async fn edition(desk: Desk, Path((id, number)): Path<(DocumentId, i64)>) -> Result<Response, Problem> {
    let document = documents::get_desk(desk.office(), &desk.actor, id).await?;
    let edition = document.editions.iter().find(|edition| edition.number == number);
    let edition = edition.ok_or(Problem::Missing)?;
    let names = office::columns::list(desk.office(), &desk.actor).await?;
    let column = names.iter().find(|column| column.id == edition.column);
    let column = column.map(|column| column.name.as_str()).unwrap_or_default();
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let called = called(&document, number);
    let (title, back) = (short(&document.latest.title), format!("{HERE}/{id}"));
    let history = format!("{back}/editions");
    desk.page(&EditionPage {
        frame: desk.frame(
            &called,
            Section::Documents,
            &[(&title, &back), ("历次稿件", &history)],
        ),
        called: called.clone(),
        writer: edition.writer.clone(),
        written_at: minute(edition.written_at),
        title: edition.title.clone(),
        facts: facts(&document.index_number, column, edition, &outlets),
        summary: edition.summary.clone(),
        body: shown_body(edition, &desk.office().limits().staff).await?,
    })
}

impl From<Publication> for Out {
    fn from(publication: Publication) -> Self {
        let withdrawn = publication.withdrawn_at.map(|at| {
            let who = publication.withdrawn_by.clone().unwrap_or_default();
            let why = publication.withdrawal_reason.clone().unwrap_or_default();
            format!("{who}于 {} 撤回：{why}", minute(at))
        });
        Self {
            edition: publication.edition,
            published: format!(
                "{}于 {} 发布",
                publication.publisher,
                minute(publication.published_at)
            ),
            withdrawn,
        }
    }
}
