//! Documents (政府信息): editions that never change, the gate before publication, withdrawal with a reason, and what
//! the public may read. 条例第十三条、第二十条、第二十六条; secrecy review: 保密法实施条例第四十二条.

mod approval;
mod attachments;
mod catalogue;
mod comments;
mod desk;
mod drafts;
mod emergency;
mod ended;
mod explanations;
mod gate;
mod handed_over;
mod in_review;
mod life;
mod mending;
mod on_paper;
mod pictures;
mod public;
mod queue;
mod reassess;
mod recheck;
mod register;
mod related;
mod relations;
mod rendering;
mod resembling;
mod review;
mod revisions;
mod schedule;
mod unpublished;
mod unshown;
mod withdrawal;
mod write;

use jiff::Timestamp;
use jiff::civil::Date;
use law::documents::{Category, Change, Publicity, Validity};
use prose::Format;

use crate::audit::instant;
use crate::entity::{attachment, edition};
use crate::error::OfficeError;
use crate::ids::{AttachmentId, ColumnId, DocumentId, EditionId};

pub use approval::{Approval, SecrecyEntry, approval, approvals_between, secrecy_log};
pub use attachments::{
    arrange, attach, attach_once, detach, file_for_desk, file_for_public, files_of_edition, read_for_desk,
    replace,
};

pub use crate::files::{LARGEST, Upload};
pub use catalogue::{CatalogueRow, catalogue};
pub use comments::{Comment, Resolved, comment, comments, resolve};
pub use desk::{DeskDocument, DeskFilter, DeskRow, Publication, State, get_desk, list_desk, publications};
pub use drafts::{DRAFT_DAYS, KeptDraft, drop_draft, keep_draft, kept_draft};
pub use emergency::{Owed, owed, publish_in_emergency};
pub use ended::{Ended, RepealForm, repeal, restore, turn_due};
pub use explanations::{explain, withdraw_explanation};
pub(crate) use gate::latest_files;
pub use gate::{AtTheGate, at_the_gate, blockers, publish};
pub use handed_over::{HandOver, HandOverForm, hand_over, hand_overs, record_hand_over_receipt};
pub use in_review::{InReview, Stage};
pub use life::{Life, LifeForm, settle_life};
pub use mending::take_over;
pub use on_paper::{OnPaper, SignedForm, enter_on_paper, open_signed_form, signed_forms};
pub(crate) use pictures::digests_of_pictures;
pub use pictures::{
    NewPicture, NewPictureFile, keep_picture, picture_for_desk, picture_for_public, pictures_for_desk,
    pictures_for_public,
};
pub use public::{
    Found, LISTED_PER_PAGE, Listed, PublishedDocument, feed, latest, published, published_after,
    published_list, published_one, sitemap, still_published, years,
};
pub use queue::{CameBack, Waiting, Waits, came_back, queue, times_since, waiting};
pub use reassess::{Reassessment, ToReassess, reassess, reassessments, to_reassess};
pub use recheck::{Rechecked, recheck_some, rechecked};
pub(crate) use register::count_into;
pub use register::{RegisterRow, RegisterYear, expiring, of_cell, register};
pub use related::Relation;
pub use relations::{RelationForm, relate, unrelate};
pub use rendering::preview;
pub(crate) use rendering::render_missing;
pub(crate) use rendering::shown;
pub use resembling::resembling;
pub use review::{Opinion, agree_and_publish, give_verdict, submit};
pub(crate) use review::{nobody_for, required, stage_anew, told};
pub use revisions::Revision;
pub use schedule::{GoesOut, Missed, missed, publish_planned, take_down_due};
pub use unpublished::{Unpublished, unpublished, unpublished_one};
pub use unshown::sweep_pictures;
pub use withdrawal::{WithdrawalForm, withdraw};
pub use write::{create, create_once, save};

