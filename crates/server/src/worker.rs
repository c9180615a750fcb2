//! The worker: takes the jobs that acts asked for and carries them out, each by one server at a time; makes the day's
//! digests; lets go of what was done long ago. What fails for now is tried again later, by whichever server is there
//! then; what can't be done is given up and shown to the administrator.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use channels::mail::{self, MailError, MailLine};
use jiff::civil::Date;
use metrics::{counter, describe_counter, describe_gauge, gauge};
use office::cases::{self, askings, retention};
use office::jobs::{self, Claim, Job, JobKind, Line, Retried};
use office::papers::{self, PaperJob};
use office::reminders::Addressed;
use office::{
    JobId, Moment, Office, OfficeError, Program, documents, files, matters, once, reminders, searched,
    soundness, staff,
};
use paper::PaperError;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use web::{App, PrintError};

use crate::output::causes;

/// How often it looks for jobs.
const LOOK: Duration = Duration::from_secs(2);
/// How often it counts them and sees whether a digest is due.
const CHORES: Duration = Duration::from_secs(15);
/// Jobs taken at once, and carried out side by side: each takes less time than it is claimed for.
const AT_ONCE: u32 = 4;
/// Applications made anonymous, and batches of older cases marked, between two looks for jobs.
const ANONYMISED_AT_ONCE: u64 = 50;
const MARKED: u32 = 10;
/// Letters and editions of before whose papers are asked for between two looks.
const OLDER: u32 = 20;
/// Public documents proofread again between two looks.
const RECHECKED: u64 = 50;
/// For how many days it stays known that a job was done.
const KEPT_DAYS: u16 = 30;

/// Gives the present moment.
pub type Now = Arc<dyn Fn() -> Moment + Send + Sync>;

/// The lines this server has to the outside. A job that needs one it has not waits for a server that has.
#[derive(Clone, Default)]
pub struct Lines {
    pub mail: Option<MailLine>,
}

impl Lines {
    /// The kinds of jobs that can be carried out with these.
    fn kinds(&self) -> Vec<JobKind> {
        let has = |line| match line {
            None => true,
            Some(Line::Mail) => self.mail.is_some(),
        };
        let kinds = JobKind::ALL.into_iter();
        kinds.filter(|kind| has(kind.line())).collect()
    }
}

/// Why a job failed.
enum Failed {
    ForNow(String),
    ForGood(String),
}

impl From<MailError> for Failed {
    fn from(error: MailError) -> Self {
        match error {
            MailError::Temporary(why) => Self::ForNow(why),
            MailError::Permanent(why) => Self::ForGood(why),
        }
    }
}

/// One server's worker.
pub struct Worker {
    office: Office,
    /// What prints.
    app: App,
    lines: Lines,
    owner: String,
    clock: Now,
    /// The day whose round over applications past their time is done.
    rounded: Mutex<Option<Date>>,
    /// The day on which open matters were brought to where they stand.
    turned: Mutex<Option<Date>>,
    /// The day on which all pages of the database were read.
    examined: Mutex<Option<Date>>,
    /// Whether the papers of what was signed before there were papers are all asked for.
    has_asked: AtomicBool,
    /// How far contents of earlier releases are moved out of the database; `None`: all are looked at.
    moving: Mutex<Option<files::Moving>>,
}

impl Worker {
    /// A worker under a name of its own.
    pub fn new(app: App, lines: Lines, clock: Now) -> Self {
        Self {
            office: app.office().clone(),
            app,
            lines,
            owner: jobs::worker_name(),
            clock,
            rounded: Mutex::new(None),
            turned: Mutex::new(None),
            examined: Mutex::new(None),
            has_asked: AtomicBool::new(false),
            moving: Mutex::new(Some(files::Moving::from_the_beginning())),
        }
    }

