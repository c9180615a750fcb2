//! A matter arrives: by the site's form, once however often the button is pressed, or registered at the desk for what came by another
//! door. Its moment is the server's; paper or word of mouth has a second, stated day with who stated it.

use jiff::civil::Date;
use law::audit::{Key, Recorded};
use law::matters::{Arrival, Asking, AskingForm, Event, Rules, Standing, Stated, What};
use law::screening::Bearer;
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::row::{NewEvent, NewMatter};
use super::rules;
use crate::audit::{self, Detail};
use crate::cases::applicant::files::{self, CheckedFile, Owner};
use crate::cases::query_code::{LETTERS, grouped};
use crate::cases::typed::refuse_secrets;
use crate::entity::{matter, organ};
use crate::error::OfficeError;
use crate::files::Upload;
use crate::ids::{HallVisitId, MatterId, OrganId};
use crate::moment::{Actor, Moment};
use crate::once::{Sending, bytes_under};
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::{counter, halls, reminders};

/// The door of the site's form.
const WEBSITE: &str = "website";

/// What who asked gets: enough to follow it, and nothing that is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub id: MatterId,
    pub number: String,
    /// Shown once: only its hash is stored.
    pub query_code: String,
}

/// What the desk registers.
#[derive(Clone, Debug, Default)]
pub struct Registering {
    pub form: AskingForm,
    /// `hall`, `phone`, `official_account`, `hotline`, …
    pub channel: String,
    /// The day it lay there already, where it did, and who says so.
    pub stated: Option<(Date, String)>,
    /// The number and the due time that 12345 or a platform gave it.
    pub outside: Option<(String, String)>,
    pub is_sample: bool,
}

/// Whether the form could be sent as it is; every field that is wrong otherwise.
pub fn check(form: &AskingForm) -> Result<(), OfficeError> {
    complete(form, &Rules::default()).map(drop)
}

fn complete(form: &AskingForm, rules: &Rules) -> Result<Asking, OfficeError> {
    let asking = Asking::read(form, rules).map_err(OfficeError::Invalid)?;
    refuse_secrets(&asking.title, "title")?;
    refuse_secrets(&asking.text, "text")?;
    Ok(asking)
}

/// Receives a matter by the site's form; `from` is the address it came from, `batch` the code of its files. Sent again with the same
/// words under the same ticket it gives the same receipt.
pub async fn submit(
    office: &Office,
    organ: OrganId,
    moment: Moment,
    (form, follows): (&AskingForm, Option<MatterId>),
    (ticket, batch): (&str, &str),
    from: &str,
) -> Result<Receipt, OfficeError> {
    let actor = Actor::applicant(organ, from);
    let rules = rules(office).await?;
    let asking = complete(form, &rules)?;
    let arrival = Arrival::registered(moment.now);
    let arriving = Arriving::of(&rules, moment, &asking, &arrival, WEBSITE)?;
    let code = query_code(office, &actor, ticket)?;
    let sending = Sending::of(office, &actor, Recorded::MattersReceive.code(), ticket, form)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return known(&tx, MatterId(made), &code).await;
        }
        let follows = followed(&tx, organ, follows).await?;
        let receipt = arriving
            .enter(office, &tx, &actor, moment, &code, |new| new.follows = follows)
            .await?;
        files::claim(&tx, organ, moment, batch, Owner::Matter(receipt.id)).await?;
        sending.keep(&tx, moment, receipt.id.0).await?;
        log(&tx, &actor, moment, Recorded::MattersReceive, &receipt).await?;
        reminders::announce_matter(
            &tx,
            moment,
            organ,
            (receipt.id, &receipt.number),
            "收到一件新的来信诉求",
        )
        .await?;
        Ok(receipt)
    })
}

/// Registers what came by another door, with its scans: all of it or nothing.
pub async fn register(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    registering: &Registering,
    uploads: Vec<Upload>,
    ticket: &str,
) -> Result<Receipt, OfficeError> {
    registered(office, actor, moment, registering, uploads, (ticket, None)).await
}

