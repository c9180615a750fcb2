//! The gate: publication, withdrawal. What stands in the way is one list, shown and asked again here; every publication there is
//! goes through [`publish_in`], but for one in an emergency, whose review is made up (`emergency.rs`).

use std::collections::BTreeMap;

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::documents::{
    Attached, Change, Facts, Mending, Norm, Publicity, Question, Related, Validity, WithdrawalKind,
};
use law::proof::{Known, cited_numbers};
use law::review::{Judged, Place};
use law::screening::Screening;
use law::staff::{Act, may};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    IntoActiveModel, QueryFilter, QueryOrder,
};

use super::in_review::{in_review, judged};
use super::public::files_of;
use super::related::{Other, companions, interpreted, others};
use super::rendering::shown;
use super::write::edition_row;
use super::{GoesOut, emergency, ended, explanations, life, relations, schedule};
use crate::audit::Detail;
use crate::entity::{attachment, column, document, edition, publication};
use crate::error::OfficeError;
use crate::ids::{AttachmentId, DocumentId, PublicationId};
use crate::moment::{Actor, Moment};
use crate::review::{self, Said};
use crate::store::{Office, Tx, transaction};
use crate::versioned::{bump, held};
use crate::{audit, changes, columns, organs, placements, proof, screenings};

/// What the gate says of an edition: what stands in its way, and what to look at before it goes out.
#[derive(Clone, Debug, Default)]
pub struct AtTheGate {
    pub blockers: Vec<WhyNot>,
    /// What of that is not the review itself: with it, it can't be handed over to review.
    pub unfit: Vec<WhyNot>,
    /// What is mended or explained before that.
    pub questions: Vec<Question>,
    /// What needs no answer.
    pub hints: Vec<String>,
    /// What proofreading knows how to put right.
    pub mendings: Vec<Mending>,
    /// What no emergency lets out either.
    pub never_out: Vec<WhyNot>,
    /// The files of which a cleaned copy would hold less.
    pub cleanable: Vec<AttachmentId>,
}

/// What stands in the way of publishing the latest edition.
pub async fn blockers(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
) -> Result<Vec<WhyNot>, OfficeError> {
    Ok(at_the_gate(office, actor, moment, id).await?.blockers)
}

/// What stands in the way of publishing the latest edition, and what to look at.
pub async fn at_the_gate(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
) -> Result<AtTheGate, OfficeError> {
    may(&actor.roles, Act::SeeDocuments)?;
    let query = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let latest = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(id))
        .filter(edition::Column::Number.eq(row.latest_edition));
    let latest = latest.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    in_the_way(office.on(), moment, &row, &latest).await
}

/// The digests of the files of a document's latest edition, each once, in their order.
pub(crate) async fn latest_files(
    office: &Office,
    actor: &Actor,
    id: DocumentId,
) -> Result<Vec<String>, OfficeError> {
    let query = document::Entity::find_by_id(id).filter(document::Column::OrganId.eq(actor.organ));
    let row = query.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let latest = edition::Entity::find()
        .filter(edition::Column::DocumentId.eq(id))
        .filter(edition::Column::Number.eq(row.latest_edition));
    let latest = latest.one(office.on()).await?.ok_or(OfficeError::Missing)?;
    let files = files_of(office.on(), latest.id).await?.into_iter();
    let mut digests: Vec<String> = Vec::new();
    for file in files {
        if !digests.contains(&file.digest) {
            digests.push(file.digest);
        }
    }
    Ok(digests)
}

