//! The ledger of a year on its way out, line by line as `law::cases::ledger` has it. Personal numbers are masked unless
//! somebody who may see them asks for them; either way the export is on record.

use std::collections::BTreeMap;

use law::audit::{Key, Recorded};
use law::cases::ledger::{self, Column, Line};
use law::cases::{Act as CaseAct, Channel, Event, Field, Input, Particulars, Way};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::audit::{self, Detail};
use crate::cases::stored::{damaged, kind};
use crate::entity::{account, application, case_event, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, ApplicationId, CaseId};
use crate::moment::{Actor, Moment};
use crate::sealed::PARTICULARS;
use crate::sealed::{mask, mask_email, mask_phone};
use crate::store::{Office, transaction};

/// Cases of one statement.
pub(in crate::cases) const BATCH: usize = 400;

/// The organ's cases received in a year, and those of the year that have arrived and are not confirmed, oldest first.
/// `in_full` shows personal numbers and takes `Act::RevealApplicants`.
pub async fn export(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    year: i16,
    in_full: bool,
) -> Result<Vec<Line>, OfficeError> {
    may(&actor.roles, Act::SeeCases)?;
    if in_full {
        may(&actor.roles, Act::RevealApplicants)?;
    }
    let ids = ids(office, actor, year).await?;
    transaction!(office, |tx| {
        let detail = Detail::none()
            .with(Key::Year, year)
            .with(Key::Cases, ids.len())
            .with(Key::InFull, in_full);
        audit::append(&tx, actor, moment, Recorded::CasesExport, actor.organ, detail).await
    })?;
    let people = people(office, actor).await?;
    let mut lines = Vec::with_capacity(ids.len());
    for some in ids.chunks(BATCH) {
        let mut batch = Batch::load(office, some).await?;
        for case in std::mem::take(&mut batch.cases) {
            let number = u32::try_from(lines.len()).unwrap_or(u32::MAX).saturating_add(1);
            lines.push(batch.line(office, number, &case, &people, in_full)?);
        }
    }
    Ok(lines)
}

async fn ids(office: &Office, actor: &Actor, year: i16) -> Result<Vec<CaseId>, OfficeError> {
    let of_year =
        |column: request_case::Column| column.between(format!("{year}-01-01"), format!("{year}-12-31"));
    let mut ids: Vec<CaseId> = request_case::Entity::find()
        .select_only()
        .column(request_case::Column::Id)
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(of_year(request_case::Column::ReceivedOn))
        .order_by_asc(request_case::Column::ReceivedOn)
        .into_tuple()
        .all(office.on())
        .await?;
    let unconfirmed = request_case::Entity::find()
        .filter(request_case::Column::OrganId.eq(actor.organ))
        .filter(request_case::Column::ReceivedOn.is_null())
        .order_by_asc(request_case::Column::Id)
        .all(office.on())
        .await?;
    for some in unconfirmed.chunks(BATCH) {
        let arrived: Vec<ApplicationId> = application::Entity::find()
            .select_only()
            .column(application::Column::Id)
            .filter(application::Column::Id.is_in(some.iter().map(|case| case.application_id)))
            .filter(application::Column::ArrivedOn.between(format!("{year}-01-01"), format!("{year}-12-31")))
            .into_tuple()
            .all(office.on())
            .await?;
        ids.extend(
            some.iter()
                .filter(|case| arrived.contains(&case.application_id))
                .map(|case| case.id),
        );
    }
    Ok(ids)
}

