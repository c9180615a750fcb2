//! Relations of documents (相关文件): said in an edition of the one, shown on both sides while that edition is out.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::typed_day;
use law::codes::WhyNot;
use law::documents::{InterpretationForm, JudgedRelation, RelationKind};
use law::signs::paper_key;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter, QueryOrder,
};

use super::attachments::next_edition;
use super::write::edition_row;
use crate::audit;
use crate::audit::Detail;
use crate::entity::document;
use crate::entity::edition_relation::{ActiveModel, Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::{DocumentId, EditionId, RelationId};
use crate::moment::{Actor, Moment};
use crate::search::bears_number;
use crate::store::{Office, Tx, transaction};
use crate::text::{filled, line, optional};
use crate::versioned::held;

/// Most relations of one edition.
const MOST: usize = 50;

/// What can be typed of a relation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RelationForm {
    pub kind: String,
    /// The other's 索引号 or 发文字号, or its name where it is elsewhere.
    pub other: String,
    /// Its address, where it is elsewhere.
    pub address: String,
    pub form: String,
    pub maker: String,
    /// From which day the other no longer binds.
    pub from: String,
}

/// A form whose fields are sound.
struct Checked {
    kind: RelationKind,
    form: Option<InterpretationForm>,
    from: Option<Date>,
}

fn check(form: &RelationForm) -> Result<Checked, OfficeError> {
    let mut fields = Vec::new();
    let mut wrong = |field, message: &str| fields.push(WhyNot::new(field, message));
    let kind = RelationKind::from_code(&form.kind);
    if kind.is_none() {
        wrong("kind", "请选择本文件与对方文件的关系。");
    }
    if filled(&form.other).is_none() {
        wrong("other", "请填写对方文件的索引号或者发文字号。");
    }
    let interprets = kind == Some(RelationKind::Interprets);
    let of_form = InterpretationForm::from_code(&form.form);
    if interprets && of_form.is_none() {
        wrong("form", "请选择解读形式。");
    }
    if interprets && filled(&form.maker).is_none() {
        wrong("maker", "请填写解读单位或者解读人（谁起草、谁解读）。");
    }
    let from = match line(&form.from).as_str() {
        "" => None,
        day => {
            let parsed = typed_day(day);
            if parsed.is_none() {
                wrong("from", "废止日期请按“年-月-日”填写，例如 2026-11-06。");
            }
            parsed
        }
    };
    let address = line(&form.address);
    if !(address.is_empty() || address.starts_with("https://") || address.starts_with("http://")) {
        wrong("address", "网址请以 https:// 或 http:// 开头。");
    }
    OfficeError::of_fields(fields)?;
    let kind = kind.ok_or_else(|| OfficeError::invalid("kind", "请选择关系。"))?;
    Ok(Checked {
        kind,
        form: of_form.filter(|_| interprets),
        from: from.filter(|_| kind.ends_the_other()),
    })
}

/// Says in a new edition what the document has to do with another.
pub async fn relate(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    form: &RelationForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let checked = check(form)?;
    transaction!(office, |tx| {
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        let other = own(&tx, actor, &form.other).await?;
        let fault = |message: &str| OfficeError::invalid("other", message);
        if other.is_none() && !checked.kind.may_be_elsewhere() {
            return Err(fault("本机关没有这个索引号或者发文字号的政府信息，请核对。"));
        }
        if other == Some(id) {
            return Err(fault("不能指向本文件自己。"));
        }
        let said = of_edition(tx.on(), edition).await?;
        let is_same =
            |row: &Model| row.kind == checked.kind.code() && other.is_some() && row.document_id == other;
        if said.iter().any(is_same) {
            return Err(fault("这项关系已经有了。"));
        }
        if said.len() >= MOST {
            return Err(fault("相关文件不超过 50 个。"));
        }
        let row = ActiveModel {
            id: Set(tx.next_id::<RelationId>(moment)),
            edition_id: Set(edition),
            position: Set(said.last().map_or(0, |row| row.position) + 1),
            kind: Set(checked.kind.code().to_owned()),
            document_id: Set(other),
            named: Set(optional(&form.other).filter(|_| other.is_none())),
            address: Set(optional(&form.address).filter(|_| other.is_none())),
            form: Set(checked.form.map(|form| form.code().to_owned())),
            maker: Set(optional(&form.maker).filter(|_| checked.form.is_some())),
            from_day: Set(checked.from.map(|day| day.to_string())),
        };
        Entity::insert(row).exec(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Relation, checked.kind.label())
            .with(Key::Title, line(&form.other));
        audit::append(&tx, actor, moment, Recorded::DocumentsRelate, id, detail).await
    })
}

