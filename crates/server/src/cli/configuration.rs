//! `gongkai config` and `gongkai migrate`.

use crate::cli::Outcome;
use crate::clock;
use crate::config::{self, Configuration, masked};
use crate::output::say;
use crate::store;
use office::Program;

/// Prints the effective configuration, or the documented table.
pub fn show(config: &Configuration, is_table: bool) -> Outcome {
    if is_table {
        say!("{}", config::table().trim_end());
        return Outcome::Fine;
    }
    match config.file() {
        Some(file) => say!("配置文件：{}", file.display()),
        None => say!("配置文件：无"),
    }
    for (setting, value, source) in config.shown() {
        let value = if value.is_empty() { "（空）" } else { &value };
        say!("{:<18} {value}　[{}]", setting.name, source.label());
    }
    Outcome::Fine
}

/// Brings the schema up to date and says what was done.
pub async fn migrate(config: &Configuration) -> anyhow::Result<Outcome> {
    let office = store::with_keys(store::connect(config).await?, config).await?;
    let steps = office.migrate(Program::itself(), clock::moment()).await?;
    say!(
        "数据库：{}（{}）",
        masked(&config.database_url),
        office.engine().name()
    );
    if steps.is_empty() {
        say!("已是最新，无需升级。");
    }
    for step in steps {
        say!("已升级：{step}");
    }
    Ok(Outcome::Fine)
}
