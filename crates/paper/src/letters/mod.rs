//! Letters (文书) of a case as files, in the layout of GB/T 9704-2012, and the papers beside them: the receipt of an
//! application and the blank application form. What a letter says is law's, unchanged; when it may be signed is not decided here.

mod approval;
mod docx;
mod form;
pub(crate) mod hall_notice;
mod lines;
mod notice;
mod pdf;
mod qr;
mod receipt;
mod sheet;
mod slip;
mod table;

pub use approval::{ApprovalLevel, ApprovalSheet, approval_docx, approval_pdf};
pub use docx::docx;
pub use form::{FormSheet, application_form_docx, application_form_pdf};
pub(crate) use lines::balanced;
pub use notice::{Notice, notice_pdf};
pub(crate) use pdf::Values;
pub use pdf::pdf;
pub use qr::qr_svg;
pub use receipt::{ReceiptSheet, receipt_pdf};
pub use slip::{slip_docx, slip_pdf};

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
