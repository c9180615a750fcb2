//! What publication and withdrawal ask of the outlets, within their own transaction: an edition that goes out is asked for at each
//! outlet it is meant for; a document that is taken back is to be gone from wherever it stands.

use law::counts::Origin;
use law::documents::Change;
use law::outlets::{OutletKind, Standing, What};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::outlets::{listed, of_organ};
use super::row::{NewPlacement, append, log_event};
use crate::entity::placement::{Column, Entity, Model};
use crate::entity::{document, edition};
use crate::error::OfficeError;
use crate::ids::{DocumentId, OutletId};
use crate::moment::{Actor, Moment};
use crate::store::Tx;

/// What stands for a document at the outlets, or is to.
async fn open(tx: &Tx<'_>, document: DocumentId) -> Result<Vec<Model>, OfficeError> {
    let over = [Standing::Gone, Standing::Dropped].map(Standing::code);
    let rows = Entity::find()
        .filter(Column::DocumentId.eq(document))
        .filter(Column::Standing.is_not_in(over))
        .order_by_asc(Column::Id);
    Ok(rows.all(tx.on()).await?)
}

fn has_gone_out(row: &Model) -> bool {
    Standing::from_code(&row.standing).is_some_and(Standing::stands_there)
}

/// Asks for an edition that goes out now at the outlets it is meant for. A minor change of what stands there already asks for nothing;
/// a major one asks for the new edition and for the old one to be taken down.
pub(crate) async fn ask_for(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: &document::Model,
    edition: &edition::Model,
) -> Result<(), OfficeError> {
    let meant = listed(edition.outlets.as_deref());
    let open = open(tx, row.id).await?;
    let change = edition.change.as_deref().and_then(Change::from_code);
    let is_major = change.is_none_or(Change::moves_the_date);
    let mut kept: Vec<OutletId> = Vec::new();
    for placement in open {
        let is_meant = placement.outlet_id.is_some_and(|outlet| meant.contains(&outlet));
        let stays = has_gone_out(&placement) && (!is_meant || !is_major);
        if stays {
            kept.extend(placement.outlet_id);
            continue;
        }
        if placement.standing != Standing::WithdrawalAsked.code() {
            let reason = "网站已发布新版本。".to_owned();
            append(
                tx,
                actor,
                moment,
                placement,
                What::WithdrawalAsked { reason },
                |_| {},
            )
            .await?;
        }
    }
    for outlet in of_organ(tx.on(), actor.organ).await? {
        if outlet.is_closed || !meant.contains(&outlet.id) || kept.contains(&outlet.id) {
            continue;
        }
        let in_account = edition.article_title.as_deref();
        let in_account = in_account.filter(|_| outlet.kind == OutletKind::OfficialAccount);
        let new = NewPlacement {
            outlet: Some(outlet.id),
            kind: outlet.kind,
            document: Some((row.id, edition.id)),
            title: in_account.unwrap_or(&edition.title),
            origin: match edition.source {
                Some(_) => Origin::Reposted,
                None => Origin::Original,
            },
            source: edition.source.clone(),
            approval: None,
            place: None,
        };
        let asked = new.insert(tx, actor, moment).await?;
        log_event(tx, actor, moment, &asked, &What::Asked).await?;
    }
    Ok(())
}

/// Asks for a document that is taken back to be gone from every outlet where it stands; what waited to go out is dropped.
pub(crate) async fn ask_for_all_back(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    document: DocumentId,
    reason: &str,
) -> Result<(), OfficeError> {
    for placement in open(tx, document).await? {
        if placement.standing == Standing::WithdrawalAsked.code() {
            continue;
        }
        let reason = format!("网站已撤回：{reason}");
        append(
            tx,
            actor,
            moment,
            placement,
            What::WithdrawalAsked { reason },
            |_| {},
        )
        .await?;
    }
    Ok(())
}
