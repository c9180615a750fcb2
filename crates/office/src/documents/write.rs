//! Writing: every save is a new edition; published ones stay as they went out.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::calendar::typed_day;
use law::documents::{Category, Change, Publicity, Validity, index_number};
use law::staff::{Act, may};
use prose::Format;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};

use super::rendering::{refusal, written};
use super::{DocumentForm, drafts, life, pictures, relations, schedule};
use crate::audit::Detail;
use crate::entity::{column, document, edition, edition_attachment, organ};
use crate::error::OfficeError;
use crate::ids::{ColumnId, DocumentId, EditionId};
use crate::moment::{Actor, Moment};
use crate::once::Sending;
use crate::review;
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional, reason};
use crate::versioned::{bump, held};
use crate::{audit, counter};
use law::codes::WhyNot;

/// A form whose fields are sound, though a draft may still lack what publication needs.
struct Checked {
    column: ColumnId,
    formed_on: Option<Date>,
    category: Category,
    publicity: Option<Publicity>,
    validity: Validity,
    change: Option<Change>,
    /// The body as it is kept, and as the visitor is shown it.
    body: String,
    html: String,
}

/// Writes the first edition of a new document and gives it its index number.
pub async fn create(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &DocumentForm,
    is_sample: bool,
) -> Result<DocumentId, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let checked = check(office, form).await?;
    transaction!(office, |tx| {
        begin(&tx, actor, moment, form, &checked, is_sample).await
    })
}

/// The same for a form of the desk: sent twice under one ticket it leads to the document that it made.
pub async fn create_once(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    form: &DocumentForm,
    ticket: &str,
) -> Result<DocumentId, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let checked = check(office, form).await?;
    let sending = Sending::of(office, actor, Recorded::DocumentsCreate.code(), ticket, form)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return Ok(DocumentId(made));
        }
        let id = begin(&tx, actor, moment, form, &checked, false).await?;
        sending.keep(&tx, moment, id.0).await?;
        Ok(id)
    })
}

async fn begin(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    form: &DocumentForm,
    checked: &Checked,
    is_sample: bool,
) -> Result<DocumentId, OfficeError> {
    refuse_foreign_column(tx, actor, checked.column).await?;
    let id: DocumentId = tx.next_id(moment);
    let index_number = next_index_number(tx, actor, moment, checked).await?;
    let row = document::ActiveModel {
        id: Set(id),
        organ_id: Set(actor.organ),
        column_id: Set(checked.column),
        index_number: Set(index_number.clone()),
        title: Set(line(&form.title)),
        latest_edition: Set(1),
        published_edition: Set(None),
        published_at: Set(None),
        published_year: Set(None),
        published_title: Set(None),
        edition_published_at: Set(None),
        listed_at: Set(None),
        planned_at: Set(None),
        confirmed_at: Set(None),
        plan_failed: Set(None),
        take_down_at: Set(None),
        withdrawn_at: Set(None),
        withdrawal_reason: Set(None),
        withdrawal_kind: Set(None),
        merged_into: Set(None),
        stage: Set(None),
        stage_since: Set(None),
        norm: Set(None),
        made_on: Set(None),
        valid_until: Set(None),
        is_led_elsewhere: Set(false),
        ended_as: Set(None),
        ended_on: Set(None),
        ended_by: Set(None),
        ended_basis: Set(None),
        validity: Set(None),
        is_sample: Set(is_sample),
        version: Set(1),
        created_at: Set(moment.millis()),
        changed_at: Set(moment.millis()),
    };
    document::Entity::insert(row).exec(tx.on()).await?;
    let edition = write_edition(tx, actor, moment, id, 1, form, checked).await?;
    life::mean_for_the_columns_outlets(tx, edition, checked.column).await?;
    let detail = Detail::none()
        .with(Key::IndexNumber, index_number)
        .with(Key::Title, line(&form.title));
    audit::append(tx, actor, moment, Recorded::DocumentsCreate, id, detail).await?;
    drafts::saved(tx, actor, None).await?;
    Ok(id)
}

