//! Papers of what was signed or frozen: those bytes that were kept, and where none were kept yet they are printed and kept
//! at once. The server's worker prints by the same road; whoever comes first, everybody gets the same bytes afterwards.

use std::fmt;

use office::OfficeError;
use office::limits::Gate;
use office::papers::{self, Paper, Printable};
use paper::PaperError;

use crate::app::App;
use crate::errors::Problem;
use crate::report_files::imprint;
use crate::when::minute;

/// Why a paper can't be had.
#[derive(Debug)]
pub enum PrintError {
    Office(OfficeError),
    Paper(PaperError),
}

impl fmt::Display for PrintError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Office(error) => error.fmt(formatter),
            Self::Paper(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for PrintError {}

impl From<OfficeError> for PrintError {
    fn from(error: OfficeError) -> Self {
        Self::Office(error)
    }
}

impl From<PaperError> for PrintError {
    fn from(error: PaperError) -> Self {
        Self::Paper(error)
    }
}

impl From<PrintError> for Problem {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Office(error) => error.into(),
            PrintError::Paper(error) => error.into(),
        }
    }
}

/// Prints what was signed or frozen, for the job of the act that did it.
pub async fn print(app: &App, printed: Printable) -> Result<(), PrintError> {
    let gate = &app.office().limits().staff;
    pdf(app, gate, printed).await.map(|_bytes| ())
}

/// The PDF that stands. Where it must be printed, that is done behind this gate: it takes a moment.
pub async fn pdf(app: &App, gate: &Gate, printed: Printable) -> Result<Vec<u8>, PrintError> {
    if let Some(bytes) = papers::bytes(app.office(), &printed).await? {
        return Ok(bytes);
    }
    let maker = app.clone();
    let making = gate.run(move || {
        let bytes = match &printed {
            Printable::Letter(letter) => paper::letters::pdf(&letter.letter, maker.fonts()?),
            Printable::Report(report) => {
                paper::reports::pdf(&report.report, &imprint(report), maker.fonts()?)
            }
        };
        bytes.map(|bytes| (printed, bytes))
    });
    let (printed, bytes) = making.await??;
    Ok(papers::keep(app.office(), app.moment(), &printed, bytes).await?)
}

/// What the desk says of a paper that is kept.
pub fn kept_words(paper: &Paper) -> String {
    let later = if paper.is_made_later {
        "，后补制作"
    } else {
        ""
    };
    format!(
        "PDF 已于 {} 留存{later}，以后下载的都是这一份。SM3：{}",
        minute(paper.made_at),
        paper.digest
    )
}
