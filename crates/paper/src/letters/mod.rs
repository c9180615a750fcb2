//! Letters (文书) of a case as files, in the layout of GB/T 9704-2012. What a letter says is law's, unchanged.

mod docx;
mod pdf;

use law::cases::letters::{Letter, Paragraph};

pub use docx::docx;
pub use pdf::pdf;

/// Whether it is a form to fill in, which is addressed to nobody.
fn is_form(letter: &Letter) -> bool {
    let is_form = |one: &Paragraph| matches!(one, Paragraph::Form(_));
    letter.paragraphs.iter().any(is_form)
}

/// 成文日期, or the place where it is written when the letter is signed.
fn dated(letter: &Letter) -> String {
    letter.dated.map_or_else(
        || "　　　　年　　月　　日".to_owned(),
        |date| format!("{}年{}月{}日", date.year(), date.month(), date.day()),
    )
}
