//! The command line: one subcommand per file, help in Chinese, exit codes as documented.

pub mod account;
pub mod audit;
pub mod backup;
pub mod calendar;
pub mod case;
pub mod cases;
pub mod check_all;
pub mod chinese;
pub mod configuration;
pub mod doctor;
pub mod document;
mod events;
pub mod fee;
pub mod jobs;
pub mod keys;
pub mod matter;
pub mod organ;
pub mod proof;
pub mod report;
pub mod search;
pub mod stored_report;
mod terminal;
mod typed;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::config::{self, Configuration, Flags};
pub use crate::outcome::Outcome;
use crate::{demo, serve, store, telemetry};

/// 公开：政府信息公开系统
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, about, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub flags: Flags,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 启动网站和工作台
    Serve,
    /// 装入演示机关并启动（数据在 .gongkai/demo）
    Demo {
        /// 清空演示数据，重新装入
        #[arg(long)]
        reset: bool,
        /// 只装入，不启动
        #[arg(long)]
        load_only: bool,
        /// 只装入栏目、固定日期的政府信息和 2024 年度报告：没有申请、争议和其他年度的报告
        #[arg(long)]
        without_cases: bool,
    },
    /// 升级数据库结构
    Migrate,
    /// 检查运行环境，说明问题和处理办法
    Doctor {
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
    /// 备份数据库和文件（可在运行中进行）
    Backup {
        /// 写成哪个文件，不能是已有的
        file: PathBuf,
    },
    /// 从备份恢复到空的位置
    Restore {
        /// 备份文件
        file: PathBuf,
    },
    /// 年度报告：读取、检查、转换、导入、导出
    #[command(subcommand)]
    Report(report::ReportCommand),
    /// 校对：检查要公开的文件
    #[command(subcommand)]
    Proof(proof::ProofCommand),
    /// 文档：导入前的体检和转换
    #[command(subcommand)]
    Document(document::DocumentCommand),
    /// 工作日
    #[command(subcommand)]
    Calendar(calendar::CalendarCommand),
    /// 依申请公开：推算办理期限
    #[command(subcommand)]
    Case(case::CaseCommand),
    /// 办件（留言、企业诉求等）：推算办理期限和责任人
    #[command(subcommand)]
    Matter(matter::MatterCommand),
    /// 依申请公开：登记表的导入、导出，重新计算期限
    #[command(subcommand)]
    Cases(cases::CasesCommand),
    /// 信息处理费
    #[command(subcommand)]
    Fee(fee::FeeCommand),
    /// 审计日志
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// 机关
    #[command(subcommand)]
    Organ(organ::OrganCommand),
    /// 账号
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// 加密身份证号、电话等所用的密钥
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// 站内搜索：查找已公开的信息，重建索引
    #[command(subcommand)]
    Search(search::SearchCommand),
    /// 后台任务（发邮件等）：查看、重试
    #[command(subcommand)]
    Jobs(jobs::JobsCommand),
    /// 显示生效的配置，密码已隐去
    Config {
        /// 输出说明文档中的配置表
        #[arg(long)]
        table: bool,
    },
}

/// Runs one command.
pub async fn run(cli: Cli) -> anyhow::Result<Outcome> {
    // These need neither configuration nor store.
    match &cli.command {
        Command::Calendar(command) => return calendar::run(command),
        Command::Case(command) => return case::run(command),
        Command::Matter(command) => return matter::run(command),
        Command::Fee(command) => return Ok(fee::run(command)),
        Command::Proof(command) => return proof::run(command),
        Command::Document(command) => return document::run(command),
        Command::Cases(command) => {
            if let Some(outcome) = cases::run_bare(command)? {
                return Ok(outcome);
            }
        }
        Command::Audit(command) => {
            if let Some(outcome) = audit::run_bare(command)? {
                return Ok(outcome);
            }
        }
        Command::Report(command) => {
            if let Some(outcome) = report::run(command)? {
                return Ok(outcome);
            }
        }
        _ => {}
    }
    store::keep_to_ourselves();
    let config = Configuration::load(&cli.flags, config::environment)?;
    telemetry::start_logs(&config.log.filter, config.log.is_json);
    for slip in config::misspelt_variables() {
        tracing::warn!("{slip}");
    }
    match cli.command {
        Command::Serve => serve::serve(&config, |_addresses| ())
            .await
            .map(|()| Outcome::Fine),
        Command::Demo {
            reset,
            load_only,
            without_cases,
        } => {
            let asked = demo::Asked {
                is_reset: reset,
                is_load_only: load_only,
                is_without_cases: without_cases,
            };
            Box::pin(demo::run(cli.flags, asked)).await
        }
        Command::Migrate => configuration::migrate(&config).await,
        Command::Doctor { json } => doctor::run(&config, json).await,
        Command::Backup { file } => backup::backup(&config, &file).await,
        Command::Restore { file } => backup::restore(&config, &file).await,
        Command::Report(command) => stored_report::run(&config, &command).await,
        Command::Calendar(command) => calendar::run(&command),
        Command::Case(command) => case::run(&command),
        Command::Matter(command) => matter::run(&command),
        Command::Fee(command) => Ok(fee::run(&command)),
        Command::Proof(command) => proof::run(&command),
        Command::Document(command) => document::run(&command),
        Command::Cases(command) => cases::run(&config, &command).await,
        Command::Audit(command) => audit::run(&config, &command).await,
        Command::Organ(command) => organ::run(&config, &command).await,
        Command::Account(command) => account::run(&config, &command).await,
        Command::Keys(command) => keys::run(&config, &command).await,
        Command::Jobs(command) => jobs::run(&config, &command).await,
        Command::Search(command) => search::run(&config, &command).await,
        Command::Config { table } => Ok(configuration::show(&config, table)),
    }
}
