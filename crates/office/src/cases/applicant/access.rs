//! What an applicant may do on the public site, having shown number and query code: see where the application stands, answer
//! a request for correction or for reasons, withdraw, write. Every act is on a case of that one application and no other.

use jiff::civil::Date;
use law::cases::letters::LetterKind;
use law::cases::{Act, History, MessageKind, What, answered_items, asked_items, unanswered};
use law::codes::spoken;
use law::fees::Fen;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::messages::{self, Message};
use crate::cases::acts::record::{Recording, stands, take_in};
use crate::cases::letters;
use crate::cases::looking::read::Tracked;
use crate::cases::looking::read::{self, standing};
use crate::cases::settings::rules;
use crate::cases::stored::day;
use crate::cases::typed::written;
use crate::entity::{application, fee_notice, request_case};
use crate::error::OfficeError;
use crate::ids::{ApplicationId, CaseId, OrganId};
use crate::moment::{Actor, Moment};
use crate::reminders;
use crate::store::{Office, transaction};
use crate::text::paragraphs;

/// Whoever has shown number and query code of an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applicant {
    pub organ: OrganId,
    pub application: ApplicationId,
    /// The address they come from.
    pub from: String,
}

/// A fee notice as its applicant sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeeDue {
    pub fen: Fen,
    pub noticed_on: Date,
    pub paid_on: Option<Date>,
}

/// Where the application stands; `None` when it is not one of this organ's.
pub async fn tracked(
    office: &Office,
    who: &Applicant,
    moment: Moment,
) -> Result<Option<Tracked>, OfficeError> {
    let query = application::Entity::find_by_id(who.application)
        .filter(application::Column::OrganId.eq(who.organ))
        .filter(application::Column::AnonymisedAt.is_null());
    match query.one(office.on()).await? {
        Some(row) => read::tracked(office, who.organ, moment, row).await.map(Some),
        None => Ok(None),
    }
}

/// What the applicant wrote about a case, with the answers, oldest first.
pub async fn messages(office: &Office, who: &Applicant, case: CaseId) -> Result<Vec<Message>, OfficeError> {
    own(office, who, case).await?;
    messages::of_case(office, who.organ, case).await
}

/// The fee notice of a case.
pub async fn fee(office: &Office, who: &Applicant, case: CaseId) -> Result<Option<FeeDue>, OfficeError> {
    own(office, who, case).await?;
    let query = fee_notice::Entity::find().filter(fee_notice::Column::CaseId.eq(case));
    let Some(row) = query.one(office.on()).await? else {
        return Ok(None);
    };
    Ok(Some(FeeDue {
        fen: Fen(u64::try_from(row.fen).unwrap_or(0)),
        noticed_on: day(&row.noticed_on)?,
        paid_on: row.paid_on.as_deref().map(day).transpose()?,
    }))
}

/// What the applicant is asked to correct, item by item: as the notice that went out lists it, or as it was recorded.
pub async fn items_to_correct(
    office: &Office,
    who: &Applicant,
    case: CaseId,
) -> Result<Vec<String>, OfficeError> {
    let letters = letters::for_applicant(office, who, case).await?;
    let timeline = read::events(office.on(), case).await?;
    let asked = timeline
        .iter()
        .rfind(|entry| entry.event.what.act() == Act::CorrectionRequested);
    let note = asked.and_then(|entry| entry.note.clone()).unwrap_or_default();
    let letter = letters.iter().rfind(|letter| {
        letter.kind == LetterKind::Correction
            && letter
                .letter
                .number
                .as_ref()
                .is_some_and(|number| note.contains(number.as_str()))
    });
    Ok(asked_items(letter.map(|letter| &letter.letter), &note))
}

/// Answers a request for correction (条例第三十条), item by item where it has several.
pub async fn correct(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    version: i64,
    answers: &[String],
) -> Result<(), OfficeError> {
    let items = items_to_correct(office, who, case).await?;
    // What was written is measured and looked at; the items are the office's own words.
    written(&answers.join("\n"), "answer", "请写明补正的内容。")?;
    let left_out = unanswered(&items, answers);
    // One item alone is refused by `written`, in its own words.
    if items.len() > 1 && !left_out.is_empty() {
        let places: Vec<String> = left_out.iter().map(ToString::to_string).collect();
        let why = format!(
            "第 {} 项没有填写。补正只有一次机会，请逐项填写；不能补正的，请写明原因。",
            places.join("、")
        );
        return Err(OfficeError::invalid("answer", why));
    }
    let note = paragraphs(&answered_items(&items, answers));
    let recording = Recording::today(moment, What::Corrected {}).with_note(note);
    record(office, who, moment, case, version, &recording).await
}

