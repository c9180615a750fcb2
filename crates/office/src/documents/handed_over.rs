//! What is handed over (移送) to 国家档案馆 and 公共图书馆 in time (条例第二十五条): the list of what went out in a period, kept as it was made,
//! with the receipt of whoever took it in. Each receiver gets each period once.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::typed_day;
use law::codes::WhyNot;
use law::documents::Receiver;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use sm3::{Digest, Sm3};

use super::catalogue::{CatalogueRow, catalogue};
use crate::audit::{self, Detail};
use crate::entity::hand_over::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::HandOverId;
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::store::{Office, transaction};
use crate::text::{filled, line, optional};

/// A list that was handed over.
#[derive(Clone, Debug)]
pub struct HandOver {
    pub id: HandOverId,
    pub receiver: Receiver,
    /// Which archive, which library.
    pub name: String,
    pub from: Date,
    pub to: Date,
    pub count: i64,
    /// The SM3 of the list, by which a printed one is known to be this.
    pub digest: String,
    pub made_by: String,
    pub made_on: Date,
    /// When it was taken in and by whom; nothing while no receipt is there.
    pub receipt: Option<(Date, String)>,
    lines: String,
}

/// What is typed of a list.
#[derive(Clone, Debug, Default)]
pub struct HandOverForm {
    pub receiver: String,
    pub name: String,
    pub from: String,
    pub to: String,
}

impl HandOver {
    /// The lines of the list as it was made: item, index number, name, 发文字号, issuer, day of making, day of publication.
    pub fn lines(&self) -> Result<Vec<[String; 7]>, OfficeError> {
        serde_json::from_str(&self.lines)
            .map_err(|error| OfficeError::Damaged(format!("hand_over.list，第 {} 行（{error}）", self.id)))
    }
}

fn cells(row: &CatalogueRow) -> [String; 7] {
    [
        row.category.label().to_owned(),
        row.index_number.clone(),
        row.title.clone(),
        row.document_number.clone().unwrap_or_default(),
        row.issuer.clone(),
        row.formed_on.map(|day| day.to_string()).unwrap_or_default(),
        row.published_on.to_string(),
    ]
}

/// Makes the list of what went out in the period, or went out anew, and is public. Gives how it is kept.
pub async fn hand_over(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &HandOverForm,
    ticket: &str,
) -> Result<HandOverId, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let (receiver, from, to) = checked(form, moment)?;
    let rows = catalogue(office, actor, None).await?;
    let within = |day: Date| from <= day && day <= to;
    let listed = rows
        .iter()
        .filter(|row| within(row.published_on) || within(row.changed_on));
    let listed: Vec<[String; 7]> = listed.map(cells).collect();
    if listed.is_empty() {
        return Err(OfficeError::invalid(
            "from",
            "这段时间没有公开的政府信息，无需移送。",
        ));
    }
    let list = serde_json::to_string(&listed).map_err(|error| OfficeError::Damaged(error.to_string()))?;
    let sending = Sending::of(office, actor, Recorded::DocumentsHandOver.code(), ticket, form)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(HandOverId(made));
        }
        let name = line(&form.name);
        let before = Entity::find()
            .filter(Column::OrganId.eq(actor.organ))
            .filter(Column::Receiver.eq(receiver.code()))
            .filter(Column::ReceiverName.eq(name.as_str()))
            .filter(Column::FromDay.lte(to.to_string()))
            .filter(Column::ToDay.gte(from.to_string()));
        if let Some(before) = before.one(tx.on()).await? {
            let message = format!(
                "{} 至 {} 的已经向“{name}”移送过，请填写以后的时间。",
                before.from_day, before.to_day
            );
            return Err(OfficeError::invalid("from", message));
        }
        let id: HandOverId = tx.next_id(moment);
        let row = ActiveModel {
            id: Set(id),
            organ_id: Set(actor.organ),
            receiver: Set(receiver.code().to_owned()),
            receiver_name: Set(name.clone()),
            from_day: Set(from.to_string()),
            to_day: Set(to.to_string()),
            list: Set(list.clone()),
            count: Set(i64::try_from(listed.len()).unwrap_or(i64::MAX)),
            digest: Set(hex::encode(Sm3::digest(list.as_bytes()))),
            made_by_name: Set(actor.name.clone()),
            made_on: Set(moment.today.to_string()),
            received_on: Set(None),
            received_by: Set(None),
            entered_by_name: Set(None),
        };
        Entity::insert(row).exec(tx.on()).await?;
        sending.keep(&tx, moment, id.0).await?;
        let detail = Detail::none()
            .with(Key::Name, name)
            .with(Key::From, from.to_string())
            .with(Key::To, to.to_string())
            .with(Key::Rows, i64::try_from(listed.len()).unwrap_or(i64::MAX));
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::DocumentsHandOver,
            actor.organ,
            detail,
        )
        .await?;
        Ok(id)
    })
}

