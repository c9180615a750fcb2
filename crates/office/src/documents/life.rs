//! What an edition says of itself beside its text: on what its publicity rests, what it is as a norm, for how long it binds. Part of
//! the edition, so that every change is judged anew.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::typed_day;
use law::codes::WhyNot;
use law::documents::{Attribution, Norm, Publicity, Schedule, kept_minute, typed_minute};
use law::outlets::{Limits, Rendition};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel};

use super::attachments::next_edition;
use super::schedule;
use crate::audit;
use crate::audit::Detail;
use crate::entity::{column, edition};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId, EditionId, OutletId};
use crate::moment::{Actor, Moment, civil_minute};
use crate::placements;
use crate::store::{Office, Tx, transaction};
use crate::text::{filled, line, optional, reason};
use crate::versioned::owned;

/// As it is kept with an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// Why it is not 主动公开.
    pub publicity_reason: Option<String>,
    /// The organs that made it together with this one.
    pub joint_with: Option<String>,
    /// 牵头机关
    pub lead_organ: Option<String>,
    /// What it forwards or reposts, and how public that is.
    pub source: Option<String>,
    pub source_publicity: Option<Publicity>,
    pub norm: Option<Norm>,
    /// 施行日期
    pub effective_on: Option<Date>,
    /// 有效期: the last day on which it binds.
    pub valid_until: Option<Date>,
    /// Why it goes out without a 解读.
    pub exemption: Option<String>,
    /// When it goes out and is taken down by the clock.
    pub schedule: Schedule,
    /// The outlets beside the site that it is meant for.
    pub outlets: Vec<OutletId>,
    /// How the official account calls it and sums it up, where that is not its own title and summary.
    pub article_title: Option<String>,
    pub article_digest: Option<String>,
}

/// What can be typed of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LifeForm {
    pub joint_with: String,
    pub lead_organ: String,
    pub source: String,
    pub source_publicity: String,
    pub norm: String,
    pub effective_on: String,
    pub valid_until: String,
    pub exemption: String,
    pub planned_at: String,
    pub take_down_at: String,
    /// Ids of outlets.
    pub outlets: Vec<String>,
    pub article_title: String,
    pub article_digest: String,
}

impl Life {
    pub(super) fn of(row: &edition::Model) -> Result<Self, OfficeError> {
        let damaged = |what: &str| OfficeError::Damaged(format!("edition.{what}，第 {} 行", row.id));
        let day = |text: &Option<String>, what| {
            let parsed = text.as_deref().map(str::parse::<Date>).transpose();
            parsed.map_err(|error| damaged(&format!("{what}（{error}）")))
        };
        let publicity = row.source_publicity.as_deref();
        let publicity =
            publicity.map(|code| Publicity::from_code(code).ok_or_else(|| damaged("source_publicity")));
        let norm = row.norm.as_deref();
        let norm = norm.map(|code| Norm::from_code(code).ok_or_else(|| damaged("norm")));
        Ok(Self {
            publicity_reason: row.publicity_reason.clone(),
            joint_with: row.joint_with.clone(),
            lead_organ: row.lead_organ.clone(),
            source: row.source.clone(),
            source_publicity: publicity.transpose()?,
            norm: norm.transpose()?,
            effective_on: day(&row.effective_on, "effective_on")?,
            valid_until: day(&row.valid_until, "valid_until")?,
            exemption: row.exemption.clone(),
            schedule: schedule::schedule(row)?,
            outlets: placements::listed(row.outlets.as_deref()),
            article_title: row.article_title.clone(),
            article_digest: row.article_digest.clone(),
        })
    }

    /// As a form holds it.
    pub fn form(&self) -> LifeForm {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        LifeForm {
            joint_with: text(&self.joint_with),
            lead_organ: text(&self.lead_organ),
            source: text(&self.source),
            source_publicity: self.source_publicity.map_or("", Publicity::code).to_owned(),
            norm: self.norm.map_or("", Norm::code).to_owned(),
            effective_on: day(self.effective_on),
            valid_until: day(self.valid_until),
            exemption: text(&self.exemption),
            planned_at: schedule::typed(self.schedule.planned_at),
            take_down_at: schedule::typed(self.schedule.take_down_at),
            outlets: self.outlets.iter().map(OutletId::to_string).collect(),
            article_title: text(&self.article_title),
            article_digest: text(&self.article_digest),
        }
    }
}