/// Gives the reasons that were asked for (条例第三十五条).
pub async fn give_reasons(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    version: i64,
    words: &str,
) -> Result<(), OfficeError> {
    let note = written(words, "content", "请写明理由。")?;
    let recording = Recording::today(moment, What::ReasonsGiven {}).with_note(note);
    record(office, who, moment, case, version, &recording).await
}

/// Withdraws a case.
pub async fn withdraw(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    version: i64,
) -> Result<(), OfficeError> {
    let note = "申请人凭编号和查询码在网上撤回".to_owned();
    let recording = Recording::today(moment, What::Withdrawn {}).with_note(note);
    record(office, who, moment, case, version, &recording).await
}

/// Writes about a case.
pub async fn send(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    kind: MessageKind,
    content: &str,
) -> Result<(), OfficeError> {
    send_once(office, who, moment, case, (kind, content), "").await
}

/// The same for a page: sent twice under one ticket it is one message.
pub async fn send_once(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    message: (MessageKind, &str),
    ticket: &str,
) -> Result<(), OfficeError> {
    own(office, who, case).await?;
    let timeline = read::events(office.on(), case).await?;
    let standing = standing(office, who.organ, moment, &timeline).await?;
    let actor = Actor::applicant(who.organ, &who.from);
    messages::send(office, &actor, moment, case, &standing.history, message, ticket).await
}

async fn record(
    office: &Office,
    who: &Applicant,
    moment: Moment,
    case: CaseId,
    version: i64,
    recording: &Recording,
) -> Result<(), OfficeError> {
    own(office, who, case).await?;
    let rules = rules(office, who.organ).await?;
    let actor = Actor::applicant(who.organ, &who.from);
    transaction!(office, |tx| {
        let mut recording = recording.clone();
        let before = stands(&tx, &rules, case, moment.today).await?;
        refuse_second(&before.history, recording.what.act())?;
        if before.history.may_still_answer(recording.what.act()) {
            "申请人在答复送出之前提交".clone_into(&mut recording.despite);
        }
        take_in(&tx, &actor, moment, &rules, case, version, &recording).await?;
        let row = request_case::Entity::find_by_id(case).one(tx.on()).await?;
        let row = row.ok_or(OfficeError::Missing)?;
        reminders::announce_act(&tx, moment, &row, done_online(&recording.what), false).await
    })
}

/// What was answered is answered once: told in the applicant's words, beside what they typed.
fn refuse_second(history: &History, act: Act) -> Result<(), OfficeError> {
    let (field, what, on) = match act {
        Act::Corrected => {
            let corrected = history.correction.as_ref().and_then(|one| one.corrected_on);
            ("answer", "补正", corrected)
        }
        Act::ReasonsGiven => (
            "content",
            "说明的理由",
            history.reasons.and_then(|one| one.given_on),
        ),
        _ => return Ok(()),
    };
    if on.is_none() && !history.is_in_hand(act) {
        return Ok(());
    }
    let on = on.map_or_else(String::new, |on| format!("于{}", spoken(on)));
    let why = format!("您的{what}已经{on}收到，不需要再次提交；要补充的，请用“询问办理情况”告诉我们。");
    Err(OfficeError::invalid(field, why))
}

/// What the applicant did, for a mail to whoever handles the case.
const fn done_online(what: &What) -> &'static str {
    match what {
        What::Corrected {} => "提交了补正内容",
        What::ReasonsGiven {} => "说明了理由",
        What::Withdrawn {} => "撤回了申请",
        _ => "办理了一个事项",
    }
}

/// Whether the case is one of the application's.
pub(in crate::cases) async fn own(office: &Office, who: &Applicant, case: CaseId) -> Result<(), OfficeError> {
    let query = request_case::Entity::find_by_id(case)
        .filter(request_case::Column::OrganId.eq(who.organ))
        .filter(request_case::Column::ApplicationId.eq(who.application));
    query
        .one(office.on())
        .await?
        .map(|_| ())
        .ok_or(OfficeError::Missing)
}
