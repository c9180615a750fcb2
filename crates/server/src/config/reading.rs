//! Reading the values: addresses, folders, limits. What can't be meant is noted, and reading goes on with something in its
//! place, so that all faults are said at once; with a fault there is no configuration.

use std::fmt::Display;
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use law::staff::SecondFactorOf;

use super::LogSettings;
use super::gathered::Gathered;
use crate::telemetry;

/// The values that are being read, and what is wrong with those read so far.
pub(super) struct Reading<'a> {
    values: &'a Gathered,
    pub faults: Vec<String>,
}

impl<'a> Reading<'a> {
    pub fn of(values: &'a Gathered) -> Self {
        Self {
            values,
            faults: Vec::new(),
        }
    }

    pub fn fault(&mut self, what: impl Into<String>) {
        self.faults.push(what.into());
    }

    /// The value as it was written.
    pub fn text(&self, name: &str) -> &'a str {
        self.values.get(name).0
    }

    /// The value, where there is one.
    pub fn filled(&self, name: &str) -> Option<&'a str> {
        Some(self.text(name)).filter(|value| !value.is_empty())
    }

    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.filled(name).map(PathBuf::from)
    }

    pub fn address(&mut self, name: &str) -> Option<SocketAddr> {
        let text = self.filled(name)?;
        let address = text.parse().ok();
        if address.is_none() {
            self.fault(format!(
                "{name} 应为“地址:端口”，例如 127.0.0.1:8080，现为 {text}"
            ));
        }
        address
    }

    pub fn number<T: FromStr + PartialOrd + Display + Copy>(
        &mut self,
        name: &str,
        range: RangeInclusive<T>,
    ) -> T {
        match self.parse(name, self.text(name)) {
            Some(number) if range.contains(&number) => number,
            Some(number) => {
                let (least, most) = (range.start(), range.end());
                self.fault(format!("{name} 应在 {least} 到 {most} 之间，现为 {number}"));
                *range.start()
            }
            None => *range.start(),
        }
    }

    /// A number that need not be set.
    pub fn optional<T: FromStr + PartialOrd + Display + Copy>(
        &mut self,
        name: &str,
        range: RangeInclusive<T>,
    ) -> Option<T> {
        self.filled(name)?;
        Some(self.number(name, range))
    }

    fn parse<T: FromStr>(&mut self, name: &str, text: &str) -> Option<T> {
        let value = text.trim().parse().ok();
        if value.is_none() {
            self.fault(format!("{name} 的值不对：{text}"));
        }
        value
    }

    fn list(&self, name: &str) -> Vec<&'a str> {
        let items = self.text(name).split(',').map(str::trim);
        items.filter(|item| !item.is_empty()).collect()
    }
}

impl Reading<'_> {
    pub fn data_folder(&mut self) -> PathBuf {
        if self.filled("data_folder").is_none() {
            self.fault("data_folder 不能为空");
        }
        PathBuf::from(self.text("data_folder"))
    }

    pub fn listen(&mut self) -> SocketAddr {
        if self.filled("listen").is_none() {
            self.fault("listen 不能为空");
        }
        let nowhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        self.address("listen").unwrap_or(nowhere)
    }

    pub fn log(&mut self) -> LogSettings {
        let (filter, format) = (self.text("log"), self.text("log_format"));
        if !telemetry::is_filter(filter) {
            self.fault(format!(
                "log 应为 error、warn、info、debug 或者 tracing 的过滤式，现为 {filter}"
            ));
        }
        if !["text", "json"].contains(&format) {
            self.fault(format!("log_format 应为 text 或 json，现为 {format}"));
        }
        LogSettings {
            filter: filter.to_owned(),
            is_json: format == "json",
        }
    }

    /// What converts files of older Word and of WPS: the one that is named, or one of the machine's.
    fn converter(&self) -> Option<paper::documents::Converter> {
        match self.text("libreoffice") {
            "off" => None,
            "" => paper::documents::Converter::on_path(&std::env::var_os("PATH")?),
            program => Some(paper::documents::Converter::of(program)),
        }
    }

    pub fn web(&mut self, mail_way: Option<String>) -> web::Settings {
        let public_url = self.filled("public_url");
        if let Some(url) = public_url
            && !url.starts_with("http://")
            && !url.starts_with("https://")
        {
            self.fault(format!("public_url 应以 http:// 或 https:// 开头，现为 {url}"));
        }
        let proxies = self.list("trusted_proxies").into_iter();
        let second_factor = SecondFactorOf::from_code(self.text("second_factor"));
        if second_factor.is_none() {
            self.fault(format!(
                "second_factor 应为 administrators、all 或 none，现为 {}",
                self.text("second_factor")
            ));
        }
        let sessions = self.number::<u32>("sessions", 0..=1000);
        web::Settings {
            public_url: public_url.map(|url| url.trim_end_matches('/').to_owned()),
            organ_code: self.filled("site_organ").map(str::to_owned),
            trusted_proxies: proxies
                .filter_map(|address| self.parse("trusted_proxies", address))
                .collect(),
            hourly_applications: self.number("hourly_applications", 1..=1_000_000),
            form_limit: self.number::<usize>("form_megabytes", 1..=1024) << 20,
            upload_limit: self.number::<usize>("upload_megabytes", 1..=4096) << 20,
            request_timeout: Duration::from_secs(self.number("request_seconds", 1..=3600)),
            fonts_folders: self
                .list("fonts_folders")
                .into_iter()
                .map(PathBuf::from)
                .collect(),
            converter: self.converter(),
            search_folder: PathBuf::from(self.text("data_folder")).join("search"),
            cache_bytes: self.number::<u64>("cache_megabytes", 0..=1 << 20) << 20,
            second_factor: second_factor.unwrap_or(SecondFactorOf::Everybody),
            most_sessions: Some(sessions).filter(|most| *most > 0),
            mail_way,
            is_demonstration: false,
        }
    }
}
