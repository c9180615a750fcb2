//! What a page of the application sent: its fields, with files where the page takes some. Files are kept in a batch whose
//! code travels with the pages; the application takes them when it is sent.

use axum::extract::{FromRequest, Request};
use office::cases::{self, Draft, LARGEST_FILE, MOST_FILES};
use office::documents::Upload;
use office::visits::{self, Visit};

use super::fields::Fields;
use crate::app::App;
use crate::csrf::ProtectedUpload;
use crate::errors::Problem;
use crate::forms::FieldErrors;
use crate::site::visitor::Visitor;

/// Most of all that one page sends, in bytes: files, fields, and the lines between them.
pub const LONGEST_BODY: usize = 22 << 20;
/// Times that one address hands in files in an hour.
pub const MOST_KEPT: i64 = 30;

/// What came.
pub struct Sent {
    pub fields: Fields,
    files: Vec<Upload>,
    /// The files were longer than they may be together; the fields before them came whole.
    pub is_cut: bool,
}

impl FromRequest<App> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let (upload, cut) = ProtectedUpload::gather(request, app).await?;
        let is_cut = match cut {
            None => false,
            Some(Problem::TooLarge) => true,
            Some(problem) => return Err(problem),
        };
        let files = upload.files.into_iter().map(Upload::from);
        Ok(Self {
            fields: Fields::of(upload.fields),
            files: files.collect(),
            is_cut,
        })
    }
}

/// What the form says of its files.
pub fn hint() -> String {
    format!(
        "身份证明的照片、授权书等。最多 {MOST_FILES} 个，每个不超过 {} MB，合计不超过 20 MB；PDF、Word、图片等格式。加密保存",
        LARGEST_FILE >> 20
    )
}

/// The page's files put into their batch, those that were crossed out taken from it; gives what is wrong with them.
pub async fn take(visitor: &Visitor, draft: &mut Draft, sent: Sent) -> Result<FieldErrors, Problem> {
    take_into(visitor, &mut draft.batch, sent).await
}

/// The same for a batch of any form.
pub async fn take_into(visitor: &Visitor, batch: &mut String, sent: Sent) -> Result<FieldErrors, Problem> {
    let (office, organ, moment) = (visitor.office(), visitor.site.organ.id, visitor.moment);
    let mut errors = FieldErrors::none();
    let dropped: Vec<_> = sent
        .fields
        .all("drop_file")
        .filter_map(|id| id.parse().ok())
        .collect();
    if !dropped.is_empty() {
        cases::drop_files(office, organ, batch, &dropped).await?;
    }
    if sent.is_cut {
        errors.add(
            "files",
            "附件合计超过 20 MB，没有保存。请压缩后重新选择，或者提交后当面、邮寄补充。",
        );
    } else if !sent.files.is_empty() {
        if batch.is_empty() {
            *batch = hex::encode(rand::random::<[u8; 16]>());
        }
        let counted = visits::note(office, moment, Visit::FilesKept, &visitor.address).await?;
        if counted.times > MOST_KEPT {
            errors.add(
                "files",
                "上传得太频繁，请过一小时再上传附件；不带附件的申请仍可以直接提交。",
            );
        } else if let Err(error) = cases::keep_files(office, organ, moment, batch, sent.files).await {
            errors = FieldErrors::from_office(error)?;
        }
    }
    Ok(errors)
}
