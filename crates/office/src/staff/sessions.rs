//! Sessions: a random token in the cookie, only its hash in the store; they end by idling, by age, and on demand.

use jiff::Timestamp;
use law::audit::Recorded;
use law::staff::{Act, may};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use sm3::{Digest, Sm3};

use super::failures::actor_of;
use super::sign_in::Entrance;
use super::{passwords, roles_of};
use crate::audit::instant;
use crate::audit::{self, Detail};
use crate::entity::{account, session as entity};
use crate::error::OfficeError;
use crate::ids::AccountId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};

/// A session ends after this long without a request.
const IDLE: i64 = 30 * 60_000;
/// It ends after this long whatever happens.
const LONGEST: i64 = 12 * 3_600_000;
/// A sign-in waits this long for its second factor.
const PENDING: i64 = 5 * 60_000;
/// Sessions of before there was a bound go a hundred at a sign-in.
const MOST_ENDED: u64 = 100;
/// A request moves the end of a session, but not more often than this.
const SEEN_STEP: i64 = 60_000;

/// A session's secret: 256 random bits.
pub(super) struct Token(String);

impl Token {
    pub(super) fn random() -> Self {
        Self(hex::encode(rand::random::<[u8; 32]>()))
    }

    pub(super) fn reveal(self) -> String {
        self.0
    }

    fn id(&self) -> String {
        id_of(&self.0)
    }
}

fn id_of(token: &str) -> String {
    hex::encode(Sm3::digest(token))
}

/// A live session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The hash of its token, by which it is listed and ended.
    pub id: String,
    pub actor: Actor,
    pub account: AccountId,
    pub must_change_password: bool,
    pub has_second_factor: bool,
    /// A sample account of the demonstration.
    pub is_sample: bool,
}

/// A session as its owner sees it in a list.
#[derive(Clone, Debug)]
pub struct OpenSession {
    pub id: String,
    pub address: String,
    pub client: String,
    pub begun_at: Timestamp,
    pub seen_at: Timestamp,
}

pub(super) async fn open(
    tx: &Tx<'_>,
    moment: Moment,
    account: AccountId,
    token: &Token,
    is_pending: bool,
    entrance: Entrance<'_>,
) -> Result<(), OfficeError> {
    let now = moment.millis();
    entity::Entity::delete_many()
        .filter(entity::Column::ExpiresAt.lt(now))
        .exec(tx.on())
        .await?;
    let row = entity::ActiveModel {
        id: Set(token.id()),
        account_id: Set(account),
        created_at: Set(now),
        seen_at: Set(now),
        expires_at: Set(now + if is_pending { PENDING } else { LONGEST }),
        is_pending: Set(is_pending),
        address: Set(entrance.address.to_owned()),
        client: Set(entrance.client.chars().take(200).collect()),
    };
    entity::Entity::insert(row).exec(tx.on()).await?;
    Ok(())
}

/// The live session of this token; `None` when there is none, it ended, or its account is disabled.
pub async fn session(office: &Office, token: &str, moment: Moment) -> Result<Option<Session>, OfficeError> {
    let now = moment.millis();
    let Some(row) = entity::Entity::find_by_id(id_of(token)).one(office.on()).await? else {
        return Ok(None);
    };
    if row.is_pending || row.expires_at <= now || row.seen_at + IDLE <= now {
        return Ok(None);
    }
    let found = account::Entity::find_by_id(row.account_id)
        .one(office.on())
        .await?;
    let Some(owner) = found.filter(|account| account.disabled_at.is_none()) else {
        return Ok(None);
    };
    let roles = roles_of(office.on(), owner.id).await?;
    let session = Session {
        id: row.id.clone(),
        account: owner.id,
        must_change_password: passwords::must_change(&owner, moment),
        has_second_factor: owner.totp_secret.is_some(),
        is_sample: owner.is_sample,
        actor: Actor {
            account: Some(owner.id),
            organ: owner.organ_id,
            name: owner.name,
            roles,
            from: row.address.clone(),
        },
    };
    if row.seen_at + SEEN_STEP <= now
        && let Err(error) = move_on(office, row, now).await
    {
        // On a full disk the desk can still be read; the session only ends a little earlier.
        error.fault().ok_or(error)?;
    }
    Ok(Some(session))
}

/// Notes that the session was used now.
async fn move_on(office: &Office, row: entity::Model, now: i64) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let mut changed = row.clone().into_active_model();
        changed.seen_at = Set(now);
        // The session may have been ended meanwhile; then there is nothing to move.
        match changed.update(tx.on()).await {
            Ok(_) | Err(sea_orm::DbErr::RecordNotUpdated) => Ok(()),
            Err(error) => Err(error.into()),
        }
    })
}

/// The account whose sign-in waits for a code under this token.
pub(super) async fn pending_account(
    office: &Office,
    moment: Moment,
    token: &str,
) -> Result<Option<account::Model>, OfficeError> {
    let row = entity::Entity::find_by_id(id_of(token)).one(office.on()).await?;
    let Some(row) = row.filter(|row| row.is_pending && row.expires_at > moment.millis()) else {
        return Ok(None);
    };
    let found = account::Entity::find_by_id(row.account_id)
        .one(office.on())
        .await?;
    Ok(found.filter(|account| account.disabled_at.is_none()))
}

