//! One year: the report as it will be printed, what the checks say, its editions, and the draft as a file.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use law::reports::{Explanation, Format, Report};
use law::staff::Act;
use office::reports::{self, Edition};
use paper::reports::Imprint;

use super::counted::Late;
use super::review::Reviewed;
use super::{Found, HERE, counted, draft_of, found, standing};
use crate::desk::layout::{Desk, Frame};
use crate::desk::menu::Section;
use crate::download::download_opened;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::papers::kept_words;
use crate::report_files;
use crate::report_parts::{Printed, lines, sections};
use crate::when::minute;

struct Out {
    number: i64,
    told: String,
    correction: Option<String>,
    exception: Option<String>,
    explained: Vec<Explanation>,
    digest: String,
    paper: Option<String>,
    href: String,
}

#[derive(Template)]
#[template(path = "desk/reports/show.html")]
pub struct ShowPage {
    frame: Frame,
    year: i16,
    title: String,
    state: String,
    badge: &'static str,
    changed: String,
    source: Option<String>,
    /// The day of its publication elsewhere, and by what it is known.
    first_published: Option<(String, String)>,
    format: Format,
    sections: Vec<Printed>,
    findings: Vec<Found>,
    counted: String,
    outs: Vec<Out>,
    /// What the records changed since it was frozen.
    late: Option<Late>,
    is_published: bool,
    /// The workbench, for those who may write.
    bench: String,
    may_write: bool,
    may_publish: bool,
    /// Its review, where the organ set a chain for reports.
    review: Option<Reviewed>,
    /// What was typed to whoever wrote it.
    opinion: String,
    errors: FieldErrors,
}

/// The year's page.
pub async fn show(desk: Desk, Path(year): Path<i16>) -> Result<Response, Problem> {
    let page = page(&desk, year, String::new(), FieldErrors::none()).await?;
    desk.page(&page)
}

/// The page with what was typed at its review, and what was wrong with it.
pub async fn page(desk: &Desk, year: i16, opinion: String, errors: FieldErrors) -> Result<ShowPage, Problem> {
    let draft = draft_of(desk, year).await?;
    let review = Reviewed::of(desk, &draft).await?;
    let is_reviewed = review.as_ref().is_none_or(|review| review.is_passed);
    let findings = reports::findings(desk.office(), &desk.actor, &draft.reading).await?;
    let editions = reports::editions(desk.office(), &desk.actor, year).await?;
    let newest = draft.latest_edition;
    let (state, badge) = standing(&draft);
    let format = draft.reading.report.format;
    // What was printed long ago is not written anew.
    let may_write = desk.may(Act::WriteReports) && format.has_tables();
    Ok(ShowPage {
        frame: desk.frame(&format!("{year} 年度报告"), Section::Reports, &[]),
        year,
        title: draft.reading.report.title(),
        state,
        badge,
        changed: format!("{}于 {} 修改", draft.changed_by, minute(draft.changed_at)),
        source: draft.source_name.clone(),
        first_published: draft
            .first_published
            .as_ref()
            .map(|first| (first.on.to_string(), first.why.clone())),
        format,
        sections: printed(&draft.reading.report),
        counted: counted(&findings, 0),
        findings: found(findings, &draft.explanations),
        outs: editions
            .into_iter()
            .map(|edition| Out::of(edition, year, newest))
            .collect(),
        late: Late::of(desk, year).await?,
        is_published: newest > 0,
        bench: if may_write {
            format!("{HERE}/{year}/draft")
        } else {
            String::new()
        },
        may_write,
        may_publish: desk.may(Act::PublishReports) && (draft.has_changes || newest == 0) && is_reviewed,
        review,
        opinion,
        errors,
    })
}

/// The report as it is printed: what stands before its sections, these, and what stands after them.
pub fn printed(report: &Report) -> Vec<Printed> {
    let apart = |title: &str, text: &str| Printed {
        number: 0,
        title: title.to_owned(),
        table: None,
        paragraphs: lines(text),
    };
    let opening = Some(apart("标题之下", &report.opening)).filter(|one| !one.paragraphs.is_empty());
    let closing = Some(apart("正文之后", &report.closing)).filter(|one| !one.paragraphs.is_empty());
    opening
        .into_iter()
        .chain(sections(report))
        .chain(closing)
        .collect()
}

/// The draft as a file, to be looked at before it is published.
pub async fn file(desk: Desk, Path((year, format)): Path<(i16, String)>) -> Result<Response, Problem> {
    if format == "original" {
        let kept = reports::file_of_draft(desk.office(), &desk.actor, year).await?;
        return Ok(download_opened(kept.ok_or(Problem::Missing)?));
    }
    let draft = draft_of(&desk, year).await?;
    let gate = &desk.office().limits().staff;
    report_files::file(
        &desk.app,
        gate,
        &draft.reading.report,
        Imprint::default(),
        &format,
    )
    .await
}

impl Out {
    fn of(edition: Edition, year: i16, newest: i64) -> Self {
        Self {
            number: edition.number,
            told: format!("{}于 {} 公布", edition.publisher, minute(edition.published_at)),
            correction: edition.correction,
            exception: edition.exception,
            explained: edition.explained,
            digest: edition.digest,
            paper: edition.paper.as_ref().map(kept_words),
            href: if edition.number == newest {
                format!("/reports/{year}")
            } else {
                format!("/reports/{year}/editions/{}", edition.number)
            },
        }
    }
}
