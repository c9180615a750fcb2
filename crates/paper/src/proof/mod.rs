//! Files as they are proofread: the texts of a file at their places, read by the readers that screen it, within the same
//! bounds; a web page by its elements. What is found in them, `law::proof` says.

mod web;

use law::proof::{Manuscript, PartKind};

use crate::screening::{encoding, look};

/// Within how many signs a page says that it is one.
const HEAD: usize = 1_000;

/// The texts of a file of that name, or why none of it can be read.
pub fn manuscript(name: &str, bytes: &[u8]) -> Result<Manuscript, &'static str> {
    let mut manuscript = match page(name, bytes) {
        Some(page) => web::read(&page)?,
        None => look(bytes)?.into_manuscript(),
    };
    manuscript.add(PartKind::FileName, "文件名称", name);
    Ok(manuscript)
}

/// The signs of a web page; none where the file is something else.
fn page(name: &str, bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"%PDF-") || bytes.starts_with(b"PK\x03\x04") {
        return None;
    }
    let text = encoding::decoded(bytes).or_else(|| encoding::lines(bytes))?;
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let head: String = text.chars().take(HEAD).collect::<String>().to_ascii_lowercase();
    let is_page = matches!(ending.as_str(), "htm" | "html" | "xhtml")
        || head.contains("<html")
        || head.contains("<!doctype html");
    is_page.then_some(text)
}

#[cfg(test)]
mod tests;
