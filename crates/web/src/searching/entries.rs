//! What is public as entries of the index: documents with their files, annual reports, the guide, answers to applications,
//! published questions.

use std::collections::BTreeMap;

use axum::body::{Body, to_bytes};
use law::columns::Kind;
use law::documents::Validity;
use law::proof::PartKind;
use law::reports::{ArchivePiece, Report};
use office::cases::answer_log::{self, PublicAnswer};
use office::columns::{self, ColumnNode};
use office::documents::{self, Attachment, PublishedDocument};
use office::matters::{self, PublicMatter};
use office::organs::{self, Organ};
use office::reports::{self, PublishedReport};
use office::{LoggedAnswerId, Office, OfficeError, OrganId};
use search::{Entry, Part};

use crate::download::encoded;
use crate::when::civil_day;

/// The largest file whose text is taken in.
const LARGEST_FILE: usize = 20 << 20;

/// What an entry is of; its code stands in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Document,
    Report,
    Guide,
    Answer,
    Question,
}

impl Shown {
    pub const ALL: [Self; 5] = [
        Self::Document,
        Self::Report,
        Self::Guide,
        Self::Answer,
        Self::Question,
    ];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Report => "report",
            Self::Guide => "guide",
            Self::Answer => "answer",
            Self::Question => "question",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Document => "政府信息",
            Self::Report => "年度报告",
            Self::Guide => "公开指南",
            Self::Answer => "依申请公开答复",
            Self::Question => "问答选登",
        }
    }

    /// The key of one with this number.
    pub fn key(self, number: impl std::fmt::Display) -> String {
        format!("{}:{number}", self.code())
    }

    /// What a key is of.
    pub fn of_key(key: &str) -> Option<(Self, &str)> {
        let (code, number) = key.split_once(':')?;
        let kind = Self::ALL.into_iter().find(|kind| kind.code() == code)?;
        Some((kind, number))
    }
}

/// The organs of this installation with their columns, read once for a round.
pub struct Organs(BTreeMap<OrganId, (Organ, Vec<ColumnNode>)>);

impl Organs {
    pub async fn read(office: &Office) -> Result<Self, OfficeError> {
        let mut all = BTreeMap::new();
        for organ in organs::every(office).await? {
            let columns = columns::shown_tree(office, organ.id).await?;
            all.insert(organ.id, (organ, columns));
        }
        Ok(Self(all))
    }

    /// A document, with the texts of its files.
    pub async fn document(
        &self,
        office: &Office,
        document: PublishedDocument,
    ) -> Result<Option<Entry>, OfficeError> {
        let Some((organ, columns)) = self.0.get(&document.column.organ) else {
            return Ok(None);
        };
        let edition = &document.edition;
        let html = edition.html(&office.limits().staff).await?;
        let mut parts = vec![Part::of_page(prose::plain_of_html(&html))];
        parts.extend(edition.summary.clone().map(Part::of_page));
        for file in &document.attachments {
            parts.extend(of_file(office, organ.id, file).await?);
        }
        let slug = document.column.slug.as_str();
        let validity = Some(edition.validity).filter(|validity| *validity != Validity::NotApplicable);
        Ok(Some(Entry {
            key: Shown::Document.key(document.id),
            organ: organ.code.clone(),
            title: edition.title.clone(),
            address: format!("/documents/{}", encoded(&document.index_number)),
            numbers: edition
                .document_number
                .clone()
                .into_iter()
                .chain([document.index_number.clone()])
                .collect(),
            day: Some(civil_day(document.listed_at)),
            kind: Shown::Document.code().to_owned(),
            category: Some(edition.category.code().to_owned()),
            validity: validity.map(|validity| validity.code().to_owned()),
            has_ended: matches!(edition.validity, Validity::Repealed | Validity::Expired),
            columns: way_to(columns, slug).unwrap_or_else(|| vec![slug.to_owned()]),
            parts,
        }))
    }

    /// All that is no document.
    pub async fn others(&self, office: &Office) -> Result<Vec<Entry>, OfficeError> {
        let mut entries = Vec::new();
        for (organ, columns) in self.0.values() {
            entries.push(guide(organ, columns));
            for report in reports::published_all(office, organ.id).await? {
                entries.push(of_report(organ, columns, &report));
            }
            for (id, answer) in answer_log::published_entries(office, organ.id).await? {
                entries.push(of_answer(organ, id, answer));
            }
            let questions = matters::published_questions(office, organ.id).await?;
            entries.extend(questions.into_iter().map(|one| of_question(organ, one)));
        }
        Ok(entries)
    }
}

/// The names of a column and of those it stands under, its own first.
fn way_to(columns: &[ColumnNode], slug: &str) -> Option<Vec<String>> {
    columns.iter().find_map(|node| {
        let own = node.column.slug.clone();
        if own == slug {
            return Some(vec![own]);
        }
        let mut way = way_to(&node.children, slug)?;
        way.push(own);
        Some(way)
    })
}

