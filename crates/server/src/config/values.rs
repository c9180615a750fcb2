//! The settings as the program uses them: addresses, folders, limits. A value that can't be meant is refused before
//! anything starts.

use std::fmt::Display;
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use anyhow::{Context, bail};

use super::Config;
use crate::telemetry;

impl Config {
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

    /// The file of the keys that personal numbers are sealed with.
    pub fn keys_file(&self) -> PathBuf {
        match self.get("keys_file") {
            "" => self.data_folder().join("keys.toml"),
            path => PathBuf::from(path),
        }
    }

    /// The address the site listens on.
    pub fn listen(&self) -> anyhow::Result<SocketAddr> {
        self.address("listen")?.context("listen 不能为空")
    }

    /// The address the desk alone listens on, where set.
    pub fn desk_listen(&self) -> anyhow::Result<Option<SocketAddr>> {
        self.address("desk_listen")
    }

    /// The address metrics alone are served on, where set.
    pub fn metrics_listen(&self) -> anyhow::Result<Option<SocketAddr>> {
        self.address("metrics_listen")
    }

    /// Folders with the organ's own type faces.
    pub fn fonts_folders(&self) -> Vec<PathBuf> {
        list(self.get("fonts_folders")).map(PathBuf::from).collect()
    }

    /// How many connections may be open at once.
    pub fn connections(&self) -> anyhow::Result<usize> {
        self.number("connections", 16..=1_000_000)
    }

    /// How long open requests may take to finish once a stop was asked for.
    pub fn stop_timeout(&self) -> anyhow::Result<Duration> {
        Ok(Duration::from_secs(self.number("stop_seconds", 0..=3600)?))
    }

    /// What the web crate needs.
    pub fn web(&self) -> anyhow::Result<web::Settings> {
        let filled = |name| Some(self.get(name).to_owned()).filter(|value| !value.is_empty());
        Ok(web::Settings {
            public_url: filled("public_url").map(|url| url.trim_end_matches('/').to_owned()),
            organ_code: filled("site_organ"),
            trusted_proxies: list(self.get("trusted_proxies"))
                .map(|ip| parse("trusted_proxies", ip))
                .collect::<Result<_, _>>()?,
            form_limit: self.number::<usize>("form_megabytes", 1..=1024)? << 20,
            upload_limit: self.number::<usize>("upload_megabytes", 1..=4096)? << 20,
            request_timeout: Duration::from_secs(self.number("request_seconds", 1..=3600)?),
            fonts_folders: self.fonts_folders(),
            cache_bytes: self.number::<u64>("cache_megabytes", 0..=1 << 20)? << 20,
            mail_way: self.mail_way(),
        })
    }

    /// Refuses values that can't be meant, before anything starts.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        self.listen()?;
        self.desk_listen()?;
        self.metrics_listen()?;
        self.connections()?;
        self.stop_timeout()?;
        self.web()?;
        self.check_mail()?;
        if self.get("data_folder").is_empty() {
            bail!("data_folder 不能为空");
        }
        let url = self.get("public_url");
        if !url.is_empty() && !url.starts_with("http://") && !url.starts_with("https://") {
            bail!("public_url 应以 http:// 或 https:// 开头，现为 {url}");
        }
        if !["text", "json"].contains(&self.get("log_format")) {
            bail!("log_format 应为 text 或 json，现为 {}", self.get("log_format"));
        }
        if !telemetry::is_filter(self.get("log")) {
            bail!(
                "log 应为 error、warn、info、debug 或者 tracing 的过滤式，现为 {}",
                self.get("log")
            );
        }
        Ok(())
    }

    fn address(&self, name: &str) -> anyhow::Result<Option<SocketAddr>> {
        match self.get(name) {
            "" => Ok(None),
            text => text
                .parse()
                .map(Some)
                .with_context(|| format!("{name} 应为“地址:端口”，例如 127.0.0.1:8080，现为 {text}")),
        }
    }

    fn number<T: FromStr + PartialOrd + Display>(
        &self,
        name: &str,
        range: RangeInclusive<T>,
    ) -> anyhow::Result<T> {
        let number = parse(name, self.get(name))?;
        if !range.contains(&number) {
            bail!(
                "{name} 应在 {} 到 {} 之间，现为 {number}",
                range.start(),
                range.end()
            );
        }
        Ok(number)
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

fn parse<T: FromStr>(name: &str, text: &str) -> anyhow::Result<T> {
    text.trim()
        .parse()
        .ok()
        .with_context(|| format!("{name} 的值不对：{text}"))
}
