//! The configuration file: TOML, one flat table of settings. An unknown name is an error that names the nearest known one.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use toml::Value;

use super::settings;

/// The file read where none is named: `gongkai.toml` in the working folder, if it is there.
pub fn usual() -> Option<PathBuf> {
    let usual = PathBuf::from("gongkai.toml");
    usual.is_file().then_some(usual)
}

/// The settings of a file with their values as text.
pub fn read(file: &Path) -> anyhow::Result<Vec<(&'static str, String)>> {
    let place = file.display();
    let text = std::fs::read_to_string(file).with_context(|| format!("无法读取配置文件 {place}"))?;
    let table: toml::Table = text
        .parse()
        .with_context(|| format!("配置文件 {place} 不是正确的 TOML"))?;
    let mut values = Vec::new();
    for (name, value) in table {
        let Some(setting) = settings::find(&name) else {
            let nearest = settings::nearest(&name).map_or("", |(setting, _)| setting.name);
            bail!("配置文件 {place} 中的“{name}”不是配置项，是不是“{nearest}”？");
        };
        let text = text_of(&value).with_context(|| {
            format!("配置文件 {place} 中“{name}”的值应为文字、整数，或者由它们组成的列表")
        })?;
        values.push((setting.name, text));
    }
    Ok(values)
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(text_of).collect();
            Some(items?.join(","))
        }
        _ => None,
    }
}
