//! `gongkai fee`: the information processing fee by either tariff, for anyone to check a notice (国办函〔2020〕109号).

use clap::Subcommand;
use law::fees;

use super::Outcome;
use super::typed::count;
use crate::output::say;

#[derive(Debug, Subcommand)]
pub enum FeeCommand {
    /// 按件计收：同一申请人一个自然月内累计的件数
    Items {
        /// 件数
        #[arg(value_parser = count::<u32>)]
        count: u32,
    },
    /// 按量计收：一件申请提供的页数
    Pages {
        /// 页数
        #[arg(value_parser = count::<u32>)]
        count: u32,
    },
}

pub fn run(command: &FeeCommand) -> Outcome {
    let fee = match command {
        FeeCommand::Items { count } => fees::items(*count),
        FeeCommand::Pages { count } => fees::pages(*count),
    };
    say!("{fee} 元");
    Outcome::Fine
}