/// Writes a new edition; `version` is the one that was read. Files of the edition before go on to the new one.
/// What the public sees, the column among it, changes only when the edition is published.
pub async fn save(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
    form: &DocumentForm,
) -> Result<i64, OfficeError> {
    may(&actor.roles, Act::WriteDocuments)?;
    let checked = check(office, form).await?;
    transaction!(office, |tx| {
        refuse_foreign_column(&tx, actor, checked.column).await?;
        let row = held(&tx, actor, id, version).await?;
        let number = row.latest_edition + 1;
        let edition = write_edition(&tx, actor, moment, id, number, form, &checked).await?;
        let before = edition_row(&tx, id, row.latest_edition).await?;
        carry(&tx, moment, before.id, edition).await?;
        let is_out_already = row.published_edition == Some(before.number);
        life::carry(&tx, before.id, edition, is_out_already).await?;
        let is_out = row.published_edition.is_some();
        let mut changed = row.into_active_model();
        changed.title = Set(line(&form.title));
        if !is_out {
            changed.column_id = Set(checked.column);
        }
        changed.latest_edition = Set(number);
        super::review::unstage(&mut changed);
        schedule::settle(&mut changed, &edition_row(&tx, id, number).await?)?;
        bump(&mut changed.version);
        changed.changed_at = Set(moment.millis());
        changed.update(tx.on()).await?;
        let detail = Detail::none()
            .with(Key::Edition, number)
            .with(Key::Title, line(&form.title));
        audit::append(&tx, actor, moment, Recorded::DocumentsWrite, id, detail).await?;
        drafts::saved(&tx, actor, Some(id)).await?;
        Ok(number)
    })
}

/// What is wrong with title, summary and column, which any document needs.
fn words(form: &DocumentForm) -> Vec<WhyNot> {
    let mut fields = Vec::new();
    let mut wrong = |is_wrong: bool, field, message: &str| {
        if is_wrong {
            fields.push(WhyNot::new(field, message));
        }
    };
    wrong(line(&form.title).is_empty(), "title", "请填写标题。");
    wrong(form.title.chars().count() > 200, "title", "标题不超过 200 字。");
    wrong(
        form.summary.chars().count() > 500,
        "summary",
        "内容概述不超过 500 字。",
    );
    wrong(
        form.change_note.chars().count() > 200,
        "change_note",
        "修改说明不超过 200 字。",
    );
    wrong(form.column.is_none(), "column", "请选择栏目。");
    fields
}

async fn check(office: &Office, form: &DocumentForm) -> Result<Checked, OfficeError> {
    let written = written(office, form).await?;
    let mut fields: Vec<WhyNot> = refusal(&written.shown).into_iter().chain(words(form)).collect();
    let mut wrong = |field, message: &str| {
        fields.push(WhyNot::new(field, message));
    };
    let category = Category::from_code(&form.category);
    if category.is_none() {
        wrong("category", "请选择法定类别（条例第二十条）。");
    }
    let formed_on = match line(&form.formed_on).as_str() {
        "" => None,
        day => {
            let parsed = typed_day(day);
            if parsed.is_none() {
                wrong("formed_on", "成文日期请按“年-月-日”填写，例如 2024-05-06。");
            }
            parsed
        }
    };
    let publicity = Publicity::from_code(&form.publicity);
    if publicity.is_none() && !form.publicity.is_empty() {
        wrong("publicity", "请从列出的公开属性中选择。");
    }
    if let Some(why) = life::unreasoned(publicity, &form.publicity_reason) {
        wrong(why.field, &why.message);
    }
    let validity = if form.validity.is_empty() {
        Some(Validity::NotApplicable)
    } else {
        Validity::from_code(&form.validity)
    };
    if validity.is_none() {
        wrong("validity", "请从列出的有效性中选择。");
    }
    let change = Change::from_code(&form.change);
    if change.is_none() && !form.change.is_empty() {
        wrong("change", "请选择重大修改或者轻微修改。");
    }
    if change.is_some_and(Change::moves_the_date) && reason(&form.change_note).is_none() {
        wrong("change_note", "重大修改请写明改了什么，修改说明会向公众显示。");
    }
    OfficeError::of_fields(fields)?;
    match (form.column, category, validity) {
        (Some(column), Some(category), Some(validity)) => Ok(Checked {
            column,
            formed_on,
            category,
            publicity,
            validity,
            change,
            body: written.body,
            html: written.shown.html,
        }),
        _ => Err(OfficeError::invalid("", "请核对表单。")),
    }
}

