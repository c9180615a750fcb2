//! Messages (来信) of applicants about their cases, and the office's answers. Which message fits a case is the law's
//! (`law::cases::MessageKind`); one is answered before the next of its kind is taken.

use jiff::Timestamp;
use law::audit::{Key, Recorded, Subject};
use law::cases::{Event, History, MessageKind, Standing};
use law::codes::WhyNot;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::audit::Detail;
use crate::audit::{self, instant};
use crate::cases::letters::House;
use crate::cases::letters::people::People;
use crate::cases::looking::read::{events, masked_phone, of_organ};
use crate::cases::stored::damaged;
use crate::cases::typed::written;
use crate::entity::case_message::{ActiveModel, Column, Entity, Model};
use crate::entity::{application, audit_entry, case_event, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, CaseId, CaseMessageId, OrganId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::reminders;
use crate::store::{Office, Tx, transaction};

/// Messages that one case may have.
const MOST: u64 = 30;
/// Open messages that the desk's list shows.
const LISTED: u64 = 100;

/// A message about a case.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: CaseMessageId,
    pub case: CaseId,
    pub kind: MessageKind,
    pub content: String,
    pub created_at: Timestamp,
    pub answer: Option<Answer>,
}

/// What the office answered.
#[derive(Clone, Debug)]
pub struct Answer {
    pub text: String,
    pub by: String,
    pub at: Timestamp,
}

/// A message in the desk's list of all that wait.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub message: Message,
    pub case_number: String,
    pub applicant_name: String,
    /// What the case is about, as it was asked for.
    pub request: String,
    /// The telephone, as much as tells one from another; none where none was given.
    pub phone: Option<String>,
}

/// Keeps a message of the applicant's. `history` is what has happened to the case so far.
pub(in crate::cases) async fn send(
    office: &Office,
    applicant: &Actor,
    moment: Moment,
    case: CaseId,
    history: &History,
    (kind, content): (MessageKind, &str),
    ticket: &str,
) -> Result<(), OfficeError> {
    let content = written(content, "content", "请写明您要说的内容。")?;
    kind.may_send(history)
        .map_err(|why| OfficeError::invalid("content", why))?;
    let words = (case, kind, &content);
    let sending = Sending::of(office, applicant, Recorded::CasesMessage.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if sending.made(&tx, moment).await?.is_some() {
            return Ok(());
        }
        refuse_more(&tx, case, kind).await?;
        let id: CaseMessageId = tx.next_id(moment);
        sending.keep(&tx, moment, id.0).await?;
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(applicant.organ),
            case_id: Set(case),
            kind: Set(kind.code().to_owned()),
            content: Set(content.clone()),
            created_at: Set(moment.millis()),
            answered_at: Set(None),
            answer: Set(None),
            answered_by: Set(None),
            answered_by_name: Set(None),
        };
        Entity::insert(row).exec(tx.on()).await?;
        let of_case = request_case::Entity::find_by_id(case).one(tx.on()).await?;
        let of_case = of_case.ok_or(OfficeError::Missing)?;
        let heads_too = kind.is_for_the_head();
        reminders::announce_act(
            &tx,
            moment,
            &of_case,
            &format!("提交了“{}”", kind.label()),
            heads_too,
        )
        .await?;
        let detail = Detail::none().with(Key::Kind, kind.label());
        audit::append(&tx, applicant, moment, Recorded::CasesMessage, case, detail).await
    })
}

async fn refuse_more(tx: &Tx<'_>, case: CaseId, kind: MessageKind) -> Result<(), OfficeError> {
    let of_case = Entity::find().filter(Column::CaseId.eq(case));
    let open = of_case
        .clone()
        .filter(Column::Kind.eq(kind.code()))
        .filter(Column::AnsweredAt.is_null());
    if open.count(tx.on()).await? > 0 {
        let why = format!("您上一次的“{}”还没有答复，请等答复后再写。", kind.label());
        return Err(OfficeError::invalid("content", why));
    }
    if of_case.count(tx.on()).await? >= MOST {
        return Err(OfficeError::invalid(
            "content",
            "本件的来信已经很多，请直接与工作机构联系。",
        ));
    }
    Ok(())
}

/// The messages of a case, oldest first, for its applicant; the organ must be the case's.
pub(in crate::cases) async fn of_case(
    office: &Office,
    organ: OrganId,
    case: CaseId,
) -> Result<Vec<Message>, OfficeError> {
    let rows = Entity::find()
        .filter(Column::OrganId.eq(organ))
        .filter(Column::CaseId.eq(case))
        .order_by_asc(Column::Id)
        .all(office.on())
        .await?;
    rows.into_iter().map(Message::try_from).collect()
}

/// The messages of a case, oldest first.
pub async fn list(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<Message>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    of_organ(office, actor.organ, case).await?;
    of_case(office, actor.organ, case).await
}

/// How many messages of the organ's cases wait for an answer.
pub async fn open_count(office: &Office, actor: &Actor) -> Result<u64, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let open = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::AnsweredAt.is_null());
    Ok(open.count(office.on()).await?)
}

/// Those messages, the longest waiting first; a hundred at most.
pub async fn open(office: &Office, actor: &Actor) -> Result<Vec<Waiting>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::AnsweredAt.is_null())
        .order_by_asc(Column::Id)
        .limit(LISTED)
        .all(office.on())
        .await?;
    let ids = rows.iter().map(|row| row.case_id);
    let cases = request_case::Entity::find()
        .filter(request_case::Column::Id.is_in(ids))
        .all(office.on())
        .await?;
    let mut waiting = Vec::with_capacity(rows.len());
    for row in rows {
        let case = cases
            .iter()
            .find(|case| case.id == row.case_id)
            .ok_or(OfficeError::Missing)?;
        waiting.push(Waiting {
            case_number: case.number.clone(),
            applicant_name: case.applicant_name.clone(),
            request: case.request.clone(),
            phone: masked_phone(office, actor, case.id).await?,
            message: Message::try_from(row)?,
        });
    }
    Ok(waiting)
}

