//! What comes in from outside without anybody having asked for it, for whoever handles cases: so much in a day that somebody may be
//! filling the door.

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use law::cases::Channel;
use law::staff::{Act, may};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use crate::entity::{application, application_file};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment};
use crate::store::Office;

/// Applications by the public form in one day: an office of a large city has some dozens.
const MANY: u64 = 50;
/// Megabytes of files that came with no application.
const HEAVY: i64 = 200;

/// What came by the public form of late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// Applications of the day before.
    pub applications: u64,
    /// Of files whose forms were not sent within the day, in megabytes begun.
    pub unsent_megabytes: i64,
}

impl Crowd {
    /// 昨日网上收到 61 件申请，未提交的附件 230 MB.
    pub fn words(&self) -> String {
        format!(
            "昨日网上收到 {} 件申请，未提交的附件 {} MB",
            self.applications, self.unsent_megabytes
        )
    }
}

/// What came to the actor's organ, where it is more than usual.
pub async fn crowd(office: &Office, actor: &Actor, moment: Moment) -> Result<Option<Crowd>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    of_organ(office.on(), actor.organ, moment).await
}

/// The same for the digest.
pub(crate) async fn of_organ(
    on: &impl ConnectionTrait,
    organ: OrganId,
    moment: Moment,
) -> Result<Option<Crowd>, OfficeError> {
    let today = midnight(moment.today)?;
    let yesterday = midnight(moment.today.saturating_sub(1.day()))?;
    let applications = application::Entity::find()
        .filter(application::Column::OrganId.eq(organ))
        .filter(application::Column::Channel.eq(Channel::Online.code()))
        .filter(application::Column::CreatedAt.gte(yesterday))
        .filter(application::Column::CreatedAt.lt(today))
        .count(on)
        .await?;
    let bytes: Option<Option<i64>> = application_file::Entity::find()
        .select_only()
        .column_as(
            Expr::col(application_file::Column::Bytes).sum().cast_as("BIGINT"),
            "bytes",
        )
        .filter(application_file::Column::OrganId.eq(organ))
        .filter(application_file::Column::ExpiresAt.is_not_null())
        .into_tuple()
        .one(on)
        .await?;
    let crowd = Crowd {
        applications,
        unsent_megabytes: bytes.flatten().unwrap_or(0) >> 20,
    };
    Ok((applications >= MANY || crowd.unsent_megabytes >= HEAVY).then_some(crowd))
}

/// The instant at which a day begins in China, as it is stored.
fn midnight(day: Date) -> Result<i64, OfficeError> {
    let begin = day
        .at(0, 0, 0, 0)
        .to_zoned_datetime(TimeZone::fixed(Offset::constant(8)));
    let begin = begin.map_err(|error| OfficeError::Damaged(error.to_string()))?;
    Ok(begin.timestamp().as_millisecond())
}