    /// Works until a stop is asked for; what it has begun by then it ends.
    pub async fn work(self, stop: CancellationToken) {
        describe();
        self.say_whether_mail_is_on().await;
        let mut looks = tokio::time::interval(LOOK);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut last_chores: Option<Instant> = None;
        let mut was_well = true;
        while stop.run_until_cancelled(looks.tick()).await.is_some() {
            let mut outcome = Ok(());
            if last_chores.is_none_or(|last| last.elapsed() >= CHORES) {
                last_chores = Some(Instant::now());
                outcome = self.chores().await;
            }
            let outcome = outcome.and(self.carry_out_due(&stop).await);
            match &outcome {
                Ok(()) if !was_well => tracing::info!("jobs are carried out again"),
                Err(error) if was_well => tracing::error!(error = causes(error), "jobs can't be carried out"),
                _ => {}
            }
            was_well = outcome.is_ok();
        }
        if let Err(error) = self.keep_heard((self.clock)()).await {
            tracing::error!(
                error = causes(&error),
                "what was searched for of late is not counted"
            );
        }
    }

    async fn say_whether_mail_is_on(&self) {
        if self.lines.mail.is_some() {
            return;
        }
        match jobs::queue_of(&self.office, Program::itself(), (self.clock)(), Some(Line::Mail)).await {
            Ok(queue) if queue.waiting > 0 => tracing::warn!(
                waiting = queue.waiting,
                "mail is not set up (mail_server): mails wait"
            ),
            _ => tracing::info!("mail is not set up (mail_server): nothing is sent"),
        }
    }

    /// Makes the digests that are due, lets go of old jobs and of what is past its time, and counts the other jobs.
    pub async fn chores(&self) -> Result<(), OfficeError> {
        let moment = (self.clock)();
        self.examine_pages(moment).await?;
        if self.lines.mail.is_some() {
            let made = reminders::run_due(&self.office, Program::itself(), moment).await?;
            if made.organs > 0 {
                tracing::info!(
                    organs = made.organs,
                    mails = made.mails,
                    "the day's digests are made"
                );
            }
        }
        if self.lines.mail.is_some() {
            let reminded = askings::remind_due(&self.office, Program::itself(), moment).await?;
            if reminded > 0 {
                tracing::info!(mails = reminded, "units are reminded of what they are asked");
            }
        }
        self.turn_documents(moment).await?;
        self.turn_matters(moment).await?;
        self.keep_times(moment).await?;
        self.keep_heard(moment).await?;
        let removed = jobs::remove_done(&self.office, Program::itself(), moment, KEPT_DAYS).await?;
        if removed > 0 {
            tracing::info!(removed, "jobs done long ago are let go of");
        }
        let queue = jobs::queue(&self.office, Program::itself(), moment).await?;
        let number = |count: u64| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
        gauge!("gongkai_jobs_waiting").set(number(queue.waiting));
        gauge!("gongkai_jobs_failing").set(number(queue.failing));
        gauge!("gongkai_jobs_given_up").set(number(queue.gave_up));
        let overdue = queue
            .due_since
            .map_or(0, |since| moment.now.duration_since(since).as_secs());
        gauge!("gongkai_jobs_due_seconds").set(number(u64::try_from(overdue).unwrap_or(0)));
        self.ask_for_older_papers(moment).await?;
        self.move_contents(moment).await?;
        self.clean_up(moment).await?;
        // Last: a document that can't be read keeps nothing else from being done.
        documents::recheck_some(&self.office, Program::itself(), moment, RECHECKED).await?;
        Ok(())
    }

    /// Documents whose term ran out, or whose repeal has come, are told as that from the first minutes of the day on.
    async fn turn_documents(&self, moment: Moment) -> Result<(), OfficeError> {
        let turned = documents::turn_due(&self.office, Program::itself(), moment).await?;
        if turned > 0 {
            tracing::info!(turned, "documents are told to bind no longer");
        }
        Ok(())
    }

