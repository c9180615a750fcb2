//! The values of all settings as text, each with its source; read further on, and shown by `gongkai config`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::settings::SETTINGS;
use super::{Flags, file};

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
#[derive(Clone)]
pub(super) struct Gathered {
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    values: BTreeMap<&'static str, (String, Source)>,
}

/// Passwords are among the values.
impl std::fmt::Debug for Gathered {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Gathered")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

impl Gathered {
    /// Flags over the environment over the file over the defaults.
    pub fn gather(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
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

    /// The value of a setting, empty where it has none, and where it came from.
    pub fn get(&self, name: &str) -> (&str, Source) {
        let found = self.values.get(name);
        found.map_or(("", Source::Default), |(value, source)| (value.as_str(), *source))
    }
}