fn checked(form: &HandOverForm, moment: Moment) -> Result<(Receiver, Date, Date), OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| fields.push(WhyNot::new(field, message));
    let receiver = Receiver::from_code(&form.receiver);
    if receiver.is_none() {
        wrong("receiver", "请选择国家档案馆或者公共图书馆。");
    }
    if filled(&form.name).is_none() {
        wrong("name", "请填写接收单位的名称。");
    }
    let (from, to) = (typed_day(&form.from), typed_day(&form.to));
    if from.is_none() {
        wrong("from", "请填写起始日期，例如 2026-01-01。");
    }
    if to.is_none() {
        wrong("to", "请填写截止日期，例如 2026-03-31。");
    }
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        wrong("to", "截止日期早于起始日期，请核对。");
    }
    if to.is_some_and(|to| to > moment.today) {
        wrong("to", "截止日期还没有到，到期后再移送。");
    }
    OfficeError::of_fields(fields)?;
    match (receiver, from, to) {
        (Some(receiver), Some(from), Some(to)) => Ok((receiver, from, to)),
        _ => Err(OfficeError::invalid("", "请核对表单。")),
    }
}

/// Keeps when a list was taken in, and by whom; once.
pub async fn record_hand_over_receipt(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: HandOverId,
    (received_on, received_by): (&str, &str),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let (day, by) = (typed_day(received_on), optional(received_by));
    let mut fields = Vec::new();
    if day.is_none_or(|day| day > moment.today) {
        fields.push(WhyNot::new("received_on", "请填写签收日期，不晚于今天。"));
    }
    if by.is_none() {
        fields.push(WhyNot::new("received_by", "请填写签收人。"));
    }
    OfficeError::of_fields(fields)?;
    let (Some(day), Some(by)) = (day, by) else {
        return Err(OfficeError::invalid("", "请核对表单。"));
    };
    transaction!(office, |tx| {
        let query = Entity::find_by_id(id).filter(Column::OrganId.eq(actor.organ));
        let row = query.one(tx.on()).await?.ok_or(OfficeError::Missing)?;
        if row.received_on.is_some() {
            return Err(OfficeError::invalid(
                "received_on",
                "已经登记签收，无需再次登记。",
            ));
        }
        if row.made_on.parse::<Date>().is_ok_and(|made_on| day < made_on) {
            return Err(OfficeError::invalid(
                "received_on",
                "早于移送清单的日期，请核对。",
            ));
        }
        let name = row.receiver_name.clone();
        let mut changed = row.into_active_model();
        changed.received_on = Set(Some(day.to_string()));
        changed.received_by = Set(Some(by.clone()));
        changed.entered_by_name = Set(Some(actor.name.clone()));
        changed.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Name, name)
            .with(Key::On, day.to_string())
            .with(Key::To, by.as_str());
        let act = Recorded::DocumentsHandOverReceipt;
        audit::append(&tx, actor, moment, act, actor.organ, detail).await
    })
}

/// All lists of the organ, the latest first.
pub async fn hand_overs(office: &Office, actor: &Actor) -> Result<Vec<HandOver>, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let rows = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .order_by_desc(Column::Id)
        .all(office.on())
        .await?;
    rows.into_iter().map(HandOver::try_from).collect()
}

impl TryFrom<Model> for HandOver {
    type Error = OfficeError;

    fn try_from(row: Model) -> Result<Self, OfficeError> {
        let damaged = |what: &str| OfficeError::Damaged(format!("hand_over.{what}，第 {} 行", row.id));
        let day = |text: &str, what: &str| text.parse::<Date>().map_err(|_error| damaged(what));
        let received_on = row.received_on.as_deref().map(|text| day(text, "received_on"));
        Ok(Self {
            receiver: Receiver::from_code(&row.receiver).ok_or_else(|| damaged("receiver"))?,
            from: day(&row.from_day, "from_day")?,
            to: day(&row.to_day, "to_day")?,
            made_on: day(&row.made_on, "made_on")?,
            receipt: received_on.transpose()?.zip(row.received_by.clone()),
            id: row.id,
            name: row.receiver_name,
            count: row.count,
            digest: row.digest,
            made_by: row.made_by_name,
            lines: row.list,
        })
    }
}