async fn write_edition(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    document: DocumentId,
    number: i64,
    form: &DocumentForm,
    checked: &Checked,
) -> Result<EditionId, OfficeError> {
    let id: EditionId = tx.next_id(moment);
    let row = edition::ActiveModel {
        id: Set(id),
        document_id: Set(document),
        number: Set(number),
        column_id: Set(checked.column),
        title: Set(line(&form.title)),
        document_number: Set(optional(&form.document_number)),
        issuer: Set(line(&form.issuer)),
        formed_on: Set(checked.formed_on.map(|day| day.to_string())),
        summary: Set(optional(&form.summary)),
        body: Set(checked.body.clone()),
        format: Set(form.format.code().to_owned()),
        html: Set(Some(checked.html.clone())),
        category: Set(checked.category.code().to_owned()),
        subject: Set(optional(&form.subject)),
        publicity: Set(checked.publicity.map(|publicity| publicity.code().to_owned())),
        publicity_reason: Set(optional(&form.publicity_reason)
            .filter(|_| checked.publicity.is_some_and(Publicity::needs_reason))),
        joint_with: Set(None),
        lead_organ: Set(None),
        source: Set(None),
        source_publicity: Set(None),
        norm: Set(None),
        effective_on: Set(None),
        valid_until: Set(None),
        exemption: Set(None),
        outlets: Set(None),
        article_title: Set(None),
        article_digest: Set(None),
        validity: Set(checked.validity.code().to_owned()),
        planned_at: Set(None),
        take_down_at: Set(None),
        change: Set(checked.change.map(|change| change.code().to_owned())),
        change_note: Set(optional(&form.change_note)),
        written_by: Set(actor.account),
        writer_name: Set(actor.name.clone()),
        written_at: Set(moment.millis()),
    };
    edition::Entity::insert(row).exec(tx.on()).await?;
    if form.format == Format::Html {
        pictures::claim(tx, actor.organ, id, &checked.body).await?;
    }
    review::wrote(tx, actor, moment, document, number).await?;
    Ok(id)
}

/// Files of one edition, and what it says of other documents, go on to the next.
pub(super) async fn carry(
    tx: &Tx<'_>,
    moment: Moment,
    before: EditionId,
    edition: EditionId,
) -> Result<(), OfficeError> {
    relations::carry(tx, moment, before, edition).await?;
    let rows = edition_attachment::Entity::find()
        .filter(edition_attachment::Column::EditionId.eq(before))
        .order_by_asc(edition_attachment::Column::Position)
        .all(tx.on())
        .await?;
    for row in rows {
        let mut copy = row.into_active_model();
        copy.edition_id = Set(edition);
        edition_attachment::Entity::insert(copy.reset_all())
            .exec(tx.on())
            .await?;
    }
    Ok(())
}

/// One edition of a document by its number.
pub(super) async fn edition_row(
    tx: &Tx<'_>,
    document: DocumentId,
    number: i64,
) -> Result<edition::Model, OfficeError> {
    let query = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(document))
        .filter(edition::Column::Number.eq(number));
    query.one(tx.on()).await?.ok_or(OfficeError::Missing)
}

async fn refuse_foreign_column(tx: &Tx<'_>, actor: &Actor, column: ColumnId) -> Result<(), OfficeError> {
    let query = column::Entity::find_by_id(column).filter(column::Column::OrganId.eq(actor.organ));
    let found = query.one(tx.on()).await?;
    found
        .map(|_| ())
        .ok_or_else(|| OfficeError::invalid("column", "栏目不存在，请重新选择。"))
}

async fn next_index_number(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    checked: &Checked,
) -> Result<String, OfficeError> {
    let organ = organ::Entity::find_by_id(actor.organ)
        .one(tx.on())
        .await?
        .ok_or(OfficeError::Missing)?;
    let year = checked.formed_on.unwrap_or(moment.today).year();
    let series = format!("index {} {} {year}", organ.code, checked.category.code());
    let running = counter::next(tx, &series).await?;
    let running = u32::try_from(running).unwrap_or(u32::MAX);
    Ok(index_number(&organ.code, checked.category, year, running))
}
