//! The approval form of a document (发布审批单) to print, to sign on paper or to keep: of one item, of a month bound as one; and the log
//! of secrecy reviews of a year.

use axum::extract::Path;
use axum::response::Response;
use jiff::ToSpan;
use jiff::civil::Date;
use law::review::Standing;
use office::DocumentId;
use office::documents::{self, Approval};
use office::placements::{self, Outlet};
use paper::letters::{ApprovalLevel, ApprovalSheet, approval_docx, approval_pdf};

use super::facts::outlet_names;
use super::review::QUEUE;
use super::stepper::{does, signed};
use crate::desk::layout::Desk;
use crate::download::{DOCX, PDF, XLSX, download, encoded};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::forms::typed_year;
use crate::when::{minute, start_of};

/// The form of one document's latest edition.
pub async fn file(
    desk: Desk,
    Path((id, extension)): Path<(DocumentId, String)>,
) -> Result<Response, Problem> {
    let approval = documents::approval(desk.office(), &desk.actor, id).await?;
    let name = format!("发布审批单 {}", approval.index_number);
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    made(&desk, vec![sheet(&desk, &approval, &outlets)], &name, &extension).await
}

/// The forms of all that went out in a month, as one.
pub async fn month(
    desk: Desk,
    Path((month, extension)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let first: Date = format!("{month}-01").parse().map_err(|_error| Problem::Missing)?;
    let next = first.checked_add(1.month()).map_err(|_error| Problem::Missing)?;
    let between = start_of(first).zip(start_of(next)).ok_or(Problem::Missing)?;
    let approvals = documents::approvals_between(desk.office(), &desk.actor, between).await?;
    if approvals.is_empty() {
        let told = format!("{month} 没有发布政府信息，没有审批单可以装订。");
        return Ok(redirect_with(QUEUE, &told));
    }
    let outlets = placements::outlets(desk.office(), &desk.actor).await?;
    let sheets = approvals
        .iter()
        .map(|approval| sheet(&desk, approval, &outlets))
        .collect();
    made(&desk, sheets, &format!("发布审批单 {month}"), &extension).await
}

async fn made(
    desk: &Desk,
    sheets: Vec<ApprovalSheet>,
    name: &str,
    extension: &str,
) -> Result<Response, Problem> {
    let (gate, today) = (&desk.office().limits().staff, desk.moment.today);
    let name = format!("{name}.{extension}");
    match extension {
        "pdf" => {
            let maker = desk.app.clone();
            let bytes = gate
                .run(move || approval_pdf(&sheets, today, maker.fonts()?))
                .await??;
            Ok(download(&name, PDF, bytes))
        }
        "docx" => {
            let bytes = gate.run(move || approval_docx(&sheets, today)).await??;
            Ok(download(&name, DOCX, bytes))
        }
        _ => Err(Problem::Missing),
    }
}

fn sheet(desk: &Desk, approval: &Approval, known: &[Outlet]) -> ApprovalSheet {
    let edition = &approval.edition;
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let out = approval.publication.as_ref();
    ApprovalSheet {
        organ: desk.organ.name.clone(),
        number: format!("{} 第 {} 稿", approval.index_number, edition.number),
        title: edition.title.clone(),
        document_number: text(&edition.document_number),
        column: approval.column.clone(),
        outlets: outlet_names(&edition.life.outlets, known),
        article: article(edition),
        source: edition.issuer.clone(),
        publicity: edition
            .publicity
            .map(|publicity| publicity.label().to_owned())
            .unwrap_or_default(),
        writer: edition.writer.clone(),
        submitted: approval
            .submission()
            .map(|step| minute(step.taken_at))
            .unwrap_or_default(),
        content: text(&edition.summary),
        attachments: approval
            .attachments
            .iter()
            .map(|file| file.name.clone())
            .collect(),
        proofread: if out.is_some() {
            "发布时检查，标题、正文和附件中没有密级标志和身份证号码。".to_owned()
        } else {
            String::new()
        },
        levels: levels(approval),
        published: out
            .map(|out| {
                let href = address(desk, &approval.index_number);
                format!("{} {}，{href}", out.publisher, minute(out.published_at))
            })
            .unwrap_or_default(),
        changed: out.map(withdrawn).unwrap_or_default(),
        hash: approval.review.hash().to_owned(),
    }
}

/// What it is called and summed up as in the account, where that is not its own title and summary.
fn article(edition: &documents::Edition) -> String {
    let told = [
        ("标题：", &edition.life.article_title),
        ("摘要：", &edition.life.article_digest),
    ];
    let told = told.into_iter().filter_map(|(label, words)| {
        let words = words.as_deref()?;
        Some(format!("{label}{words}"))
    });
    told.collect::<Vec<_>>().join("\n")
}

fn withdrawn(out: &documents::Publication) -> String {
    let (Some(by), Some(at)) = (&out.withdrawn_by, out.withdrawn_at) else {
        return String::new();
    };
    let reason = out.withdrawal_reason.as_deref().unwrap_or_default();
    format!("{by} {} 撤回：{reason}", minute(at))
}

fn address(desk: &Desk, index_number: &str) -> String {
    let path = format!("/documents/{}", encoded(index_number));
    match &desk.app.settings().public_url {
        Some(url) => format!("{}{path}", url.trim_end_matches('/')),
        None => path,
    }
}

/// What is out bears what was agreed to then; what is under review the levels of its chain, with room to sign those that wait.
fn levels(approval: &Approval) -> Vec<ApprovalLevel> {
    let review = &approval.review;
    if approval.publication.is_some() && review.standing != Standing::Passed {
        let agreed = approval.agreements().into_iter();
        return agreed
            .map(|step| ApprovalLevel {
                name: step.level_name().to_owned(),
                does: step.taken_as.as_ref().map_or("保密审查".to_owned(), |taken| {
                    let secrecy = if taken.is_secrecy { "，保密审查" } else { "" };
                    format!("{}{secrecy}", taken.does.label())
                }),
                opinion: step.opinion.clone().unwrap_or_default(),
                signed: signed(step),
            })
            .collect();
    }
    let levels = review.levels.iter().flat_map(law::review::Levels::all);
    levels
        .map(|(level, setting)| {
            let step = review.agreement(level);
            ApprovalLevel {
                name: setting.name.clone(),
                does: does(setting),
                opinion: step.and_then(|step| step.opinion.clone()).unwrap_or_default(),
                signed: step.map(signed).unwrap_or_default(),
            }
        })
        .collect()
}

/// The secrecy reviews of a year.
pub async fn secrecy_log(desk: Desk, Path(year): Path<String>) -> Result<Response, Problem> {
    let year = typed_year(&year).ok_or(Problem::Missing)?;
    let first = |year| Date::new(year, 1, 1).ok().and_then(start_of);
    let between = first(year).zip(first(year + 1)).ok_or(Problem::Missing)?;
    let log = documents::secrecy_log(desk.office(), &desk.actor, between).await?;
    let lines = log.into_iter().map(|entry| {
        [
            minute(entry.at),
            entry.index_number,
            entry.title,
            entry.edition.to_string(),
            entry.step.level_name().to_owned(),
            entry.step.signed_by(),
            entry.step.verdict.label().to_owned(),
            entry.step.opinion.unwrap_or_default(),
        ]
    });
    let (lines, today) = (lines.collect::<Vec<_>>(), desk.moment.today);
    let title = format!("{}保密审查登记（{year}年）", desk.organ.name);
    let gate = &desk.office().limits().staff;
    let bytes = gate
        .run(move || paper::secrecy_log::xlsx(&title, &lines, today))
        .await??;
    Ok(download(&format!("保密审查登记 {year}.xlsx"), XLSX, bytes))
}