/// One message.
pub async fn get(office: &Office, actor: &Actor, message: CaseMessageId) -> Result<Message, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let query = Entity::find_by_id(message).filter(Column::OrganId.eq(actor.organ));
    query
        .one(office.on())
        .await?
        .ok_or(OfficeError::Missing)?
        .try_into()
}

/// Who handles a case: whoever it was given to, and all who have recorded something on it. Who hands it on has handled it.
pub async fn handled_by(office: &Office, actor: &Actor, case: CaseId) -> Result<Vec<AccountId>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let (row, _) = of_organ(office, actor.organ, case).await?;
    handlers_of(office.on(), &row).await
}

async fn handlers_of(
    on: &impl ConnectionTrait,
    case: &request_case::Model,
) -> Result<Vec<AccountId>, OfficeError> {
    let events = case_event::Entity::find()
        .filter(case_event::Column::CaseId.eq(case.id))
        .all(on)
        .await?;
    let recorded = events.into_iter().filter_map(|event| event.account_id);
    // To whom it was ever given: who hands a case on without a stroke has handled it too. The log alone knows.
    let given = audit_entry::Entity::find()
        .filter(audit_entry::Column::Subject.eq(Subject::from(case.id).to_string()))
        .filter(audit_entry::Column::Act.eq(Recorded::CasesAssign.code()))
        .all(on)
        .await?;
    let given = given.into_iter().filter_map(|entry| {
        let detail: serde_json::Value = serde_json::from_str(&entry.detail).ok()?;
        detail.get(Key::To.code())?.as_i64().map(AccountId)
    });
    Ok(case
        .assigned_to
        .into_iter()
        .chain(recorded)
        .chain(given)
        .collect())
}

/// Whether this person may answer a message of that kind about a case that these handle; the reason where not.
pub fn may_answer(actor: &Actor, kind: MessageKind, handlers: &[AccountId]) -> Result<(), OfficeError> {
    let is_head = may(&actor.roles, Act::SignCases).is_ok();
    if !(kind.is_for_the_head() && is_head) {
        may(&actor.roles, Act::HandleCases)?;
    }
    let is_its_handler = actor.account.is_some_and(|account| handlers.contains(&account));
    kind.may_be_answered(is_its_handler, is_head)
        .map_err(|why| OfficeError::invalid("answer", why))
}

/// Answers a message, once.
pub async fn answer(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    message: CaseMessageId,
    text: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    let text = written(text, "answer", "请填写答复内容。")?;
    let house = House::of(office, actor.organ).await?;
    transaction!(office, |tx| {
        let query = Entity::find_by_id(message).filter(Column::OrganId.eq(actor.organ));
        let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        let of_case = request_case::Entity::find_by_id(row.case_id)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        let handlers = handlers_of(tx.on(), &of_case).await?;
        may_answer(actor, read_kind(&row.kind)?, &handlers)?;
        refuse_naming(&tx, &house, moment, &of_case, &text).await?;
        if let Some(by) = &row.answered_by_name {
            let why = format!("这封来信已由{by}答复，请刷新后查看。");
            return Err(OfficeError::invalid("answer", why));
        }
        let (case, kind) = (row.case_id, row.kind.clone());
        let mut answered = row.into_active_model();
        answered.answered_at = Set(Some(moment.millis()));
        answered.answer = Set(Some(text.clone()));
        answered.answered_by = Set(actor.account);
        answered.answered_by_name = Set(Some(actor.name.clone()));
        answered.update(tx.on()).await?;
        let news = format!("您的来信（{}）已经答复", read_kind(&kind)?.label());
        reminders::tell_applicant(&tx, moment, &of_case, &news).await?;
        let detail = Detail::none().with(Key::Kind, read_kind(&kind)?.label());
        audit::append(&tx, actor, moment, Recorded::CasesMessageAnswer, case, detail).await
    })
}

/// An answer is shown at once and reviewed by nobody: it names no third party to whoever applied (条例第三十二条; 个人信息保护法第六条).
async fn refuse_naming(
    tx: &Tx<'_>,
    house: &House,
    moment: Moment,
    row: &request_case::Model,
    text: &str,
) -> Result<(), OfficeError> {
    let application = application::Entity::find_by_id(row.application_id)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let entries = events(tx.on(), row.id).await?;
    let happened: Vec<Event> = entries.iter().map(|entry| entry.event.clone()).collect();
    let standing = Standing::of(&happened, &house.rules, moment.today)
        .map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let people = People::of(
        &house.office,
        tx.on(),
        (row, &application),
        &entries,
        &standing.history,
    )
    .await?;
    let told = people.told_in_answer(text).into_iter();
    OfficeError::of_fields(told.map(|why| WhyNot::new("answer", why.message)).collect())
}

fn read_kind(code: &str) -> Result<MessageKind, OfficeError> {
    MessageKind::from_code(code).ok_or_else(|| damaged("case_message.kind", code))
}

impl TryFrom<Model> for Message {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let answer = match (row.answer, row.answered_by_name, row.answered_at) {
            (Some(text), Some(by), Some(at)) => Some(Answer {
                text,
                by,
                at: instant(at)?,
            }),
            _ => None,
        };
        Ok(Self {
            id: row.id,
            case: row.case_id,
            kind: read_kind(&row.kind)?,
            content: row.content,
            created_at: instant(row.created_at)?,
            answer,
        })
    }
}
