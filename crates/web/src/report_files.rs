//! A report as a file to save: PDF, DOCX, XLSX, JSON or its figures as CSV, of a published edition or of a draft.

use axum::response::Response;
use law::reports::Report;
use office::limits::Gate;
use office::papers::Printable;
use office::reports::PublishedReport;
use paper::reports::Imprint;

use crate::app::App;
use crate::download::{download, shown};
use crate::errors::Problem;
use crate::papers;

/// A format a report is given out in.
#[derive(Clone, Copy)]
enum Format {
    Pdf,
    Docx,
    Xlsx,
    Json,
    Csv,
}

/// The media types of data.
pub const CSV: &str = "text/csv; charset=utf-8; header=present";
pub const JSON: &str = "application/json; charset=utf-8";

impl Format {
    const ALL: [Self; 5] = [Self::Pdf, Self::Docx, Self::Xlsx, Self::Json, Self::Csv];

    const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.extension() == extension)
    }

    const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Json => JSON,
            Self::Csv => CSV,
        }
    }

    /// Whether a browser shows it in its own window.
    const fn is_shown_by_browsers(self) -> bool {
        matches!(self, Self::Pdf | Self::Json)
    }
}

/// What a published edition says of itself in its files.
pub fn imprint(published: &PublishedReport) -> Imprint {
    Imprint {
        edition: u32::try_from(published.edition).unwrap_or(0),
        published_on: Some(published.day()),
        correction: published.correction.clone(),
    }
}

/// A published edition as a file of that extension. Its PDF is the one that was kept.
pub async fn published_file(
    app: &App,
    gate: &Gate,
    published: PublishedReport,
    extension: &str,
) -> Result<Response, Problem> {
    if extension != Format::Pdf.extension() || !published.report.format.has_tables() {
        return file(app, gate, &published.report, imprint(&published), extension).await;
    }
    let title = published.report.title();
    let bytes = papers::pdf(app, gate, Printable::Report(Box::new(published))).await?;
    Ok(answer(&title, Format::Pdf, bytes))
}

/// The report as a file of that extension, printed anew behind this gate: it takes a moment.
pub async fn file(
    app: &App,
    gate: &Gate,
    report: &Report,
    imprint: Imprint,
    extension: &str,
) -> Result<Response, Problem> {
    // An archive edition is given out as the file it came from, and as data.
    let format = Format::from_extension(extension)
        .filter(|format| report.format.has_tables() || matches!(format, Format::Json))
        .ok_or(Problem::Missing)?;
    let (maker, source) = (app.clone(), report.clone());
    let made = gate.run(move || match format {
        Format::Pdf => paper::reports::pdf(&source, &imprint, maker.fonts()?),
        Format::Docx => paper::reports::docx(&source, &imprint),
        Format::Xlsx => paper::reports::xlsx(&source, &imprint),
        Format::Json => paper::reports::json(&source, &imprint),
        Format::Csv => paper::reports::csv(&source, &imprint),
    });
    let bytes = made.await??;
    Ok(answer(&report.title(), format, bytes))
}

fn answer(title: &str, format: Format, bytes: Vec<u8>) -> Response {
    let name = format!("{title}.{}", format.extension());
    if format.is_shown_by_browsers() {
        shown(&name, format.media_type(), bytes)
    } else {
        download(&name, format.media_type(), bytes)
    }
}
