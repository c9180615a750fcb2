//! An annual report checked for anybody, before it is published (国办公开办函〔2021〕30号): pasted or chosen as a file, read and
//! checked as the desk's are. Nothing of it is kept; it is read behind the gate of costly work, and so often an hour alone.

use askama::Template;
use axum::extract::DefaultBodyLimit;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use law::reports::{Context, Finding, Level, Reading};
use office::visits::{self, Visit};

use super::layout::Frame;
use super::visitor::Visitor;
use crate::app::App;
use crate::csrf::ProtectedUpload;
use crate::errors::Problem;
use crate::forms::FieldErrors;

/// Its address.
pub const HERE: &str = "/check";
/// How many reports one address has checked in an hour.
const MOST: i64 = 60;
/// The largest body: a file of 20 MB and what stands around it.
const LONGEST_BODY: usize = 21 << 20;
/// The longest text that is pasted, in characters; a whole report has some ten thousand.
const LONGEST_TEXT: usize = 200_000;

/// The page, with and without a report.
pub fn methods() -> MethodRouter<App> {
    get(show).post(check).layer(DefaultBodyLimit::max(LONGEST_BODY))
}

#[derive(Template)]
#[template(path = "site/report_check.html")]
struct CheckPage {
    frame: Frame,
    csrf: String,
    checked: Option<Checked>,
    /// What was pasted: it is the visitor's own, to be corrected and checked again.
    pasted: String,
    errors: FieldErrors,
}

/// A report as it was sent.
struct Sent {
    /// The field that brought it.
    field: &'static str,
    name: String,
    bytes: Vec<u8>,
}

/// What was found in a report.
struct Checked {
    title: String,
    /// How many of each level.
    summary: String,
    /// Each with the notice it goes by in this report's format.
    findings: Vec<(Finding, &'static str)>,
}

/// The form.
pub async fn show(visitor: Visitor) -> Result<Response, Problem> {
    visitor.page(&page(&visitor, String::new(), None, FieldErrors::none()))
}

fn page(visitor: &Visitor, pasted: String, checked: Option<Checked>, errors: FieldErrors) -> CheckPage {
    CheckPage {
        frame: visitor.frame("年度报告检查", &[("年度报告", "/reports")]),
        csrf: visitor.secret(),
        checked,
        pasted,
        errors,
    }
}

/// What is found in what was sent.
async fn check(visitor: Visitor, upload: ProtectedUpload) -> Result<Response, Problem> {
    let mut errors = FieldErrors::none();
    let pasted = upload.field("text").unwrap_or_default().to_owned();
    let Some(sent) = sent(upload, &pasted, &mut errors) else {
        return visitor.again(&page(&visitor, pasted, None, errors));
    };
    let counted = visits::note(
        visitor.office(),
        visitor.moment,
        Visit::ReportChecked,
        &visitor.address,
    )
    .await?;
    if counted.times > MOST {
        errors.add(sent.field, "检查的次数太多，请过一小时再试。");
        return visitor.later(
            &page(&visitor, pasted, None, errors),
            visitor.seconds_until(counted.until),
        );
    }
    let Sent { field, name, bytes } = sent;
    let gate = &visitor.office().limits().visitors;
    let read = gate
        .run(move || paper::reports::read(&bytes, &name).map(|reading| Checked::of(&reading)))
        .await?;
    match read {
        Ok(checked) => visitor.page(&page(&visitor, pasted, Some(checked), errors)),
        Err(unreadable) => {
            errors.add(field, unreadable.to_string());
            visitor.again(&page(&visitor, pasted, None, errors))
        }
    }
}

/// The file that was chosen, or else the text that was pasted.
fn sent(upload: ProtectedUpload, pasted: &str, errors: &mut FieldErrors) -> Option<Sent> {
    if let Some(file) = upload.files.into_iter().find(|file| !file.bytes.is_empty()) {
        return Some(Sent {
            field: "file",
            name: file.name,
            bytes: file.bytes.to_vec(),
        });
    }
    if pasted.trim().is_empty() {
        errors.add("file", "请选择报告文件，或者粘贴报告全文。");
        None
    } else if pasted.chars().count() > LONGEST_TEXT {
        errors.add("text", "粘贴的文字太长，请改为选择文件。");
        None
    } else {
        Some(Sent {
            field: "text",
            name: "粘贴的文字.txt".to_owned(),
            bytes: pasted.as_bytes().to_vec(),
        })
    }
}

impl Checked {
    fn of(reading: &Reading) -> Self {
        let findings = reading.check(&Context::of_file(&reading.report, None, None));
        let count = |level| findings.iter().filter(|finding| finding.level() == level).count();
        let summary = match (count(Level::Error), count(Level::Warning)) {
            (0, 0) => "勾稽关系全部成立，没有发现问题。".to_owned(),
            (0, warnings) => format!("没有错误，{warnings} 个提示。请核对；口径不同等原因造成的可以不改。"),
            (errors, warnings) => format!(
                "{errors} 个错误，{warnings} 个提示。错误改正后才能公布；提示请核对，口径不同等原因造成的可以不改。"
            ),
        };
        let with_source = |finding: Finding| {
            let source = finding.check.source_in(reading.report.format);
            (finding, source)
        };
        Self {
            title: reading.report.title(),
            summary,
            findings: findings.into_iter().map(with_source).collect(),
        }
    }
}
