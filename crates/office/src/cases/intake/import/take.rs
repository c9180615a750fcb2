//! The good lines of a checked file, all in one transaction: applications, cases and their events, as if each had been
//! registered and handled here. Nobody holds a query code for them; the ledger kept none.

use std::collections::BTreeMap;

use jiff::ToSpan;
use law::audit::{Key, Recorded};
use law::cases::ledger::Entry;
use law::cases::{Event, What};
use law::staff::{Act, may};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::check::Checker;
use super::file::{self, FileMark};
use super::{Preview, Progress, Source};
use crate::audit::Detail;
use crate::cases::acts::handling::handlers;
use crate::cases::looking::similar::mark_later;
use crate::cases::query_code::new_query_code;
use crate::cases::row::{NewApplication, NewCase, NewEvent};
use crate::entity::{application, case_event, organ, request_case};
use crate::error::OfficeError;
use crate::ids::{AccountId, ApplicationId, CaseId, CaseImportId};
use crate::moment::{Actor, Moment};
use crate::store::{Office, Tx, transaction};
use crate::{audit, counter};

/// Rows of one statement: their parameters stay below what both engines take.
const ROWS: usize = 400;
/// Ids of one millisecond: fewer than the source can tell apart.
const IDS: u32 = 1024;

/// Takes in the good lines of a file that was checked; `expected` is what the check found. Nothing is stored when the
/// file, or what is registered, has changed since, or when the same file was taken in before. Gives how many cases.
pub async fn take(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    mark: &FileMark,
    source: &Source<'_>,
    expected: &Preview,
    progress: &Progress<'_>,
) -> Result<u32, OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    if expected.good == 0 {
        return Err(OfficeError::invalid("file", "没有可以导入的行。"));
    }
    let people: BTreeMap<String, AccountId> = handlers(office, actor)
        .await?
        .into_iter()
        .map(|(id, name)| (name, id))
        .collect();
    transaction!(office, |tx| {
        file::refuse_twice(&tx, actor, &mark.hash).await?;
        let mut checker = Checker::new(office, actor, moment, tx.on()).await?;
        let mut writer = Writer::new(office, actor, moment, &people);
        let mut pieces = source();
        while let Some(piece) = pieces.recv().await {
            for entry in checker.piece(tx.on(), piece).await? {
                writer.add(&tx, entry)?;
                if writer.cases.len() >= ROWS {
                    writer.flush(&tx).await?;
                }
            }
            progress(checker.preview.lines);
        }
        writer.flush(&tx).await?;
        let preview = checker.ended()?;
        if preview.good != expected.good || preview.lines != expected.lines {
            return Err(OfficeError::invalid(
                "file",
                "核对之后登记表有了变化，没有导入。请重新核对后再导入。",
            ));
        }
        keep_numbers(&tx, actor, &writer.numbers).await?;
        if let Some(first) = writer.first {
            mark_later(&tx, first).await?;
        }
        let import = finish(&tx, actor, moment, mark, &preview).await?;
        let detail = Detail::none()
            .with(Key::File, mark.hash.as_str())
            .with(Key::Lines, preview.lines)
            .with(Key::Cases, preview.good);
        audit::append(&tx, actor, moment, Recorded::CasesImport, import, detail).await?;
        Ok(preview.good)
    })
}

async fn finish(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    mark: &FileMark,
    preview: &Preview,
) -> Result<CaseImportId, OfficeError> {
    match mark.import {
        Some(import) => file::taken(tx, moment, import).await.map(|()| import),
        None => file::insert_taken(tx, actor, moment, mark, preview).await,
    }
}

/// Numbers of our own spelling (code-year-running) are not given a second time.
async fn keep_numbers(tx: &Tx<'_>, actor: &Actor, numbers: &[String]) -> Result<(), OfficeError> {
    let organ = organ::Entity::find_by_id(actor.organ).one(tx.on()).await?;
    let code = organ.ok_or(OfficeError::Missing)?.code;
    let mut highest: BTreeMap<i16, i64> = BTreeMap::new();
    for number in numbers {
        let own = || -> Option<(i16, i64)> {
            let rest = number.strip_prefix(&code)?.strip_prefix('-')?;
            let (year, running) = rest.split_once('-')?;
            Some((year.parse().ok()?, running.parse().ok()?))
        };
        if let Some((year, running)) = own() {
            let so_far = highest.entry(year).or_insert(0);
            *so_far = running.max(*so_far);
        }
    }
    for (year, running) in highest {
        counter::at_least(tx, &format!("application {code} {year}"), running).await?;
    }
    Ok(())
}