/// The same of what was asked at a hall's window: the visit leads to its matter from the same transaction on.
pub(crate) async fn register_of_visit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    registering: &Registering,
    visit: (HallVisitId, i64),
    ticket: &str,
) -> Result<Receipt, OfficeError> {
    registered(
        office,
        actor,
        moment,
        registering,
        Vec::new(),
        (ticket, Some(visit)),
    )
    .await
}

async fn registered(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    registering: &Registering,
    uploads: Vec<Upload>,
    (ticket, visit): (&str, Option<(HallVisitId, i64)>),
) -> Result<Receipt, OfficeError> {
    may(&actor.roles, Act::HandleMatters)?;
    let rules = rules(office).await?;
    let asking = Asking::registered(&registering.form, &rules).map_err(OfficeError::Invalid)?;
    refuse_secrets(&asking.text, "text")?;
    let arrival = arrival(registering, moment)?;
    let channel = channel(registering)?;
    let arriving = Arriving::of(&rules, moment, &asking, &arrival, &channel)?;
    let scans: Vec<CheckedFile> = files::checked(office, Bearer::Counter, moment, uploads).await?;
    let code = query_code(office, actor, ticket)?;
    let (form, outside) = (&registering.form, &registering.outside);
    let words = (form, &channel, outside, files::said(&scans));
    let sending = Sending::of(office, actor, Recorded::MattersRegister.code(), ticket, &words)?;
    transaction!(office, |tx| {
        if let Some(made) = sending.made(&tx, moment).await? {
            return known(&tx, MatterId(made), &code).await;
        }
        refuse_twice(&tx, actor.organ, registering).await?;
        let receipt = arriving
            .enter(office, &tx, actor, moment, &code, |new| {
                told_beside(new, registering, &arrival);
            })
            .await?;
        let owner = Owner::Matter(receipt.id);
        for scan in &scans {
            files::insert(&tx, actor.organ, moment, owner, &actor.name, scan).await?;
        }
        sending.keep(&tx, moment, receipt.id.0).await?;
        log(&tx, actor, moment, Recorded::MattersRegister, &receipt).await?;
        if let Some(visit) = visit {
            halls::lead_to_matter(&tx, actor, moment, visit, (receipt.id, &receipt.number)).await?;
        }
        Ok(receipt)
    })
}

/// What a registration says beside what was asked.
fn told_beside(new: &mut NewMatter<'_>, registering: &Registering, arrival: &Arrival) {
    let stated = arrival.statement();
    new.stated = stated.map(|stated| (stated.on.to_string(), line(&stated.by)));
    let outside = registering.outside.as_ref();
    new.outside = outside.map(|(number, due)| (line(number), line(due)));
    new.is_sample = registering.is_sample;
}

/// The door it came by, which is one that is known.
fn channel(registering: &Registering) -> Result<String, OfficeError> {
    let channel = line(&registering.channel);
    if law::matters::channel_label(&channel) == channel {
        return Err(OfficeError::invalid("channel", "请选择是从哪里来的。"));
    }
    Ok(channel)
}

/// A work order of a platform is one matter, however often its list is brought in.
async fn refuse_twice(tx: &Tx<'_>, organ: OrganId, registering: &Registering) -> Result<(), OfficeError> {
    let Some((number, _)) = &registering.outside else {
        return Ok(());
    };
    let number = line(number);
    if number.is_empty() {
        return Err(OfficeError::invalid("outside_number", "请填写转办单的编号。"));
    }
    let there = matter::Entity::find()
        .filter(matter::Column::OrganId.eq(organ))
        .filter(matter::Column::OutsideNumber.eq(&number))
        .one(tx.on())
        .await?;
    there.map_or(Ok(()), |row| {
        let why = format!("转办单 {number} 已经登记为 {}。", row.number);
        Err(OfficeError::invalid("outside_number", why))
    })
}

fn arrival(registering: &Registering, moment: Moment) -> Result<Arrival, OfficeError> {
    let Some((on, by)) = &registering.stated else {
        return Ok(Arrival::registered(moment.now));
    };
    let stated = Stated {
        on: *on,
        by: line(by),
    };
    Arrival::stated(moment.now, stated).map_err(|why| OfficeError::Invalid(vec![why]))
}