pub(super) async fn in_the_way(
    on: &impl ConnectionTrait,
    moment: Moment,
    row: &document::Model,
    edition: &edition::Model,
) -> Result<AtTheGate, OfficeError> {
    let files = files_of(on, edition.id).await?;
    let review = in_review(on, row, edition, &files).await?;
    let digests: Vec<String> = files.iter().map(|file| file.digest.clone()).collect();
    let found = screenings::found_in(on, &digests).await?;
    let attached = attached(&files, &found);
    // What is judged is what the visitor is shown: an entity or a mark inside a number hides nothing.
    let html = shown(edition);
    let (shown, links) = (prose::plain_of_html(&html), prose::attributes_of_html(&html));
    let parts = prose::parts_of_html(&html);
    let organ = organs::find_on(on, row.organ_id).await?;
    let cited = cited(on, row, &[edition.title.as_str(), shown.as_str()]).await?;
    let library = cited.iter().map(|(row, edition)| known(row, edition));
    let library: Vec<Known<'_>> = library.chain(own_number(edition)).collect();
    let others = others(on, row, edition).await?;
    let related: Vec<Related<'_>> = others.iter().map(Other::related).collect();
    let column = column::Entity::find_by_id(edition.column_id).one(on).await?;
    let kinds = column.as_ref().map(columns::kinds_of).unwrap_or_default();
    let words = proof::words_of(on, row.organ_id).await?;
    let explanations = explanations::of_document(on, row.organ_id, row.id).await?;
    let facts = Facts {
        title: &edition.title,
        document_number: edition.document_number.as_deref().unwrap_or(""),
        body: &shown,
        parts: &parts,
        organ: &organ.name,
        phones: &[&organ.guide.phone, &organ.guide.supervision_phone],
        library: &library,
        phrases: &words.phrases(),
        leaders: &words.leaders(),
        explanations: &explanations,
        links: &links,
        summary: edition.summary.as_deref().unwrap_or(""),
        subject: edition.subject.as_deref().unwrap_or(""),
        attachments: &attached,
        issuer: &edition.issuer,
        formed_on: edition.formed_on.as_deref().and_then(|day| day.parse().ok()),
        publicity: edition.publicity.as_deref().and_then(Publicity::from_code),
        attribution: life::attribution(edition),
        norm: edition.norm.as_deref().and_then(Norm::from_code),
        validity: Validity::from_code(&edition.validity),
        interpreted: Box::pin(interpreted(on, row, edition)).await?,
        related: &related,
        schedule: schedule::schedule(edition)?,
        taken_back: taken_back(on, edition).await?,
        change_note: edition.change_note.as_deref().unwrap_or(""),
        review: review.reviewed(),
        is_withdrawn_column: column.as_ref().is_none_or(|column| column.is_hidden),
        column: column.as_ref().map_or("", |column| column.name.as_str()),
        column_kinds: &kinds,
        today: Some(moment.today),
    };
    let mut said = law::documents::gate(&facts);
    // What an outlet does not take is mended before anybody judges it.
    let article = Box::pin(placements::at_the_gate(on, moment, row, edition, &html)).await?;
    let hints = article.hints.into_iter();
    said.hints.extend(hints.map(|hint| hint.message));
    said.blockers.extend(article.faults.iter().cloned());
    said.unfit.extend(article.faults);
    Ok(AtTheGate {
        blockers: said.blockers,
        unfit: said.unfit,
        never_out: said.never_out,
        questions: said.questions,
        hints: said.hints,
        mendings: said.mendings,
        cleanable: files
            .iter()
            .filter(|file| found.get(&file.digest).is_some_and(Screening::may_be_cleaned))
            .map(|file| file.id)
            .collect(),
    })
}

/// Why this very edition was taken back when it was last out.
async fn taken_back(
    on: &impl ConnectionTrait,
    edition: &edition::Model,
) -> Result<Option<WithdrawalKind>, OfficeError> {
    let query = publication::Entity::find()
        .filter(publication::Column::EditionId.eq(edition.id))
        .filter(publication::Column::WithdrawnAt.is_not_null())
        .order_by_desc(publication::Column::Id);
    let last = query.one(on).await?;
    Ok(last.and_then(|last| WithdrawalKind::from_code(last.withdrawal_kind.as_deref()?)))
}

