//! What a reply tells of the way to it: the history of the case, with the numbers of the notices that went out, how they went,
//! and what they set (`law::cases::letters::Past`).

use jiff::civil::Date;
use law::cases::letters::{Against, Consulting, LetterKind, Notice, OrderedBy, Past, notice_number};
use law::cases::{Act, Event, Standing, What};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::facts::House;
use super::{CaseLetter, LetterState, all};
use crate::entity::{case_event, case_letter, dispute, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::CaseId;
use crate::moment::is_applicant;

/// A letter that asked a third party for its opinion.
pub(super) struct AskedBy {
    pub name: String,
    pub number: String,
}

/// The past of a case as it stands, and the letters that asked third parties.
pub(super) async fn of(
    on: &impl ConnectionTrait,
    house: &House,
    case: &request_case::Model,
    events: &[Event],
    standing: &Standing,
) -> Result<(Past, Vec<AskedBy>), OfficeError> {
    let mut past = Past::of(&standing.history, &house.rules);
    if let Some(extension) = &mut past.extension {
        extension.due_on = extended_until(house, events);
    }
    if let Some(asked) = &mut past.correction {
        asked.answer = answer(on, case.id).await?;
    }
    if let Some(fee) = &mut past.fee {
        fee.fen = charged(on, case.id).await?;
    }
    let disputed = disputed(on, case.id, past.order.as_ref()).await?;
    let mut asked_by = Vec::new();
    for letter in delivered(on, case.id).await? {
        if letter.kind == LetterKind::ThirdParty {
            asked_by.push(AskedBy {
                name: letter.basis.consulted.name.clone(),
                number: letter.letter.number.clone().unwrap_or_default(),
            });
        }
        tell_consulted(&mut past.consultations, &letter);
        if letter.kind.is_reply()
            && let Some(by) = &mut past.order
            && by.replied_on == letter.letter.dated
        {
            by.reply_number = letter.letter.number.clone().unwrap_or_default();
        }
        if let Some(by) = &mut past.order {
            by.against = by.against.take().or_else(|| against(&letter, &disputed));
        }
        let notice = match letter.kind {
            LetterKind::Correction => &mut past.correction,
            LetterKind::ReasonsAsked => &mut past.reasons,
            LetterKind::Extension => &mut past.extension,
            LetterKind::Delay => &mut past.delay,
            LetterKind::Fee => &mut past.fee,
            _ => continue,
        };
        if let Some(notice) = notice {
            tell(notice, &letter);
        }
    }
    tell_apart(on, case.id, &mut past).await?;
    Ok((past, asked_by))
}

/// What the dispute is said to be about that ended with this order; empty where none is on record.
async fn disputed(
    on: &impl ConnectionTrait,
    case: CaseId,
    by: Option<&OrderedBy>,
) -> Result<String, OfficeError> {
    let Some(by) = by else {
        return Ok(String::new());
    };
    let query = dispute::Entity::find()
        .filter(dispute::Column::CaseId.eq(case))
        .filter(dispute::Column::HasOrdered.eq(true))
        .filter(dispute::Column::Route.eq(by.order.route.code()))
        .filter(dispute::Column::EndedOn.eq(by.order.dated.to_string()));
    Ok(query.one(on).await?.map_or_else(String::new, |row| row.subject))
}

/// The letter, where the dispute names it and it is no reply.
fn against(letter: &CaseLetter, disputed: &str) -> Option<Against> {
    let (number, on) = letter.letter.number.as_deref().zip(letter.letter.dated)?;
    let is_named = !letter.kind.is_reply() && disputed.contains(number);
    is_named.then(|| Against {
        title: letter.letter.title.clone(),
        number: number.to_owned(),
        on,
    })
}

/// A notice that was recorded apart from its letter has the number that was noted with it.
async fn tell_apart(on: &impl ConnectionTrait, case: CaseId, past: &mut Past) -> Result<(), OfficeError> {
    let notices = [
        (Act::CorrectionRequested, &mut past.correction),
        (Act::ReasonsRequested, &mut past.reasons),
        (Act::Extended, &mut past.extension),
        (Act::Delayed, &mut past.delay),
        (Act::FeeNotified, &mut past.fee),
    ];
    let unnumbered = notices.into_iter().filter_map(|(act, notice)| {
        let notice = notice.as_mut().filter(|notice| notice.number.is_empty())?;
        Some((act, notice))
    });
    for (act, notice) in unnumbered {
        let query = case_event::Entity::find()
            .filter(case_event::Column::CaseId.eq(case))
            .filter(case_event::Column::Act.eq(act.code()))
            .filter(case_event::Column::HappenedOn.eq(notice.on.to_string()));
        let named = query
            .one(on)
            .await?
            .and_then(|event| event.notice)
            .unwrap_or_default();
        notice_number(&named)
            .unwrap_or_default()
            .clone_into(&mut notice.number);
    }
    Ok(())
}

/// The number of the letter that asked, which went out the day its opinion was asked; of several of one day each has its own.
fn tell_consulted(consultations: &mut [Consulting], letter: &CaseLetter) {
    let (Some(party), Some((day, _))) = (letter.kind.party(), &letter.sent) else {
        return;
    };
    let is_it =
        |asked: &&mut Consulting| asked.party == party && asked.sent_on == *day && asked.number.is_empty();
    if let Some(asked) = consultations.iter_mut().find(is_it) {
        asked.number = letter.letter.number.clone().unwrap_or_default();
    }
}

fn tell(notice: &mut Notice, letter: &CaseLetter) {
    notice.number = letter.letter.number.clone().unwrap_or_default();
    if let Some(dated) = letter.letter.dated {
        notice.on = dated;
    }
    notice.delivered = letter.sent.as_ref().map(|(day, sent)| (sent.how, *day));
    if let Some((_, sent)) = &letter.sent {
        notice.tracking_number.clone_from(&sent.tracking_number);
    }
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

/// What the applicant answered to the last correction; empty where a clerk recorded it, whose words it would be.
async fn answer(on: &impl ConnectionTrait, case: CaseId) -> Result<String, OfficeError> {
    let query = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case))
        .filter(case_event::Column::Act.eq(Act::Corrected.code()));
    let last = query.order_by_desc(case_event::Column::Seq).one(on).await?;
    let own = last.filter(|event| is_applicant(event.account_id, &event.actor));
    Ok(own.and_then(|event| event.note).unwrap_or_default())
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
