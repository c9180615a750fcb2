//! Enclosures and their reply: its draft lists them as they are, its secrecy review looks at each, its signature freezes them,
//! its delivery says what went.

use std::collections::BTreeSet;

use law::audit::{Key, Recorded};
use law::cases::enclosures::{Given, listed};
use law::cases::retention::ANONYMOUS;
use law::review::Level;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use super::keep::let_go;
use super::{Enclosure, enclosed, of_case, of_cases};
use crate::audit::{self, Detail};
use crate::cases::letters::{self, CaseLetter, LetterState};
use crate::entity::{case_letter, enclosure};
use crate::error::OfficeError;
use crate::ids::{AccountId, CaseId, EnclosureId, LetterId};
use crate::moment::{Actor, Moment};
use crate::review;
use crate::store::Tx;
use crate::versioned::bump;

/// Has the draft of the case's reply list the enclosures as they are now; whoever changed them wrote of it.
pub(in crate::cases) async fn follow(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    case: CaseId,
) -> Result<(), OfficeError> {
    let drafts = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(LetterState::Draft.code()))
        .all(tx.on())
        .await?;
    for row in drafts {
        if !letters::kind(&row)?.is_reply() {
            continue;
        }
        let mut letter = letters::text_of(&row)?;
        letter.enclosures = listed(&enclosed(&of_case(tx.on(), case).await?));
        review::wrote(tx, actor, moment, row.id, row.round).await?;
        let mut row = row.into_active_model();
        row.content = Set(letters::json_of(&letter)?);
        bump(&mut row.version);
        row.changed_at = Set(moment.millis());
        row.update(tx.on()).await?;
    }
    Ok(())
}

/// Who changed something of what is enclosed: they wrote of the reply that is drafted now.
pub(in crate::cases) async fn writers_of(
    tx: &Tx<'_>,
    case: CaseId,
) -> Result<BTreeSet<(AccountId, String)>, OfficeError> {
    let rows = enclosure::Entity::find()
        .filter(enclosure::Column::CaseId.eq(case))
        .filter(enclosure::Column::LetterId.is_null())
        .all(tx.on())
        .await?;
    let writers = rows
        .into_iter()
        .filter_map(|row| Some((row.changed_by?, row.changed_by_name)));
    Ok(writers.collect())
}

/// Refuses a secrecy review that did not look at each item that goes out (保密法实施条例第四十二条: 逐项审查).
pub(in crate::cases) fn refuse_unseen(
    letter: &CaseLetter,
    level: Level,
    looked: &[EnclosureId],
) -> Result<(), OfficeError> {
    if level != Level::Secrecy {
        return Ok(());
    }
    let goes_out = |one: &&Enclosure| one.item.given != Given::Withheld;
    let unseen: Vec<&str> = letter
        .enclosures
        .iter()
        .filter(goes_out)
        .filter(|one| !looked.contains(&one.id))
        .map(|one| one.item.name.as_str())
        .collect();
    if unseen.is_empty() {
        return Ok(());
    }
    let message = format!(
        "随答复提供的信息应当逐项审查，还没有勾选：{}（保密法实施条例第四十二条）。",
        unseen.join("、")
    );
    Err(OfficeError::invalid("looked", message))
}

/// What a reply enclosed whose signature was taken back is free for the next one.
pub(in crate::cases) async fn let_loose(tx: &Tx<'_>, letter: LetterId) -> Result<(), OfficeError> {
    enclosure::Entity::update_many()
        .col_expr(enclosure::Column::LetterId, Expr::value(None::<i64>))
        .filter(enclosure::Column::LetterId.eq(letter))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// Makes what is enclosed the signed reply's: it never changes from here on.
pub(in crate::cases) async fn freeze(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    letter: &CaseLetter,
) -> Result<(), OfficeError> {
    if letter.enclosures.is_empty() {
        return Ok(());
    }
    enclosure::Entity::update_many()
        .col_expr(enclosure::Column::LetterId, Expr::value(letter.id.0))
        .filter(enclosure::Column::CaseId.eq(letter.case))
        .filter(enclosure::Column::LetterId.is_null())
        .exec(tx.on())
        .await?;
    let digests = letter.enclosures.iter().flat_map(|one| &one.files);
    let digests: Vec<&str> = digests.map(|kept| kept.file.digest.as_str()).collect();
    let detail = Detail::none()
        .with(Key::Letter, letter.id.0)
        .with(Key::Files, digests.len())
        .with(Key::Digest, digests.join("、"));
    audit::append(
        tx,
        actor,
        moment,
        Recorded::CasesEncloseFreeze,
        letter.case,
        detail,
    )
    .await
}

/// What went with a letter, for the record of its delivery; empty where nothing did.
pub(in crate::cases) fn told(enclosures: &[Enclosure]) -> String {
    let names: Vec<&str> = enclosures
        .iter()
        .flat_map(Enclosure::versions)
        .map(|kept| kept.file.name.as_str())
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!("随附{}个文件：{}", names.len(), names.join("、"))
    }
}

/// Lets go of the files of cases that are nameless now; of the items it stays what became of them.
pub(in crate::cases) async fn forget(tx: &Tx<'_>, cases: &[CaseId]) -> Result<(), OfficeError> {
    for one in of_cases(tx.on(), cases).await? {
        for file in one.files {
            let_go(tx, file.id).await?;
        }
        let row = enclosure::ActiveModel {
            id: Set(one.id),
            name: Set(ANONYMOUS.to_owned()),
            reason: Set(ANONYMOUS.to_owned()),
            ..Default::default()
        };
        row.update(tx.on()).await?;
    }
    Ok(())
}
