//! The end of a document: repealed or replaced by another that goes out, in the same transaction; repealed on a basis elsewhere; expired
//! with its own term. Page, lists, feed, register and table 二 all read the row that is written here; undone the same way.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::typed_day;
use law::documents::{Ending, Norm, RelationKind, Term, Validity};
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter,
};

use super::{life, relations};
use crate::audit::Detail;
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::DocumentId;
use crate::moment::{Actor, Moment, Program};
use crate::store::{Office, Tx, transaction};
use crate::text::{line, reason};
use crate::versioned::{bump, held, owned};
use crate::{audit, changes, organs};

/// How the worker is named in the records.
const BY_ITSELF: &str = "系统（到期）";

/// How a document ended, as the public is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    pub how: Ending,
    /// The first day on which it no longer binds.
    pub from: Date,
    /// Whether that day has come.
    pub has_come: bool,
    /// On what basis, where no document of the organ's own ended it.
    pub basis: Option<String>,
}

/// A repeal on a basis that is not one of the organ's own documents.
#[derive(Clone, Debug, Default)]
pub struct RepealForm {
    /// 废止 or 失效
    pub ending: String,
    pub from: String,
    pub basis: String,
}

/// How long a document binds, as its row says.
pub(super) fn term(row: &document::Model) -> Result<Term, OfficeError> {
    let damaged = |what: &str| OfficeError::Damaged(format!("document.{what}，第 {} 行", row.id));
    let day = |text: &Option<String>, what: &str| {
        let parsed = text.as_deref().map(str::parse::<Date>).transpose();
        parsed.map_err(|error| damaged(&format!("{what}（{error}）")))
    };
    let how = row.ended_as.as_deref();
    let how = how.map(|code| Ending::from_code(code).ok_or_else(|| damaged("ended_as")));
    Ok(Term {
        ended: how.transpose()?.zip(day(&row.ended_on, "ended_on")?),
        valid_until: day(&row.valid_until, "valid_until")?,
    })
}

/// What the public is told of a published document's validity.
pub(super) fn validity(row: &document::Model) -> Option<Validity> {
    row.validity.as_deref().and_then(Validity::from_code)
}

/// How it ended or will, as its page says.
pub(super) fn told(row: &document::Model) -> Result<Option<Ended>, OfficeError> {
    let has_come = matches!(validity(row), Some(Validity::Repealed | Validity::Expired));
    let term = term(row)?;
    // A term that runs is told beside the validity; what was decided is told before its day.
    let end = if has_come { term.end() } else { term.ended };
    Ok(end.map(|(how, from)| Ended {
        how,
        from,
        has_come,
        basis: row.ended_basis.clone(),
    }))
}

/// What of the edition that goes out the row keeps: what it is in the register, and until when it binds.
pub(super) fn registered(
    changed: &mut document::ActiveModel,
    row: &document::Model,
    edition: &edition::Model,
    organ: &str,
    today: Date,
) -> Result<(), OfficeError> {
    let norm = edition.norm.as_deref().and_then(Norm::from_code);
    changed.norm = Set(norm.map(|norm| norm.code().to_owned()));
    changed.made_on = Set(edition.formed_on.clone());
    changed.valid_until = Set(edition.valid_until.clone());
    changed.is_led_elsewhere = Set(life::attribution(edition).is_led_elsewhere(organ));
    let now = document::Model {
        valid_until: edition.valid_until.clone(),
        ..row.clone()
    };
    let validity = term(&now)?.validity(stated(edition), today);
    changed.validity = Set(Some(validity.code().to_owned()));
    Ok(())
}

/// What an edition says of its own validity: a norm without a word on it is in force.
fn stated(edition: &edition::Model) -> Validity {
    match Validity::from_code(&edition.validity) {
        Some(Validity::NotApplicable) | None if edition.norm.is_some() => Validity::InForce,
        Some(validity) => validity,
        None => Validity::NotApplicable,
    }
}

