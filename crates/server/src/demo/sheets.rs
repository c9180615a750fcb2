//! Files of the demonstration: PDFs with real text, set as the office's own papers are; plain text where no face is installed.

use std::path::PathBuf;

use jiff::civil::Date;
use office::documents::Upload;
use paper::Fonts;
use paper::letters::{Notice, notice_pdf};

/// What makes them.
pub struct Sheets {
    fonts: Option<Fonts>,
    organ: String,
}

impl Sheets {
    /// With the faces of this machine.
    pub fn new(folders: &[PathBuf], organ: &str) -> Self {
        Self {
            fonts: Fonts::scan(folders).ok(),
            organ: organ.to_owned(),
        }
    }

    /// A file of this name with its title, these paragraphs and a table.
    pub fn file(
        &self,
        (name, title): (&str, &str),
        paragraphs: &[String],
        table: &[Vec<String>],
        on: Date,
    ) -> anyhow::Result<Upload> {
        let Some(fonts) = &self.fonts else {
            let rows = table.iter().map(|cells| cells.join("\t"));
            let lines = std::iter::once(title.to_owned()).chain(paragraphs.iter().cloned());
            let lines: Vec<String> = lines.chain(rows).collect();
            return Ok(Upload {
                name: format!("{name}.txt"),
                bytes: lines.join("\n").into_bytes(),
            });
        };
        let notice = Notice {
            organ: &self.organ,
            title,
            paragraphs,
            table,
            on,
        };
        let bytes = notice_pdf(&notice, fonts)?;
        // As an office would publish it: what a file says of who made it, and with what, does not go out.
        Ok(Upload {
            name: format!("{name}.pdf"),
            bytes: paper::screening::clean(&bytes).unwrap_or(bytes),
        })
    }
}
