//! `gongkai audit verify`: goes through the chain and names the first broken link.

use clap::Subcommand;
use office::Program;

use crate::cli::Outcome;
use crate::config::Configuration;
use crate::output::say;
use crate::store;

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// 逐条核对审计日志的校验链
    Verify,
}

pub async fn run(config: &Configuration, command: &AuditCommand) -> anyhow::Result<Outcome> {
    let AuditCommand::Verify = command;
    let office = store::open_as_it_stands(config).await?;
    match office::audit::verify(&office, Program::itself()).await? {
        Ok(verified) => {
            say!("审计日志完整，共 {} 条。", verified.entries);
            say!(
                "末条校验值：{}（另行保存，可用于证明此前记录未被改动）",
                verified.hash
            );
            if let Some(caution) = verified.seal.caution() {
                say!("{caution}");
            }
            Ok(Outcome::Fine)
        }
        Err(broken) => {
            say!(
                "审计日志第 {} 条不成立：{}。此前的记录完整。",
                broken.seq,
                broken.why
            );
            Ok(Outcome::Findings)
        }
    }
}