    /// Windows close and pauses go on by themselves: once a day, and at the start, open matters are told to stand where they do.
    async fn turn_matters(&self, moment: Moment) -> Result<(), OfficeError> {
        let turned = || self.turned.lock().unwrap_or_else(PoisonError::into_inner);
        if *turned() == Some(moment.today) {
            return Ok(());
        }
        let changed = matters::refresh_moving(&self.office, Program::itself(), moment).await?;
        if changed > 0 {
            tracing::info!(changed, "matters stand elsewhere today");
        }
        *turned() = Some(moment.today);
        Ok(())
    }

    /// What is due goes out through the gate and is taken down, within seconds of its minute.
    async fn keep_times(&self, moment: Moment) -> Result<(), OfficeError> {
        match documents::publish_planned(&self.office, Program::itself(), moment).await {
            Ok(0) => {}
            Ok(out) => tracing::info!(out, "documents are published at their time"),
            // What one document holds keeps nothing else from being done.
            Err(error @ OfficeError::Damaged(_)) => {
                tracing::error!(
                    error = causes(&error),
                    "a document can't be published at its time"
                );
            }
            Err(error) => return Err(error),
        }
        let down = documents::take_down_due(&self.office, Program::itself(), moment).await?;
        if down > 0 {
            tracing::info!(down, "documents are taken down at their time");
        }
        Ok(())
    }

    /// Adds to the month's counts what visitors searched for of late; what the store refuses is taken the next time.
    async fn keep_heard(&self, moment: Moment) -> Result<(), OfficeError> {
        let tallies = self.app.heard().take();
        let kept = searched::keep(&self.office, Program::itself(), moment, &tallies).await;
        if kept.is_err() {
            self.app.heard().put_back(tallies);
        }
        kept
    }

    /// Once a day, and at the start, each server reads all of the database: /readyz says what was found.
    async fn examine_pages(&self, moment: Moment) -> Result<(), OfficeError> {
        let examined = || self.examined.lock().unwrap_or_else(PoisonError::into_inner);
        if *examined() == Some(moment.today) {
            return Ok(());
        }
        let damage = soundness::damage(&self.office, Program::itself()).await?;
        for line in &damage {
            tracing::error!(found = line, "the database is damaged: run gongkai doctor");
        }
        self.app.tell_damage(!damage.is_empty());
        *examined() = Some(moment.today);
        Ok(())
    }

    /// A few at a time, each once however many servers run.
    async fn ask_for_older_papers(&self, moment: Moment) -> Result<(), OfficeError> {
        if self.has_asked.load(Ordering::Relaxed) {
            return Ok(());
        }
        let asked = papers::ask_for_older(&self.office, Program::itself(), moment, OLDER).await?;
        if asked > 0 {
            tracing::info!(
                asked,
                "files of what was signed or published before are made later"
            );
        }
        self.has_asked.store(asked == 0, Ordering::Relaxed);
        Ok(())
    }

    /// Some at a time, until all are looked at; each is moved once however many servers run.
    async fn move_contents(&self, moment: Moment) -> Result<(), OfficeError> {
        let moving = || self.moving.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(so_far) = *moving() else {
            return Ok(());
        };
        let reached = files::move_contents(&self.office, Program::itself(), moment, so_far).await?;
        *moving() = reached;
        Ok(())
    }

