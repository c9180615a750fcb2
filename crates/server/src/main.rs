//! The `gongkai` command. It reads its arguments, runs one command, and gives its exit code.

mod cli;

use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command, Outcome};

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Report(command) => {
            cli::report::run(&command).map(|outcome| outcome.unwrap_or(Outcome::Unreadable))
        }
        Command::Calendar(command) => cli::calendar::run(&command),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            eprintln!("错误：{error:#}");
            ExitCode::from(2)
        }
    }
}
