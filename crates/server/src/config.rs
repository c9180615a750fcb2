//! The configuration: a file, then the environment, then flags, each over the one before. One table of settings makes
//! all three, `gongkai config`, and docs/configuration.md.

mod file;
mod flags;
mod mail;
mod masking;
mod settings;
mod values;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use flags::Flags;
pub use masking::masked;
pub use settings::{Setting, table};

use settings::SETTINGS;

/// Where a value came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Default,
    File,
    Environment,
    Flag,
}

impl Source {
    /// 默认、文件、环境变量、命令行
    pub const fn label(self) -> &'static str {
        match self {
            Self::Default => "默认",
            Self::File => "文件",
            Self::Environment => "环境变量",
            Self::Flag => "命令行",
        }
    }
}

/// The values as text, each with its source.
#[derive(Clone, Debug)]
pub struct Config {
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    values: BTreeMap<&'static str, (String, Source)>,
}

impl Config {
    /// Reads file, environment and flags, and refuses values that can't be meant. `environment` gives the value of a
    /// variable; one that is set to nothing counts as not set.
    pub fn load(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let config = Self::gather(flags, environment)?;
        config.check()?;
        Ok(config)
    }

    fn gather(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let set = |name: &str| environment(name).filter(|value| !value.is_empty());
        let defaults = SETTINGS
            .iter()
            .map(|setting| (setting.name, (setting.default.to_owned(), Source::Default)));
        let mut values: BTreeMap<_, _> = defaults.collect();
        let named = flags
            .config
            .clone()
            .or_else(|| set("GONGKAI_CONFIG").map(PathBuf::from));
        let file = named.or_else(file::usual);
        if let Some(file) = &file {
            for (name, value) in file::read(file)? {
                values.insert(name, (value, Source::File));
            }
        }
        for setting in SETTINGS {
            if let Some(value) = set(&setting.variable()) {
                values.insert(setting.name, (value, Source::Environment));
            }
        }
        for (name, value) in &flags.values {
            values.insert(name, (value.clone(), Source::Flag));
        }
        Ok(Self { file, values })
    }

    /// The value of a setting; empty where it has none.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |(value, _)| value.as_str())
    }

    /// Every setting with its value, secrets masked, and its source.
    pub fn shown(&self) -> Vec<(&'static Setting, String, Source)> {
        let show = |setting: &'static Setting| {
            let source = self
                .values
                .get(setting.name)
                .map_or(Source::Default, |(_, source)| *source);
            let value = match (setting.name, self.get(setting.name)) {
                ("database", _) => masked(&self.database_url()),
                (name, value) if settings::is_secret(name) && !value.is_empty() => masking::MASK.to_owned(),
                (_, value) => value.to_owned(),
            };
            (setting, value, source)
        };
        SETTINGS.iter().map(show).collect()
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

/// The environment of this process, as [`Config::load`] takes it.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

#[cfg(test)]
mod tests;
