//! `gongkai search`: what the site's search finds, for programs and for whoever tries it; the index made anew.
//! Exit 0: done; 1: nothing was found; 2: there is no such organ.

use std::sync::Arc;

use clap::Subcommand;
use office::organs;
use search::{Asked, Index, Told};
use web::searching::{self, Answer};

use super::Outcome;
use crate::clock;
use crate::config::Configuration;
use crate::output::{self, say, tell};
use crate::store;

#[derive(Debug, Subcommand)]
pub enum SearchCommand {
    /// 重建索引（可在运行中进行，网站照常搜索）
    Rebuild,
    /// 查找已公开的信息，结果与网站的搜索页相同
    Find {
        /// 要找的词
        words: String,
        /// 在哪个机关的网站上找
        #[arg(long)]
        organ: String,
        /// 输出 JSON，供程序使用
        #[arg(long)]
        json: bool,
    },
}

pub async fn run(config: &Configuration, command: &SearchCommand) -> anyhow::Result<Outcome> {
    let office = store::open(config).await?;
    let index = Arc::new(Index::open(&config.web.search_folder));
    match command {
        SearchCommand::Rebuild => {
            let entries = searching::rebuild(&office, &index).await?;
            say!("索引已重建，共 {entries} 条。");
            Ok(Outcome::Fine)
        }
        SearchCommand::Find { words, organ, json } => {
            let Some(organ) = organs::find_by_code(&office, organ).await? else {
                tell!("没有代码为 {organ} 的机关。");
                return Ok(Outcome::Unreadable);
            };
            if index.position().is_none() {
                searching::rebuild(&office, &index).await?;
            }
            let asked = Asked::plain(words, clock::moment().today);
            match searching::find(&office, &index, &organ, asked).await? {
                Answer::Found(found) => print(&found.told(), *json),
                Answer::NotReady(_) => anyhow::bail!("索引无法读取，请运行 gongkai search rebuild"),
            }
        }
    }
}

fn print(found: &Told, is_json: bool) -> anyhow::Result<Outcome> {
    if is_json {
        output::json(found)?;
    } else {
        say!("共 {} 条", found.total);
        for hit in &found.hits {
            let date = hit.date.map(|date| date.to_string()).unwrap_or_default();
            say!("{date}  {}  {}", hit.title, hit.address);
        }
    }
    Ok(if found.total == 0 {
        Outcome::Findings
    } else {
        Outcome::Fine
    })
}
