//! A document as a file to take away: PDF, DOCX, and its tables as XLSX, made of its written text.

use std::collections::BTreeMap;

use axum::response::Response;
use office::documents::Edition;
use office::limits::Gate;
use paper::documents::out::{self, WrittenOut};

use crate::app::App;
use crate::download::{DOCX, PDF, XLSX, download};
use crate::errors::Problem;

/// What is given out.
pub struct Asked {
    pub organ: String,
    pub edition: Edition,
    /// Names of its attachments, in order.
    pub attachments: Vec<String>,
    /// Files of its pictures by their addresses.
    pub pictures: BTreeMap<String, Vec<u8>>,
    /// Where it comes from, as the last line says.
    pub source: String,
}

/// The document as a file of that extension, behind this gate: it takes a moment.
pub async fn file(app: &App, gate: &Gate, asked: Asked, extension: &str) -> Result<Response, Problem> {
    let html = asked.edition.canonical(gate).await?;
    let title = asked.edition.title.clone();
    let (maker, wanted) = (app.clone(), extension.to_owned());
    let make = move || {
        let document = WrittenOut {
            organ: &asked.organ,
            title: &asked.edition.title,
            document_number: asked.edition.document_number.as_deref(),
            formed_on: asked.edition.formed_on,
            html: &html,
            pictures: asked.pictures,
            attachments: &asked.attachments,
            source: &asked.source,
        };
        match wanted.as_str() {
            "pdf" => out::pdf(&document, maker.fonts()?).map(|bytes| Some((PDF, bytes))),
            "docx" => out::docx(&document).map(|bytes| Some((DOCX, bytes))),
            "xlsx" => out::xlsx(&document).map(|bytes| bytes.map(|bytes| (XLSX, bytes))),
            _ => Ok(None),
        }
    };
    let file = gate.run(make).await??;
    let (media_type, bytes) = file.ok_or(Problem::Missing)?;
    Ok(download(&format!("{title}.{extension}"), media_type, bytes))
}

/// In which files a text is given out: what each is called, and its extension.
pub fn formats(html: &str) -> Vec<(&'static str, &'static str)> {
    let tables = out::has_tables(html).then_some(("表格（Excel）", "xlsx"));
    [("PDF", "pdf"), ("Word", "docx")]
        .into_iter()
        .chain(tables)
        .collect()
}
