//! The configuration: a file, then the environment, then flags, each over the one before. One table of settings makes
//! all three, `gongkai config`, and docs/configuration.md.

mod settings;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail};

pub use settings::{SETTINGS, Setting, table};

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
    values: BTreeMap<&'static str, (String, Source)>,
}

/// What was given on the command line.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// 配置文件（TOML）；不写则读取当前目录的 gongkai.toml（如有）
    #[arg(long, global = true)]
    pub config: Option<PathBuf>,
    /// 数据库地址：sqlite:路径 或 postgres://用户:密码@主机/库
    #[arg(long, global = true)]
    pub database: Option<String>,
    /// 数据文件夹
    #[arg(long = "data", global = true)]
    pub data_folder: Option<String>,
    /// 监听地址，例如 127.0.0.1:8080
    #[arg(long, global = true)]
    pub listen: Option<String>,
    /// 工作台单独的监听地址（内网）；不写则与网站同一地址
    #[arg(long, global = true)]
    pub desk_listen: Option<String>,
    /// 公众访问的网址，例如 https://www.example.gov.cn
    #[arg(long, global = true)]
    pub public_url: Option<String>,
    /// 日志级别：error、warn、info、debug
    #[arg(long, global = true)]
    pub log: Option<String>,
}

impl Flags {
    fn values(&self) -> [(&'static str, Option<&String>); 6] {
        [
            ("database", self.database.as_ref()),
            ("data_folder", self.data_folder.as_ref()),
            ("listen", self.listen.as_ref()),
            ("desk_listen", self.desk_listen.as_ref()),
            ("public_url", self.public_url.as_ref()),
            ("log", self.log.as_ref()),
        ]
    }
}

impl Config {
    /// Reads file, environment and flags. `environment` gives the value of a variable.
    pub fn load(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> anyhow::Result<Self> {
        let mut values: BTreeMap<&'static str, (String, Source)> = SETTINGS
            .iter()
            .map(|setting| (setting.name, (setting.default.to_owned(), Source::Default)))
            .collect();
        let named = flags
            .config
            .clone()
            .or_else(|| environment("GONGKAI_CONFIG").map(PathBuf::from));
        let usual = Path::new("gongkai.toml");
        let file = named
            .clone()
            .or_else(|| usual.is_file().then(|| usual.to_owned()));
        if let Some(file) = file {
            for (name, value) in read_file(&file)? {
                values.insert(name, (value, Source::File));
            }
        }
        for setting in SETTINGS {
            if let Some(value) = environment(&setting.variable()) {
                values.insert(setting.name, (value, Source::Environment));
            }
        }
        for (name, value) in flags.values() {
            if let Some(value) = value {
                values.insert(name, (value.clone(), Source::Flag));
            }
        }
        let config = Self { values };
        config.check()?;
        Ok(config)
    }

    /// The value of a setting; empty where it has none.
    pub fn get(&self, name: &str) -> &str {
        self.values.get(name).map_or("", |(value, _)| value.as_str())
    }

    /// Every setting with its value, secrets masked, and its source.
    pub fn shown(&self) -> Vec<(&'static Setting, String, Source)> {
        let show = |setting: &'static Setting| {
            let (value, source) = self
                .values
                .get(setting.name)
                .cloned()
                .unwrap_or((String::new(), Source::Default));
            let value = if setting.name == "database" && value.is_empty() {
                self.database_url()
            } else {
                value
            };
            (setting, masked(&value), source)
        };
        SETTINGS.iter().map(show).collect()
    }

    /// The database URL: the set one, else a SQLite file in the data folder.
    pub fn database_url(&self) -> String {
        match self.get("database") {
            "" => format!("sqlite:{}", self.data_folder().join("gongkai.db").display()),
            url => url.to_owned(),
        }
    }

    /// The folder of everything the program keeps.
    pub fn data_folder(&self) -> PathBuf {
        PathBuf::from(self.get("data_folder"))
    }

    /// The folder of uploaded files.
    pub fn files_folder(&self) -> PathBuf {
        self.data_folder().join("files")
    }

    /// The address the site listens on.
    pub fn listen(&self) -> anyhow::Result<SocketAddr> {
        address("listen", self.get("listen"))
    }

