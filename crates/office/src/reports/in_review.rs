//! An annual report's way through the chain its organ set for reports (三审三校): handed over by whoever writes it, agreed to or sent
//! back level by level, each verdict on exactly what would be frozen. Without a chain the signer alone freezes it, as ever.

use law::audit::{Key, Recorded};
use law::codes::WhyNot;
use law::reports::Reading;
use law::review::{Content, Judged, Level, LevelSetting, Levels, Standing, Step, Subject, Verdict, Why};
use law::staff::{Act, may};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::rows::{parse, print, row_of};
use crate::audit::Detail;
use crate::documents::{Opinion, nobody_for, required, told};
use crate::entity::report;
use crate::error::OfficeError;
use crate::moment::{Actor, Moment};
use crate::review::{self, At, Said};
use crate::store::{Office, Tx, transaction};
use crate::text::line;
use crate::versioned::{bump, unchanged};
use crate::{audit, chains, staff};

/// A report in its chain.
#[derive(Clone, Debug)]
pub struct ReportReview {
    pub levels: Levels,
    pub standing: Standing,
    /// Every step there was, of earlier editions too, the earliest first.
    pub steps: Vec<Step>,
    /// The level that whoever looks may take now, or why not.
    pub my_level: Result<Level, Why>,
    judged: Judged,
    /// The steps that can count: who wrote it, and what was said of exactly this text.
    now: Vec<Step>,
}

impl ReportReview {
    async fn of(
        on: &impl ConnectionTrait,
        actor: &Actor,
        row: &report::Model,
    ) -> Result<Option<Self>, OfficeError> {
        let Some(levels) = chains::levels_of_reports(on, row.organ_id).await? else {
            return Ok(None);
        };
        let steps = review::steps(on, row.id).await?;
        let judged = judged(row)?;
        let staff = staff::at_work(on, row.organ_id).await?;
        let person = actor.account.map(|account| account.0);
        let now = of_this(&steps, &judged);
        Ok(Some(Self {
            standing: levels.standing(&judged, &now),
            my_level: levels.may_take(&judged, &now, (&actor.roles, person), &staff),
            levels,
            steps,
            judged,
            now,
        }))
    }

    /// The agreement to exactly this at that level.
    pub fn agreement(&self, level: Level) -> Option<&Step> {
        self.levels.agreement(&self.judged, &self.now, level)
    }

    /// Whether every level has agreed to exactly this.
    pub fn is_passed(&self) -> bool {
        self.standing == Standing::Passed
    }

    /// The level it waits at, and how that is set.
    pub fn waits_at(&self) -> Option<(Level, &LevelSetting)> {
        let Standing::At(level) = self.standing else {
            return None;
        };
        Some((level, self.levels.at(level)?))
    }

    /// The step it went back with, while it has not been handed over again.
    pub fn sent_back(&self) -> Option<&Step> {
        let is_under_way = matches!(self.standing, Standing::At(_) | Standing::Passed);
        let said = self.steps.iter().rev().find(|step| step.level != Level::Writing);
        said.filter(|step| !is_under_way && step.verdict.is_closing())
    }

    /// What is not done yet, in words.
    fn left(&self) -> String {
        match (self.sent_back(), self.waits_at()) {
            (Some(step), _) => format!(
                "年度报告已由{}{}，修改后重新送审，不能公布。",
                step.name,
                step.verdict.label()
            ),
            (_, Some((_, setting))) => format!("年度报告还在审核，待“{}”办理，不能公布。", setting.name),
            _ => "年度报告尚未送审，或者送审后有改动，须各级审核通过后才能公布。".to_owned(),
        }
    }
}

/// Who wrote it, and what was said of exactly this text: a draft has no editions while it is written, so that what was said of it
/// before an edit bars nobody from saying it of the text that came of it.
fn of_this(steps: &[Step], judged: &Judged) -> Vec<Step> {
    let is_of_this =
        |step: &&Step| step.level == Level::Writing || step.hash.as_deref() == Some(judged.hash.as_str());
    steps.iter().filter(is_of_this).cloned().collect()
}

/// What is judged: the text with all tables as it would be frozen, and the file that goes out with it.
fn judged(row: &report::Model) -> Result<Judged, OfficeError> {
    let reading: Reading = parse(&row.draft, "report.draft", row.id.0)?;
    let number = row.latest_edition + 1;
    let content = Content::of(Subject::Report)
        .with("report", &print(&reading.report)?)
        .with("file", row.kept_digest.as_deref().unwrap_or_default());
    Ok(Judged {
        hash: content.hash(),
        round: number,
        written_since: number,
    })
}

/// How the report of a year stands in the chain of reports; `None` where the organ set none.
pub async fn review(office: &Office, actor: &Actor, year: i16) -> Result<Option<ReportReview>, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    match row_of(office.on(), actor.organ, year).await? {
        Some(row) => ReportReview::of(office.on(), actor, &row).await,
        None => Ok(None),
    }
}

/// Every level has agreed to exactly what would go out, where there is a chain. Every door to the public asks this.
pub(super) async fn refuse_unreviewed(
    on: &impl ConnectionTrait,
    row: &report::Model,
) -> Result<(), OfficeError> {
    let review = ReportReview::of(on, &Actor::system(row.organ_id, ""), row).await?;
    match review {
        Some(review) if !review.is_passed() => {
            Err(OfficeError::Blocked(vec![WhyNot::new("", review.left())]))
        }
        _ => Ok(()),
    }
}

