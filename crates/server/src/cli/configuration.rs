//! `gongkai config` and `gongkai migrate`.

use crate::cli::Outcome;
use crate::clock;
use crate::config::{self, Config, masked};

/// Prints the effective configuration, or the documented table.
pub fn show(config: &Config, is_table: bool) -> Outcome {
    if is_table {
        print!("{}", config::table());
        return Outcome::Fine;
    }
    for (setting, value, source) in config.shown() {
        let value = if value.is_empty() { "（空）" } else { &value };
        println!("{:<18} {value}　[{}]", setting.name, source.label());
    }
    Outcome::Fine
}

/// Brings the schema up to date and says what was done.
pub async fn migrate(config: &Config) -> anyhow::Result<Outcome> {
    let office = office::Office::open(&config.database_url(), &config.files_folder()).await?;
    let steps = office.migrate(clock::moment()).await?;
    println!(
        "数据库：{}（{}）",
        masked(&config.database_url()),
        office.engine().name()
    );
    if steps.is_empty() {
        println!("已是最新，无需升级。");
    }
    for step in steps {
        println!("已升级：{step}");
    }
    Ok(Outcome::Fine)
}
