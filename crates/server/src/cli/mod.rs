//! The command line: one subcommand per file, help in Chinese, exit codes as documented.

pub mod calendar;
pub mod report;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// 公开：政府信息公开系统
#[derive(Debug, Parser)]
#[command(name = "gongkai", version, about, propagate_version = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 年度报告：读取、检查、转换、导入、导出
    #[command(subcommand)]
    Report(report::ReportCommand),
    /// 工作日
    #[command(subcommand)]
    Calendar(calendar::CalendarCommand),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Fine,
    /// Something was found that has to be mended.
    Findings,
    /// The input can't be read.
    Unreadable,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Fine => 0,
            Outcome::Findings => 1,
            Outcome::Unreadable => 2,
        })
    }
}
