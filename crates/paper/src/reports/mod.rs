//! The annual report (政府信息公开工作年度报告) as a file: written as PDF, DOCX, XLSX, JSON and HTML, and read back.
//! The formats are those of 国办公开办函〔2021〕30号 and 〔2019〕60号; numbers and prose are law's, unchanged.

mod data;
mod docx;
mod grid;
mod html;
mod imprint;
mod json;
mod pdf;
mod prose;
mod read;
mod xlsx;

pub(crate) use data::plain_csv;
pub use data::{Issued, csv, fields_csv, fields_json, years_csv, years_json};
pub use docx::docx;
pub use grid::{Grid, Part, Placed, Slot};
pub use html::{archive_table_html, html, table_html, tables_html, tables_on_screen};
pub use imprint::Imprint;
pub use json::{SCHEMA, json};
pub use pdf::pdf;
pub(crate) use prose::printable;
pub(crate) use read::is_too_deep;
#[cfg(test)]
pub(crate) use read::printed_pages;
pub use read::{LARGEST, Unreadable, Value, is_reading_pdf, read, read_archive, read_cell};
pub(crate) use read::{pdf_guarded, pdf_notes, pdf_pages, pdf_unpacked, pdf_unseen};
pub use xlsx::{inspection_xlsx, xlsx};

#[cfg(test)]
mod samples;