/// Ends the actor's own session of this token; ending none is fine.
pub async fn sign_out(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    token: &str,
) -> Result<(), OfficeError> {
    let account = actor.account.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        entity::Entity::delete_by_id(id_of(token))
            .filter(entity::Column::AccountId.eq(account))
            .exec(tx.on())
            .await?;
        audit::append(&tx, actor, moment, Recorded::SessionEnd, account, Detail::none()).await
    })
}

/// Ends the session of this token, whoever's it is.
pub(super) async fn end(office: &Office, token: &str) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        entity::Entity::delete_by_id(id_of(token)).exec(tx.on()).await?;
        Ok(())
    })
}

/// Ends the sessions of an account beyond so many, those first that were not used for longest; the new one, which stands among
/// them, stays.
pub(super) async fn end_beyond(
    tx: &Tx<'_>,
    moment: Moment,
    account: &account::Model,
    most: u32,
    address: &str,
) -> Result<(), OfficeError> {
    let live = entity::Entity::find()
        .filter(entity::Column::AccountId.eq(account.id))
        .filter(entity::Column::IsPending.eq(false))
        .filter(entity::Column::SeenAt.gt(moment.millis() - IDLE))
        .order_by_desc(entity::Column::SeenAt)
        .order_by_desc(entity::Column::CreatedAt)
        .offset(u64::from(most))
        .limit(MOST_ENDED)
        .all(tx.on())
        .await?;
    let actor = actor_of(account, address);
    for row in live {
        entity::Entity::delete_by_id(row.id).exec(tx.on()).await?;
        let act = Recorded::SessionDisplace;
        audit::append(tx, &actor, moment, act, account.id, Detail::none()).await?;
    }
    Ok(())
}

/// Ends the session that a browser had before it signed in anew, whoever's it is: nobody goes on with it unseen.
pub(super) async fn end_former(
    tx: &Tx<'_>,
    moment: Moment,
    token: &str,
    address: &str,
) -> Result<(), OfficeError> {
    let Some(row) = entity::Entity::find_by_id(id_of(token)).one(tx.on()).await? else {
        return Ok(());
    };
    let owner = account::Entity::find_by_id(row.account_id).one(tx.on()).await?;
    entity::Entity::delete_by_id(row.id).exec(tx.on()).await?;
    let Some(owner) = owner.filter(|_| !row.is_pending) else {
        return Ok(());
    };
    let actor = actor_of(&owner, address);
    audit::append(tx, &actor, moment, Recorded::SessionEnd, owner.id, Detail::none()).await
}

/// Ends all sessions of the actor's own account.
pub async fn sign_out_everywhere(office: &Office, actor: &Actor, moment: Moment) -> Result<(), OfficeError> {
    let account = actor.account.ok_or(OfficeError::Missing)?;
    transaction!(office, |tx| {
        end_all(&tx, account, None).await?;
        audit::append(
            &tx,
            actor,
            moment,
            Recorded::SessionEndAll,
            account,
            Detail::none(),
        )
        .await
    })
}

/// Ends the sessions of an account, but for the one kept, and the secret address of its calendar, which is one more way in: all
/// that ends sessions (a new password, other roles, a closed account, 全部退出) ends it too.
pub(super) async fn end_all(tx: &Tx<'_>, account: AccountId, kept: Option<&str>) -> Result<(), OfficeError> {
    let mut query = entity::Entity::delete_many().filter(entity::Column::AccountId.eq(account));
    if let Some(kept) = kept {
        query = query.filter(entity::Column::Id.ne(kept));
    }
    query.exec(tx.on()).await?;
    account::Entity::update_many()
        .col_expr(account::Column::CalendarKey, Expr::value(None::<String>))
        .filter(account::Column::Id.eq(account))
        .exec(tx.on())
        .await?;
    Ok(())
}

/// The live sessions of an account of the actor's organ, the latest used first; everybody may see their own.
pub async fn list_sessions(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    account: AccountId,
) -> Result<Vec<OpenSession>, OfficeError> {
    if actor.account != Some(account) {
        may(&actor.roles, Act::AssignRoles)?;
        // One of another organ is missing.
        super::find(office, actor, moment, account).await?;
    }
    let rows = entity::Entity::find()
        .filter(entity::Column::AccountId.eq(account))
        .filter(entity::Column::IsPending.eq(false))
        .filter(entity::Column::ExpiresAt.gt(moment.millis()))
        .filter(entity::Column::SeenAt.gt(moment.millis() - IDLE))
        .order_by_desc(entity::Column::SeenAt)
        .all(office.on())
        .await?;
    let read = |row: entity::Model| {
        Ok(OpenSession {
            begun_at: instant(row.created_at)?,
            seen_at: instant(row.seen_at)?,
            id: row.id,
            address: row.address,
            client: row.client,
        })
    };
    rows.into_iter().map(read).collect()
}