async fn people(office: &Office, actor: &Actor) -> Result<BTreeMap<AccountId, String>, OfficeError> {
    let rows = account::Entity::find()
        .filter(Condition::all().add(account::Column::OrganId.eq(actor.organ)))
        .all(office.on())
        .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Some cases with what belongs to them.
struct Batch {
    cases: Vec<request_case::Model>,
    applications: BTreeMap<ApplicationId, application::Model>,
    events: BTreeMap<CaseId, Vec<case_event::Model>>,
}

impl Batch {
    async fn load(office: &Office, ids: &[CaseId]) -> Result<Self, OfficeError> {
        let cases = request_case::Entity::find()
            .filter(request_case::Column::Id.is_in(ids.iter().copied()))
            .order_by_asc(request_case::Column::ReceivedOn)
            .order_by_asc(request_case::Column::Id)
            .all(office.on())
            .await?;
        let applications = application::Entity::find()
            .filter(application::Column::Id.is_in(cases.iter().map(|case| case.application_id)))
            .all(office.on())
            .await?;
        Ok(Self {
            events: events_of(office.on(), ids).await?,
            applications: applications.into_iter().map(|row| (row.id, row)).collect(),
            cases,
        })
    }

    fn line(
        &self,
        office: &Office,
        number: u32,
        case: &request_case::Model,
        people: &BTreeMap<AccountId, String>,
        in_full: bool,
    ) -> Result<Line, OfficeError> {
        let application = self
            .applications
            .get(&case.application_id)
            .ok_or(OfficeError::Missing)?;
        let events = self.events.get(&case.id).map_or(&[][..], Vec::as_slice);
        let noted = |act: CaseAct| {
            let of_act = events.iter().find(|row| row.act == act.code());
            of_act.and_then(|row| row.note.clone()).unwrap_or_default()
        };
        let replied = events.iter().filter(|row| row.act == CaseAct::Replied.code());
        let again = replied.skip(1).last().and_then(|row| row.note.clone());
        let reply = ledger::Reply {
            again: again.unwrap_or_default(),
            number: noted(CaseAct::Replied),
            note: noted(CaseAct::Received),
        };
        let history: Vec<Event> = events.iter().map(read).collect::<Result<_, _>>()?;
        let mut line = Line::new(number);
        line.set(Column::Number, case.number.as_str());
        line.set(Column::Name, case.applicant_name.as_str());
        line.set(Column::Kind, kind(&case.applicant_kind)?.label());
        line.set(Column::Request, case.request.as_str());
        line.set(
            Column::DocumentNumber,
            application.document_number.clone().unwrap_or_default(),
        );
        let way =
            Way::from_code(&application.way).ok_or_else(|| damaged("application.way", &application.way))?;
        line.set(Column::Way, way.label());
        let channel = Channel::from_code(&application.channel);
        line.set(Column::Channel, channel.map_or("", Channel::label));
        ledger::history(&mut line, &history, &reply);
        let handler = case.assigned_to.and_then(|account| people.get(&account));
        line.set(Column::Handler, handler.cloned().unwrap_or_default());
        if let Some(particulars) = opened(office, application)? {
            personal(&mut line, &particulars, in_full);
        }
        Ok(line)
    }
}

fn opened(office: &Office, application: &application::Model) -> Result<Option<Particulars>, OfficeError> {
    let Some(envelope) = &application.particulars else {
        return Ok(None);
    };
    let opened = office
        .keys()?
        .open(PARTICULARS.of_row(application.id.0), envelope)?;
    serde_json::from_str(opened.expose())
        .map(Some)
        .map_err(|error| OfficeError::Damaged(format!("application {}：{error}", application.id)))
}

/// Identity and contacts, whole or as much as tells one from another.
fn personal(line: &mut Line, particulars: &Particulars, in_full: bool) {
    let shown = |text: &str, masked: fn(&str) -> String| match text {
        "" => None,
        text if in_full => Some(text.to_owned()),
        text => Some(masked(text)),
    };
    line.set(
        Column::Identity,
        shown(&particulars.identity_number, mask).unwrap_or_default(),
    );
    let masked = |field: &Field, text: &str| match field.input {
        _ if in_full => text.to_owned(),
        Input::Phone => mask_phone(text),
        Input::Email => mask_email(text),
        _ => "***".to_owned(),
    };
    line.set(Column::Contact, ledger::contact_cell(particulars, masked));
}

/// The events of some cases, each case's in their order.
pub(in crate::cases) async fn events_of(
    on: &impl sea_orm::ConnectionTrait,
    cases: &[CaseId],
) -> Result<BTreeMap<CaseId, Vec<case_event::Model>>, OfficeError> {
    let rows = case_event::Entity::find()
        .filter(case_event::Column::CaseId.is_in(cases.iter().copied()))
        .order_by_asc(case_event::Column::CaseId)
        .order_by_asc(case_event::Column::Seq)
        .all(on)
        .await?;
    let mut events: BTreeMap<CaseId, Vec<case_event::Model>> = BTreeMap::new();
    for row in rows {
        events.entry(row.case_id).or_default().push(row);
    }
    Ok(events)
}

/// A stored event.
pub(in crate::cases) fn read(row: &case_event::Model) -> Result<Event, OfficeError> {
    serde_json::from_str(&row.event)
        .map_err(|error| OfficeError::Damaged(format!("case_event {}：{error}", row.id)))
}