fn fixed(columns: &[ColumnNode], kind: Kind) -> Vec<String> {
    let of_kind = columns.iter().filter(|node| node.column.kind == kind);
    of_kind.map(|node| node.column.slug.clone()).take(1).collect()
}

fn guide(organ: &Organ, columns: &[ColumnNode]) -> Entry {
    let fields = organ.guide.fields().into_iter();
    let lines = fields
        .filter(|(_, _, value)| !value.trim().is_empty())
        .map(|(_, label, value)| format!("{label}：{value}"));
    Entry {
        key: Shown::Guide.key(organ.id),
        organ: organ.code.clone(),
        title: format!("{}政府信息公开指南", organ.name),
        address: "/guide".to_owned(),
        kind: Shown::Guide.code().to_owned(),
        columns: fixed(columns, Kind::Guide),
        parts: vec![Part::of_page(lines.collect::<Vec<_>>().join("\n"))],
        ..Entry::default()
    }
}

fn of_report(organ: &Organ, columns: &[ColumnNode], published: &PublishedReport) -> Entry {
    let year = published.report.year;
    Entry {
        key: Shown::Report.key(format!("{}-{year}", organ.id)),
        organ: organ.code.clone(),
        title: published.report.title(),
        address: format!("/reports/{year}"),
        day: Some(published.day()),
        kind: Shown::Report.code().to_owned(),
        columns: fixed(columns, Kind::Reports),
        parts: vec![Part::of_page(text_of(&published.report))],
        ..Entry::default()
    }
}

/// The words of a report, without its tables.
fn text_of(report: &Report) -> String {
    let sections = (1..=6).map(|number| report.sections.get(number).to_owned());
    let archive = report.archive.parts.iter().flat_map(|part| {
        let pieces = part.pieces.iter().map(|piece| match piece {
            ArchivePiece::Paragraph(text) => text.clone(),
            ArchivePiece::Table(rows) => {
                let cells = rows.iter().flatten().map(|cell| cell.text.as_str());
                cells.collect::<Vec<_>>().join("\n")
            }
        });
        std::iter::once(part.heading.clone()).chain(pieces)
    });
    let all = std::iter::once(report.opening.clone())
        .chain(sections)
        .chain(archive)
        .chain([report.closing.clone()]);
    all.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n")
}

fn of_answer(organ: &Organ, id: LoggedAnswerId, answer: PublicAnswer) -> Entry {
    Entry {
        key: Shown::Answer.key(id),
        organ: organ.code.clone(),
        address: crate::site::answered_by(&answer.title),
        title: answer.title,
        day: Some(answer.replied_on),
        kind: Shown::Answer.code().to_owned(),
        parts: vec![Part::of_page(format!(
            "{}\n{}",
            answer.outcome.in_words(),
            answer.summary
        ))],
        ..Entry::default()
    }
}

/// A question and its answer, as they were redacted.
fn of_question(organ: &Organ, one: PublicMatter) -> Entry {
    Entry {
        key: Shown::Question.key(one.id),
        organ: organ.code.clone(),
        address: crate::site::question_address(one.id),
        title: one.title,
        day: Some(one.answered_on),
        kind: Shown::Question.code().to_owned(),
        parts: vec![Part::of_page(format!("{}\n{}", one.words, one.answer))],
        ..Entry::default()
    }
}

/// The texts of a file, page by page where it has pages. A file that nobody can read has its name alone.
async fn of_file(office: &Office, organ: OrganId, file: &Attachment) -> Result<Vec<Part>, OfficeError> {
    let name_alone = vec![Part {
        place: file.name.clone(),
        page: None,
        text: file.name.clone(),
    }];
    if usize::try_from(file.bytes).unwrap_or(usize::MAX) > LARGEST_FILE {
        return Ok(name_alone);
    }
    let opened = documents::file_for_public(office, organ, file.id).await?;
    let Ok(bytes) = to_bytes(Body::from_stream(opened.content.into_stream()), LARGEST_FILE).await else {
        return Ok(name_alone);
    };
    let name = file.name.clone();
    let read = office
        .limits()
        .staff
        .run(move || paper::proof::manuscript(&name, &bytes));
    let Ok(Ok(manuscript)) = read.await else {
        return Ok(name_alone);
    };
    let mut parts: Vec<Part> = Vec::new();
    for one in manuscript.parts {
        let is_shown = matches!(
            one.kind,
            PartKind::Title | PartKind::Paragraph | PartKind::Cell { .. }
        );
        if !is_shown {
            continue;
        }
        let page = page_of(&one.place);
        match parts.last_mut().filter(|last| last.page == page) {
            Some(last) => {
                last.text.push('\n');
                last.text.push_str(&one.text);
            }
            None => parts.push(Part {
                place: file.name.clone(),
                page,
                text: one.text,
            }),
        }
    }
    Ok(if parts.is_empty() { name_alone } else { parts })
}

/// `第3页`
fn page_of(place: &str) -> Option<u32> {
    let (number, _) = place.strip_prefix('第')?.split_once('页')?;
    number.parse().ok()
}
