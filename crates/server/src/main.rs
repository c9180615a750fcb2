//! The `gongkai` command. It reads its arguments, runs one command, and gives its exit code.

mod cli;
mod clock;
mod config;
mod demo;
mod doctor;
mod limits;
mod listen;
mod metrics;
mod output;
mod serve;
mod signals;
mod store;
mod telemetry;
mod worker;

use std::process::ExitCode;

use clap::Parser;

#[tokio::main]
async fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()).await {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            eprintln!("错误：{error:#}");
            ExitCode::from(2)
        }
    }
}