/// What goes out ends the documents that it repeals or replaces, and ends no longer what it does not name any more.
pub(super) async fn take_effect(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    by: &document::Model,
    edition: &edition::Model,
) -> Result<(), OfficeError> {
    let mut ended = Vec::new();
    for said in relations::of_edition(tx.on(), edition.id).await? {
        let kind = RelationKind::from_code(&said.kind);
        let Some(other) = said
            .document_id
            .filter(|_| kind.is_some_and(RelationKind::ends_the_other))
        else {
            continue;
        };
        let days = [&said.from_day, &edition.effective_on, &edition.formed_on];
        let from = days.into_iter().flatten().find_map(|day| day.parse().ok());
        let end = End {
            how: Ending::Repealed,
            from: from.unwrap_or(moment.today),
            by: Some(by.id),
            basis: None,
        };
        let row = owned(tx, by.organ_id, other).await?;
        ended.push(other);
        if row.ended_by == end.by && row.ended_on == Some(end.from.to_string()) {
            continue;
        }
        let detail = Detail::none()
            .with(Key::Title, edition.title.as_str())
            .with(Key::EndedOn, end.from.to_string());
        end.write(tx, moment, row).await?;
        audit::append(tx, actor, moment, Recorded::DocumentsRepeal, other, detail).await?;
    }
    release(tx, actor, moment, by.id, &ended).await
}

/// Whatever this document ended binds again, but for what it still ends.
pub(super) async fn release(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    by: DocumentId,
    still: &[DocumentId],
) -> Result<(), OfficeError> {
    let rows = document::Entity::find()
        .filter(document::Column::EndedBy.eq(by))
        .filter(document::Column::Id.is_not_in(still.iter().copied()))
        .all(tx.on())
        .await?;
    for row in rows {
        let id = row.id;
        bind_again(tx, moment, row).await?;
        let detail = Detail::none();
        audit::append(tx, actor, moment, Recorded::DocumentsRestore, id, detail).await?;
    }
    Ok(())
}

/// An end as it is written.
struct End {
    how: Ending,
    from: Date,
    by: Option<DocumentId>,
    basis: Option<String>,
}

impl End {
    async fn write(self, tx: &Tx<'_>, moment: Moment, row: document::Model) -> Result<(), OfficeError> {
        let mut changed = row.clone().into_active_model();
        changed.ended_as = Set(Some(self.how.code().to_owned()));
        changed.ended_on = Set(Some(self.from.to_string()));
        changed.ended_by = Set(self.by);
        changed.ended_basis = Set(self.basis);
        refresh(tx, moment, row, changed).await
    }
}

async fn bind_again(tx: &Tx<'_>, moment: Moment, row: document::Model) -> Result<(), OfficeError> {
    let mut changed = row.clone().into_active_model();
    changed.ended_as = Set(None);
    changed.ended_on = Set(None);
    changed.ended_by = Set(None);
    changed.ended_basis = Set(None);
    refresh(tx, moment, row, changed).await
}

/// Writes the row with what is to be told of its validity today, and that the public pages changed.
async fn refresh(
    tx: &Tx<'_>,
    moment: Moment,
    row: document::Model,
    mut changed: document::ActiveModel,
) -> Result<(), OfficeError> {
    let id = row.id;
    let out = published_edition(tx.on(), &row).await?;
    let now = document::Model {
        ended_as: changed.ended_as.clone().take().unwrap_or(row.ended_as.clone()),
        ended_on: changed.ended_on.clone().take().unwrap_or(row.ended_on.clone()),
        ..row
    };
    if let Some(out) = out {
        let validity = term(&now)?.validity(stated(&out), moment.today);
        changed.validity = Set(Some(validity.code().to_owned()));
    }
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    changes::note(tx, moment, id).await
}

async fn published_edition(
    on: &impl ConnectionTrait,
    row: &document::Model,
) -> Result<Option<edition::Model>, OfficeError> {
    let Some(number) = row.published_edition else {
        return Ok(None);
    };
    let query = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(row.id))
        .filter(edition::Column::Number.eq(number));
    Ok(query.one(on).await?)
}

