//! The scan of a signed letter as it was sealed: put in, looked at, taken away, until the letter goes out.

use axum::extract::Path;
use axum::response::Response;
use law::staff::Act;
use office::cases::letters::{self, CaseLetter, LARGEST_SCAN, LetterState, ScanRole, Scanned};
use office::documents::Upload;
use office::{CaseId, LetterId, LetterScanId, OfficeError};
use serde::Deserialize;

use super::forms::ActForm;
use super::show::{address, again, again_without, find};
use crate::csrf::{ProtectedForm, ProtectedUpload};
use crate::desk::layout::Desk;
use crate::desk::options::Choice;
use crate::download::{download_opened, size};
use crate::errors::Problem;
use crate::flash::redirect_with;
use crate::screenings::scanned;
use crate::when::minute;

/// The scan as the letter's page shows it.
pub struct ScanShown {
    /// Its name, and what is known of it; empty where there is none.
    pub name: String,
    pub about: String,
    pub may_change: bool,
    pub hint: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct VersionForm {
    version: i64,
}

impl ScanShown {
    /// That of a letter; `None` where there is none and none is asked for.
    pub fn of(desk: &Desk, letter: &CaseLetter) -> Option<Self> {
        let may_change = letter.state == LetterState::Signed && desk.may(Act::HandleCases);
        let about = letter.scan.as_ref().map(|scan| {
            let pages = scan
                .pages
                .map(|pages| format!("{pages} 页，"))
                .unwrap_or_default();
            format!(
                "{}，{pages}{} {} 上传，SM3 {}",
                size(scan.bytes),
                scan.added_by,
                minute(scan.added_at),
                scan.digest
            )
        });
        (may_change || about.is_some()).then(|| Self {
            name: letter.scan.as_ref().map(|scan| scan.name.clone()).unwrap_or_default(),
            about: about.unwrap_or_default(),
            may_change,
            hint: format!(
                "纸质文书盖章后扫描成一个 PDF，或者 JPG、PNG 图片，不超过 {} MB。上传后，网上送达交给申请人的就是它；送达前可以更换",
                LARGEST_SCAN >> 20
            ),
        })
    }
}

/// Puts a scan in, in the place of one that was there.
pub async fn keep(
    desk: Desk,
    Path((id, letter)): Path<(CaseId, LetterId)>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let version = upload
        .field("version")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let (chosen, ticket) = (upload.chosen(|_| true), upload.ticket());
    let done = async {
        let mut files: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
        let file = files
            .pop()
            .filter(|_| files.is_empty())
            .ok_or_else(|| OfficeError::invalid("scan", "请选择一个文件；有几页的，请扫描成一个 PDF。"))?;
        let (upload, screening, pages) = scanned(desk.office(), file).await?;
        let scanned = Scanned {
            upload,
            screening,
            pages,
        };
        letters::keep_scan_once(
            desk.office(),
            &desk.actor,
            desk.moment,
            letter,
            version,
            scanned,
            &ticket,
        )
        .await
    };
    match done.await {
        Ok(()) => Ok(redirect_with(&address(&found), "盖章扫描件已上传。")),
        Err(error) => again_without(&desk, &found, act(&desk), error, &chosen).await,
    }
}

/// A scan of a receipt as the letter's page shows it.
pub struct ReceiptShown {
    pub href: String,
    pub name: String,
    /// What it is of, with its size; who put it in; its SM3.
    pub role: String,
    pub about: String,
    pub digest: String,
}

impl ReceiptShown {
    pub fn all(letter: &CaseLetter) -> Vec<Self> {
        let shown = |scan: &letters::Scan| Self {
            href: format!("{}/receipts/{}", address(letter), scan.id),
            name: scan.name.clone(),
            role: format!("{}，{}", scan.role.label(), size(scan.bytes)),
            about: format!("{} {} 上传", scan.added_by, minute(scan.added_at)),
            digest: scan.digest.clone(),
        };
        letter.receipts.iter().map(shown).collect()
    }

