//! Copies without what nobody is meant to see: hidden sheets, rows and columns go with their content, comments go, tracked
//! changes are taken as made and what they deleted goes, properties go, pictures lose what stands beside their pixels. What
//! is shown stays as it is. Formulas become the values they show, since they name what is no longer there.

mod ofd;
mod package;
mod sheets;
mod slides;
mod strings;
mod words;
mod xml;

use super::package::{Package, Sort};
use super::{pdf, picture};

/// Why there is no cleaned copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCleaned {
    #[error("这种文件不能自动清理。请用原来的软件打开，清理后另存，再重新上传。")]
    Kind,
    #[error("文件带有电子签章，清理会使签章失效。请清理没有盖章的文件，重新盖章后再上传。")]
    Sealed,
    #[error("文件损坏或者内容过多，不能自动清理。请用原来的软件打开，清理后另存，再重新上传。")]
    Damaged,
    /// A note covers text: without the note everybody reads it.
    #[error(
        "批注遮盖着文字，清理批注会露出这些文字，不能自动清理。请在原来的文件中删去这些文字，重新导出后再上传。"
    )]
    Uncovers,
}

/// A cleaned copy of a file, in the same format.
pub fn clean(bytes: &[u8]) -> Result<Vec<u8>, NotCleaned> {
    if bytes.starts_with(b"%PDF-") {
        let bare = pdf::bare(bytes).ok_or(NotCleaned::Damaged)?;
        let is_uncovered = pdf::covered(bytes) > pdf::covered(&bare);
        return if is_uncovered {
            Err(NotCleaned::Uncovers)
        } else {
            Ok(bare)
        };
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let package = Package::open(bytes).map_err(|_why| NotCleaned::Damaged)?;
        let cleaned = match package.sorts().as_slice() {
            [Sort::Words] => words::cleaned(package),
            [Sort::Sheets] => sheets::cleaned(package),
            [Sort::Slides] => slides::cleaned(package),
            [Sort::Ofd] if ofd::is_sealed(&package) => return Err(NotCleaned::Sealed),
            [Sort::Ofd] => ofd::cleaned(package),
            _ => return Err(NotCleaned::Kind),
        };
        return cleaned.ok_or(NotCleaned::Damaged);
    }
    if picture::is_picture(bytes) {
        return picture::bare(bytes).ok_or(NotCleaned::Kind);
    }
    Err(NotCleaned::Kind)
}
