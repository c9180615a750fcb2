//! Several files as one archive. They are packed already, most of them, so that nothing is packed again.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::PaperError;
use crate::names::in_one_folder;

/// The files under their names, as every system takes them, in their order; of two that are called alike the later ones are
/// numbered.
pub fn bundle(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PaperError> {
    bundled(files).map_err(|error| PaperError::Writing {
        format: "ZIP",
        reason: error.to_string(),
    })
}

fn bundled(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let names = in_one_folder(files.iter().map(|(name, _)| name.as_str()));
    for (name, (_, bytes)) in names.iter().zip(files) {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn files_of_one_name_are_all_there() {
        let files = [
            ("名单.xlsx", "一"),
            ("名单.xlsx", "二"),
            ("说明", "三"),
            ("说明", "四"),
        ];
        let files = files.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        let bytes = bundle(&files).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut all = Vec::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            all.push((file.name().unwrap().into_owned(), text));
        }
        let shown: Vec<(&str, &str)> = all
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                ("名单.xlsx", "一"),
                ("名单（2）.xlsx", "二"),
                ("说明", "三"),
                ("说明（2）", "四")
            ]
        );
    }
}
