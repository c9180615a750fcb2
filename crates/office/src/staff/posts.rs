//! Posts (岗位): what an organ calls the places its people hold, beside their roles. A level of a chain of review may be a post's; a
//! post opens nothing that a role does not. There is no list of them: a post is there while somebody holds it.

use std::collections::BTreeSet;

use law::audit::{Key, Recorded};
use law::review::Posts;
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::audit::{self, Detail};
use crate::entity::{account, account_post};
use crate::error::OfficeError;
use crate::ids::{AccountId, OrganId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, transaction};
use crate::text::line;
use crate::versioned::owned;

/// So many characters the name of a post may have.
const LONGEST: usize = 20;
/// So many posts one account may hold.
const MOST: usize = 10;

/// The posts of the organ, each with the accounts at work that hold it.
pub async fn posts(office: &Office, actor: &Actor) -> Result<Posts, OfficeError> {
    may(&actor.roles, Act::SeePeople).or_else(|_| may(&actor.roles, Act::SeeDocuments))?;
    held(office.on(), actor.organ).await
}

/// The same without asking who looks.
pub(crate) async fn held(on: &impl ConnectionTrait, organ: OrganId) -> Result<Posts, OfficeError> {
    let at_work: Vec<AccountId> = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::OrganId.eq(organ))
        .filter(account::Column::DisabledAt.is_null())
        .into_tuple()
        .all(on)
        .await?;
    let rows = account_post::Entity::find().filter(account_post::Column::AccountId.is_in(at_work));
    let mut posts = Posts::new();
    for row in rows.all(on).await? {
        posts.entry(row.name).or_default().insert(row.account_id.0);
    }
    Ok(posts)
}

/// Gives an account exactly these posts; nobody gives posts to themselves.
pub async fn assign_posts(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    id: AccountId,
    names: &[String],
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::AssignRoles)?;
    let refused = |message: String| OfficeError::invalid("posts", message);
    if actor.account == Some(id) {
        return Err(refused(
            "不能修改本人的岗位，请由另一名安全管理员办理。".to_owned(),
        ));
    }
    let names = names
        .iter()
        .map(|name| line(name))
        .filter(|name| !name.is_empty());
    let names: BTreeSet<String> = names.collect();
    if names.len() > MOST {
        return Err(refused(format!("一个账号最多 {MOST} 个岗位。")));
    }
    if names.iter().any(|name| name.chars().count() > LONGEST) {
        return Err(refused(format!("岗位名称不超过 {LONGEST} 字。")));
    }
    transaction!(office, |tx| {
        owned(&tx, actor.organ, id).await?;
        account_post::Entity::delete_many()
            .filter(account_post::Column::AccountId.eq(id))
            .exec(tx.on())
            .await?;
        for name in &names {
            let row = account_post::ActiveModel {
                account_id: Set(id),
                name: Set(name.clone()),
            };
            account_post::Entity::insert(row).exec(tx.on()).await?;
        }
        let told: Vec<&str> = names.iter().map(String::as_str).collect();
        let told = if told.is_empty() {
            "无".to_owned()
        } else {
            told.join("、")
        };
        let detail = Detail::none().with(Key::Name, told);
        audit::append(&tx, actor, moment, Recorded::PeoplePosts, id, detail).await
    })
}
