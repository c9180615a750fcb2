//! The link by which a unit answers without an account. Of the secret in it only a hash is kept; it opens for thirty days, until
//! the asking is answered or withdrawn, or a clerk ends it. A new one that a clerk issues ends the older ones; one that goes out
//! with a reminder does not, so that nobody's half-written answer is lost to it.

use jiff::Timestamp;
use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::cases::askings::{AnswerWay, AskingState};
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use sm3::{Digest, Sm3};

use super::answer::{Answering, still_open, take};
use super::{Asking, AskingFile, case_of, files, state, whole};
use crate::audit::{self, Detail, instant};
use crate::cases::enclosures::Enclosing;
use crate::cases::query_code::LETTERS;
use crate::cases::stored::day;
use crate::entity::asking_link::{ActiveModel, Column, Entity, Model};
use crate::entity::{asking, organ};
use crate::error::OfficeError;
use crate::ids::{AskingFileId, AskingId, OrganId};
use crate::moment::{Actor, Moment};
use crate::once::bytes_under;
use crate::store::{Office, Tx, transaction};

/// Where the public site answers a link; the secret follows. It is no path for a log.
pub const LINK_PATH: &str = "/unit-answer/";

/// How long a link opens, in milliseconds.
const OPENS: i64 = 30 * 86_400_000;
/// What is said where a form is sent again whose link has ended since.
const ENDED_SINCE: &str = "这一次生成的链接后来已经失效。需要新的链接，请再按“生成新的链接”。";
/// Letters of a secret: 140 bits.
const LETTERS_OF_SECRET: usize = 28;

/// What a link opens: the text that is asked, and nothing of who applied.
#[derive(Clone, Debug)]
pub struct AtLink {
    pub asking: AskingId,
    pub organ: OrganId,
    pub organ_name: String,
    pub unit_name: String,
    pub content: String,
    pub asked_on: Date,
    pub due_on: Date,
    pub until: Timestamp,
    pub files: Vec<AskingFile>,
    pub version: i64,
}

/// Why a link that was one opens nothing any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkClosed {
    Answered,
    Withdrawn,
    /// Its time is over, or a newer link was issued.
    Ended,
    /// The case was decided in the meantime.
    Decided,
}

impl LinkClosed {
    /// What the page says.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Answered => "这件征询已经答复，不需要再填写。需要补充或者更正的，请联系征询的经办人。",
            Self::Withdrawn => "这件征询已经撤回，不需要再填写。",
            Self::Ended => "这个链接已经失效。请使用最近一次收到的链接，或者联系征询的经办人重新发送。",
            Self::Decided => "这件申请已经办结，不需要再填写。",
        }
    }
}

/// Makes a link, to be handed on by the clerk; older ones of the asking open no more. The secret is given once: to a form that
/// is sent again under its ticket it is given again, and no other link ends by that.
pub async fn issue_link(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
    ticket: &str,
) -> Result<String, OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    let secret = secret_of(office, actor, id, ticket)?;
    transaction!(office, |tx| {
        let row = still_open(&tx, actor, id).await?;
        let made = Entity::find().filter(Column::Hash.eq(hashed(&secret)));
        match made.one(tx.on()).await? {
            Some(link) if opens(&link, moment) => return Ok(secret.clone()),
            Some(_) => return Err(OfficeError::invalid("", ENDED_SINCE)),
            None => {}
        }
        end_all(&tx, moment, id).await?;
        keep(&tx, moment, id, &secret).await?;
        let detail = Detail::none().with(Key::Name, row.unit_name);
        audit::append(&tx, actor, moment, Recorded::CasesAskLink, row.case_id, detail).await?;
        Ok(secret.clone())
    })
}

/// Ends the links of an asking, which stays open.
pub async fn end_links(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AskingId,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::HandleCases)?;
    transaction!(office, |tx| {
        let row = still_open(&tx, actor, id).await?;
        end_all(&tx, moment, id).await?;
        let detail = Detail::none().with(Key::Name, row.unit_name);
        audit::append(&tx, actor, moment, Recorded::CasesAskLinkEnd, row.case_id, detail).await
    })
}

/// What a secret opens at an organ's site; `None` where it is none that was ever issued.
pub async fn at_link(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    secret: &str,
) -> Result<Option<Result<AtLink, LinkClosed>>, OfficeError> {
    let Some((link, row)) = found(office.on(), organ, secret).await? else {
        return Ok(None);
    };
    let case = case_of(office.on(), &row).await?;
    let closed = match state(&row.state)? {
        AskingState::Answered => Some(LinkClosed::Answered),
        AskingState::Withdrawn => Some(LinkClosed::Withdrawn),
        AskingState::Open if case.outcome.is_some() => Some(LinkClosed::Decided),
        AskingState::Open => (!opens(&link, moment)).then_some(LinkClosed::Ended),
    };
    if let Some(closed) = closed {
        return Ok(Some(Err(closed)));
    }
    let house = organ::Entity::find_by_id(organ).one(office.on()).await?;
    Ok(Some(Ok(AtLink {
        asking: row.id,
        organ,
        organ_name: house.ok_or(OfficeError::Missing)?.name,
        files: files::of_asking(office.on(), row.id).await?,
        unit_name: row.unit_name,
        content: row.content,
        asked_on: day(&row.asked_on)?,
        due_on: day(&row.due_on)?,
        until: instant(link.expires_at)?,
        version: row.version,
    })))
}

