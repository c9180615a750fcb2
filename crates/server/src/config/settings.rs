//! The one table of settings: the file, the environment, the flags, `gongkai config` and docs/configuration.md are all made of it.

use std::fmt::Write;

/// A setting that an operator can change.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file.
    pub name: &'static str,
    pub default: &'static str,
    /// How the value is written, for the help text.
    pub shape: &'static str,
    /// What it does, in Chinese.
    pub about: &'static str,
    /// Whether the short help lists it.
    pub is_common: bool,
}

impl Setting {
    /// The environment variable: `GONGKAI_` and the name in capitals.
    pub fn variable(&self) -> String {
        format!("GONGKAI_{}", self.name.to_uppercase())
    }

    /// The flag, without its two dashes.
    pub fn flag(&self) -> String {
        match self.name {
            "data_folder" => "data".to_owned(),
            name => name.replace('_', "-"),
        }
    }
}

const fn setting(
    name: &'static str,
    default: &'static str,
    shape: &'static str,
    about: &'static str,
) -> Setting {
    Setting {
        name,
        default,
        shape,
        about,
        is_common: false,
    }
}

const fn common(setting: Setting) -> Setting {
    Setting {
        is_common: true,
        ..setting
    }
}

/// All settings in the order they are shown.
pub const SETTINGS: &[Setting] = &[
    common(setting(
        "data_folder",
        "data",
        "文件夹",
        "数据文件夹：SQLite 数据库和上传的文件",
    )),
    common(setting(
        "database",
        "",
        "地址",
        "数据库地址，`sqlite:路径` 或 `postgres://用户:密码@主机/库`；空为数据文件夹中的 SQLite",
    )),
    setting(
        "keys_file",
        "",
        "文件",
        "密钥文件，身份证号、电话等用它加密；空为数据文件夹中的 `keys.toml`，首次启动时生成",
    ),
    common(setting(
        "listen",
        "127.0.0.1:8080",
        "地址:端口",
        "网站的监听地址；端口为 0 时由系统选定",
    )),
    setting(
        "desk_listen",
        "",
        "地址:端口",
        "工作台单独的监听地址（内网）；空为与网站同一地址",
    ),
    setting(
        "metrics_listen",
        "",
        "地址:端口",
        "指标 `/metrics` 单独的监听地址；空为只允许本机直接访问网站地址上的 `/metrics`（经反向代理的一律拒绝）",
    ),
    common(setting(
        "public_url",
        "",
        "网址",
        "公众访问的网址；以 https:// 开头时 Cookie 只走加密连接",
    )),
    setting(
        "site_organ",
        "",
        "机关代码",
        "域名不对应任何机关时显示哪个机关的网站；空为最早登记的机关",
    ),
    setting(
        "trusted_proxies",
        "",
        "IP,…",
        "可信反向代理的 IP，以逗号分隔；只采信它们的 `X-Forwarded-For`",
    ),
    setting(
        "fonts_folders",
        "",
        "文件夹,…",
        "本单位字体文件夹（方正小标宋、仿宋_GB2312 等），以逗号分隔",
    ),
    setting(
        "libreoffice",
        "",
        "程序",
        "转换旧版 Word、WPS 文件（.doc、.wps）的 LibreOffice：程序路径；空为在 PATH 中查找 soffice，`off` 为不转换",
    ),
    setting(
        "mail_server",
        "",
        "主机:端口",
        "发送邮件的服务器（SMTP），如 `smtp.example.gov.cn:465`；空为不发邮件，提醒和通知留在后台任务中",
    ),
    setting(
        "mail_security",
        "starttls",
        "方式",
        "与邮件服务器的连接：starttls（端口 587）、tls（端口 465）或 none（不加密，只用于本机或者内网）",
    ),
    setting("mail_user", "", "用户", "邮件服务器的用户名；空为不需要登录"),
    setting(
        "mail_password",
        "",
        "密码",
        "邮件服务器的密码；宜用环境变量或者 `mail_password_file`，不要写在命令行上",
    ),
    setting("mail_password_file", "", "文件", "内容为邮件服务器密码的文件"),
    setting("mail_from", "", "邮箱", "发件人邮箱"),
    setting("mail_from_name", "政府信息公开", "名称", "发件人名称"),
    setting(
        "mail_folder",
        "",
        "文件夹",
        "把邮件写进这个文件夹而不发出，供演示和试用；与 `mail_server` 只能设置一个",
    ),
    setting(
        "second_factor",
        "administrators",
        "范围",
        "必须启用动态口令的人员：administrators（系统、安全、审计管理员）、all（全部人员）或 none（不要求）；演示的示例账号不受限制",
    ),
    setting(
        "sessions",
        "3",
        "个数",
        "同一账号同时有效的登录数，超过时结束最久没有使用的；0 为不限。演示的示例账号不受限制",
    ),
    setting("connections", "4096", "个数", "同时打开的连接数上限"),
    setting(
        "address_connections",
        "",
        "个数",
        "其中同一地址最多占多少个；空为四分之一；`trusted_proxies` 中的反向代理不受此限",
    ),
    setting(
        "unread_seconds",
        "30",
        "秒",
        "对方一直不读取答复时，多久断开（秒）",
    ),
    setting(
        "hourly_applications",
        "200",
        "件",
        "一个机关的网站一小时内最多接收的申请；超出的请申请人稍后再提交，或者邮寄、当面提交",
    ),
    setting("form_megabytes", "2", "MB", "表单的大小上限（MB）"),
    setting("upload_megabytes", "50", "MB", "上传文件的大小上限（MB）"),
    setting("request_seconds", "30", "秒", "单个请求的时间上限（秒）"),
    setting("stop_seconds", "20", "秒", "停止时等待未完成请求的时间上限（秒）"),
    setting(
        "cache_megabytes",
        "64",
        "MB",
        "公开页面缓存的内存上限（MB）；0 为不缓存",
    ),
    setting(
        "log",
        "info",
        "级别",
        "日志级别：error、warn、info、debug，或者 tracing 的过滤式（如 `info,web=debug`）",
    ),
    setting("log_format", "text", "格式", "日志格式：text 或 json"),
];

/// Whether the value of this setting is never shown.
pub fn is_secret(name: &str) -> bool {
    name == "mail_password"
}

/// The setting of this name.
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

/// The setting whose name is most like this one, and how many letters differ.
pub fn nearest(name: &str) -> Option<(&'static Setting, usize)> {
    SETTINGS
        .iter()
        .map(|setting| (setting, strsim::levenshtein(name, setting.name)))
        .min_by_key(|(_, distance)| *distance)
}

/// The table of docs/configuration.md.
pub fn table() -> String {
    let mut text = "| 配置项 | 环境变量 | 命令行 | 默认 | 说明 |\n|---|---|---|---|---|\n".to_owned();
    for setting in SETTINGS {
        let default = if setting.default.is_empty() {
            "（空）".to_owned()
        } else {
            format!("`{}`", setting.default)
        };
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "| `{}` | `{}` | `--{}` | {default} | {} |",
            setting.name,
            setting.variable(),
            setting.flag(),
            setting.about
        );
    }
    text
}
