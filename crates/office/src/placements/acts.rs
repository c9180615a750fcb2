//! What a person does with a placement: takes the text, sends it by hand, says where it stands, looks whether it is what was approved,
//! takes it down and shows that it is gone. Each is one event; whether it may be, the law says.

use law::codes::WhyNot;
use law::outlets::{Drift, Limits};
use law::outlets::{
    OutletKind, Push, PushPiece, Standing, What, article_link, drift, gone_words, push_faults,
};
use law::staff::{Act, may};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::row::append;
use super::{account, article, day_done, wrong_day};
use crate::entity::placement::{Column, Entity, Model};
use crate::error::OfficeError;
use crate::ids::PlacementId;
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::text::{line, optional, reason};
use crate::versioned::held;

/// Longest text that is pasted to be checked.
const LONGEST_PASTED: usize = 200_000;

/// What came of sending something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It was sent; its link follows.
    Sent,
    Failed,
    /// No answer came: nobody knows.
    Lost,
    /// Somebody looked after that: it is not there.
    NotFound,
}

/// What is typed of something that stands at its outlet.
#[derive(Clone, Debug, Default)]
pub struct DoneForm {
    /// The article's address.
    pub link: String,
    /// What else proves it.
    pub proof: String,
    /// A code of [`Push`].
    pub push: String,
    /// Its place in the push, from 1.
    pub push_place: String,
    /// The day it went out; today where nothing is typed.
    pub placed_on: String,
}

/// The same of an article, for callers that have a link alone.
pub type Backfill = DoneForm;

/// What is typed of a check.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// The public text, pasted; held against the approved text sign by sign.
    pub pasted: String,
    /// Where nothing is pasted: the clerk has compared it, and it is the same.
    pub is_same: bool,
}

/// What is typed of something that is gone.
#[derive(Clone, Debug, Default)]
pub struct GoneForm {
    pub proof: String,
}

/// Takes the text to be sent.
pub async fn take(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (PlacementId, i64),
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::PlaceElsewhere)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        append(&tx, actor, moment, row, What::Drafted, |_| {}).await?;
        Ok(())
    })
}

/// Says what came of sending it.
pub async fn record_attempt(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (PlacementId, i64),
    attempt: Attempt,
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::PlaceElsewhere)?;
    let why = reason(why).unwrap_or_default();
    let what = match attempt {
        Attempt::Sent => What::Sent,
        Attempt::Failed => What::Failed { reason: why },
        Attempt::Lost => What::Lost { reason: why },
        Attempt::NotFound => What::NotFound { proof: why },
    };
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        append(&tx, actor, moment, row, what.clone(), |_| {}).await?;
        Ok(())
    })
}

/// What was typed of a placement that is done, sound.
pub(super) struct Done {
    pub link: Option<String>,
    pub proof: String,
    pub push: Option<Push>,
    pub push_place: Option<i64>,
    pub placed_on: jiff::civil::Date,
}

/// What is typed, held against the account, the links that were given before, and the other articles of the push.
pub(super) async fn checked(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: &Model,
    form: &DoneForm,
) -> Result<Done, OfficeError> {
    let kind = OutletKind::from_code(&row.kind).ok_or(OfficeError::Missing)?;
    let mut fields = Vec::new();
    let placed_on = day_done(&form.placed_on, moment);
    fields.extend(wrong_day(row, placed_on)?);
    if kind != OutletKind::OfficialAccount {
        let proof = optional(&form.proof);
        if proof.is_none() {
            fields.push(WhyNot::new("proof", format!("请填写凭据：{}。", kind.proof())));
        }
        OfficeError::of_fields(fields)?;
        return Ok(Done {
            link: None,
            proof: proof.unwrap_or_default(),
            push: None,
            push_place: None,
            placed_on: placed_on.unwrap_or(moment.today),
        });
    }
    let link = link(tx, actor, row, &form.link).await?;
    let link = link.map_err(|why| fields.push(why)).unwrap_or_default();
    let push = Push::from_code(&form.push);
    if push.is_none() {
        fields.push(WhyNot::new("push", "请选择群发还是仅发布：两者分别计数。"));
    }
    let push_place = place(&form.push_place, push, &mut fields);
    let day = placed_on.unwrap_or(moment.today);
    if let (Some(Push::Mass), Some(place)) = (push, push_place) {
        fields.extend(pushed_with(tx, row, day, place, moment).await?);
    }
    OfficeError::of_fields(fields)?;
    Ok(Done {
        proof: link.clone(),
        link: Some(link),
        push,
        push_place,
        placed_on: day,
    })
}

fn place(typed: &str, push: Option<Push>, fields: &mut Vec<WhyNot>) -> Option<i64> {
    let typed = line(typed);
    if push != Some(Push::Mass) || typed.is_empty() {
        return None;
    }
    let place = typed.parse().ok().filter(|place| (1..=8).contains(place));
    if place.is_none() {
        fields.push(WhyNot::new("push_place", "请填写是这次推送的第几篇，1 到 8。"));
    }
    place
}

/// The link, held against its account and those that were given before.
async fn link(
    tx: &Tx<'_>,
    actor: &Actor,
    row: &Model,
    typed: &str,
) -> Result<Result<String, WhyNot>, OfficeError> {
    let used = Entity::find()
        .filter(Column::OrganId.eq(actor.organ))
        .filter(Column::Id.ne(row.id))
        .filter(Column::Link.is_not_null());
    let used: Vec<String> = used
        .all(tx.on())
        .await?
        .into_iter()
        .filter_map(|row| row.link)
        .collect();
    let used: Vec<&str> = used.iter().map(String::as_str).collect();
    let biz = match row.outlet_id {
        Some(outlet) => account::of_outlet(tx.on(), actor.organ, outlet).await?.biz,
        None => None,
    };
    let link = article_link(typed, biz.as_deref(), &used);
    Ok(link.map(|link| link.address))
}

