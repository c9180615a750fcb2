//! What a reply tells of the way to it: the history of the case, with the numbers of the notices that went out, how they went,
//! and what they set (`law::cases::letters::Past`).

use jiff::civil::Date;
use law::cases::letters::{LetterKind, Notice, Past};
use law::cases::{Event, Standing, What};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::facts::House;
use super::{CaseLetter, LetterState, all};
use crate::entity::{case_letter, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;

/// The past of a case as it stands.
pub(super) async fn of(
    on: &impl ConnectionTrait,
    house: &House,
    case: &request_case::Model,
    events: &[Event],
    standing: &Standing,
) -> Result<Past, OfficeError> {
    let mut past = Past::of(&standing.history, &house.rules);
    if let Some(extension) = &mut past.extension {
        extension.due_on = extended_until(house, events);
    }
    if let Some(fee) = &mut past.fee {
        fee.fen = charged(on, case.id).await?;
    }
    for letter in delivered(on, case.id).await? {
        if letter.kind.is_reply()
            && let Some(by) = &mut past.order
            && by.replied_on == letter.letter.dated
        {
            by.reply_number = letter.letter.number.clone().unwrap_or_default();
        }
        let notice = match letter.kind {
            LetterKind::Correction => &mut past.correction,
            LetterKind::ReasonsAsked => &mut past.reasons,
            LetterKind::Extension => &mut past.extension,
            LetterKind::Fee => &mut past.fee,
            _ => continue,
        };
        if let Some(notice) = notice {
            tell(notice, &letter);
        }
    }
    Ok(past)
}

fn tell(notice: &mut Notice, letter: &CaseLetter) {
    notice.number = letter.letter.number.clone().unwrap_or_default();
    if let Some(dated) = letter.letter.dated {
        notice.on = dated;
    }
    notice.delivered = letter.sent.as_ref().map(|(day, sent)| (sent.how, *day));
    notice.due_on = notice.due_on.or(letter.basis.correcting.respond_by);
}

/// The last day to reply as it stood once the extension was told.
fn extended_until(house: &House, events: &[Event]) -> Option<Date> {
    let is_extension = |event: &Event| matches!(event.what, What::Extended { .. });
    let at = events.iter().position(is_extension)?;
    let so_far = events.get(..=at)?;
    let told_on = so_far.last()?.on;
    let standing = Standing::of(so_far, &house.rules, told_on).ok()?;
    standing.due_on
}

async fn charged(on: &impl ConnectionTrait, case: CaseId) -> Result<u64, OfficeError> {
    let query = fee_notice::Entity::find().filter(fee_notice::Column::CaseId.eq(case));
    let notice = query.order_by_desc(fee_notice::Column::Id).one(on).await?;
    Ok(notice.map_or(0, |notice| u64::try_from(notice.fen).unwrap_or(0)))
}

async fn delivered(on: &impl ConnectionTrait, case: CaseId) -> Result<Vec<CaseLetter>, OfficeError> {
    let rows = case_letter::Entity::find()
        .filter(case_letter::Column::CaseId.eq(case))
        .filter(case_letter::Column::State.eq(LetterState::Delivered.code()))
        .order_by_asc(case_letter::Column::Id)
        .all(on)
        .await?;
    all(on, rows).await
}
