//! Mail in plain UTF-8 text (RFC 5322, 2047): over SMTP, into a folder for a look at what would go out, or into memory for
//! tests. An error carries the server's code and never its words: those quote addresses.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue, MIME_VERSION_1_0};
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{self, AsyncSmtpTransportBuilder};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

/// How long the server may take over each step, and over the whole mail.
const STEP: Duration = Duration::from_secs(20);
const WHOLE: Duration = Duration::from_mins(2);

/// How the connection is kept from being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Begins in the clear and must turn to TLS (port 587).
    StartTls,
    /// TLS from the first byte (port 465).
    Tls,
    /// In the clear: within one machine or one closed network.
    None,
}

/// Where mail is handed over, and by whom.
#[derive(Clone)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// User and password, where the server asks for them.
    pub credentials: Option<(String, String)>,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Server")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .finish_non_exhaustive()
    }
}

/// Whom mail comes from.
#[derive(Clone, Debug)]
pub struct Sender {
    pub address: String,
    pub name: String,
}

/// A mail to one recipient. Not to be logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Mail {
    /// What no other mail of this sender goes by; the same when the same mail is sent once more. Letters, digits and `-`.
    pub id: String,
    pub to: String,
    pub subject: String,
    pub text: String,
}

/// Why a mail did not go out. It names nobody.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailError {
    /// Worth trying again later.
    #[error("{0}")]
    Temporary(String),
    /// Trying again does not help.
    #[error("{0}")]
    Permanent(String),
}

/// A line that mail goes out by.
#[derive(Clone)]
pub enum MailLine {
    Smtp(Sender, AsyncSmtpTransport<Tokio1Executor>),
    /// Each mail as an `.eml` file in this folder.
    Folder(Sender, PathBuf),
    /// Each mail as it would be sent, kept for tests.
    Memory(Sender, Arc<Mutex<Vec<String>>>),
}

impl MailLine {
    /// A line to this server; it connects with the first mail.
    pub fn smtp(sender: Sender, server: &Server) -> Result<Self, MailError> {
        let mut builder: AsyncSmtpTransportBuilder =
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server.host.as_str())
                .port(server.port)
                .tls(tls(server)?)
                .timeout(Some(STEP));
        if let Some((user, password)) = &server.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self::Smtp(sender, builder.build()))
    }

    /// Sends one mail. A mail that the server took but whose acknowledgement was lost counts as not sent.
    pub async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let (Self::Smtp(sender, _) | Self::Folder(sender, _) | Self::Memory(sender, _)) = self;
        let message = message(sender, mail)?;
        match self {
            Self::Smtp(_, transport) => {
                let sent = tokio::time::timeout(WHOLE, transport.send(message)).await;
                let late = |_elapsed| MailError::Temporary("邮件服务器没有及时应答".to_owned());
                sent.map_err(late)?.map(drop).map_err(|error| of_smtp(&error))
            }
            Self::Folder(_, folder) => {
                let (folder, bytes) = (folder.clone(), message.formatted());
                let written = tokio::task::spawn_blocking(move || write(&folder, &bytes)).await;
                written
                    .map_err(|error| MailError::Temporary(error.to_string()))?
                    .map_err(|error| MailError::Temporary(format!("邮件文件夹不能写入（{error}）")))
            }
            Self::Memory(_, sent) => {
                let text = String::from_utf8_lossy(&message.formatted()).into_owned();
                sent.lock().unwrap_or_else(PoisonError::into_inner).push(text);
                Ok(())
            }
        }
    }

    /// Whether the line can be reached now.
    pub async fn reach(&self) -> Result<(), MailError> {
        let Self::Smtp(_, transport) = self else {
            return Ok(());
        };
        let late = |_elapsed| MailError::Temporary("邮件服务器没有及时应答".to_owned());
        let reached = tokio::time::timeout(STEP, transport.test_connection()).await;
        match reached.map_err(late)? {
            Ok(true) => Ok(()),
            Ok(false) => Err(MailError::Temporary("邮件服务器没有应答".to_owned())),
            Err(error) => Err(of_smtp(&error)),
        }
    }
}

fn tls(server: &Server) -> Result<Tls, MailError> {
    let parameters = || {
        TlsParameters::new(server.host.clone())
            .map_err(|error| MailError::Permanent(format!("不能加密连接（{error}）")))
    };
    Ok(match server.security {
        Security::StartTls => Tls::Required(parameters()?),
        Security::Tls => Tls::Wrapper(parameters()?),
        Security::None => Tls::None,
    })
}

fn message(sender: &Sender, mail: &Mail) -> Result<Message, MailError> {
    let address = |text: &str, whose: &str| {
        text.trim()
            .parse::<Address>()
            .map_err(|_quotes| MailError::Permanent(format!("{whose}邮件地址不正确")))
    };
    let name = Some(sender.name.clone()).filter(|name| !name.is_empty());
    let from = address(&sender.address, "发件人")?;
    // Named by the sender's domain: the name of this machine is nobody's business.
    let id = format!("<{}@{}>", mail.id, from.domain());
    Message::builder()
        .from(Mailbox::new(name, from))
        .to(Mailbox::new(None, address(&mail.to, "收件人")?))
        .subject(mail.subject.as_str())
        .message_id(Some(id))
        .header(MIME_VERSION_1_0)
        .header(AutoSubmitted)
        .header(ContentType::TEXT_PLAIN)
        .body(mail.text.clone())
        .map_err(|_quotes| MailError::Permanent("邮件不能编写".to_owned()))
}

/// That a program sent it (RFC 3834): whoever is out of office does not answer it.
#[derive(Clone, Copy)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The server's answer by its code; whatever else went wrong may go better later.
fn of_smtp(error: &smtp::Error) -> MailError {
    match error.status() {
        Some(code) if error.is_permanent() => MailError::Permanent(format!("邮件服务器拒绝（{code}）")),
        Some(code) => MailError::Temporary(format!("邮件服务器暂时不能接收（{code}）")),
        None if error.is_timeout() => MailError::Temporary("邮件服务器没有及时应答".to_owned()),
        None if error.is_tls() => MailError::Temporary("与邮件服务器的加密连接没有建立".to_owned()),
        None => MailError::Temporary("邮件服务器连接不上".to_owned()),
    }
}

/// Writes a file that appears only when it is whole, under a name of its own.
fn write(folder: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?;
    for number in 1_u32.. {
        let partial = folder.join(format!("{number:06}.partial"));
        let whole = folder.join(format!("{number:06}.eml"));
        let mut options = std::fs::OpenOptions::new();
        let options = options.write(true).create_new(true).mode(0o600);
        let mut file = match options.open(&partial) {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => continue,
            opened => opened?,
        };
        let linked =
            std::io::Write::write_all(&mut file, bytes).and_then(|()| std::fs::hard_link(&partial, &whole));
        std::fs::remove_file(&partial)?;
        match linked {
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
            linked => return linked,
        }
    }
    Ok(())
}