    /// Throws away what was not sent in time and what nothing holds any more; once a day, a few at a time, makes applications
    /// anonymous that are past their time (个人信息保护法第四十七条); marks older cases. Several servers do no harm: each is
    /// done once.
    async fn clean_up(&self, moment: Moment) -> Result<(), OfficeError> {
        let unsent = cases::drop_unsent(&self.office, Program::itself(), moment).await?;
        if unsent > 0 {
            tracing::info!(
                unsent,
                "files and drafts that were not sent in time are thrown away"
            );
        }
        once::forget_old(&self.office, Program::itself(), moment).await?;
        searched::forget_old(&self.office, Program::itself(), moment).await?;
        let gone = files::sweep(&self.office, Program::itself(), moment).await?;
        if gone > 0 {
            tracing::info!(gone, "files that nothing holds any more are thrown away");
        }
        match documents::sweep_pictures(&self.office, Program::itself(), moment).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "pictures that no edition shows are thrown away"),
            // What is being written can't be read: nothing is thrown away unseen.
            Err(error @ (OfficeError::Damaged(_) | OfficeError::Keys(_))) => {
                tracing::warn!(error = causes(&error), "pictures are not swept");
            }
            Err(error) => return Err(error),
        }
        for _ in 0..MARKED {
            if cases::mark_older(&self.office, Program::itself()).await? == 0 {
                break;
            }
        }
        let is_done = || self.rounded.lock().unwrap_or_else(PoisonError::into_inner);
        if *is_done() == Some(moment.today) {
            return Ok(());
        }
        let gone = matters::forget_due(&self.office, Program::itself(), moment, ANONYMISED_AT_ONCE).await?;
        if gone > 0 {
            tracing::info!(matters = gone, "matters past their time are anonymous now");
        }
        let round = retention::run_due(&self.office, Program::itself(), moment, ANONYMISED_AT_ONCE).await?;
        if round.applications > 0 {
            tracing::info!(
                applications = round.applications,
                "applications past their time are anonymous now"
            );
        }
        if round.is_done && gone < ANONYMISED_AT_ONCE {
            *is_done() = Some(moment.today);
        }
        Ok(())
    }

    /// Carries out all jobs that are due and that it has a line for, as long as no stop is asked for.
    pub async fn carry_out_due(&self, stop: &CancellationToken) -> Result<(), OfficeError> {
        let kinds = self.lines.kinds();
        while !stop.is_cancelled() {
            let claims = jobs::claim(
                &self.office,
                Program::itself(),
                (self.clock)(),
                &self.owner,
                &kinds,
                AT_ONCE,
            )
            .await?;
            if claims.is_empty() {
                return Ok(());
            }
            let mut begun = JoinSet::new();
            for claim in claims {
                begun.spawn(carry_out(
                    self.app.clone(),
                    self.lines.clone(),
                    self.clock.clone(),
                    claim,
                ));
            }
            // All are waited for: a mail that went out must be said to have gone out, whatever befell the one beside it.
            let mut outcome = Ok(());
            while let Some(ended) = begun.join_next().await {
                match ended {
                    Ok(Ok(())) => {}
                    Ok(Err(error)) => outcome = Err(error),
                    // Its claim runs out, and it is taken again.
                    Err(error) => tracing::error!(%error, "a job ended badly"),
                }
            }
            outcome?;
        }
        Ok(())
    }
}