/// The matter that this one goes on from, where it is the organ's.
async fn followed(
    tx: &Tx<'_>,
    organ: OrganId,
    follows: Option<MatterId>,
) -> Result<Option<MatterId>, OfficeError> {
    let Some(id) = follows else { return Ok(None) };
    let query = matter::Entity::find_by_id(id).filter(matter::Column::OrganId.eq(organ));
    Ok(query.one(tx.on()).await?.map(|row| row.id))
}

async fn known(tx: &Tx<'_>, id: MatterId, code: &str) -> Result<Receipt, OfficeError> {
    let row = matter::Entity::find_by_id(id).one(tx.on()).await?;
    Ok(Receipt {
        id,
        number: row.ok_or(OfficeError::Missing)?.number,
        query_code: code.to_owned(),
    })
}

async fn log(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    recorded: Recorded,
    receipt: &Receipt,
) -> Result<(), OfficeError> {
    let detail = Detail::none().with(Key::Number, receipt.number.as_str());
    audit::append(tx, actor, moment, recorded, receipt.id, detail).await
}

/// A query code: the same however often one form is sent, and kept nowhere.
fn query_code(office: &Office, actor: &Actor, ticket: &str) -> Result<String, OfficeError> {
    let made = bytes_under(office, actor, "matter", ticket, "matter.query_code")?;
    let bytes = made.unwrap_or_else(|| rand::random::<[u8; 12]>().to_vec());
    let letters = bytes
        .into_iter()
        .filter_map(|byte| LETTERS.get(usize::from(byte & 31)).copied());
    Ok(grouped(letters.take(12)))
}

/// What the law takes, with the event it begins with.
struct Arriving<'a> {
    asking: &'a Asking,
    channel: &'a str,
    first: Event,
    standing: Standing,
}

impl<'a> Arriving<'a> {
    fn of(
        rules: &Rules,
        moment: Moment,
        asking: &'a Asking,
        arrival: &Arrival,
        channel: &'a str,
    ) -> Result<Self, OfficeError> {
        let first = Event {
            on: arrival.counts_from(),
            what: What::Received {
                channel: channel.to_owned(),
            },
        };
        let standing = Standing::of(std::slice::from_ref(&first), &asking.kind, rules, moment.today)
            .map_err(|error| OfficeError::invalid("", error.to_string()))?;
        Ok(Self {
            asking,
            channel,
            first,
            standing,
        })
    }

    /// Writes matter and first event under the organ's next number, drawn here: what is refused leaves no gap.
    async fn enter(
        &self,
        office: &Office,
        tx: &Tx<'_>,
        actor: &Actor,
        moment: Moment,
        query_code: &str,
        beside: impl FnOnce(&mut NewMatter<'_>),
    ) -> Result<Receipt, OfficeError> {
        let organ = organ::Entity::find_by_id(actor.organ)
            .one(tx.on())
            .await?
            .ok_or(OfficeError::Missing)?;
        let year = moment.today.year();
        let running = counter::next(tx, &format!("matter {} {year}", organ.code)).await?;
        let number = format!("{}BJ-{year}-{running:04}", organ.code);
        let mut new = NewMatter {
            id: tx.next_id(moment),
            organ: actor.organ,
            number: &number,
            query_code,
            channel: self.channel,
            asking: self.asking,
            standing: &self.standing,
            follows: None,
            stated: None,
            outside: None,
            registered_by: actor.account,
            is_sample: false,
        };
        beside(&mut new);
        let row = new.row(office, moment)?;
        matter::Entity::insert(row).exec(tx.on()).await?;
        let first = NewEvent {
            seq: 1,
            event: &self.first,
            note: None,
        };
        first.insert(tx, actor, moment, new.id).await?;
        Ok(Receipt {
            id: new.id,
            number: number.clone(),
            query_code: query_code.to_owned(),
        })
    }
}
