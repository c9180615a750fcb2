//! The file of a case (案卷) at one press: as one PDF, or as a ZIP of that PDF and every piece.

use axum::extract::Path;
use axum::response::Response;
use office::CaseId;
use office::cases::case_file::{self, Held, Piece};
use office::papers::Printable;
use serde::Deserialize;

use crate::csrf::ProtectedForm;
use crate::desk::layout::Desk;
use crate::download::download;
use crate::errors::Problem;
use crate::papers;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct TakingOut {
    format: String,
    with_originals: Option<String>,
}

/// Gives it; that it was taken out is on record.
pub async fn give(
    desk: Desk,
    Path(id): Path<CaseId>,
    ProtectedForm(form): ProtectedForm<TakingOut>,
) -> Result<Response, Problem> {
    let with_originals = form.with_originals.is_some();
    let taken = case_file::take_out(desk.office(), &desk.actor, desk.moment, id, with_originals).await?;
    let mut pieces = Vec::with_capacity(taken.pieces.len());
    for (piece, held) in taken.pieces {
        pieces.push(printed(&desk, piece, held).await?);
    }
    let file = paper::case_file::CaseFile {
        organ: taken.organ,
        facts: taken.facts,
        pieces,
    };
    let name = format!("案卷 {}", taken.number);
    let (app, is_pdf, inner) = (desk.app.clone(), form.format == "pdf", name.clone());
    let made = desk.office().limits().staff.run(move || {
        let bound = paper::case_file::bind(&file, app.fonts()?)?;
        if is_pdf {
            Ok(bound.pdf)
        } else {
            bound.archive(&inner)
        }
    });
    let bytes = made.await??;
    let (ending, media_type) = if is_pdf {
        ("pdf", "application/pdf")
    } else {
        ("zip", "application/zip")
    };
    Ok(download(&format!("{name}.{ending}"), media_type, bytes))
}

/// A piece with its bytes: forms printed as they stand, letters by the paper that was kept.
async fn printed(desk: &Desk, piece: Piece, held: Held) -> Result<paper::case_file::Piece, Problem> {
    use paper::case_file::{Content, Record};
    let gate = &desk.office().limits().staff;
    let as_pdf = |bytes| Content::File {
        name: format!("{}.pdf", piece.title),
        bytes,
    };
    let content = match held {
        Held::Form(letter) => {
            let app = desk.app.clone();
            as_pdf(
                gate.run(move || paper::letters::pdf(&letter, app.fonts()?))
                    .await??,
            )
        }
        Held::Signed(letter) => as_pdf(papers::pdf(&desk.app, gate, Printable::Letter(letter)).await?),
        Held::File { name, bytes } => Content::File { name, bytes },
        Held::Record(record) => Content::Record(Record {
            headings: record.headings,
            widths: record.widths,
            rows: record.rows,
        }),
    };
    Ok(paper::case_file::Piece {
        category: piece.category.label().to_owned(),
        title: piece.title,
        number: piece.number,
        on: piece.on,
        content,
    })
}