/// What stands against this article among the others that were pushed with it.
async fn pushed_with(
    tx: &Tx<'_>,
    row: &Model,
    day: jiff::civil::Date,
    place: i64,
    moment: Moment,
) -> Result<Vec<WhyNot>, OfficeError> {
    let others = Entity::find()
        .filter(Column::OrganId.eq(row.organ_id))
        .filter(Column::OutletId.eq(row.outlet_id))
        .filter(Column::Push.eq(Push::Mass.code()))
        .filter(Column::PlacedOn.eq(day.to_string()))
        .filter(Column::PushPlace.is_not_null())
        .filter(Column::Id.ne(row.id));
    let others = others.all(tx.on()).await?;
    let number = |place: i64| u32::try_from(place).unwrap_or(u32::MAX);
    let pieces = others.iter().map(|other| PushPiece {
        title: &other.title,
        place: other.push_place.map_or(0, number),
        is_approved: is_approved(other),
    });
    let own = PushPiece {
        title: &row.title,
        place: number(place),
        is_approved: is_approved(row),
    };
    let pieces: Vec<PushPiece<'_>> = pieces.chain([own]).collect();
    let limits = Limits {
        on: Some(moment.today),
        ..Limits::default()
    };
    let faults = push_faults(&pieces, &limits).into_iter();
    Ok(faults
        .map(|fault| WhyNot::new("push_place", fault.message))
        .collect())
}

/// What renders a document was approved with it; an article of its own says who let it out.
fn is_approved(row: &Model) -> bool {
    row.edition_id.is_some() || row.approval.is_some()
}

/// Says where it stands: the link pasted back (回填), or what else proves it.
pub async fn record_done(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (PlacementId, i64),
    form: &DoneForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::PlaceElsewhere)?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let done = checked(&tx, actor, moment, &row, form).await?;
        keep_done(&tx, actor, moment, row, done).await?;
        Ok(())
    })
}

/// Keeps it.
pub(super) async fn keep_done(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: Model,
    done: Done,
) -> Result<Model, OfficeError> {
    let what = What::Done {
        proof: done.proof,
        push: done.push,
    };
    append(tx, actor, moment, row, what, |row| {
        row.link = Set(done.link);
        row.push_place = Set(done.push_place);
        row.placed_on = Set(Some(done.placed_on.to_string()));
    })
    .await
}

/// Holds what is public against what was approved. Gives the places where it differs.
pub async fn check(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (PlacementId, i64),
    form: &Checked,
) -> Result<Vec<Drift>, OfficeError> {
    may(&actor.roles, Act::PlaceElsewhere)?;
    let pasted = form.pasted.trim();
    if pasted.chars().count() > LONGEST_PASTED {
        return Err(OfficeError::invalid("pasted", "文字太长，请只粘贴正文。"));
    }
    if let Some(words) = gone_words(pasted) {
        let message = format!("对方页面显示“{words}”：文章已经不在，请查明原因；确已删除的，按撤下登记。");
        return Err(OfficeError::invalid("pasted", message));
    }
    if pasted.is_empty() && !form.is_same {
        return Err(OfficeError::invalid(
            "pasted",
            "请粘贴公开的正文，系统逐字比对；或者逐字核对后勾选“已核对，一致”。",
        ));
    }
    let pasted = pasted.to_owned();
    let row = super::read::row(office, actor, id).await?;
    let approved = article::approved(office, &row).await?;
    let found = match (pasted.is_empty(), approved) {
        (true, _) => Vec::new(),
        (false, Some(approved)) => {
            let compare = move || drift(&approved, &pasted);
            office.limits().staff.run(compare).await?
        }
        (false, None) => {
            return Err(OfficeError::invalid(
                "pasted",
                "这一篇没有对应的网站信息，无从比对；请逐字核对后勾选“已核对，一致”。",
            ));
        }
    };
    let told = |one: &Drift| format!("审定“{}”，公开“{}”", short(&one.approved), short(&one.public));
    let differences: Vec<String> = found.iter().take(50).map(told).collect();
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let differences = differences.clone();
        append(&tx, actor, moment, row, What::Seen { differences }, |_| {}).await?;
        Ok(())
    })?;
    Ok(found)
}

/// As much of a place as fits a line.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if text.chars().count() > 60 {
        short.push('…');
    }
    short
}

/// Asks for one placement to be taken down, or not to go out after all.
pub async fn ask_back(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (PlacementId, i64),
    why: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::PlaceElsewhere)?;
    let why = reason(why).ok_or_else(|| OfficeError::invalid("reason", "请写明撤下的原因。"))?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let reason = why.clone();
        append(&tx, actor, moment, row, What::WithdrawalAsked { reason }, |_| {}).await?;
        Ok(())
    })
}

/// Says that it is gone from its outlet, and what shows that.
pub async fn record_gone(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (id, version): (PlacementId, i64),
    form: &GoneForm,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::PlaceElsewhere)?;
    let proof = reason(&form.proof);
    let proof = proof.ok_or_else(|| {
        OfficeError::invalid(
            "proof",
            "请写明看到的情况，例如“打开原链接，显示该内容已被发布者删除”。",
        )
    })?;
    transaction!(office, |tx| {
        let row = held(&tx, actor, id, version).await?;
        let proof = proof.clone();
        append(&tx, actor, moment, row, What::Gone { proof }, |_| {}).await?;
        Ok(())
    })
}

/// Whether a placement counts, for readers of its code.
pub(super) fn counting() -> Vec<&'static str> {
    let all = Standing::ALL.iter().copied();
    all.filter(|standing| standing.counts())
        .map(Standing::code)
        .collect()
}