/// On what the publicity of an edition rests.
pub(super) fn attribution(row: &edition::Model) -> Attribution<'_> {
    Attribution {
        joint_with: row.joint_with.as_deref().unwrap_or_default(),
        lead: row.lead_organ.as_deref().unwrap_or_default(),
        source: row.source.as_deref().unwrap_or_default(),
        source_publicity: row.source_publicity.as_deref().and_then(Publicity::from_code),
    }
}

/// What is wrong with the reason of a publicity: one that is not 主动公开 is stated with it.
pub(super) fn unreasoned(publicity: Option<Publicity>, typed: &str) -> Option<WhyNot> {
    let publicity = publicity.filter(|publicity| publicity.needs_reason())?;
    reason(typed).is_none().then(|| {
        let message = format!(
            "公开属性为“{}”的，请写明理由和依据（拟制时认定，国办发〔2016〕80号）。",
            publicity.label()
        );
        WhyNot::new("publicity_reason", message)
    })
}

/// A form whose fields are sound.
struct Checked {
    life: Life,
}

fn check(form: &LifeForm, moment: Moment) -> Result<Checked, OfficeError> {
    let mut fields = Vec::new();
    let mut day = |field, label: &str, typed: &str| {
        let typed = line(typed);
        if typed.is_empty() {
            return None;
        }
        let parsed = typed_day(&typed);
        if parsed.is_none() {
            let message = format!("{label}请按“年-月-日”填写，例如 2026-05-01。");
            fields.push(WhyNot::new(field, message));
        }
        parsed
    };
    let effective_on = day("effective_on", "施行日期", &form.effective_on);
    let valid_until = day("valid_until", "有效期", &form.valid_until);
    if let (Some(from), Some(until)) = (effective_on, valid_until)
        && until < from
    {
        fields.push(WhyNot::new("valid_until", "有效期早于施行日期，请核对。"));
    }
    let norm = Norm::from_code(&form.norm);
    if norm.is_none() && !form.norm.is_empty() {
        fields.push(WhyNot::new("norm", "请从列出的文件性质中选择。"));
    }
    let source_publicity = Publicity::from_code(&form.source_publicity);
    if source_publicity.is_none() && !form.source_publicity.is_empty() {
        fields.push(WhyNot::new("source_publicity", "请从列出的公开属性中选择。"));
    }
    if filled(&form.exemption).is_some() && reason(&form.exemption).is_none() {
        fields.push(WhyNot::new("exemption", "请写明不作解读的理由。"));
    }
    let schedule = times(form, moment, &mut fields);
    fields.extend(of_article(form, moment));
    OfficeError::of_fields(fields)?;
    Ok(Checked {
        life: Life {
            publicity_reason: None,
            joint_with: optional(&form.joint_with),
            lead_organ: optional(&form.lead_organ),
            source: optional(&form.source),
            source_publicity,
            norm,
            effective_on,
            valid_until,
            exemption: optional(&form.exemption),
            schedule,
            outlets: Vec::new(),
            article_title: optional(&form.article_title),
            article_digest: optional(&form.article_digest),
        },
    })
}

/// What an official account does not take of title and summary, told where they are typed.
fn of_article(form: &LifeForm, moment: Moment) -> Vec<WhyNot> {
    let rendition = Rendition {
        title: line(&form.article_title),
        digest: line(&form.article_digest),
        ..Rendition::default()
    };
    let limits = Limits {
        on: Some(moment.today),
        ..Limits::default()
    };
    let faults = rendition.by_hand(&limits).faults.into_iter();
    let at = |fault: WhyNot| match fault.field {
        "title" => WhyNot::new("article_title", fault.message),
        _ => WhyNot::new("article_digest", fault.message),
    };
    faults.map(at).collect()
}

