//! The archive itself: named entries one after the other, each sealed by its SM3 in the manifest that ends it.

use std::io::{Read, Write};

use sm3::{Digest, Sm3};

use super::{Contents, Seal, damaged};
use crate::error::OfficeError;

const MANIFEST: &str = "manifest.json";
const FORMAT: &str = "gongkai-backup";
const LAYOUT: u32 = 1;
/// No entry is larger than the largest file and what surrounds it; a larger one is not ours.
const LARGEST_ENTRY: u64 = 256 << 20;

/// An archive being written.
pub(super) struct Writer<W: Write> {
    tar: tar::Builder<zstd::Encoder<'static, W>>,
    seconds: u64,
    entries: Vec<Seal>,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(sink: W, seconds: u64) -> Result<Self, OfficeError> {
        let mut encoder = zstd::Encoder::new(sink, zstd::DEFAULT_COMPRESSION_LEVEL)?;
        encoder.include_checksum(true)?;
        Ok(Self {
            tar: tar::Builder::new(encoder),
            seconds,
            entries: Vec::new(),
        })
    }

    pub(super) fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), OfficeError> {
        self.entries.push(seal(name, bytes));
        self.append(name, bytes)
    }

    /// Ends the archive with the manifest; gives back the sink, everything written to it.
    pub(super) fn finish(mut self, mut contents: Contents) -> Result<(W, Contents), OfficeError> {
        FORMAT.clone_into(&mut contents.format);
        contents.layout = LAYOUT;
        contents.entries = std::mem::take(&mut self.entries);
        let text = serde_json::to_vec_pretty(&contents).map_err(std::io::Error::from)?;
        self.append(MANIFEST, &text)?;
        let mut sink = self.tar.into_inner()?.finish()?;
        sink.flush()?;
        Ok((sink, contents))
    }

    fn append(&mut self, name: &str, bytes: &[u8]) -> Result<(), OfficeError> {
        let mut header = tar::Header::new_ustar();
        header.set_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        header.set_mode(0o600);
        header.set_mtime(self.seconds);
        Ok(self.tar.append_data(&mut header, name, bytes)?)
    }
}

/// Reads an archive from end to end and compares every entry with its seal; restores nothing.
pub fn check(source: impl Read) -> Result<Contents, OfficeError> {
    read(source, |_, _| Ok(()))
}

/// Reads an archive, handing over each entry as it comes; what it gives at the end has been compared.
pub(super) fn read(
    source: impl Read,
    mut each: impl FnMut(&str, Vec<u8>) -> Result<(), OfficeError>,
) -> Result<Contents, OfficeError> {
    let unreadable = |error: std::io::Error| damaged(&error.to_string());
    let mut archive = tar::Archive::new(zstd::Decoder::new(source).map_err(unreadable)?);
    let mut seals = Vec::new();
    let mut contents: Option<Contents> = None;
    for entry in archive.entries().map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        if contents.is_some() {
            return Err(damaged("目录之后还有内容"));
        }
        let (name, bytes) = taken(entry)?;
        if name == MANIFEST {
            contents = Some(parsed(&bytes)?);
        } else {
            seals.push(seal(&name, &bytes));
            each(&name, bytes)?;
        }
    }
    let contents = contents.ok_or_else(|| damaged("缺少目录"))?;
    // The rest of the stream holds the checksum of all of it.
    std::io::copy(&mut archive.into_inner(), &mut std::io::sink()).map_err(unreadable)?;
    match contents.entries.iter().zip(&seals).find(|(said, is)| said != is) {
        Some((said, _)) => Err(damaged(&format!("{} 与目录登记的校验值不符", said.name))),
        None if contents.entries.len() != seals.len() => Err(damaged("内容与目录登记的数目不符")),
        None => Ok(contents),
    }
}

fn taken(mut entry: tar::Entry<'_, impl Read>) -> Result<(String, Vec<u8>), OfficeError> {
    let unreadable = |error: std::io::Error| damaged(&error.to_string());
    let name = entry.path().map_err(unreadable)?.to_string_lossy().into_owned();
    if entry.size() > LARGEST_ENTRY || !entry.header().entry_type().is_file() {
        return Err(damaged(&format!("{name} 不是备份的内容")));
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes).map_err(unreadable)?;
    Ok((name, bytes))
}

fn parsed(bytes: &[u8]) -> Result<Contents, OfficeError> {
    let contents: Contents = serde_json::from_slice(bytes).map_err(|error| damaged(&error.to_string()))?;
    if contents.format == FORMAT && contents.layout == LAYOUT {
        return Ok(contents);
    }
    Err(OfficeError::Backup(format!(
        "不认识这份备份的格式（{} {}），请用制作它的那个版本或者更新的版本恢复。",
        contents.format, contents.layout
    )))
}

fn seal(name: &str, bytes: &[u8]) -> Seal {
    Seal {
        name: name.to_owned(),
        bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        sm3: hex::encode(Sm3::digest(bytes)),
    }
}
