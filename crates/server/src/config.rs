//! The configuration: a file, then the environment, then flags, each over the one before. One table of settings makes
//! all three, `gongkai config`, and docs/configuration.md; one reading of them gives the [`Configuration`] that the program
//! uses, or everything that is wrong with it.

mod file;
mod flags;
mod gathered;
mod mail;
mod masking;
mod reading;
mod settings;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::bail;

pub use flags::Flags;
pub use gathered::Source;
pub use mail::MailSettings;
pub use masking::masked;
pub use settings::{Setting, table};

use gathered::Gathered;
use reading::Reading;

/// The settings as the program uses them: each was read once, and can be meant.
#[derive(Clone, Debug)]
pub struct Configuration {
    /// The folder of everything the program keeps.
    pub data_folder: PathBuf,
    /// The set one, else a SQLite file in the data folder. Its password and all: never to be shown.
    pub database_url: String,
    /// The file of the keys that personal numbers are sealed with.
    pub keys_file: PathBuf,
    /// The address the site listens on.
    pub listen: SocketAddr,
    /// The address the desk alone listens on, where set.
    pub desk_listen: Option<SocketAddr>,
    /// The address metrics alone are served on, where set.
    pub metrics_listen: Option<SocketAddr>,
    /// How many connections may be open at once.
    pub connections: usize,
    /// How many of them one address may hold, where that is set.
    pub address_connections: Option<usize>,
    /// How long a client may leave an answer unread.
    pub unread_timeout: Duration,
    /// How long open requests may take to finish once a stop was asked for.
    pub stop_timeout: Duration,
    pub log: LogSettings,
    pub mail: MailSettings,
    /// What the web crate needs.
    pub web: web::Settings,
    gathered: Gathered,
}

/// How the log is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSettings {
    /// A level, or a filter of tracing.
    pub filter: String,
    pub is_json: bool,
}

impl Configuration {
    /// Reads file, environment and flags, and says of all values that can't be meant what is wrong. `environment` gives
    /// the value of a variable; one that is set to nothing counts as not set.
    pub fn load(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let gathered = Gathered::gather(flags, environment)?;
        let mut reading = Reading::of(&gathered);
        let configuration = Self::read(&mut reading, gathered.clone());
        match reading.faults.as_slice() {
            [] => Ok(configuration),
            [fault] => bail!("{fault}"),
            faults => bail!("配置有 {} 处不对：\n  {}", faults.len(), faults.join("\n  ")),
        }
    }

    fn read(reading: &mut Reading<'_>, gathered: Gathered) -> Self {
        let data_folder = reading.data_folder();
        let in_data = |name: &str| data_folder.join(name);
        let database_url = reading.filled("database").map_or_else(
            || format!("sqlite:{}", in_data("gongkai.db").display()),
            str::to_owned,
        );
        let mail = MailSettings::read(reading);
        Self {
            database_url,
            keys_file: reading.path("keys_file").unwrap_or_else(|| in_data("keys.toml")),
            listen: reading.listen(),
            desk_listen: reading.address("desk_listen"),
            metrics_listen: reading.address("metrics_listen"),
            connections: reading.number("connections", 16..=1_000_000),
            address_connections: reading.optional("address_connections", 1..=1_000_000),
            unread_timeout: Duration::from_secs(reading.number("unread_seconds", 1..=3600)),
            stop_timeout: Duration::from_secs(reading.number("stop_seconds", 0..=3600)),
            log: reading.log(),
            web: reading.web(mail.way()),
            mail,
            data_folder,
            gathered,
        }
    }

    /// The folder of uploaded files.
    pub fn files_folder(&self) -> PathBuf {
        self.data_folder.join("files")
    }

    /// The file that was read, if any.
    pub fn file(&self) -> Option<&PathBuf> {
        self.gathered.file.as_ref()
    }

    /// Every setting with its value, secrets masked, and its source.
    pub fn shown(&self) -> Vec<(&'static Setting, String, Source)> {
        let show = |setting: &'static Setting| {
            let (text, source) = self.gathered.get(setting.name);
            let value = match setting.name {
                "database" => masked(&self.database_url),
                name if settings::is_secret(name) && !text.is_empty() => masking::MASK.to_owned(),
                _ => text.to_owned(),
            };
            (setting, value, source)
        };
        settings::SETTINGS.iter().map(show).collect()
    }
}

/// What looks like a slip in the names of this process's variables.
pub fn misspelt_variables() -> Vec<String> {
    misspelt(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))
}

/// A variable that begins like ours and is none of ours is no error (others set such names for a service called
/// gongkai), but where it looks like a slip it is worth a word.
fn misspelt(names: impl Iterator<Item = String>) -> Vec<String> {
    let said = |name: String| {
        let rest = name.strip_prefix("GONGKAI_")?.to_lowercase();
        let (setting, distance) = settings::nearest(&rest)?;
        (1..=2)
            .contains(&distance)
            .then(|| format!("环境变量 {name} 不起作用，是不是 {}？", setting.variable()))
    };
    names.filter_map(said).collect()
}

/// The environment of this process, as [`Configuration::load`] takes it.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests;