/// A new document is meant for the outlets of its column.
pub(super) async fn mean_for_the_columns_outlets(
    tx: &Tx<'_>,
    edition: EditionId,
    column: ColumnId,
) -> Result<(), OfficeError> {
    let column = column::Entity::find_by_id(column).one(tx.on()).await?;
    let Some(outlets) = column.and_then(|column| column.outlets) else {
        return Ok(());
    };
    let row = edition::Entity::find_by_id(edition).one(tx.on()).await?;
    let mut changed = row.ok_or(OfficeError::Missing)?.into_active_model();
    changed.outlets = Set(Some(outlets));
    changed.update(tx.on()).await?;
    Ok(())
}

/// The times of the clock, and what is wrong with them.
fn times(form: &LifeForm, moment: Moment, fields: &mut Vec<WhyNot>) -> Schedule {
    let mut minute = |field, label: &str, typed: &str| {
        let typed = line(typed);
        let read = typed_minute(&typed);
        if read.is_none() && !typed.is_empty() {
            let message = format!("{label}请按“年-月-日 时:分”填写，例如 2026-12-01 09:00。");
            fields.push(WhyNot::new(field, message));
        }
        read
    };
    let schedule = Schedule {
        planned_at: minute("planned_at", "定时发布", &form.planned_at),
        take_down_at: minute("take_down_at", "定时撤下", &form.take_down_at),
    };
    fields.extend(schedule.unmeant(civil_minute(moment.now)));
    schedule
}

/// Says it in a new edition, whose text and files are those of the one before. Gives the edition's number.
pub async fn settle_life(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    form: &LifeForm,
) -> Result<i64, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let Checked { life } = check(form, moment)?;
    transaction!(office, |tx| {
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        let row = edition::Entity::find_by_id(edition).one(tx.on()).await?;
        let before = row.ok_or(OfficeError::Missing)?;
        let mut changed = before.into_active_model();
        changed.joint_with = Set(life.joint_with.clone());
        changed.lead_organ = Set(life.lead_organ.clone());
        changed.source = Set(life.source.clone());
        changed.source_publicity = Set(life.source_publicity.map(|one| one.code().to_owned()));
        changed.norm = Set(life.norm.map(|one| one.code().to_owned()));
        changed.effective_on = Set(life.effective_on.map(|day| day.to_string()));
        changed.valid_until = Set(life.valid_until.map(|day| day.to_string()));
        changed.exemption = Set(life.exemption.clone());
        changed.outlets = Set(placements::known(tx.on(), actor.organ, &form.outlets).await?);
        changed.article_title = Set(life.article_title.clone());
        changed.article_digest = Set(life.article_digest.clone());
        changed.planned_at = Set(life.schedule.planned_at.map(kept_minute));
        changed.take_down_at = Set(life.schedule.take_down_at.map(kept_minute));
        let latest = changed.update(tx.on()).await?;
        let mut row = owned(&tx, actor.organ, id).await?.into_active_model();
        schedule::settle(&mut row, &latest)?;
        row.update(tx.on()).await?;
        let detail = Detail::none().with(Key::Edition, number);
        audit::append(&tx, actor, moment, Recorded::DocumentsSettleLife, id, detail).await?;
        Ok(number)
    })
}

/// What the form of the text does not hold goes on from one edition to the next.
/// One that is begun beside what is out has no time of its own yet.
pub(super) async fn carry(
    tx: &Tx<'_>,
    before: EditionId,
    edition: EditionId,
    is_out_already: bool,
) -> Result<(), OfficeError> {
    let find = async |id: EditionId| {
        let row = edition::Entity::find_by_id(id).one(tx.on()).await?;
        row.ok_or(OfficeError::Missing)
    };
    let before: edition::Model = find(before).await?;
    let mut changed = find(edition).await?.into_active_model();
    changed.joint_with = Set(before.joint_with);
    changed.lead_organ = Set(before.lead_organ);
    changed.source = Set(before.source);
    changed.source_publicity = Set(before.source_publicity);
    changed.norm = Set(before.norm);
    changed.effective_on = Set(before.effective_on);
    changed.valid_until = Set(before.valid_until);
    changed.exemption = Set(before.exemption);
    changed.outlets = Set(before.outlets);
    changed.article_title = Set(before.article_title);
    changed.article_digest = Set(before.article_digest);
    changed.take_down_at = Set(before.take_down_at);
    if !is_out_already {
        changed.planned_at = Set(before.planned_at);
    }
    changed.update(tx.on()).await?;
    Ok(())
}
