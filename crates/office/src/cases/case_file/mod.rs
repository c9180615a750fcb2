//! The file of a case (案卷): its pieces in their order, and all of them with what they hold, for whoever hands it in. That it
//! was taken out is on record before anything is opened. What may be printed is made elsewhere.

mod pieces;
mod records;

use law::audit::{Key, Recorded};
use law::cases::case_file::{Category, catalogue_line};
use law::cases::letters::Letter;
use law::staff::{Act, may};

use crate::audit::{self, Detail};
use crate::cases::applicant::files::open_file;
use crate::cases::askings;
use crate::cases::enclosures::{open_original, open_version};
use crate::cases::letters::{self, CaseLetter};
use crate::cases::looking::read::of_organ;
use crate::error::OfficeError;
use crate::files::OpenedFile;
use crate::ids::{
    ApplicationFileId, AskingFileId, AskingId, CaseId, EnclosureFileId, LetterId, LetterScanId,
};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};

pub(in crate::cases) use pieces::pieces;

/// A piece of the file (卷内材料), not opened yet.
#[derive(Clone, Debug)]
pub struct Piece {
    pub category: Category,
    pub title: String,
    /// 文号, where it has one.
    pub number: String,
    /// The day it is of, as it is shown; empty where there is none.
    pub on: String,
    pub source: Source,
}

impl Piece {
    /// As the catalogue names it.
    pub fn line(&self) -> String {
        match self.source {
            Source::Letter(_) => catalogue_line(&format!("《{}》", self.title), &self.number, &self.on),
            _ => catalogue_line(&self.title, &self.number, &self.on),
        }
    }
}

/// Where what a piece holds comes from.
#[derive(Clone, Debug)]
pub enum Source {
    /// 申请登记表, with identity and contacts.
    Registration,
    ApplicationFile(ApplicationFileId),
    Letter(Box<CaseLetter>),
    /// 审查呈批单
    Review(LetterId),
    /// The form that went with a letter, blank (意见确认函).
    FormToFill(LetterId),
    /// 送达回证
    Delivery(LetterId),
    Version(EnclosureFileId),
    Original(EnclosureFileId),
    /// A receipt of a letter, or what its addressee wrote upon it.
    Scan(LetterId, LetterScanId),
    /// A file of a unit's answer (内部征询).
    Asked(AskingId, AskingFileId),
    Record(Record),
}

/// A table of what the records say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub headings: Vec<String>,
    /// Shares of the width, one to a column.
    pub widths: Vec<u16>,
    pub rows: Vec<Vec<String>>,
}

/// A file that was taken out.
pub struct CaseFile {
    pub number: String,
    pub organ: String,
    /// What the cover says, label and value.
    pub facts: Vec<(String, String)>,
    pub pieces: Vec<(Piece, Held)>,
}

/// What a piece holds.
pub enum Held {
    /// To be printed from the case as it stands.
    Form(Box<Letter>),
    /// Its paper is kept, or made once.
    Signed(Box<CaseLetter>),
    File {
        name: String,
        bytes: Vec<u8>,
    },
    Record(Record),
}

/// Takes the file of a case out, with every piece opened. The originals of what was withheld go with it only where that is
/// asked for. Needs the permission to see who applied; that it was done is on record.
pub async fn take_out(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    with_originals: bool,
) -> Result<CaseFile, OfficeError> {
    may(&actor.roles, Act::RevealApplicants)?;
    of_organ(office, actor.organ, case).await?;
    let mut pieces = pieces(office, actor, moment, case).await?;
    pieces.retain(|piece| with_originals || piece.category != Category::Withheld);
    transaction!(office, |tx| {
        let detail = Detail::none().with(Key::Files, pieces.len());
        audit::append(&tx, actor, moment, Recorded::CasesFileTakeOut, case, detail).await
    })?;
    let mut opened = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let held = open(office, actor, moment, case, &piece.source).await?;
        opened.push((piece, held));
    }
    let (number, organ, facts) = records::cover(office, actor, moment, case).await?;
    Ok(CaseFile {
        number,
        organ,
        facts,
        pieces: opened,
    })
}

async fn open(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
    source: &Source,
) -> Result<Held, OfficeError> {
    Ok(match source {
        Source::Registration => Held::Form(Box::new(
            letters::registration_form(office, actor, moment, case).await?,
        )),
        Source::Review(letter) => Held::Form(Box::new(
            letters::review_form(office, actor, moment, *letter).await?,
        )),
        Source::FormToFill(letter) => Held::Form(Box::new(
            letters::form_to_fill(office, actor, moment, *letter).await?,
        )),
        Source::Delivery(letter) => Held::Form(Box::new(
            letters::delivery_record_of_file(office, actor, moment, *letter).await?,
        )),
        Source::Letter(letter) => Held::Signed(letter.clone()),
        Source::ApplicationFile(file) => whole(open_file(office, actor, moment, case, *file).await?).await?,
        Source::Version(file) => whole(open_version(office, actor, case, *file).await?).await?,
        Source::Original(file) => whole(open_original(office, actor, moment, case, *file).await?).await?,
        Source::Scan(letter, scan) => {
            whole(letters::open_scan_of_sent(office, actor, *letter, *scan).await?).await?
        }
        Source::Asked(asking, file) => {
            let (name, bytes) = askings::read_file(office, actor, moment, *asking, *file).await?;
            Held::File { name, bytes }
        }
        Source::Record(record) => Held::Record(record.clone()),
    })
}

async fn whole(file: OpenedFile) -> Result<Held, OfficeError> {
    Ok(Held::File {
        name: file.name,
        bytes: file.content.all().await?,
    })
}