async fn opened(
    tx: &Tx<'_>,
    actor: &Actor,
    (year, version): (i16, i64),
) -> Result<(report::Model, ReportReview), OfficeError> {
    let row = row_of(tx.on(), actor.organ, year).await?;
    let row = row.ok_or(OfficeError::Missing)?;
    unchanged(&row, version)?;
    let review = ReportReview::of(tx.on(), actor, &row).await?;
    let review = review
        .ok_or_else(|| OfficeError::invalid("", "本机关没有设置年度报告的审核流程，由签发人定稿公布。"))?;
    Ok((row, review))
}

/// Hands the draft over to review. Where the first level is the writer's own, this is their agreement at it.
pub async fn submit(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (year, version): (i16, i64),
    words: &str,
) -> Result<(), OfficeError> {
    may(&actor.roles, Act::WriteReports)?;
    let words = line(words);
    transaction!(office, |tx| {
        let (row, review) = opened(&tx, actor, (year, version)).await?;
        refuse_again(&row, &review)?;
        let person = actor.account.map(|account| account.0);
        let first = review.levels.at(Level::First);
        let own = first.filter(|first| first.may_be_writer && first.is_open_to(&actor.roles, person).is_ok());
        let (level, taker) = match own {
            Some(_) => (Level::First, person),
            None => (Level::Submission, None),
        };
        let staff = staff::at_work(tx.on(), actor.organ).await?;
        let (levels, judged) = (&review.levels, &review.judged);
        if let Some(left) = levels.left_without(judged, &review.now, level, taker, &staff) {
            return Err(OfficeError::invalid("", nobody_for(levels, left)));
        }
        let name = if let Some(setting) = own {
            let at = At {
                level,
                setting,
                entered_by: None,
            };
            review::take_level(&tx, actor, moment, row.id, judged, at, Said::agreed(&words)).await?;
            setting.name.clone()
        } else {
            review::submit(&tx, actor, moment, row.id, judged, &words).await?;
            Level::Submission.label().to_owned()
        };
        let detail = Detail::none()
            .with(Key::Edition, judged.round)
            .with(Key::Level, name);
        told_of(&tx, actor, moment, row, Recorded::ReportsSubmit, detail).await
    })
}

/// It is out as it is, under review already, or went back to be changed and was not.
fn refuse_again(row: &report::Model, review: &ReportReview) -> Result<(), OfficeError> {
    let refused = |message: &str| Err(OfficeError::invalid("", message));
    if row.latest_edition > 0 && !row.has_changes {
        return refused("与已公布的版本相同，无需送审。");
    }
    match &review.standing {
        Standing::At(_) | Standing::Passed => refused("年度报告已经送审。"),
        Standing::Back(step)
            if step.verdict == Verdict::ChangesAsked
                && step.hash.as_deref() == Some(review.judged.hash.as_str()) =>
        {
            refused("审核人请您修改，内容还没有改动，请修改后再送审。")
        }
        Standing::Back(_) | Standing::Unsubmitted => Ok(()),
    }
}

/// Agrees at the level the report waits for, or sends it back to whoever writes it. Gives where it stands then.
pub async fn give_verdict(
    office: &Office,
    actor: &Actor,
    moment: Moment,
    (year, version): (i16, i64),
    opinion: Opinion<'_>,
) -> Result<Standing, OfficeError> {
    may(&actor.roles, Act::SeeReports)?;
    transaction!(office, |tx| {
        let (row, review) = opened(&tx, actor, (year, version)).await?;
        let (levels, judged) = (&review.levels, &review.judged);
        let level = review.my_level.clone().map_err(|why| told(why, Some(levels)))?;
        let setting = levels.at(level).ok_or(OfficeError::Missing)?;
        let words = required(setting, opinion)?;
        let said = Said {
            verdict: opinion.verdict,
            opinion: &words,
        };
        let at = At {
            level,
            setting,
            entered_by: None,
        };
        review::take_level(&tx, actor, moment, row.id, judged, at, said).await?;
        let (recorded, key) = match opinion.verdict {
            Verdict::Agreed => (Recorded::ReportsReview, Key::Basis),
            Verdict::Referred => (Recorded::ReportsRefer, Key::Reason),
            Verdict::Returned | Verdict::ChangesAsked => (Recorded::ReportsReturn, Key::Reason),
        };
        let mut detail = Detail::none()
            .with(Key::Edition, judged.round)
            .with(Key::Level, setting.name.as_str());
        if !words.is_empty() {
            detail = detail.with(key, words.as_str());
        }
        let steps = review::steps(tx.on(), row.id).await?;
        let standing = levels.standing(judged, &of_this(&steps, judged));
        told_of(&tx, actor, moment, row, recorded, detail).await?;
        Ok(standing)
    })
}

/// In the log; and whoever else has the page open reads anew before they act.
async fn told_of(
    tx: &Tx<'_>,
    actor: &Actor,
    moment: Moment,
    row: report::Model,
    recorded: Recorded,
    detail: Detail,
) -> Result<(), OfficeError> {
    let year = i16::try_from(row.year).map_err(|_error| OfficeError::Missing)?;
    let mut changed = row.into_active_model();
    bump(&mut changed.version);
    changed.update(tx.on()).await?;
    audit::append(tx, actor, moment, recorded, audit::report(year), detail).await
}
