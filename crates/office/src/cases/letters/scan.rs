//! The scan of a signed letter as it was sealed (盖章扫描件): once it is there, it is what is handed over in the place of the
//! letter's own PDF. What was signed stays the letter's text; a scan is put in and replaced until the letter goes out.

use jiff::Timestamp;
use law::audit::{Key, Recorded};
use law::screening::{Bearer, Screening};
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::write::held;
use super::{CaseLetter, LetterState, for_applicant, get};
use crate::audit::{self, Detail, instant};
use crate::cases::applicant::access::Applicant;
use crate::cases::stored::damaged;
use crate::entity::letter_scan::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::files::holder::LETTER_SCAN;
use crate::files::{Coming, Looked, OpenedFile, Upload, looked_at, room, safe_name};
use crate::ids::{CaseId, LetterId, LetterScanId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, Tx, transaction};

/// The largest scan, in bytes.
pub const LARGEST_SCAN: usize = 20 << 20;
/// What a scan may be.
const KINDS: [&str; 3] = ["application/pdf", "image/jpeg", "image/png"];

/// What a scan of a letter is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScanRole {
    /// The letter as it was sealed.
    Sealed,
    /// What proves when it reached its addressee (送达回执、邮政回执).
    Receipt,
    /// What its addressee wrote upon it (书面意见、复函).
    Opinion,
}

impl ScanRole {
    const ALL: [Self; 3] = [Self::Sealed, Self::Receipt, Self::Opinion];

    /// The code in the store.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Sealed => "sealed",
            Self::Receipt => "receipt",
            Self::Opinion => "opinion",
        }
    }

    /// What it is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sealed => "盖章扫描件",
            Self::Receipt => "送达回执",
            Self::Opinion => "书面意见、复函",
        }
    }

    /// That of a code; `None` for any other.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// How far its letter must have come.
    const fn state(self) -> LetterState {
        match self {
            Self::Sealed => LetterState::Signed,
            Self::Receipt | Self::Opinion => LetterState::Delivered,
        }
    }

    const fn recorded(self) -> Recorded {
        match self {
            Self::Sealed => Recorded::CasesLetterScan,
            Self::Receipt => Recorded::CasesLetterReceiptScan,
            Self::Opinion => Recorded::CasesLetterOpinionScan,
        }
    }

    /// Whose it is.
    const fn bearer(self) -> Bearer {
        match self {
            Self::Sealed => Bearer::Organ,
            Self::Receipt | Self::Opinion => Bearer::Counter,
        }
    }

    /// The field it is told at.
    const fn field(self) -> &'static str {
        match self {
            Self::Sealed => "scan",
            Self::Receipt | Self::Opinion => "receipt_scan",
        }
    }
}

/// A scan, without what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    pub id: LetterScanId,
    pub role: ScanRole,
    pub name: String,
    pub bytes: i64,
    /// SM3 of what it holds.
    pub digest: String,
    pub pages: Option<u32>,
    pub added_by: String,
    pub added_at: Timestamp,
}

/// A scan on its way in, with what was found in it.
#[derive(Clone, Debug)]
pub struct Scanned {
    pub upload: Upload,
    pub screening: Screening,
    pub pages: Option<u32>,
}

/// Keeps the scan of a signed letter that has not gone out; one that was there before is let go of.
pub async fn keep_scan(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    scanned: Scanned,
) -> Result<(), OfficeError> {
    keep_scan_once(office, actor, moment, letter, version, scanned, "").await
}

/// The same for a form of the desk: sent twice under one ticket it is kept once.
pub async fn keep_scan_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
    scanned: Scanned,
    ticket: &str,
) -> Result<(), OfficeError> {
    keep(
        office,
        actor,
        moment,
        (letter, version),
        scanned,
        (ScanRole::Sealed, ticket),
    )
    .await
}

/// Keeps the scan of what came of a letter that went out, its receipt or what its addressee wrote, beside those that are there; sent
/// twice under one ticket it is kept once.
pub async fn keep_scan_of_sent(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (letter, version): (LetterId, i64),
    scanned: Scanned,
    (role, ticket): (ScanRole, &str),
) -> Result<(), OfficeError> {
    if role == ScanRole::Sealed {
        return Err(OfficeError::Missing);
    }
    keep(office, actor, moment, (letter, version), scanned, (role, ticket)).await
}

