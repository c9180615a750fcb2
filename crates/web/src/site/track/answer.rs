//! The answer on top of the progress: what was decided, the letter and its files as rows, what is withheld and why.

use axum::extract::Path;
use axum::response::Response;
use law::cases::enclosures::Given;
use law::cases::letters::Paragraph;
use law::codes::TableThreeRow;
use office::cases::TrackedCase;
use office::cases::enclosures::{self, Enclosure, KeptFile};
use office::cases::letters::CaseLetter;
use office::papers::Printable;
use office::{CaseId, EnclosureFileId, LetterId};

use super::CASE;
use super::pass::{NoPass, Pass};
use crate::download::{download, download_opened, size};
use crate::errors::Problem;
use crate::papers;

/// A file in a row.
pub(super) struct Row {
    pub name: String,
    /// PDF, Excel, …
    pub kind: &'static str,
    pub size: String,
    pub href: String,
}

/// What is withheld.
pub(super) struct Withheld {
    pub name: String,
    pub given: &'static str,
    pub reason: String,
    pub article: String,
}

/// The answer.
pub(super) struct Answer {
    /// The reply it is.
    pub of: LetterId,
    pub outcome: String,
    pub title: String,
    pub number: String,
    pub on: String,
    pub letter: String,
    /// The letter as it was signed, where a sealed scan of it is handed over.
    pub signed: Option<String>,
    pub files: Vec<Row>,
    pub withheld: Vec<Withheld>,
    /// Everything as one archive, where there are several files.
    pub all: Option<(String, String)>,
    pub remedies: Option<String>,
}

impl Answer {
    /// The replies of the case that went out: the one that stands, and those before it, which it was made anew after. None
    /// stands while one is ordered and not made yet.
    pub fn all(case: &TrackedCase, letters: &[CaseLetter]) -> (Option<Self>, Vec<Self>) {
        let replies = letters.iter().filter(|letter| letter.kind.is_reply());
        let mut answers: Vec<Self> = replies.map(|reply| Self::of(case, reply)).collect();
        let stands = case.standing.history.awaited_order().is_none();
        let last = if stands { answers.pop() } else { None };
        let decided = case.standing.outcome.and_then(TableThreeRow::group);
        let last = last.map(|last| Self {
            outcome: decided.map_or(last.outcome, |group| group.short_label().to_owned()),
            ..last
        });
        (last, answers)
    }

    fn of(case: &TrackedCase, reply: &CaseLetter) -> Self {
        let letter = &reply.letter;
        let called = enclosures::called(&reply.enclosures);
        let rows: Vec<Row> = called
            .iter()
            .zip(&reply.enclosures)
            .flat_map(|(called, one)| rows(case.id, called, one))
            .collect();
        let bytes: i64 = reply
            .enclosures
            .iter()
            .flat_map(Enclosure::versions)
            .map(|kept| kept.bytes)
            .sum();
        let on = reply.sent.as_ref().map(|(on, _)| on.to_string());
        let remedies = match letter.paragraphs.last() {
            Some(Paragraph::Plain(text)) if letter.has_remedies => Some(text.clone()),
            _ => None,
        };
        Self {
            of: reply.id,
            outcome: letter.title.clone(),
            title: letter.title.clone(),
            number: letter.number.clone().unwrap_or_default(),
            on: on.unwrap_or_default(),
            letter: super::letter::href(reply),
            signed: reply.scan.is_some().then(|| super::letter::signed_href(reply)),
            all: (!rows.is_empty()).then(|| (format!("{CASE}/{}/bundle/{}", case.id, reply.id), size(bytes))),
            files: rows,
            withheld: reply.enclosures.iter().filter_map(Withheld::of).collect(),
            remedies,
        }
    }
}

/// The files of an item, each called as the item is in the letter; several are told apart by their own names.
fn rows(case: CaseId, called: &str, one: &Enclosure) -> Vec<Row> {
    let versions: Vec<&KeptFile> = one.versions().collect();
    let is_one = versions.len() == 1;
    let row = |kept: &&KeptFile| Row {
        name: if is_one {
            called.to_owned()
        } else {
            format!("{called}：{}", kept.file.name)
        },
        kind: kind(&kept.file.name),
        size: size(kept.bytes),
        href: format!("{CASE}/{case}/enclosures/{}", kept.id),
    };
    versions.iter().map(row).collect()
}

/// What a file is, by its name.
fn kind(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "pdf" => "PDF",
        "ofd" => "OFD",
        "doc" | "docx" | "wps" => "Word",
        "xls" | "xlsx" => "Excel",
        "pptx" => "PPT",
        "csv" => "CSV 表格",
        "png" | "jpg" | "jpeg" => "图片",
        _ => "文本",
    }
}

impl Withheld {
    fn of(one: &Enclosure) -> Option<Self> {
        let item = &one.item;
        let given = match item.given {
            Given::Whole => return None,
            given => given.label(),
        };
        Some(Self {
            name: item.name.clone(),
            given,
            reason: item.reason.clone(),
            article: item.article().to_owned(),
        })
    }
}

/// One file of the answer; the fetch is on record.
pub async fn file(
    pass: Pass,
    Path((case, file)): Path<(CaseId, EnclosureFileId)>,
) -> Result<Response, NoPass> {
    let (office, moment) = (pass.visitor.office(), pass.visitor.moment);
    let file = enclosures::fetch(office, &pass.who, moment, case, file).await?;
    Ok(download_opened(file))
}

/// The letter and all its files as one archive; the fetch is on record.
pub async fn bundle(pass: Pass, Path((case, letter)): Path<(CaseId, LetterId)>) -> Result<Response, NoPass> {
    let (office, moment) = (pass.visitor.office(), pass.visitor.moment);
    let letters = office::cases::letters::for_applicant(office, &pass.who, case).await?;
    let found = letters
        .into_iter()
        .find(|one| one.id == letter)
        .ok_or(Problem::Missing)?;
    let number = found.letter.number.clone().unwrap_or_default();
    let title = format!("{}{number}", found.letter.title);
    let app = &pass.visitor.app;
    let gate = &office.limits().visitors;
    let scan = office::cases::letters::read_scan_for_applicant(office, &pass.who, case, letter).await?;
    let has_scan = scan.is_some();
    let (extension, copy) = if let Some(scan) = scan {
        scan
    } else {
        let printed = papers::pdf(app, gate, Printable::Letter(Box::new(found)));
        ("pdf".to_owned(), printed.await.map_err(Problem::from)?)
    };
    office::cases::letters::record_fetch(office, &pass.who, moment, case, letter, has_scan).await?;
    let mut files = vec![(format!("{title}.{extension}"), copy)];
    files.extend(enclosures::fetch_all(office, &pass.who, moment, case, letter).await?);
    let packing = gate.run(move || paper::bundle(&files));
    let bytes = packing.await?.map_err(Problem::from)?;
    Ok(download(&format!("{title}.zip"), "application/zip", bytes))
}
