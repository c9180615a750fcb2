//! `gongkai document`: what is taken in of a document from Word or from a page, before it is.
//! Exit 0: read; 2: unreadable.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use paper::documents::Imported;

use super::Outcome;
use super::report::read_limited;
use crate::output::say;

#[derive(Debug, Subcommand)]
pub enum DocumentCommand {
    /// 读取文档：导入体检（隐藏内容、修订、批注等），转成的正文（DOCX、粘贴的网页）
    Read {
        /// DOCX 文件，或者存下来的网页
        file: PathBuf,
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
}

pub fn run(command: &DocumentCommand) -> anyhow::Result<Outcome> {
    let DocumentCommand::Read { file, json } = command;
    let imported = match read(file) {
        Ok(imported) => imported,
        Err(why) => {
            eprintln!("{}：{why}", file.display());
            return Ok(Outcome::Unreadable);
        }
    };
    if *json {
        say!("{}", serde_json::to_string_pretty(&imported)?);
    } else {
        print(&imported);
    }
    Ok(Outcome::Fine)
}

fn read(file: &Path) -> Result<Imported, String> {
    let bytes = read_limited(file)?;
    let mut imported = paper::documents::read(&bytes).map_err(|why| format!("无法读取：{why}。"))?;
    imported.html = prose::canonical(&imported.html);
    Ok(imported)
}

fn print(imported: &Imported) {
    for one in &imported.health {
        say!("[{}] {}：{}", one.kind.label(), one.place, one.text);
    }
    if imported.images > 0 {
        say!("[图片] {} 张", imported.images);
    }
    for dropped in &imported.dropped {
        say!("[没有读入] {dropped}");
    }
    say!("{}", imported.html);
}
