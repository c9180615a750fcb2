//! What is typed into the site's form and not sent yet, under seal for whoever has its code, as drafts of applications are.

use law::matters::AskingForm;
use serde::{Deserialize, Serialize};

use crate::cases::{Keeping, RECEIPT_HOURS, SentDraft, UNSAVED_HOURS, drop_sealed, keep_sealed, open_sealed};
use crate::error::OfficeError;
use crate::ids::{MatterId, OrganId};
use crate::moment::Moment;
use crate::store::Office;

const PURPOSE: &str = "ask";
const HOUR: i64 = 3_600_000;

/// The form as it was typed, with the code of the batch that its files rest in; and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskDraft {
    pub form: AskingForm,
    pub batch: String,
    pub ticket: String,
    /// The matter that it goes on from, whose code was shown.
    pub follows: Option<MatterId>,
    /// What was wrong when it was last sent and does not show in the form: field and message.
    pub faults: Vec<(String, String)>,
    pub sent: Option<SentDraft>,
}

/// Keeps it: anew, or in place of what this code opens. Gives the code.
pub async fn keep_ask(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    draft: &AskDraft,
    code: Option<&str>,
) -> Result<String, OfficeError> {
    let hours = if draft.sent.is_some() {
        RECEIPT_HOURS
    } else {
        UNSAVED_HOURS
    };
    let keeping = Keeping {
        batch: &draft.batch,
        until: moment.millis() + hours * HOUR,
        purpose: PURPOSE,
    };
    let kept = keep_sealed(office, organ, moment, draft, keeping, code).await?;
    Ok(kept.return_code)
}

/// What this code opens, while it is kept.
pub async fn open_ask(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    code: &str,
) -> Result<Option<AskDraft>, OfficeError> {
    open_sealed(office, organ, moment, PURPOSE, code).await
}

/// Throws it away: its owner wants it gone.
pub async fn drop_ask(office: &Office, organ: OrganId, code: &str) -> Result<(), OfficeError> {
    drop_sealed(office, organ, PURPOSE, code).await
}