/// What can be typed into a document.
#[derive(Clone, Debug, Default)]
pub struct DocumentForm {
    pub column: Option<ColumnId>,
    pub title: String,
    /// 发文字号
    pub document_number: String,
    /// 发布机构
    pub issuer: String,
    /// 成文日期, `YYYY-MM-DD`
    pub formed_on: String,
    /// 内容概述
    pub summary: String,
    /// Cleaned when it is kept and again when it is shown.
    pub body: String,
    /// How the body is written down.
    pub format: Format,
    /// The code of an item of 条例第二十条.
    pub category: String,
    /// 主题分类
    pub subject: String,
    /// The code of the publicity; may be empty while it is a draft.
    pub publicity: String,
    /// Why it is not 主动公开.
    pub publicity_reason: String,
    pub validity: String,
    /// The code of how much it changes of what is out, and what has changed; empty where nothing is out.
    pub change: String,
    pub change_note: String,
}

/// One edition as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    pub id: EditionId,
    pub document: DocumentId,
    /// From 1.
    pub number: i64,
    pub column: ColumnId,
    pub title: String,
    pub document_number: Option<String>,
    pub issuer: String,
    pub formed_on: Option<Date>,
    pub summary: Option<String>,
    /// As it was written down.
    pub body: String,
    pub format: Format,
    /// As it is shown, where that is kept.
    html: Option<String>,
    pub category: Category,
    pub subject: Option<String>,
    pub publicity: Option<Publicity>,
    pub life: Life,
    pub validity: Validity,
    /// How much it changes of what was out before it, and what.
    pub change: Option<Change>,
    pub change_note: Option<String>,
    pub writer: String,
    pub written_at: Timestamp,
}

/// A file that belongs to an edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: AttachmentId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    /// At whose address the public finds it: its own, or that of the file whose place it took.
    pub address: AttachmentId,
}

impl Edition {
    /// The edition as a form holds it, its body as it stands.
    pub fn form(&self) -> DocumentForm {
        DocumentForm {
            column: Some(self.column),
            title: self.title.clone(),
            document_number: self.document_number.clone().unwrap_or_default(),
            issuer: self.issuer.clone(),
            formed_on: self.formed_on.map(|day| day.to_string()).unwrap_or_default(),
            summary: self.summary.clone().unwrap_or_default(),
            body: self.body.clone(),
            format: self.format,
            category: self.category.code().to_owned(),
            subject: self.subject.clone().unwrap_or_default(),
            publicity: self.publicity.map_or("", Publicity::code).to_owned(),
            publicity_reason: self.life.publicity_reason.clone().unwrap_or_default(),
            validity: self.validity.code().to_owned(),
            change: self.change.map_or("", Change::code).to_owned(),
            change_note: self.change_note.clone().unwrap_or_default(),
        }
    }
}

impl TryFrom<edition::Model> for Edition {
    type Error = OfficeError;

    fn try_from(row: edition::Model) -> Result<Self, OfficeError> {
        let damaged = |what: &str| OfficeError::Damaged(format!("edition.{what}，第 {} 行", row.id));
        let formed_on = row.formed_on.as_deref().map(str::parse::<Date>).transpose();
        let publicity = row
            .publicity
            .as_deref()
            .map(|code| Publicity::from_code(code).ok_or_else(|| damaged("publicity")));
        let change = row.change.as_deref();
        let change = change.map(|code| Change::from_code(code).ok_or_else(|| damaged("change")));
        Ok(Self {
            formed_on: formed_on.map_err(|error| damaged(&format!("formed_on（{error}）")))?,
            category: Category::from_code(&row.category).ok_or_else(|| damaged("category"))?,
            publicity: publicity.transpose()?,
            life: Life::of(&row)?,
            validity: Validity::from_code(&row.validity).ok_or_else(|| damaged("validity"))?,
            change: change.transpose()?,
            change_note: row.change_note,
            written_at: instant(row.written_at)?,
            id: row.id,
            document: row.document_id,
            number: row.number,
            column: row.column_id,
            title: row.title,
            document_number: row.document_number,
            issuer: row.issuer,
            summary: row.summary,
            format: Format::from_code(&row.format).ok_or_else(|| damaged("format"))?,
            body: row.body,
            html: row.html,
            subject: row.subject,
            writer: row.writer_name,
        })
    }
}

impl From<attachment::Model> for Attachment {
    fn from(row: attachment::Model) -> Self {
        Self {
            id: row.id,
            address: row.address(),
            name: row.name,
            media_type: row.media_type,
            bytes: row.bytes,
        }
    }
}
