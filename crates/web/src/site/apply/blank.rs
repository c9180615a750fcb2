//! The blank application form, for those who hand it in or post it.

use axum::extract::Path;
use axum::response::Response;
use paper::letters::FormSheet;

use crate::download::download;
use crate::errors::Problem;
use crate::site::visitor::Visitor;

/// The blank application form (条例第二十九条第二款).
pub async fn blank(visitor: Visitor, Path(name): Path<String>) -> Result<Response, Problem> {
    let organ = &visitor.site.organ;
    let sheet = FormSheet::of(&organ.name, &organ.guide, &visitor.site.absolute(super::HERE));
    let app = visitor.app.clone();
    let (extension, media_type) = match name.as_str() {
        "form.pdf" => ("pdf", "application/pdf"),
        "form.docx" => (
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        _ => return Err(Problem::Missing),
    };
    let made = visitor.office().limits().visitors.run(move || {
        if extension == "pdf" {
            paper::letters::application_form_pdf(&sheet, app.fonts()?)
        } else {
            paper::letters::application_form_docx(&sheet)
        }
    });
    let bytes = made.await??;
    Ok(download(
        &format!("政府信息公开申请表.{extension}"),
        media_type,
        bytes,
    ))
}
