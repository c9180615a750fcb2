//! The settings of mail: a server, or a folder that mails are written into, or neither: then mail is off and its jobs wait.

use std::path::PathBuf;

use anyhow::Context;
use channels::mail::{MailError, MailLine, Security, Sender, Server};
use law::reminders::mail_address;

use super::reading::Reading;

/// The sender of mails that only go into a folder, where none is set.
const NOBODY: &str = "gongkai@localhost.localdomain";

/// Where mail goes.
#[derive(Clone)]
pub enum MailSettings {
    Off,
    Folder(Sender, PathBuf),
    Server(MailServer),
}

/// A mail server and how it is spoken to.
#[derive(Clone)]
pub struct MailServer {
    sender: Sender,
    host: String,
    port: u16,
    security: Security,
    /// Whoever signs in there, and with what.
    user: Option<(String, Password)>,
}

/// A password, or the file it stands in, which is read when it is needed.
#[derive(Clone)]
enum Password {
    Plain(String),
    File(PathBuf),
}

impl std::fmt::Debug for MailSettings {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "MailSettings({:?})", self.way())
    }
}

impl MailSettings {
    /// Reads the settings, and notes what can't be meant.
    pub(super) fn read(reading: &mut Reading<'_>) -> Self {
        let folder = reading.path("mail_folder");
        let server = server(reading);
        let (security, user) = (security(reading), user(reading));
        let sender = sender(reading);
        if server.is_some() && folder.is_some() {
            reading.fault("mail_server 和 mail_folder 只能设置一个");
        }
        if server.is_some() && reading.filled("mail_from").is_none() {
            reading.fault("设置了 mail_server，还要设置 mail_from（发件人邮箱）");
        }
        match (folder, server) {
            (Some(folder), _) => Self::Folder(sender, folder),
            (None, None) => Self::Off,
            (None, Some((host, port))) => Self::Server(MailServer {
                sender,
                host,
                port,
                security,
                user,
            }),
        }
    }

    /// The line that mail goes out by; `None` where mail is off. Reads the password's file.
    pub fn line(&self) -> anyhow::Result<Option<MailLine>> {
        Ok(match self {
            Self::Off => None,
            Self::Folder(sender, folder) => Some(MailLine::Folder(sender.clone(), folder.clone())),
            Self::Server(server) => Some(server.line()?),
        })
    }

    /// Where mail goes, in words without a secret; `None` where mail is off.
    pub fn way(&self) -> Option<String> {
        match self {
            Self::Off => None,
            Self::Folder(_, folder) => Some(format!("文件夹 {}（只写文件，不发出）", folder.display())),
            Self::Server(server) => Some(format!("邮件服务器 {}", server.place())),
        }
    }

    /// Whether mail goes nowhere.
    pub fn is_off(&self) -> bool {
        matches!(self, Self::Off)
    }

    /// Whether a password would go over the network in the clear.
    pub fn is_password_bare(&self) -> bool {
        let is_here = |host: &str| matches!(host, "localhost" | "127.0.0.1" | "::1");
        match self {
            Self::Server(server) => {
                server.security == Security::None && server.user.is_some() && !is_here(&server.host)
            }
            _ => false,
        }
    }
}

impl MailServer {
    fn line(&self) -> anyhow::Result<MailLine> {
        let credentials = match &self.user {
            Some((user, password)) => Some((user.clone(), password.reveal()?)),
            None => None,
        };
        let server = Server {
            host: self.host.clone(),
            port: self.port,
            security: self.security,
            credentials,
        };
        let unfit = |error: MailError| anyhow::anyhow!("mail_server 不能使用（{error}）");
        MailLine::smtp(self.sender.clone(), &server).map_err(unfit)
    }

    fn place(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

impl Password {
    fn reveal(&self) -> anyhow::Result<String> {
        match self {
            Self::Plain(password) => Ok(password.clone()),
            Self::File(file) => {
                let text = std::fs::read_to_string(file)
                    .with_context(|| format!("无法读取 mail_password_file {}", file.display()))?;
                Ok(text.trim_end_matches(['\r', '\n']).to_owned())
            }
        }
    }
}

fn sender(reading: &mut Reading<'_>) -> Sender {
    let address = reading.filled("mail_from");
    if let Some(address) = address
        && mail_address(address).is_err()
    {
        reading.fault(format!("mail_from 应为邮箱地址，现为 {address}"));
    }
    Sender {
        address: address.unwrap_or(NOBODY).trim().to_owned(),
        name: reading.text("mail_from_name").to_owned(),
    }
}

fn server(reading: &mut Reading<'_>) -> Option<(String, u16)> {
    let text = reading.text("mail_server").trim();
    if text.is_empty() {
        return None;
    }
    let server = host_and_port(text);
    if server.is_none() {
        reading.fault(format!(
            "mail_server 应为“主机:端口”，例如 smtp.example.gov.cn:465，现为 {text}"
        ));
    }
    server
}

fn host_and_port(text: &str) -> Option<(String, u16)> {
    let (host, port) = text.rsplit_once(':')?;
    let port: u16 = port.parse().ok().filter(|port| *port > 0)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let is_host = !host.is_empty() && !host.contains(['/', '@', ' ']);
    is_host.then(|| (host.to_owned(), port))
}

fn security(reading: &mut Reading<'_>) -> Security {
    match reading.text("mail_security") {
        "starttls" => Security::StartTls,
        "tls" => Security::Tls,
        "none" => Security::None,
        other => {
            reading.fault(format!("mail_security 应为 starttls、tls 或 none，现为 {other}"));
            Security::Tls
        }
    }
}

fn user(reading: &mut Reading<'_>) -> Option<(String, Password)> {
    let (plain, file) = (
        reading.filled("mail_password"),
        reading.path("mail_password_file"),
    );
    if plain.is_some() && file.is_some() {
        reading.fault("mail_password 和 mail_password_file 只能设置一个");
    }
    let password = match (file, plain) {
        (Some(file), _) => Some(Password::File(file)),
        (None, plain) => plain.map(|password| Password::Plain(password.to_owned())),
    };
    let user = reading.filled("mail_user")?;
    if password.is_none() {
        reading.fault("设置了 mail_user，还要设置 mail_password_file 或者 mail_password");
    }
    Some((user.to_owned(), password?))
}
