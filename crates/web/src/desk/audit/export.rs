//! The log as a file: JSON, whose chain `gongkai audit verify --file` goes through alone, and a workbook to read.

use axum::body::Body;
use axum::response::Response;
use office::audit::export::{self, SheetLine};
use paper::audit_log::Line;
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::download::{XLSX, download, saved_under};
use crate::errors::{Problem, internal};
use crate::when::second;

/// What is wanted: `json` or `xlsx`.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    format: String,
}

/// Gives the file.
pub async fn give(desk: Desk, ProtectedForm(wanted): ProtectedForm<Wanted>) -> Result<Response, Problem> {
    let name = format!("{}审计日志（{}）", desk.organ.name, desk.moment.today);
    match wanted.format.as_str() {
        "json" => {
            let export = export::json(desk.office(), &desk.actor, desk.moment, &desk.organ.name).await?;
            let body = Body::from_stream(export.pieces());
            Ok(saved_under(&format!("{name}.json"), "application/json", body))
        }
        "xlsx" => workbook(&desk, name).await,
        _ => Err(Problem::Malformed("请用导出按钮选择格式。".to_owned())),
    }
}

async fn workbook(desk: &Desk, title: String) -> Result<Response, Problem> {
    let (lines, has_older) = export::sheet(desk.office(), &desk.actor, desk.moment).await?;
    let note = if has_older {
        format!(
            "新的在前，只有最近 {} 条；全部记录和校验链见导出的 JSON。",
            lines.len()
        )
    } else {
        format!("新的在前，共 {} 条；校验链见导出的 JSON。", lines.len())
    };
    let (file, today) = (format!("{title}.xlsx"), desk.moment.today);
    let gate = &desk.office().limits().staff;
    let written = gate.run(move || {
        let lines: Vec<Line> = lines.into_iter().map(line).collect();
        paper::audit_log::xlsx(&title, &note, &lines, today)
    });
    let bytes = written.await?.map_err(|error| internal(&error))?;
    Ok(download(&file, XLSX, bytes))
}

fn line(line: SheetLine) -> Line {
    Line {
        seq: line.seq,
        cells: [
            second(line.at),
            line.sentence,
            line.subject,
            line.particulars,
            line.address,
            line.act,
            line.hash,
        ],
    }
}