    /// Where another is put in; `None` where none is.
    pub fn upload(desk: &Desk, letter: &CaseLetter) -> Option<String> {
        let takes = letter.state == LetterState::Delivered && letter.kind.has_delivery_record();
        (takes && desk.may(Act::HandleCases)).then(|| format!("{}/receipt/scan", address(letter)))
    }
}

/// What a scan of a letter that went out may be of: one that asked nobody has its receipt alone.
pub fn roles(letter: &CaseLetter) -> Vec<Choice> {
    let asks = letter.kind.asks_for_an_answer();
    let roles = [ScanRole::Receipt, ScanRole::Opinion].into_iter();
    roles
        .filter(|role| asks || *role == ScanRole::Receipt)
        .map(|role| Choice::of(role.code(), role.label()))
        .collect()
}

/// Puts the scan of a receipt, or of what its addressee wrote, beside those that are there.
pub async fn keep_receipt(
    desk: Desk,
    Path((id, letter)): Path<(CaseId, LetterId)>,
    upload: ProtectedUpload,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let version = upload.field("version").and_then(|text| text.parse().ok());
    let role = upload.field("role").and_then(ScanRole::from_code);
    // Of one that asked nobody there is its receipt alone.
    let role = if found.kind.asks_for_an_answer() {
        role
    } else {
        Some(ScanRole::Receipt)
    };
    let (chosen, ticket) = (upload.chosen(|_| true), upload.ticket());
    let done = async {
        let what = "请选择扫描的是送达回执，还是书面意见、复函。";
        let role = role.ok_or_else(|| OfficeError::invalid("role", what))?;
        let mut files: Vec<Upload> = upload.files.into_iter().map(Upload::from).collect();
        let why = "请选择一个文件；有几页的，请扫描成一个 PDF。";
        let file = files.pop().filter(|_| files.is_empty());
        let file = file.ok_or_else(|| OfficeError::invalid("receipt_scan", why))?;
        let (upload, screening, pages) = scanned(desk.office(), file).await?;
        let scanned = Scanned {
            upload,
            screening,
            pages,
        };
        let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
        let version = version.unwrap_or(0);
        let (letter, role) = ((letter, version), (role, ticket.as_str()));
        letters::keep_scan_of_sent(office, actor, moment, letter, scanned, role).await
    };
    match done.await {
        Ok(()) => Ok(redirect_with(
            &address(&found),
            &format!("{}已上传。", role.map_or("扫描件", ScanRole::label)),
        )),
        Err(error) => {
            let act = ActForm {
                role: role.map(ScanRole::code).unwrap_or_default().to_owned(),
                ..act(&desk)
            };
            again_without(&desk, &found, act, error, &chosen).await
        }
    }
}

/// The scan of a receipt, or of what came back.
pub async fn open_receipt(
    desk: Desk,
    Path((id, letter, scan)): Path<(CaseId, LetterId, LetterScanId)>,
) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let file = letters::open_scan_of_sent(desk.office(), &desk.actor, letter, scan).await?;
    Ok(download_opened(file))
}

/// Takes it away.
pub async fn remove(
    desk: Desk,
    Path((id, letter)): Path<(CaseId, LetterId)>,
    ProtectedForm(form): ProtectedForm<VersionForm>,
) -> Result<Response, Problem> {
    let found = find(&desk, id, letter).await?;
    let (office, actor, moment) = (desk.office(), &desk.actor, desk.moment);
    match letters::remove_scan(office, actor, moment, letter, form.version).await {
        Ok(()) => Ok(redirect_with(&address(&found), "盖章扫描件已移除。")),
        Err(error) => again(&desk, &found, act(&desk), error).await,
    }
}

/// The scan itself.
pub async fn open(desk: Desk, Path((id, letter)): Path<(CaseId, LetterId)>) -> Result<Response, Problem> {
    find(&desk, id, letter).await?;
    let file = letters::open_scan(desk.office(), &desk.actor, letter).await?;
    Ok(download_opened(file))
}

/// The form of delivery beside it, as it stands at first.
fn act(desk: &Desk) -> ActForm {
    ActForm {
        on: desk.moment.today.to_string(),
        ..ActForm::default()
    }
}