/// Carries out one job and says how it went. What it did is said once more when the database was away for a moment:
/// a mail that went out is not to go out again.
async fn carry_out(app: App, lines: Lines, clock: Now, claim: Claim) -> Result<(), OfficeError> {
    let office = app.office();
    let (id, kind, attempt) = (claim.id, claim.job.kind().code(), claim.attempt);
    let outcome = match &claim.job {
        Job::Mail(mail) => send(&lines, id, mail).await,
        Job::Notice(notice) => match reminders::addressed(office, Program::itself(), notice).await? {
            Addressed::To(mail) => send(&lines, id, &mail).await,
            // The applicant's address is gone: there is nobody to tell.
            Addressed::Nobody => Ok(()),
            Addressed::Unusable(why) => Err(Failed::ForGood(why.to_owned())),
        },
        Job::MatterNotice(notice) => {
            match reminders::matter_addressed(office, Program::itself(), notice).await? {
                Addressed::To(mail) => send(&lines, id, &mail).await,
                Addressed::Nobody => Ok(()),
                Addressed::Unusable(why) => Err(Failed::ForGood(why.to_owned())),
            }
        }
        Job::Asking(mail) => {
            let site = app.settings().public_url.as_deref();
            match askings::addressed(office, Program::itself(), clock(), mail, site).await? {
                Addressed::To(mail) => send(&lines, id, &mail).await,
                // It was answered or withdrawn in the meantime.
                Addressed::Nobody => Ok(()),
                Addressed::Unusable(why) => Err(Failed::ForGood(why.to_owned())),
            }
        }
        Job::Reset(mail) => match staff::reset_addressed(office, Program::itself(), clock(), mail).await? {
            Addressed::To(mail) => send(&lines, id, &mail).await,
            // The password was set in the meantime, or it is too late.
            Addressed::Nobody => Ok(()),
            Addressed::Unusable(why) => Err(Failed::ForGood(why.to_owned())),
        },
        Job::Paper(paper) => printed(&app, paper).await?,
    };
    let said = match &outcome {
        Ok(()) => finished(office, &clock, &claim).await?,
        Err(Failed::ForNow(why)) => {
            match jobs::retry_later(office, Program::itself(), clock(), &claim, why).await? {
                Retried::Later(_) => "put_off",
                Retried::GaveUp => "given_up",
                Retried::Lost => "lost",
            }
        }
        Err(Failed::ForGood(why)) => {
            let is_ours = jobs::give_up(office, Program::itself(), clock(), &claim, why).await?;
            if is_ours { "given_up" } else { "lost" }
        }
    };
    counter!("gongkai_jobs_total", "kind" => kind, "outcome" => said).increment(1);
    match outcome {
        Ok(()) => tracing::info!(%id, kind, attempt, outcome = said, "a job was carried out"),
        Err(Failed::ForNow(why) | Failed::ForGood(why)) => {
            tracing::warn!(%id, kind, attempt, outcome = said, why, "a job failed");
        }
    }
    Ok(())
}

/// A paper that can't be printed now may be once type faces are installed. The words name no character of its text.
async fn printed(app: &App, paper: &PaperJob) -> Result<Result<(), Failed>, OfficeError> {
    let Some(printable) = papers::printable(app.office(), Program::itself(), paper).await? else {
        // It is nameless by now: there is nothing to print any more.
        return Ok(Ok(()));
    };
    match web::print(app, printable).await {
        Ok(()) => Ok(Ok(())),
        Err(PrintError::Office(error)) => Err(error),
        Err(PrintError::Paper(PaperError::NoGlyph { .. })) => Ok(Err(Failed::ForNow(
            "有的字符在已安装的字体中没有字形，请安装字体（Debian 软件包 fonts-noto-cjk、fonts-noto-core）"
                .to_owned(),
        ))),
        Err(PrintError::Paper(error)) => Ok(Err(Failed::ForNow(error.to_string()))),
    }
}

async fn send(lines: &Lines, id: JobId, mail: &jobs::Mail) -> Result<(), Failed> {
    let Some(line) = &lines.mail else {
        return Err(Failed::ForNow("邮件没有设置".to_owned()));
    };
    let mail = mail::Mail {
        id: format!("gongkai-{id}"),
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        text: mail.text.clone(),
    };
    Ok(line.send(&mail).await?)
}

async fn finished(office: &Office, clock: &Now, claim: &Claim) -> Result<&'static str, OfficeError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match jobs::finish(office, Program::itself(), clock(), claim).await {
            Ok(true) => return Ok("done"),
            Ok(false) => return Ok("lost"),
            Err(error) if tries >= 5 => return Err(error),
            Err(_) => tokio::time::sleep(Duration::from_secs(1)).await,
        }
    }
}

fn describe() {
    describe_counter!("gongkai_jobs_total", "Jobs by kind and how an attempt ended");
    describe_gauge!(
        "gongkai_jobs_waiting",
        "Jobs that wait, those of a later day among them"
    );
    describe_gauge!("gongkai_jobs_failing", "Jobs that wait after a failed attempt");
    describe_gauge!("gongkai_jobs_given_up", "Jobs that were given up");
    describe_gauge!(
        "gongkai_jobs_due_seconds",
        metrics::Unit::Seconds,
        "How long the job that is due longest has been so"
    );
}

#[cfg(test)]
mod tests;