/// What was sent at this link, for whoever sent it, as long as the link would open: the asking with its answer. None where the
/// answer came by another way, or the link had ended before.
pub async fn sent_at_link(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    secret: &str,
) -> Result<Option<Asking>, OfficeError> {
    let Some((link, row)) = found(office.on(), organ, secret).await? else {
        return Ok(None);
    };
    let is_sent =
        row.state == AskingState::Answered.code() && row.way.as_deref() == Some(AnswerWay::Link.code());
    // The answer ended all that opened; one that a clerk ended earlier is nobody's any more.
    let is_theirs = link.ended_at == Some(row.changed_at) && link.expires_at > moment.millis();
    if is_sent && is_theirs {
        whole(office.on(), row).await.map(Some)
    } else {
        Ok(None)
    }
}

/// Adds files to the answer that is in work at a link.
pub async fn add_files_at_link(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    (secret, from): (&str, &str),
    uploads: Vec<Enclosing>,
) -> Result<(), OfficeError> {
    let (id, actor) = holder(office.on(), organ, moment, secret, from).await?;
    let uploads = files::checked(office, &office.limits().visitors, moment, uploads).await?;
    transaction!(office, |tx| {
        holder(tx.on(), organ, moment, secret, from).await?;
        files::keep(&tx, &actor, moment, id, &uploads).await
    })
}

/// Takes a file out of it.
pub async fn remove_file_at_link(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    (secret, from): (&str, &str),
    file: AskingFileId,
) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let (id, actor) = holder(tx.on(), organ, moment, secret, from).await?;
        files::let_go_one(&tx, &actor, moment, id, file).await
    })
}

/// Keeps the answer given at a link; with it every link of the asking ends.
pub async fn answer_at_link(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    (secret, from): (&str, &str),
    answering: &Answering,
) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let (id, actor) = holder(tx.on(), organ, moment, secret, from).await?;
        take(&tx, &actor, moment, id, AnswerWay::Link, answering).await
    })
}

/// Whom a secret that opens makes of its holder.
async fn holder(
    on: &impl ConnectionTrait,
    organ: OrganId,
    moment: Moment,
    secret: &str,
    from: &str,
) -> Result<(AskingId, Actor), OfficeError> {
    match found(on, organ, secret).await? {
        Some((link, row)) if opens(&link, moment) || row.state != AskingState::Open.code() => {
            Ok((row.id, Actor::unit(organ, &row.unit_name, from)))
        }
        Some(_) => Err(OfficeError::invalid("", LinkClosed::Ended.told())),
        None => Err(OfficeError::Missing),
    }
}

async fn found(
    on: &impl ConnectionTrait,
    organ: OrganId,
    secret: &str,
) -> Result<Option<(Model, asking::Model)>, OfficeError> {
    let query = Entity::find().filter(Column::Hash.eq(hashed(secret)));
    let Some(link) = query.one(on).await? else {
        return Ok(None);
    };
    let of_organ = asking::Entity::find_by_id(link.asking_id).filter(asking::Column::OrganId.eq(organ));
    Ok(of_organ.one(on).await?.map(|row| (link, row)))
}

fn opens(link: &Model, moment: Moment) -> bool {
    link.ended_at.is_none() && link.expires_at > moment.millis()
}

/// A new link; its secret stands nowhere else.
pub(super) async fn issue(tx: &Tx<'_>, moment: Moment, id: AskingId) -> Result<String, OfficeError> {
    let secret = spelled(&rand::random::<[u8; LETTERS_OF_SECRET]>());
    keep(tx, moment, id, &secret).await?;
    Ok(secret)
}

/// The secret that a form makes under its ticket, which only the holder of the keys can tell; without a ticket any.
fn secret_of(office: &Office, actor: &Actor, id: AskingId, ticket: &str) -> Result<String, OfficeError> {
    let bytes = bytes_under(office, actor, &id.to_string(), ticket, "asking.link")?;
    Ok(bytes.map_or_else(
        || spelled(&rand::random::<[u8; LETTERS_OF_SECRET]>()),
        |bytes| spelled(&bytes),
    ))
}

/// Random bytes in letters that are read out without mistake.
fn spelled(bytes: &[u8]) -> String {
    let letters = bytes.iter().take(LETTERS_OF_SECRET);
    letters
        .filter_map(|byte| LETTERS.get(usize::from(byte & 31)).copied())
        .map(char::from)
        .collect()
}

async fn keep(tx: &Tx<'_>, moment: Moment, id: AskingId, secret: &str) -> Result<(), OfficeError> {
    let row = ActiveModel {
        id: Set(tx.next_id(moment)),
        asking_id: Set(id),
        hash: Set(hashed(secret)),
        issued_at: Set(moment.millis()),
        expires_at: Set(moment.millis() + OPENS),
        ended_at: Set(None),
    };
    Entity::insert(row).exec_without_returning(tx.on()).await?;
    Ok(())
}

/// Ends all links of an asking.
pub(super) async fn end_all(tx: &Tx<'_>, moment: Moment, id: AskingId) -> Result<(), OfficeError> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(moment.millis()))
        .filter(Column::AskingId.eq(id))
        .filter(Column::EndedAt.is_null())
        .exec(tx.on())
        .await?;
    Ok(())
}

fn hashed(secret: &str) -> String {
    hex::encode(Sm3::digest(format!("asking link {secret}")))
}