/// Rows on their way into the store.
struct Writer<'a> {
    office: &'a Office,
    actor: &'a Actor,
    moment: Moment,
    people: &'a BTreeMap<String, AccountId>,
    /// The moment ids are made at: it runs ahead by a millisecond for every so many.
    ids_at: Moment,
    ids: u32,
    applications: Vec<application::ActiveModel>,
    cases: Vec<request_case::ActiveModel>,
    events: Vec<case_event::ActiveModel>,
    numbers: Vec<String>,
    /// The first case written.
    first: Option<CaseId>,
    has_flushed: bool,
}

impl<'a> Writer<'a> {
    fn new(
        office: &'a Office,
        actor: &'a Actor,
        moment: Moment,
        people: &'a BTreeMap<String, AccountId>,
    ) -> Self {
        Self {
            office,
            actor,
            moment,
            people,
            ids_at: moment,
            ids: 0,
            applications: Vec::new(),
            cases: Vec::new(),
            events: Vec::new(),
            numbers: Vec::new(),
            first: None,
            has_flushed: false,
        }
    }

    fn next_id<T: From<i64>>(&mut self, tx: &Tx<'_>) -> T {
        self.ids += 1;
        if self.ids.is_multiple_of(IDS) {
            self.ids_at.now = self
                .ids_at
                .now
                .saturating_add(1.millisecond())
                .unwrap_or(self.ids_at.now);
        }
        tx.next_id(self.ids_at)
    }

    fn add(&mut self, tx: &Tx<'_>, entry: Entry) -> Result<(), OfficeError> {
        let (office, actor, moment) = (self.office, self.actor, self.moment);
        let (application, case): (ApplicationId, CaseId) = (self.next_id(tx), self.next_id(tx));
        self.first.get_or_insert(case);
        let handler = self.people.get(&entry.handler).copied();
        let by = format!("{}（导入登记表）", actor.name);
        for (seq, event) in (1..).zip(&entry.events) {
            let new = NewEvent {
                note: Some(note(&entry, event, handler.is_some())),
                actor: &by,
                ..NewEvent::now(actor, moment, seq, event)
            };
            let row = new.row(self.next_id(tx), case)?;
            self.events.push(row);
        }
        let new = NewApplication {
            id: application,
            organ: actor.organ,
            number: &entry.number,
            query_code: &new_query_code(),
            channel: entry.channel,
            arrived_on: entry.standing.history.arrived_on,
            application: &entry.application,
            registered_by: actor.account,
            is_sample: false,
        };
        self.applications.push(new.row(office, moment)?);
        let new = NewCase {
            id: case,
            application,
            organ: actor.organ,
            number: &entry.number,
            request: &entry.application.request,
            applicant_kind: entry.application.kind,
            applicant_name: &entry.application.name,
            standing: &entry.standing,
            assigned_to: handler,
            is_sample: false,
        };
        self.cases.push(new.row(moment));
        self.numbers.push(entry.number);
        Ok(())
    }

    async fn flush(&mut self, tx: &Tx<'_>) -> Result<(), OfficeError> {
        if self.cases.is_empty() {
            return Ok(());
        }
        let applications = std::mem::take(&mut self.applications);
        application::Entity::insert_many(applications)
            .exec_without_returning(tx.on())
            .await?;
        let cases = std::mem::take(&mut self.cases);
        request_case::Entity::insert_many(cases)
            .exec_without_returning(tx.on())
            .await?;
        let mut events = std::mem::take(&mut self.events).into_iter().peekable();
        while events.peek().is_some() {
            let some: Vec<_> = events.by_ref().take(ROWS * 2).collect();
            case_event::Entity::insert_many(some)
                .exec_without_returning(tx.on())
                .await?;
        }
        if !std::mem::replace(&mut self.has_flushed, true)
            && let Some(saying) = self.office.engine().learning_of_cases()
        {
            tx.on().execute_unprepared(saying).await?;
        }
        Ok(())
    }
}

/// The ledger's note stands by the receipt, with a handler whom the office does not know; the reply's number by the reply.
fn note(entry: &Entry, event: &Event, is_handler_known: bool) -> String {
    match event.what {
        What::Received { .. } if is_handler_known || entry.handler.is_empty() => entry.note.clone(),
        What::Received { .. } if entry.note.is_empty() => format!("经办人：{}", entry.handler),
        What::Received { .. } => format!("{}；经办人：{}", entry.note, entry.handler),
        What::Replied { .. } if is_again(entry, event) => entry.again_number.clone(),
        What::Replied { .. } => entry.reply_number.clone(),
        _ => String::new(),
    }
}

/// Whether a reply is the one that was made after an order.
fn is_again(entry: &Entry, reply: &Event) -> bool {
    let mut so_far = entry.events.iter().take_while(|event| *event != reply);
    so_far.any(|event| matches!(event.what, What::ReplyOrdered(_)))
}
