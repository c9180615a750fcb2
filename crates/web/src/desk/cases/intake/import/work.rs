//! Checking and taking in go on while nobody waits for an answer; how far they have come is kept here, in memory. What
//! came of them is in the records: a server that stops half-way leaves a file that can be checked or confirmed again.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::time::Duration;

use office::cases::import::{self, FileMark, Preview};
use office::{Actor, CaseImportId, Moment, Office, OfficeError};

use crate::desk::layout::Desk;
use crate::ledger_files::ledger_source;

/// How long a small file is waited for, so that its page shows the end at once.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Work on an import.
#[derive(Clone, Debug)]
pub enum Work {
    Checking { lines: u32 },
    Taking { lines: u32, of: u32 },
    Failed(String),
}

static WORK: LazyLock<Mutex<BTreeMap<CaseImportId, Work>>> = LazyLock::new(Mutex::default);

fn works<T>(change: impl FnOnce(&mut BTreeMap<CaseImportId, Work>) -> T) -> T {
    change(&mut WORK.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The work that goes on; `None` when there is none.
pub fn progress(id: CaseImportId) -> Option<Work> {
    works(|works| works.get(&id).cloned()).filter(|work| !matches!(work, Work::Failed(_)))
}

/// Why the last work on it came to nothing.
pub fn failure(id: CaseImportId) -> Option<String> {
    works(|works| match works.get(&id) {
        Some(Work::Failed(why)) => Some(why.clone()),
        _ => None,
    })
}

/// Takes the place of work on it; `false` when somebody is at it already.
fn claim(id: CaseImportId, work: Work) -> bool {
    works(|works| {
        let is_free = matches!(works.get(&id), None | Some(Work::Failed(_)));
        if is_free {
            works.insert(id, work);
        }
        is_free
    })
}

fn remember(id: CaseImportId, work: Work) {
    works(|works| works.insert(id, work));
}

/// Ends the work on it however it ends, a panic included.
struct Ending {
    id: CaseImportId,
    failure: Option<String>,
}

impl Drop for Ending {
    fn drop(&mut self) {
        let failure = self.failure.take();
        works(|works| match failure {
            Some(why) => works.insert(self.id, Work::Failed(why)),
            None => works.remove(&self.id),
        });
    }
}

/// Who works, for whom, and when.
#[derive(Clone)]
struct Worker {
    office: Office,
    actor: Actor,
    moment: Moment,
    id: CaseImportId,
}

impl Worker {
    fn of(desk: &Desk, id: CaseImportId) -> Self {
        Self {
            office: desk.office().clone(),
            actor: desk.actor.clone(),
            moment: desk.moment,
            id,
        }
    }

    async fn check(&self, bytes: Vec<u8>) -> Result<(), OfficeError> {
        let source = ledger_source(bytes);
        let id = self.id;
        let progress = move |lines| remember(id, Work::Checking { lines });
        let found = import::check(&self.office, &self.actor, self.moment, &source, &progress).await;
        match found {
            Ok(preview) => import::store_preview(&self.office, &self.actor, self.moment, id, &preview).await,
            Err(error @ OfficeError::Invalid(_)) => {
                import::refuse(&self.office, &self.actor, self.moment, id, &error.to_string()).await
            }
            Err(error) => Err(error),
        }
    }

    async fn take(&self, mark: &FileMark, preview: &Preview) -> Result<(), OfficeError> {
        let bytes = import::contents(&self.office, &self.actor, self.id).await?;
        let source = ledger_source(bytes);
        let (id, of) = (self.id, preview.lines);
        let progress = move |lines| remember(id, Work::Taking { lines, of });
        let taken = import::take(
            &self.office,
            &self.actor,
            self.moment,
            mark,
            &source,
            preview,
            &progress,
        );
        taken.await.map(|_cases| ())
    }
}

/// What failed, in words for the page; the log has the rest.
fn words(error: &OfficeError) -> String {
    match error {
        OfficeError::Invalid(_) | OfficeError::Busy | OfficeError::Keys(_) | OfficeError::Missing => {
            error.to_string()
        }
        other => {
            tracing::error!(error = ?other, "an import of a ledger failed");
            "处理时出错，没有导入任何一行。请稍后再试；仍然出错的，请联系管理员查看日志。".to_owned()
        }
    }
}

/// Begins to check a file, and waits a moment for it.
pub async fn start_check(desk: &Desk, id: CaseImportId, bytes: Vec<u8>) {
    if !claim(id, Work::Checking { lines: 0 }) {
        return;
    }
    let worker = Worker::of(desk, id);
    let work = tokio::spawn(async move {
        let mut ending = Ending { id, failure: None };
        ending.failure = worker.check(bytes).await.err().map(|error| words(&error));
    });
    // Whoever runs out of patience sees how far it has come.
    let _still_at_it = tokio::time::timeout(PATIENCE, work).await;
}

/// Begins to take in what was checked, and waits a moment for it.
pub async fn start_taking(desk: &Desk, mark: FileMark, preview: Preview, id: CaseImportId) {
    let of = preview.lines;
    if !claim(id, Work::Taking { lines: 0, of }) {
        return;
    }
    let worker = Worker::of(desk, id);
    let work = tokio::spawn(async move {
        let mut ending = Ending { id, failure: None };
        ending.failure = worker
            .take(&mark, &preview)
            .await
            .err()
            .map(|error| words(&error));
    });
    let _still_at_it = tokio::time::timeout(PATIENCE, work).await;
}