fn attached<'a>(files: &'a [attachment::Model], found: &'a BTreeMap<String, Screening>) -> Vec<Attached<'a>> {
    let attached = files.iter().map(|file| Attached {
        name: &file.name,
        digest: &file.digest,
        screening: found.get(&file.digest),
    });
    attached.collect()
}

/// The organ's public documents whose numbers stand in these texts.
async fn cited(
    on: &impl ConnectionTrait,
    row: &document::Model,
    texts: &[&str],
) -> Result<Vec<(document::Model, edition::Model)>, OfficeError> {
    let numbers = texts.iter().flat_map(|text| cited_numbers(text));
    let of_number = numbers.fold(Condition::any(), |any, number| {
        any.add(edition::Column::DocumentNumber.contains(number))
    });
    if of_number.is_empty() {
        return Ok(Vec::new());
    }
    let editions = edition::Entity::find().filter(of_number).all(on).await?;
    let ids = editions.iter().map(|edition| edition.document_id);
    let documents = document::Entity::find()
        .filter(document::Column::OrganId.eq(row.organ_id))
        .filter(document::Column::Id.is_in(ids))
        .all(on)
        .await?;
    let public = |edition: edition::Model| {
        let document = documents.iter().find(|document| {
            document.id == edition.document_id && document.published_edition == Some(edition.number)
        })?;
        Some((document.clone(), edition))
    };
    Ok(editions.into_iter().filter_map(public).collect())
}

fn known<'a>(row: &document::Model, edition: &'a edition::Model) -> Known<'a> {
    let stated = || Validity::from_code(&edition.validity);
    Known {
        number: edition.document_number.as_deref().unwrap_or(""),
        title: &edition.title,
        validity: ended::validity(row)
            .or_else(stated)
            .unwrap_or(Validity::NotApplicable),
    }
}

/// The edition's own number: the organ's word in it is the organ's in other numbers too, and it may speak of itself.
fn own_number(edition: &edition::Model) -> Option<Known<'_>> {
    Some(Known {
        number: edition.document_number.as_deref()?,
        title: &edition.title,
        validity: Validity::NotApplicable,
    })
}

/// Publishes the latest edition, unless something stands in the way. A document keeps the day it first went out.
/// Not by who wrote it (三审三校). One that states a time ahead goes out then: whoever publishes it confirms that.
pub async fn publish(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    version: i64,
) -> Result<GoesOut, OfficeError> {
    may(&actor.roles, Act::PublishDocuments)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        publish_in(&tx, actor, moment, row).await
    })
}

/// The same within an act's transaction, with the 解读 that wait for it.
pub(super) async fn publish_in(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: document::Model,
) -> Result<GoesOut, OfficeError> {
    if let Some(at) = schedule::ahead(&row, moment)? {
        Box::pin(schedule::confirm(tx, actor, moment, row, at)).await?;
        return Ok(GoesOut::At(at));
    }
    let interpretations = companions(tx, &row).await?;
    Box::pin(publish_alone(tx, actor, moment, row)).await?;
    for interpretation in interpretations {
        schedule::refuse_later(&interpretation, moment.now)?;
        Box::pin(publish_alone(tx, actor, moment, interpretation)).await?;
    }
    Ok(GoesOut::Now)
}

/// An edition in whose way nothing stands.
pub(super) struct Ready {
    pub edition: edition::Model,
    pub judged: Judged,
}

