//! The settings of mail: a server, or a folder that mails are written into, or neither: then mail is off and jobs wait.

use std::path::PathBuf;

use anyhow::{Context, bail};
use channels::mail::{MailError, MailLine, Security, Sender, Server};
use law::reminders::mail_address;

use super::Config;

/// The sender of mails that only go into a folder, where none is set.
const NOBODY: &str = "gongkai@localhost.localdomain";

impl Config {
    /// The line that mail goes out by; `None` where mail is off. Reads the password's file.
    pub fn mail_line(&self) -> anyhow::Result<Option<MailLine>> {
        let sender = self.mail_sender();
        if let Some(folder) = self.mail_folder() {
            return Ok(Some(MailLine::Folder(sender, folder)));
        }
        let Some((host, port)) = self.mail_server()? else {
            return Ok(None);
        };
        let server = Server {
            host,
            port,
            security: self.mail_security()?,
            credentials: self.mail_credentials()?,
        };
        let unfit = |error: MailError| anyhow::anyhow!("mail_server 不能使用（{error}）");
        Ok(Some(MailLine::smtp(sender, &server).map_err(unfit)?))
    }

    /// Where mail goes, in words without a secret; `None` where mail is off.
    pub fn mail_way(&self) -> Option<String> {
        match (self.mail_folder(), self.get("mail_server")) {
            (Some(folder), _) => Some(format!("文件夹 {}（只写文件，不发出）", folder.display())),
            (None, "") => None,
            (None, server) => Some(format!("邮件服务器 {server}")),
        }
    }

    /// Refuses settings that can't be meant.
    pub(super) fn check_mail(&self) -> anyhow::Result<()> {
        let is_set = |name| !self.get(name).is_empty();
        self.mail_security()?;
        let server = self.mail_server()?;
        if server.is_some() && is_set("mail_folder") {
            bail!("mail_server 和 mail_folder 只能设置一个");
        }
        if server.is_some() && !is_set("mail_from") {
            bail!("设置了 mail_server，还要设置 mail_from（发件人邮箱）");
        }
        if is_set("mail_from") && mail_address(self.get("mail_from")).is_none() {
            bail!("mail_from 应为邮箱地址，现为 {}", self.get("mail_from"));
        }
        if is_set("mail_password") && is_set("mail_password_file") {
            bail!("mail_password 和 mail_password_file 只能设置一个");
        }
        if is_set("mail_user") && !(is_set("mail_password") || is_set("mail_password_file")) {
            bail!("设置了 mail_user，还要设置 mail_password_file 或者 mail_password");
        }
        Ok(())
    }

    /// Whether a password would go over the network in the clear.
    pub fn is_mail_password_bare(&self) -> bool {
        let is_here = |host: &str| matches!(host, "localhost" | "127.0.0.1" | "::1");
        let server = self.mail_server().ok().flatten();
        let is_bare = matches!(self.mail_security(), Ok(Security::None));
        is_bare && !self.get("mail_user").is_empty() && server.is_some_and(|(host, _)| !is_here(&host))
    }

    fn mail_folder(&self) -> Option<PathBuf> {
        Some(self.get("mail_folder"))
            .filter(|folder| !folder.is_empty())
            .map(PathBuf::from)
    }

    fn mail_sender(&self) -> Sender {
        let address = match self.get("mail_from") {
            "" => NOBODY,
            address => address,
        };
        Sender {
            address: address.trim().to_owned(),
            name: self.get("mail_from_name").to_owned(),
        }
    }

    fn mail_server(&self) -> anyhow::Result<Option<(String, u16)>> {
        let text = self.get("mail_server").trim();
        if text.is_empty() {
            return Ok(None);
        }
        let wrong = || format!("mail_server 应为“主机:端口”，例如 smtp.example.gov.cn:465，现为 {text}");
        let (host, port) = text.rsplit_once(':').with_context(wrong)?;
        let port: u16 = port.parse().ok().filter(|port| *port > 0).with_context(wrong)?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() || host.contains(['/', '@', ' ']) {
            bail!(wrong());
        }
        Ok(Some((host.to_owned(), port)))
    }

    fn mail_security(&self) -> anyhow::Result<Security> {
        Ok(match self.get("mail_security") {
            "starttls" => Security::StartTls,
            "tls" => Security::Tls,
            "none" => Security::None,
            other => bail!("mail_security 应为 starttls、tls 或 none，现为 {other}"),
        })
    }

    fn mail_credentials(&self) -> anyhow::Result<Option<(String, String)>> {
        let user = self.get("mail_user");
        if user.is_empty() {
            return Ok(None);
        }
        let password = match self.get("mail_password_file") {
            "" => self.get("mail_password").to_owned(),
            file => std::fs::read_to_string(file)
                .with_context(|| format!("无法读取 mail_password_file {file}"))?
                .trim_end_matches(['\r', '\n'])
                .to_owned(),
        };
        Ok(Some((user.to_owned(), password)))
    }
}
