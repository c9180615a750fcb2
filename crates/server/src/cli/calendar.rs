//! `gongkai calendar`: working days, for anyone to check a day.

use anyhow::Context;
use clap::Subcommand;
use jiff::civil::Date;
use law::calendar::Calendar;

use super::Outcome;
use super::typed::{count, day};
use crate::output::{say, tell};

#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// 从某日起若干个工作日的届满日（当日不计）
    Due {
        /// 起算日，例如 2024-02-05
        #[arg(value_parser = day)]
        from: Date,
        /// 工作日数，例如 20
        #[arg(value_parser = count::<u16>)]
        working_days: u16,
    },
}

pub fn run(command: &CalendarCommand) -> anyhow::Result<Outcome> {
    let CalendarCommand::Due { from, working_days } = command;
    let year = from.year();
    if !(2019..=9990).contains(&year) {
        return Err(anyhow::anyhow!("{year} 年")).context("只有 2019 年以后的节假日安排，请核对日期");
    }
    let due = Calendar::built_in().due(*from, *working_days);
    say!("{}", due.on);
    if due.tentative {
        tell!("暂定：期间跨入尚未公布节假日安排的年份，公布后可能变化。");
    }
    Ok(Outcome::Fine)
}
