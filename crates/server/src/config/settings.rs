//! The one table of settings.

use std::fmt::Write;

/// A setting that an operator can change.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file; the variable is `GONGKAI_` and the name in capitals.
    pub name: &'static str,
    pub default: &'static str,
    /// The flag, where there is one.
    pub flag: Option<&'static str>,
    /// What it does, in Chinese.
    pub about: &'static str,
}

impl Setting {
    /// The environment variable.
    pub fn variable(&self) -> String {
        format!("GONGKAI_{}", self.name.to_uppercase())
    }
}

const fn setting(
    name: &'static str,
    default: &'static str,
    flag: Option<&'static str>,
    about: &'static str,
) -> Setting {
    Setting {
        name,
        default,
        flag,
        about,
    }
}

/// All settings in the order they are shown.
pub const SETTINGS: &[Setting] = &[
    setting(
        "data_folder",
        "data",
        Some("--data"),
        "数据文件夹：SQLite 数据库和上传的文件",
    ),
    setting(
        "database",
        "",
        Some("--database"),
        "数据库地址，`sqlite:路径` 或 `postgres://用户:密码@主机/库`；空为数据文件夹中的 SQLite",
    ),
    setting("listen", "127.0.0.1:8080", Some("--listen"), "网站的监听地址"),
    setting(
        "desk_listen",
        "",
        Some("--desk-listen"),
        "工作台单独的监听地址（内网）；空为与网站同一地址",
    ),
    setting(
        "public_url",
        "",
        Some("--public-url"),
        "公众访问的网址；以 https:// 开头时 Cookie 只走加密连接",
    ),
    setting(
        "organ",
        "",
        None,
        "域名不对应任何机关时显示哪个机关的网站（机关代码）；空为最早登记的机关",
    ),
    setting(
        "trusted_proxies",
        "",
        None,
        "可信反向代理的 IP，以逗号分隔；只采信它们的 X-Forwarded-For",
    ),
    setting(
        "fonts_folders",
        "",
        None,
        "本单位字体文件夹（方正小标宋、仿宋_GB2312 等），以逗号分隔",
    ),
    setting("form_megabytes", "2", None, "表单的大小上限（MB）"),
    setting("upload_megabytes", "50", None, "上传文件的大小上限（MB）"),
    setting("request_seconds", "30", None, "单个请求的时间上限（秒）"),
    setting("cache_megabytes", "64", None, "公开页面缓存的内存上限（MB）"),
    setting(
        "metrics_listen",
        "",
        None,
        "指标 /metrics 单独的监听地址；空为只允许本机访问网站地址上的 /metrics",
    ),
    setting(
        "log",
        "info",
        Some("--log"),
        "日志级别：error、warn、info、debug，或者 tracing 的过滤式",
    ),
    setting("log_format", "text", None, "日志格式：text 或 json"),
];

/// The table of docs/configuration.md.
pub fn table() -> String {
    let mut text = "| 配置项 | 环境变量 | 命令行 | 默认 | 说明 |\n|---|---|---|---|---|\n".to_owned();
    for setting in SETTINGS {
        let default = if setting.default.is_empty() {
            "（空）".to_owned()
        } else {
            format!("`{}`", setting.default)
        };
        let flag = setting
            .flag
            .map_or_else(|| "—".to_owned(), |flag| format!("`{flag}`"));
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "| `{}` | `{}` | {flag} | {default} | {} |",
            setting.name,
            setting.variable(),
            setting.about
        );
    }
    text
}
