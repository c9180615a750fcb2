//! `gongkai proof`: anybody's file proofread by the rules that stand before publication.
//! Exit 0: nothing that blocks; 1: something blocks; 2: unreadable.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use law::proof::{Context, Finding, RULES, Rule, Severity, proofread};
use serde_json::json;

use super::Outcome;
use super::report::read_limited;
use crate::clock;
use crate::output::{self, say, tell};

#[derive(Debug, Subcommand)]
pub enum ProofCommand {
    /// 校对一个文件（文本、网页、DOCX、XLSX、PDF）
    Check {
        /// 要校对的文件
        file: PathBuf,
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
    /// 列出全部校对规则：名称、类别、级别、依据
    Rules {
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
}

pub fn run(command: &ProofCommand) -> anyhow::Result<Outcome> {
    match command {
        ProofCommand::Check { file, json } => check(file, *json),
        ProofCommand::Rules { json } => rules(*json),
    }
}

fn check(file: &Path, is_json: bool) -> anyhow::Result<Outcome> {
    let findings = match read(file) {
        Ok(findings) => findings,
        Err(why) => {
            tell!("{}：{why}", file.display());
            return Ok(Outcome::Unreadable);
        }
    };
    if is_json {
        let found = json!({ "findings": findings });
        output::json(&found)?;
    } else {
        print(&findings);
    }
    let blocks = findings.iter().any(|finding| finding.severity == Severity::Block);
    Ok(if blocks { Outcome::Findings } else { Outcome::Fine })
}

fn read(file: &Path) -> Result<Vec<Finding>, String> {
    let bytes = read_limited(file)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let manuscript = paper::proof::manuscript(&name, &bytes).map_err(|why| format!("无法读取：{why}。"))?;
    let context = Context {
        today: Some(clock::moment().today),
        ..Context::default()
    };
    Ok(proofread(&manuscript, &context))
}

fn print(findings: &[Finding]) {
    if findings.is_empty() {
        say!("没有发现问题。");
    }
    for finding in findings {
        say!("[{}] {}", finding.severity.label(), finding.told());
    }
}

fn rules(is_json: bool) -> anyhow::Result<Outcome> {
    if is_json {
        let all: Vec<_> = RULES.iter().copied().map(told).collect();
        output::json(&json!({ "rules": all }))?;
        return Ok(Outcome::Fine);
    }
    for rule in RULES {
        let (class, severity) = (rule.class.label(), rule.severity.label());
        say!(
            "{}  {}（{class}，{severity}）：{}",
            rule.code,
            rule.label,
            rule.source
        );
    }
    Ok(Outcome::Fine)
}

fn told(rule: &Rule) -> serde_json::Value {
    json!({
        "rule": rule.code,
        "label": rule.label,
        "class": rule.class,
        "severity": rule.severity,
        "source": rule.source,
        "says": rule.says,
    })
}