/// Leaves a relation out of a new edition.
pub async fn unrelate(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    relation: RelationId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    transaction!(office, |tx| {
        let said = Entity::find_by_id(relation).one(tx.on()).await?;
        let said = said.ok_or(OfficeError::Missing)?;
        let row = held(&tx, actor, id, version).await?;
        let latest = edition_row(&tx, id, row.latest_edition).await?;
        if said.edition_id != latest.id {
            return Err(OfficeError::Missing);
        }
        let (edition, number) = next_edition(&tx, actor, moment, id, version).await?;
        // The edition holds copies of what the one before said: the same place says the same.
        let left_out = Entity::delete_many()
            .filter(Column::EditionId.eq(edition))
            .filter(Column::Position.eq(said.position));
        left_out.exec(tx.on()).await?;
        let label = RelationKind::from_code(&said.kind).map_or("", RelationKind::label);
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Relation, label);
        audit::append(&tx, actor, moment, Recorded::DocumentsUnrelate, id, detail).await
    })
}

/// The organ's own document that bears this 索引号 or 发文字号, where one alone does.
async fn own(tx: &Tx<'_>, actor: &Actor, typed: &str) -> Result<Option<DocumentId>, OfficeError> {
    let typed = line(typed);
    let of_organ = || document::Entity::find().filter(document::Column::OrganId.eq(actor.organ));
    let by_index = of_organ().filter(document::Column::IndexNumber.eq(typed.as_str()));
    if let Some(found) = by_index.one(tx.on()).await? {
        return Ok(Some(found.id));
    }
    let key = paper_key(&typed);
    let mut bearers = Vec::new();
    for row in of_organ().filter(bears_number(&typed)).all(tx.on()).await? {
        let latest = edition_row(tx, row.id, row.latest_edition).await?;
        let number = latest.document_number.as_deref().map(paper_key);
        if number.is_some_and(|number| !key.is_empty() && number == key) {
            bearers.push(row.id);
        }
    }
    Ok(match bearers[..] {
        [one] => Some(one),
        _ => None,
    })
}

/// What an edition says, in order.
pub(super) async fn of_edition(
    on: &impl ConnectionTrait,
    edition: EditionId,
) -> Result<Vec<Model>, OfficeError> {
    let query = Entity::find()
        .filter(Column::EditionId.eq(edition))
        .order_by_asc(Column::Position);
    Ok(query.all(on).await?)
}

/// The next edition says the same.
pub(super) async fn carry(
    tx: &Tx<'_>,
    moment: Moment,
    before: EditionId,
    edition: EditionId,
) -> Result<(), OfficeError> {
    for row in of_edition(tx.on(), before).await? {
        let mut copy = row.into_active_model();
        copy.id = Set(tx.next_id::<RelationId>(moment));
        copy.edition_id = Set(edition);
        Entity::insert(copy.reset_all()).exec(tx.on()).await?;
    }
    Ok(())
}

/// As they are judged.
pub(super) fn judged(rows: &[Model]) -> Vec<JudgedRelation<'_>> {
    let judged = rows.iter().map(|row| JudgedRelation {
        kind: &row.kind,
        document: row.document_id.map(|id| id.to_string()).unwrap_or_default(),
        named: row.named.as_deref().unwrap_or_default(),
        address: row.address.as_deref().unwrap_or_default(),
        form: row.form.as_deref().unwrap_or_default(),
        maker: row.maker.as_deref().unwrap_or_default(),
        from: row.from_day.as_deref().unwrap_or_default(),
    });
    judged.collect()
}