/// The latest edition, where this actor may publish it now and nothing stands in the way.
pub(super) async fn ready(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: &document::Model,
) -> Result<Ready, OfficeError> {
    may(&actor.roles, Act::PublishDocuments)?;
    let edition = edition_row(tx, row.id, row.latest_edition).await?;
    if row.published_edition == Some(row.latest_edition) {
        return Err(OfficeError::invalid("", "本版本已经发布，无需再次发布。"));
    }
    let files = files_of(tx.on(), edition.id).await?;
    let said = relations::of_edition(tx.on(), edition.id).await?;
    let judged = judged(row, &edition, &files, &said);
    let steps = review::steps(tx.on(), row.id).await?;
    let person = actor.account.map(|account| account.0);
    // Whoever wrote it hears that first; what stands in the way is the same for everybody.
    judged.may_take(Place::PUBLICATION_OF_DOCUMENT, &actor.roles, person, &steps)?;
    let blockers = in_the_way(tx.on(), moment, row, &edition).await?.blockers;
    if !blockers.is_empty() {
        return Err(OfficeError::Blocked(blockers));
    }
    Ok(Ready { edition, judged })
}

/// Keeps that the actor agrees to the publication.
pub(super) async fn agree_to_publication(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    id: DocumentId,
    judged: &Judged,
) -> Result<(), OfficeError> {
    let (place, said) = (Place::PUBLICATION_OF_DOCUMENT, Said::agreed(""));
    review::take(tx, actor, moment, id, judged, place, said).await
}

async fn publish_alone(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: document::Model,
) -> Result<(), OfficeError> {
    let id = row.id;
    let Ready { edition, judged } = ready(tx, actor, moment, &row).await?;
    agree_to_publication(tx, actor, moment, id, &judged).await?;
    emergency::end(tx, moment, id, emergency::Ending::Replaced).await?;
    put_out(tx, actor, moment, row, &edition).await?;
    let detail = Detail::none()
        .with(Key::Edition, edition.number)
        .with(Key::Title, edition.title);
    audit::append(tx, actor, moment, Recorded::DocumentsPublish, id, detail).await?;
    changes::note(tx, moment, id).await
}

/// The publication of this edition, and the document's row that now shows it.
pub(super) async fn put_out(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: document::Model,
    edition: &edition::Model,
) -> Result<(), OfficeError> {
    let out = publication::ActiveModel {
        id: Set(tx.next_id::<PublicationId>(moment)),
        document_id: Set(row.id),
        edition_id: Set(edition.id),
        published_by: Set(actor.account),
        publisher_name: Set(actor.name.clone()),
        published_at: Set(moment.millis()),
        withdrawn_by: Set(None),
        withdrawn_at: Set(None),
        withdrawal_reason: Set(None),
        withdrawal_kind: Set(None),
    };
    publication::Entity::insert(out).exec(tx.on()).await?;
    let is_first = row.published_at.is_none();
    let change = edition.change.as_deref().and_then(Change::from_code);
    let organ = ended::organ_name(tx.on(), &row).await?;
    let mut changed = row.clone().into_active_model();
    ended::registered(&mut changed, &row, edition, &organ, moment.today)?;
    if is_first {
        changed.published_at = Set(Some(moment.millis()));
    }
    // With the day of a major change it stands anew at the head of lists and feeds.
    if is_first || change.is_some_and(Change::moves_the_date) {
        changed.listed_at = Set(Some(moment.millis()));
        changed.published_year = Set(Some(i64::from(moment.today.year())));
    }
    changed.column_id = Set(edition.column_id);
    changed.published_edition = Set(Some(edition.number));
    changed.edition_published_at = Set(Some(moment.millis()));
    changed.published_title = Set(Some(edition.title.clone()));
    changed.withdrawn_at = Set(None);
    changed.withdrawal_reason = Set(None);
    changed.withdrawal_kind = Set(None);
    changed.merged_into = Set(None);
    changed.planned_at = Set(None);
    changed.confirmed_at = Set(None);
    changed.plan_failed = Set(None);
    changed.take_down_at = Set(schedule::due(schedule::schedule(edition)?.take_down_at));
    super::review::unstage(&mut changed);
    bump(&mut changed.version);
    changed.changed_at = Set(moment.millis());
    changed.update(tx.on()).await?;
    Box::pin(ended::take_effect(tx, actor, moment, &row, edition)).await?;
    Box::pin(placements::ask_for(tx, actor, moment, &row, edition)).await
}
