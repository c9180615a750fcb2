//! `gongkai jobs`: what is still to be done outside the database (mails), and why it is not; have one tried again.

use anyhow::{Context, bail};
use clap::Subcommand;
use office::jobs::{self, JobKind, JobState, OpenJob};
use office::{Actor, JobId, OfficeError, Program, organs};

use super::typed::count;
use crate::cli::Outcome;
use crate::clock;
use crate::config::Configuration;
use crate::output::say;
use crate::store;

/// Lines of a list.
const LISTED: u64 = 200;

#[derive(Debug, Subcommand)]
pub enum JobsCommand {
    /// 列出尚未完成的任务：编号、种类、状态、收件人（隐去）、次数、原因；有放弃的，退出码为 1
    List,
    /// 马上重试一件
    Retry {
        /// `gongkai jobs list` 列出的编号
        #[arg(value_parser = count::<i64>)]
        id: i64,
    },
}

pub async fn run(config: &Configuration, command: &JobsCommand) -> anyhow::Result<Outcome> {
    match command {
        JobsCommand::List => list(config).await,
        JobsCommand::Retry { id } => retry(config, JobId(*id)).await,
    }
}

async fn list(config: &Configuration) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let moment = clock::moment();
    let queue = jobs::queue(&office, Program::itself(), moment).await?;
    if config.mail.is_off() {
        say!("邮件没有设置（mail_server），邮件类任务不执行。");
    }
    say!(
        "待办 {} 件，其中失败后重试 {} 件；放弃 {} 件。",
        queue.waiting,
        queue.failing,
        queue.gave_up
    );
    for job in jobs::open(&office, Program::itself(), moment, LISTED).await? {
        say!("{}", line_of_job(&job));
    }
    Ok(if queue.gave_up > 0 {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}

fn line_of_job(job: &OpenJob) -> String {
    let at = clock::shown(job.at);
    let state = match job.state {
        JobState::GaveUp => format!("已放弃 {at}"),
        JobState::Failing => format!("失败，{at} 再试"),
        JobState::Running => "正在执行".to_owned(),
        JobState::Waiting => format!("等待，{at} 起"),
    };
    let why = if job.error.is_empty() {
        String::new()
    } else {
        format!("  {}", job.error)
    };
    let kind = job.kind.map_or("未知", JobKind::label);
    format!(
        "{}  {kind}  {state}  {}  第 {} 次{why}",
        job.id, job.to, job.attempts
    )
}

async fn retry(config: &Configuration, id: JobId) -> anyhow::Result<Outcome> {
    let office = store::open_as_it_stands(config).await?;
    let organ = organs::first(&office).await?.context("还没有登记机关")?;
    let actor = Actor::system(organ.id, "命令行");
    match jobs::retry(&office, &actor, clock::moment(), id).await {
        Err(OfficeError::Missing) => bail!("没有编号为 {id} 的后台任务，或者它正在执行、已经完成"),
        other => other?,
    }
    say!("{id} 已安排马上重试。");
    if config.mail.is_off() {
        say!("邮件没有设置（mail_server），邮件类任务在设置并启动后才会执行。");
    }
    Ok(Outcome::Fine)
}
