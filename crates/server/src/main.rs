//! The `gongkai` command. It reads its arguments, runs one command, and gives its exit code.

mod cli;
mod clock;
mod config;
mod demo;
mod doctor;
mod index;
mod limits;
mod listen;
mod metrics;
mod outcome;
mod output;
mod peers;
mod serve;
mod signals;
mod store;
mod telemetry;
mod worker;

use std::process::ExitCode;

/// What is freed goes back to the system at once: a hundred passwords that were hashed side by side leave no heap behind.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    telemetry::tell_panics();
    let cli = match cli::chinese::parsed(std::env::args_os()) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let outcome = runtime().and_then(|runtime| runtime.block_on(cli::run(cli)));
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) => {
            output::tell!("错误：{error:#}");
            ExitCode::from(2)
        }
    }
}

/// Where everything runs. Threads for work that blocks are bounded: each may hold tens of megabytes.
fn runtime() -> anyhow::Result<tokio::runtime::Runtime> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(limits::blocking_threads())
        .enable_all()
        .build()?;
    Ok(runtime)
}