async fn keep(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (letter, version): (LetterId, i64),
    scanned: Scanned,
    (role, ticket): (ScanRole, &str),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let Scanned {
        upload,
        screening,
        pages,
    } = scanned;
    let name = safe_name(&upload.name);
    refuse_other_kinds(role, &name)?;
    screening
        .may_be_stored(role.field(), &name, role.bearer())
        .map_err(|why| OfficeError::Invalid(vec![why]))?;
    // What forbids that a file goes out forbids this one too: it is what the applicant gets. A receipt stays here.
    if role == ScanRole::Sealed {
        OfficeError::of_fields(screening.blockers("scan", &name))?;
    }
    let coming = Coming {
        name: &name,
        bytes: upload.bytes,
        largest: LARGEST_SCAN,
        bearer: role.bearer(),
        screened: Some(&screening),
    };
    let looked = looked_at(office, &office.limits().staff, coming).await;
    let Looked {
        media_type,
        digest,
        bytes,
    } = looked.map_err(|error| at(role.field(), error))?;
    if !KINDS.contains(&media_type) {
        let message = "扫描件应当是 PDF，或者 JPG、PNG 图片；有几页的，请扫描成一个 PDF。";
        return Err(OfficeError::invalid(role.field(), message));
    }
    let stored = room::put(office, moment, &bytes).await?;
    let words = (letter, version, &name, &digest);
    let sending = Sending::of(office, actor, role.recorded().code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        let (_, found) = held(&tx, actor, letter, version, role.state()).await?;
        if role == ScanRole::Sealed {
            let_go_of(&tx, letter, Some(ScanRole::Sealed)).await?;
        }
        let row = ActiveModel {
            id: Set(tx.next_id(moment)),
            letter_id: Set(letter),
            name: Set(name.clone()),
            media_type: Set(media_type.to_owned()),
            bytes: Set(bytes.count()),
            digest: Set(digest.clone()),
            pages: Set(pages.map(i64::from)),
            added_by_name: Set(actor.name.clone()),
            added_at: Set(moment.millis()),
            stored_id: Set(Some(stored)),
            role: Set(role.code().to_owned()),
        };
        Entity::insert(row).exec_without_returning(tx.on()).await?;
        room::claim(&tx, stored).await?;
        sending.keep(&tx, moment, letter.0).await?;
        let detail = Detail::none()
            .with(Key::Letter, letter.0)
            .with(Key::Digest, digest.as_str());
        audit::append(&tx, actor, moment, role.recorded(), found.case, detail).await
    })
}

/// Takes the scan of a letter away that has not gone out: its own PDF is handed over again.
pub async fn remove_scan(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    letter: LetterId,
    version: i64,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let (_, found) = held(&tx, actor, letter, version, LetterState::Signed).await?;
        let_go_of(&tx, letter, Some(ScanRole::Sealed)).await?;
        let detail = Detail::none().with(Key::Letter, letter.0);
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::CasesLetterScanRemove,
            found.case,
            detail,
        )
        .await
    })
}

/// The scan of a letter, for the desk.
pub async fn open_scan(office: &Office, actor: &Actor, letter: LetterId) -> Result<OpenedFile, OfficeError> {
    let found = get(office, actor, letter).await?;
    opened(office, found.id, ScanRole::Sealed, None).await
}

/// The scan of what came of a letter that went out, for the desk.
pub async fn open_scan_of_sent(
    office: &Office,
    actor: &Actor,
    letter: LetterId,
    scan: LetterScanId,
) -> Result<OpenedFile, OfficeError> {
    let found = get(office, actor, letter).await?;
    let scan = found.receipts.iter().find(|one| one.id == scan);
    let scan = scan.ok_or(OfficeError::Missing)?;
    opened(office, found.id, scan.role, Some(scan.id)).await
}

/// The scan of a letter that went out, for the applicant who has shown number and query code.
pub async fn scan_for_applicant(
    office: &Office,
    who: &Applicant,
    case: CaseId,
    letter: LetterId,
) -> Result<OpenedFile, OfficeError> {
    let letters = for_applicant(office, who, case).await?;
    let is_theirs = |one: &CaseLetter| one.id == letter && one.scan.is_some();
    if !letters.iter().any(is_theirs) {
        return Err(OfficeError::Missing);
    }
    opened(office, letter, ScanRole::Sealed, None).await
}

