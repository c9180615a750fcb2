//! Lines checked: each by the law of its own history, and all against each other and against what is registered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use law::cases::Rules;
use law::cases::ledger::{Column, Entry, Fault, Importing, Line, Place, read};
use law::staff::{Act, may};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{MOST_FAULTS, Piece, Preview, Progress, Source};
use crate::cases::settings::rules;
use crate::entity::{application, request_case};
use crate::error::OfficeError;
use crate::ids::OrganId;
use crate::moment::{Actor, Moment, day_of};
use crate::store::Office;

/// Checks every line of a file; stores nothing.
pub async fn check(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    source: &Source<'_>,
    progress: &Progress<'_>,
) -> Result<Preview, OfficeError> {
    may(&actor.roles, Act::ImportCases)?;
    let mut checker = Checker::new(office, actor, moment, office.on()).await?;
    let mut pieces = source();
    while let Some(piece) = pieces.recv().await {
        checker.piece(office.on(), piece).await?;
        progress(checker.preview.lines);
    }
    checker.ended()
}

/// Goes through a file and keeps count.
pub(super) struct Checker {
    organ: OrganId,
    importing: Importing,
    rules: Arc<Rules>,
    /// The numbers so far, and where each stood.
    numbers: BTreeMap<String, Place>,
    /// Whether the last piece has come: a reader that died half-way sends none.
    is_whole: bool,
    pub preview: Preview,
}

impl Checker {
    pub(super) async fn new(
        office: &Office,
        actor: &Actor,
        moment: Moment,
        on: &impl ConnectionTrait,
    ) -> Result<Self, OfficeError> {
        Ok(Self {
            organ: actor.organ,
            importing: Importing {
                today: moment.today,
                since: first_recorded(on, actor.organ).await?,
                is_signers: may(&actor.roles, Act::SignCases).is_ok(),
            },
            rules: Arc::new(rules(office, actor.organ).await?),
            numbers: BTreeMap::new(),
            is_whole: false,
            preview: Preview::default(),
        })
    }

    /// The good lines of a piece.
    pub(super) async fn piece(
        &mut self,
        on: &impl ConnectionTrait,
        piece: Piece,
    ) -> Result<Vec<Entry>, OfficeError> {
        match piece {
            Piece::Lines(lines) => self.lines(on, lines).await,
            Piece::Ended(sheets) => {
                self.preview.sheets = sheets;
                self.is_whole = true;
                Ok(Vec::new())
            }
            Piece::Unreadable(why) => Err(OfficeError::invalid("file", why)),
        }
    }

    /// All that was found, once the file has been read to its end.
    pub fn ended(self) -> Result<Preview, OfficeError> {
        if self.is_whole {
            Ok(self.preview)
        } else {
            Err(OfficeError::invalid(
                "file",
                "文件没有读到结尾，可能已损坏。请另存后再试。",
            ))
        }
    }

    async fn lines(
        &mut self,
        on: &impl ConnectionTrait,
        lines: Vec<Line>,
    ) -> Result<Vec<Entry>, OfficeError> {
        let (rules, importing) = (self.rules.clone(), self.importing);
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        // The law takes its time over a hundred thousand histories: that does not hold up those who wait for pages.
        let reading = move || -> Vec<_> { lines.iter().map(|line| read(line, &rules, importing)).collect() };
        let read = tokio::task::spawn_blocking(reading).await;
        let read = read.map_err(|error| OfficeError::Damaged(error.to_string()))?;
        let numbers = read.iter().flatten().map(|entry| entry.number.clone()).collect();
        let registered = registered(on, self.organ, numbers).await?;
        let mut good = Vec::new();
        for entry in read {
            match entry.and_then(|entry| self.unique(entry, &registered)) {
                Ok(entry) => {
                    self.preview.open += u32::from(entry.standing.state.is_open());
                    self.preview.late += u32::from(entry.standing.overdue);
                    let room = MOST_FAULTS.saturating_sub(self.preview.warnings.len());
                    let warnings = entry.warnings().into_iter().take(room);
                    self.preview.warnings.extend(warnings);
                    good.push(entry);
                }
                Err(faults) => self.fault(faults),
            }
        }
        self.preview.lines += count;
        self.preview.good += u32::try_from(good.len()).unwrap_or(u32::MAX);
        Ok(good)
    }

    /// The entry, unless its number is taken already: in the store, or by a line above.
    fn unique(&mut self, entry: Entry, registered: &BTreeSet<String>) -> Result<Entry, Vec<Fault>> {
        let fault = |why: String| Err(vec![Fault::new(&entry.place, Column::Number, why)]);
        if registered.contains(&entry.number) {
            return fault(format!("编号 {} 已经登记过，不再导入。", entry.number));
        }
        if let Some(place) = self.numbers.get(&entry.number) {
            return fault(format!("编号 {} 与 {place}重复。", entry.number));
        }
        self.numbers.insert(entry.number.clone(), entry.place.clone());
        Ok(entry)
    }

    fn fault(&mut self, faults: Vec<Fault>) {
        self.preview.bad += 1;
        for fault in faults {
            if self.preview.faults.len() < MOST_FAULTS {
                self.preview.faults.push(fault);
            } else {
                self.preview.more_faults += 1;
            }
        }
    }
}

/// The day on which the organ's first case was put on record here, registered or imported.
async fn first_recorded(on: &impl ConnectionTrait, organ: OrganId) -> Result<Option<Date>, OfficeError> {
    let first: Option<i64> = request_case::Entity::find()
        .select_only()
        .column_as(request_case::Column::CreatedAt.min(), "first")
        .filter(request_case::Column::OrganId.eq(organ))
        .filter(request_case::Column::IsSample.eq(false))
        .into_tuple::<Option<i64>>()
        .one(on)
        .await?
        .flatten();
    Ok(first.and_then(day_of))
}

/// Which of these numbers the organ has given already, to applications or to the cases they were split into.
async fn registered(
    on: &impl ConnectionTrait,
    organ: OrganId,
    numbers: Vec<String>,
) -> Result<BTreeSet<String>, OfficeError> {
    if numbers.is_empty() {
        return Ok(BTreeSet::new());
    }
    let cases: Vec<String> = request_case::Entity::find()
        .select_only()
        .column(request_case::Column::Number)
        .filter(request_case::Column::OrganId.eq(organ))
        .filter(request_case::Column::Number.is_in(numbers.clone()))
        .into_tuple()
        .all(on)
        .await?;
    let applications: Vec<String> = application::Entity::find()
        .select_only()
        .column(application::Column::Number)
        .filter(application::Column::OrganId.eq(organ))
        .filter(application::Column::Number.is_in(numbers))
        .into_tuple()
        .all(on)
        .await?;
    Ok(cases.into_iter().chain(applications).collect())
}
