//! Matters past the time their organ keeps what tells of people (the same period as applications, and turned on with it): who asked,
//! what tells of them in their words, what they handed in. What is counted stays; what was published was redacted already.

use jiff::ToSpan;
use law::audit::{Key, Recorded};
use law::cases::retention::ANONYMOUS;
use law::matters::{OwnWords, proposed, spans_of};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::files::of_matter;
use super::row::{change, opened};
use crate::audit::{self, Detail};
use crate::cases::applicant::files;
use crate::cases::read_settings;
use crate::entity::{case_settings, matter, matter_event};
use crate::error::OfficeError;
use crate::ids::MatterId;
use crate::moment::{APPLICANT, Actor, Moment, Program};
use crate::store::{Office, Tx, transaction};

/// Makes matters anonymous that are past their time, of the organs that turned it on; no more than `most`. Gives how many.
pub async fn run_due(office: &Office, _: Program, moment: Moment, most: u64) -> Result<u64, OfficeError> {
    let mut done = 0;
    for row in case_settings::Entity::find().all(office.on()).await? {
        let settings = read_settings(office.on(), row.organ_id).await?.retention;
        if !settings.is_on {
            continue;
        }
        let actor = Actor {
            from: "server".to_owned(),
            ..Actor::system(row.organ_id, "系统")
        };
        let before = moment.today.saturating_sub(i64::from(settings.years).years());
        let due = matter::Entity::find()
            .filter(matter::Column::OrganId.eq(row.organ_id))
            .filter(matter::Column::AnonymisedAt.is_null())
            .filter(matter::Column::EndedOn.lt(before.to_string()))
            .order_by_asc(matter::Column::Id)
            .limit(most.saturating_sub(done));
        for row in due.all(office.on()).await? {
            anonymise(office, &actor, moment, row.id).await?;
            done += 1;
        }
    }
    Ok(done)
}

async fn anonymise(office: &Office, actor: &Actor, moment: Moment, id: MatterId) -> Result<(), OfficeError> {
    transaction!(office, |tx| {
        let row = matter::Entity::find_by_id(id).one(tx.on()).await?;
        let Some(row) = row.filter(|row| row.anonymised_at.is_none()) else {
            return Ok(());
        };
        write_over(office, &tx, actor, moment, row).await
    })
}

async fn write_over(
    office: &Office,
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: matter::Model,
) -> Result<(), OfficeError> {
    let asker = opened(office, &row).unwrap_or_default();
    let scrubbed = |text: &str| {
        let own = OwnWords::new(text);
        let spans = spans_of(&own, &proposed(&own, &asker));
        own.redacted(&spans)
            .map_or_else(|_| ANONYMOUS.to_owned(), |copy| copy.text().to_owned())
    };
    let (id, number) = (row.id, row.number.clone());
    let files = of_matter(id).count(tx.on()).await?;
    files::remove(tx, of_matter(id)).await?;
    matter_event::Entity::update_many()
        .col_expr(matter_event::Column::Note, Expr::value(ANONYMOUS))
        .filter(matter_event::Column::MatterId.eq(id))
        .filter(matter_event::Column::Actor.eq(APPLICANT))
        .filter(matter_event::Column::Note.is_not_null())
        .exec(tx.on())
        .await?;
    let (title, words) = (scrubbed(&row.title), scrubbed(&row.words));
    change(tx, row, moment, |row| {
        row.asker = Set(None);
        row.asker_mask = Set(ANONYMOUS.to_owned());
        row.title = Set(title);
        row.words = Set(words);
        row.place = Set(None);
        row.query_code = Set(String::new());
        row.anonymised_at = Set(Some(moment.millis()));
    })
    .await?;
    let detail = Detail::none().with(Key::Number, number).with(Key::Files, files);
    audit::append(tx, actor, moment, Recorded::MattersAnonymise, id, detail).await
}
