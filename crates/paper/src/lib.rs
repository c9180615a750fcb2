//! Files out and in: PDF, DOCX, XLSX, HTML, text and JSON from values, and values from their bytes.
//! No database, no network, no clock; what may be published and when is not decided here.

mod archive;
pub mod audit_log;
mod bundle;
pub mod case_file;
pub mod catalogue;
pub mod documents;
mod error;
pub mod fonts;
pub mod halls;
pub mod ledger;
mod legible;
pub mod letters;
mod log_sheet;
mod markup;
pub mod matters;
mod names;
pub mod performance;
pub mod pictures;
pub mod placements;
pub mod proof;
pub mod register;
pub mod reports;
pub mod rulings;
pub mod screening;
pub mod secrecy_log;
mod typeset;
mod web_page;
mod word;
pub mod word_list;
pub mod work_orders;
mod workbook;

pub use bundle::bundle;
pub use error::PaperError;
pub use fonts::Fonts;
pub use names::file_name;
