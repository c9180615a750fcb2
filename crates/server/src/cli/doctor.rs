//! `gongkai doctor`: prints every check; exit 1 when one failed.

use crate::cli::Outcome;
use crate::config::Configuration;
use crate::doctor::{Verdict, examine};
use crate::output::{self, say};

pub async fn run(config: &Configuration, is_json: bool) -> anyhow::Result<Outcome> {
    let checks = examine(config).await;
    if is_json {
        output::json(&checks)?;
    } else {
        for check in &checks {
            let mark = match check.verdict {
                Verdict::Fine => "正常",
                Verdict::Warning => "注意",
                Verdict::Failure => "故障",
            };
            say!("[{mark}] {}：{}", check.name, check.found);
            if let Some(mend) = &check.mend {
                say!("       办法：{mend}");
            }
        }
    }
    let has_failed = checks.iter().any(|check| check.verdict == Verdict::Failure);
    Ok(if has_failed {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}