    /// The address the desk alone listens on, where set.
    pub fn desk_listen(&self) -> anyhow::Result<Option<SocketAddr>> {
        match self.get("desk_listen") {
            "" => Ok(None),
            text => address("desk_listen", text).map(Some),
        }
    }

    /// Folders with the organ's own type faces.
    pub fn fonts_folders(&self) -> Vec<PathBuf> {
        list(self.get("fonts_folders")).map(PathBuf::from).collect()
    }

    /// What the web crate needs.
    pub fn web(&self) -> anyhow::Result<web::Settings> {
        let filled = |name| Some(self.get(name).to_owned()).filter(|value| !value.is_empty());
        Ok(web::Settings {
            public_url: filled("public_url").map(|url| url.trim_end_matches('/').to_owned()),
            organ_code: filled("organ"),
            trusted_proxies: list(self.get("trusted_proxies"))
                .map(|ip| parse("trusted_proxies", ip))
                .collect::<Result<_, _>>()?,
            form_limit: megabytes("form_megabytes", self.get("form_megabytes"))?,
            upload_limit: megabytes("upload_megabytes", self.get("upload_megabytes"))?,
            request_timeout: Duration::from_secs(parse("request_seconds", self.get("request_seconds"))?),
            fonts_folders: self.fonts_folders(),
            cache_bytes: parse::<u64>("cache_megabytes", self.get("cache_megabytes"))?
                .saturating_mul(1 << 20),
        })
    }

    /// Refuses values that can't be meant, before anything starts.
    fn check(&self) -> anyhow::Result<()> {
        self.listen()?;
        self.desk_listen()?;
        self.web()?;
        let url = self.get("public_url");
        if !url.is_empty() && !url.starts_with("http://") && !url.starts_with("https://") {
            bail!("public_url 应以 http:// 或 https:// 开头，现为 {url}");
        }
        if !["text", "json"].contains(&self.get("log_format")) {
            bail!("log_format 应为 text 或 json，现为 {}", self.get("log_format"));
        }
        Ok(())
    }
}

fn read_file(file: &Path) -> anyhow::Result<Vec<(&'static str, String)>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("无法读取配置文件 {}", file.display()))?;
    let table: toml::Table = text
        .parse()
        .with_context(|| format!("配置文件 {} 不是正确的 TOML", file.display()))?;
    let mut values = Vec::new();
    for (name, value) in table {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
            bail!(
                "配置文件 {} 中没有“{name}”这一项，是不是“{}”？",
                file.display(),
                nearest(&name)
            );
        };
        let text = match value {
            toml::Value::String(text) => text,
            toml::Value::Array(items) => items
                .iter()
                .map(|item| item.as_str().unwrap_or_default())
                .collect::<Vec<_>>()
                .join(","),
            other => other.to_string(),
        };
        values.push((setting.name, text));
    }
    Ok(values)
}

/// The setting whose name is most like this one.
fn nearest(name: &str) -> &'static str {
    let distance = |setting: &&Setting| strsim::levenshtein(name, setting.name);
    SETTINGS
        .iter()
        .min_by_key(distance)
        .map_or("", |setting| setting.name)
}

/// A URL without its password.
pub fn masked(value: &str) -> String {
    let Some((scheme, rest)) = value.split_once("://") else {
        return value.to_owned();
    };
    let Some((credentials, place)) = rest.rsplit_once('@') else {
        return value.to_owned();
    };
    match credentials.split_once(':') {
        Some((user, _)) => format!("{scheme}://{user}:******@{place}"),
        None => value.to_owned(),
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

fn address(name: &str, text: &str) -> anyhow::Result<SocketAddr> {
    text.parse()
        .with_context(|| format!("{name} 应为“地址:端口”，例如 127.0.0.1:8080，现为 {text}"))
}

fn parse<T: std::str::FromStr>(name: &str, text: &str) -> anyhow::Result<T> {
    text.parse()
        .ok()
        .with_context(|| format!("{name} 的值不对：{text}"))
}

fn megabytes(name: &str, text: &str) -> anyhow::Result<usize> {
    Ok(parse::<usize>(name, text)?.saturating_mul(1 << 20))
}

#[cfg(test)]
mod tests;