/// Repeals a document on the basis of something that is not one of the organ's own documents: a decision from above, the list of a
/// 清理. What another of its documents repeals ends as that goes out.
pub async fn repeal(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    form: &RepealForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RepealDocuments)?;
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| fields.push(law::codes::WhyNot::new(field, message));
    let (how, from, basis) = (
        Ending::from_code(&form.ending),
        typed_day(&form.from),
        reason(&form.basis),
    );
    if how.is_none() {
        wrong("ending", "请选择废止或者失效。");
    }
    if from.is_none() {
        wrong("from", "请填写自哪一天起废止、失效，例如 2026-11-06。");
    }
    if basis.is_none() {
        wrong("basis", "请写明依据的文件名称和发文字号，依据会向公众显示。");
    }
    OfficeError::of_fields(fields)?;
    let (Some(how), Some(from), Some(basis)) = (how, from, basis) else {
        return Err(OfficeError::invalid("", "请核对表单。"));
    };
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        if row.published_edition.is_none() {
            return Err(OfficeError::invalid("", "没有发布的政府信息不办理废止。"));
        }
        if let Some((how, from)) = term(&row)?.ended {
            let message = format!("已经登记自 {from} 起{}，无需再次办理。", how.label());
            return Err(OfficeError::invalid("", message));
        }
        if row
            .made_on
            .as_deref()
            .and_then(|day| day.parse::<Date>().ok())
            .is_some_and(|made_on| from < made_on)
        {
            return Err(OfficeError::invalid("from", "早于成文日期，请核对。"));
        }
        let end = End {
            how,
            from,
            by: None,
            basis: Some(basis.clone()),
        };
        end.write(&tx, moment, row).await?;
        let detail = Detail::none()
            .with(Key::Reason, basis.as_str())
            .with(Key::EndedOn, from.to_string());
        audit::append(&tx, actor, moment, Recorded::DocumentsRepeal, id, detail).await
    })
}

/// Undoes a repeal that was registered wrongly. What a document of the organ's own ended binds again as that is withdrawn.
pub async fn restore(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::RepealDocuments)?;
    let why = reason(why).ok_or_else(|| OfficeError::invalid("reason", "请写明为什么恢复效力。"))?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        if let Some(by) = row.ended_by {
            let by = owned(&tx, actor.organ, by).await?;
            let title = line(by.published_title.as_deref().unwrap_or(&by.title));
            let message =
                format!("由“{title}”废止，撤回该文件或者发布不再废止本文件的新版本，本文件即恢复效力。");
            return Err(OfficeError::invalid("reason", message));
        }
        if row.ended_as.is_none() {
            let message = "没有登记废止。有效期届满的，请编写新的一稿延长有效期，审核后发布。";
            return Err(OfficeError::invalid("reason", message));
        }
        bind_again(&tx, moment, row).await?;
        let detail = Detail::none().with(Key::Reason, why.as_str());
        audit::append(&tx, actor, moment, Recorded::DocumentsRestore, id, detail).await
    })
}

/// Tells of what has ended since it was last told: terms that ran out, repeals whose day has come. Each in a transaction of its own,
/// once however many servers run. Gives how many.
pub async fn turn_due(office: &Office, _: Program, moment: Moment) -> Result<u64, OfficeError> {
    use document::Column::{EndedOn, PublishedEdition, ValidUntil, Validity as Told};
    let today = moment.today.to_string();
    let has_ended = Condition::any()
        .add(ValidUntil.lt(today.as_str()))
        .add(EndedOn.lte(today.as_str()));
    let due = document::Entity::find()
        .filter(PublishedEdition.is_not_null())
        .filter(Told.is_not_in([Validity::Repealed.code(), Validity::Expired.code()]))
        .filter(has_ended)
        .all(office.on())
        .await?;
    let mut turned = 0;
    for row in due {
        turned += u64::from(turn(office, moment, &row).await?);
    }
    Ok(turned)
}

async fn turn(office: &Office, moment: Moment, seen: &document::Model) -> Result<bool, OfficeError> {
    let actor = Actor::system(seen.organ_id, BY_ITSELF);
    transaction!(office, |tx| {
        let row = owned(&tx, seen.organ_id, seen.id).await?;
        let end = term(&row)?.ended_by(moment.today);
        let is_told = matches!(validity(&row), Some(Validity::Repealed | Validity::Expired));
        let Some((how, from)) = end.filter(|_| !is_told && row.published_edition.is_some()) else {
            return Ok(false);
        };
        let id = row.id;
        let changed = row.clone().into_active_model();
        refresh(&tx, moment, row, changed).await?;
        let recorded = match how {
            Ending::Repealed => Recorded::DocumentsRepeal,
            Ending::Expired => Recorded::DocumentsExpire,
        };
        let detail = Detail::none().with(Key::EndedOn, from.to_string());
        audit::append(&tx, &actor, moment, recorded, id, detail).await?;
        Ok(true)
    })
}

/// The organ's name, against which who led a joint document is held.
pub(super) async fn organ_name(
    on: &impl ConnectionTrait,
    row: &document::Model,
) -> Result<String, OfficeError> {
    Ok(organs::find_on(on, row.organ_id).await?.name)
}