/// All of it with the ending of its name, to be packed with what went out with the letter; `None` where there is none.
pub async fn read_scan_for_applicant(
    office: &Office,
    who: &Applicant,
    case: CaseId,
    letter: LetterId,
) -> Result<Option<(String, Vec<u8>)>, OfficeError> {
    match scan_for_applicant(office, who, case, letter).await {
        Err(OfficeError::Missing) => Ok(None),
        found => {
            let found = found?;
            let extension = found
                .name
                .rsplit_once('.')
                .map_or("pdf", |(_, extension)| extension);
            Ok(Some((extension.to_owned(), found.content.all().await?)))
        }
    }
}

async fn opened(
    office: &Office,
    letter: LetterId,
    role: ScanRole,
    scan: Option<LetterScanId>,
) -> Result<OpenedFile, OfficeError> {
    let mut query = of_role(letter, role);
    if let Some(scan) = scan {
        query = query.filter(Column::Id.eq(scan));
    }
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    Ok(OpenedFile {
        content: LETTER_SCAN.open(office, row.id.0).await?,
        name: row.name,
        media_type: row.media_type,
        length: row.bytes,
    })
}

/// The scan of a letter, where there is one.
pub(super) async fn of_letter(
    on: &impl ConnectionTrait,
    letter: LetterId,
) -> Result<Option<Scan>, OfficeError> {
    of_role(letter, ScanRole::Sealed)
        .one(on)
        .await?
        .map(read)
        .transpose()
}

/// The scans of what came of it once it went out, the first first.
pub(super) async fn receipts_of(
    on: &impl ConnectionTrait,
    letter: LetterId,
) -> Result<Vec<Scan>, OfficeError> {
    let query = Entity::find()
        .filter(Column::LetterId.eq(letter))
        .filter(Column::Role.ne(ScanRole::Sealed.code()))
        .order_by_asc(Column::Id);
    query.all(on).await?.into_iter().map(read).collect()
}

fn of_role(letter: LetterId, role: ScanRole) -> Select<Entity> {
    Entity::find()
        .filter(Column::LetterId.eq(letter))
        .filter(Column::Role.eq(role.code()))
}

/// Lets go of all of a letter's scans with what they hold.
pub(in crate::cases) async fn let_go(tx: &Tx<'_>, letter: LetterId) -> Result<(), OfficeError> {
    let_go_of(tx, letter, None).await
}

async fn let_go_of(tx: &Tx<'_>, letter: LetterId, role: Option<ScanRole>) -> Result<(), OfficeError> {
    let mut query = Entity::find().filter(Column::LetterId.eq(letter));
    if let Some(role) = role {
        query = query.filter(Column::Role.eq(role.code()));
    }
    for row in query.all(tx.on()).await? {
        LETTER_SCAN.release(tx, row.id.0).await?;
        Entity::delete_by_id(row.id).exec(tx.on()).await?;
    }
    Ok(())
}

/// Which copy of a letter goes out, in words for the record of its delivery.
pub(super) fn copy_of(letter: &CaseLetter) -> String {
    match &letter.scan {
        Some(scan) => format!("盖章扫描件“{}”（SM3 {}）", scan.name, scan.digest),
        None => "系统留存的 PDF".to_owned(),
    }
}

fn at(field: &'static str, error: OfficeError) -> OfficeError {
    match error {
        OfficeError::Invalid(mut why) => {
            for one in &mut why {
                one.field = field;
            }
            OfficeError::Invalid(why)
        }
        other => other,
    }
}

fn read(row: Model) -> Result<Scan, OfficeError> {
    Ok(Scan {
        id: row.id,
        role: ScanRole::from_code(&row.role).ok_or_else(|| damaged("letter_scan.role", &row.role))?,
        name: row.name,
        bytes: row.bytes,
        digest: row.digest,
        pages: row.pages.and_then(|pages| u32::try_from(pages).ok()),
        added_by: row.added_by_name,
        added_at: instant(row.added_at)?,
    })
}

/// What a scan is by its name, told before anything is read of it: what this field takes, and no more.
fn refuse_other_kinds(role: ScanRole, name: &str) -> Result<(), OfficeError> {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let how = match ending.as_str() {
        "pdf" | "jpg" | "jpeg" | "png" => return Ok(()),
        "heic" | "heif" => "请在手机上把照片转换为 JPEG 后上传",
        "doc" | "docx" | "wps" | "xls" | "xlsx" | "et" | "ofd" => "请导出为 PDF 后上传",
        _ => "请另存为这几种之一后上传",
    };
    let why = format!("不能上传“{name}”：扫描件只接受 PDF、JPG、PNG，{how}。");
    Err(OfficeError::invalid(role.field(), why))
}
