//! Mail against a little SMTP server of the test's own.

#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

use std::sync::{Arc, Mutex};

use channels::mail::{Mail, MailError, MailLine, Security, Sender, Server};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

fn sender() -> Sender {
    Sender {
        address: "gongkai@example.com".to_owned(),
        name: "示例管理委员会".to_owned(),
    }
}

fn mail(to: &str) -> Mail {
    Mail {
        id: "gongkai-7".to_owned(),
        to: to.to_owned(),
        subject: "您的申请已收到".to_owned(),
        text: "您好：\n您的申请已收到。\n".to_owned(),
    }
}

/// Speaks enough SMTP on one connection; refuses recipients that begin with `nobody`, puts off those with `later`.
async fn speak(stream: TcpStream, taken: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await?;
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        let said = line.trim_end().to_lowercase();
        let answer: &[u8] = if said.starts_with("data") {
            stream.write_all(b"354 go on\r\n").await?;
            let mut whole = String::new();
            while !whole.ends_with("\r\n.\r\n") {
                stream.read_line(&mut whole).await?;
            }
            taken.lock().unwrap().push(whole);
            b"250 taken\r\n"
        } else if said.contains("<nobody") {
            b"550 5.1.1 <nobody@example.com> is unknown\r\n"
        } else if said.contains("<later") {
            b"451 4.3.2 <later@example.com> not now\r\n"
        } else if said.starts_with("quit") {
            return stream.write_all(b"221 bye\r\n").await;
        } else {
            b"250 fine\r\n"
        };
        stream.write_all(answer).await?;
        line.clear();
    }
    Ok(())
}

async fn served() -> (MailLine, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let line = line(listener.local_addr().unwrap().port());
    let taken = Arc::new(Mutex::new(Vec::new()));
    let kept = taken.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(speak(stream, kept.clone()));
        }
    });
    (line, taken)
}

fn line(port: u16) -> MailLine {
    let server = Server {
        host: "127.0.0.1".to_owned(),
        port,
        security: Security::None,
        credentials: None,
    };
    MailLine::smtp(sender(), &server).unwrap()
}

#[tokio::test]
async fn a_mail_says_that_a_program_sent_it_and_which_it_is() {
    let (line, taken) = served().await;
    line.send(&mail("zhang@example.com")).await.unwrap();
    line.send(&mail("zhang@example.com")).await.unwrap();
    let sent = taken.lock().unwrap();
    for whole in sent.iter() {
        for header in [
            "MIME-Version: 1.0\r\n",
            "Message-ID: <gongkai-7@example.com>\r\n",
            "Auto-Submitted: auto-generated\r\n",
        ] {
            assert!(whole.contains(header), "{header}: {whole}");
        }
    }
}

#[tokio::test]
async fn a_mail_arrives_whole() {
    let (line, taken) = served().await;
    line.reach().await.unwrap();
    line.send(&mail("zhang@example.com")).await.unwrap();
    let taken = taken.lock().unwrap();
    assert_eq!(taken.len(), 1);
    let arrived = taken.first().unwrap();
    assert!(arrived.contains("To: zhang@example.com\r\n"), "{arrived}");
    assert!(arrived.contains("Subject: =?utf-8?b?"), "{arrived}");
    assert!(arrived.contains("From: =?utf-8?b?"), "{arrived}");
    assert!(arrived.contains("Content-Type: text/plain; charset=utf-8\r\n"));
    assert!(arrived.is_ascii());
}

#[tokio::test]
async fn what_goes_wrong_is_told_apart_and_names_nobody() {
    let (line, taken) = served().await;
    let refused = line.send(&mail("nobody@example.com")).await.unwrap_err();
    assert_eq!(refused, MailError::Permanent("邮件服务器拒绝（550）".to_owned()));
    let put_off = line.send(&mail("later@example.com")).await.unwrap_err();
    assert_eq!(
        put_off,
        MailError::Temporary("邮件服务器暂时不能接收（451）".to_owned())
    );
    let wrong = line.send(&mail("没有地址")).await.unwrap_err();
    assert_eq!(wrong, MailError::Permanent("收件人邮件地址不正确".to_owned()));
    assert!(taken.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_server_that_is_down_is_worth_another_try() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let line = line(port);
    let down = MailError::Temporary("邮件服务器连接不上".to_owned());
    assert_eq!(line.send(&mail("zhang@example.com")).await, Err(down.clone()));
    assert_eq!(line.reach().await, Err(down));
}

#[tokio::test]
async fn a_folder_and_memory_keep_what_would_go_out() {
    let folder = tempfile::tempdir().unwrap();
    let line = MailLine::Folder(sender(), folder.path().join("mail"));
    for _ in 0..2 {
        line.send(&mail("zhang@example.com")).await.unwrap();
    }
    let first = std::fs::read_to_string(folder.path().join("mail/000001.eml")).unwrap();
    assert!(first.contains("To: zhang@example.com"));
    assert_eq!(std::fs::read_dir(folder.path().join("mail")).unwrap().count(), 2);
    let sent = Arc::new(Mutex::new(Vec::new()));
    let line = MailLine::Memory(sender(), sent.clone());
    line.send(&mail("zhang@example.com")).await.unwrap();
    assert_eq!(sent.lock().unwrap().len(), 1);
}

/// Names that real people and organisations bear, and what is unusual about each.
const NAMES: &str = include_str!("../../../web/tests/it/rare_names.txt");

fn unbase64(text: &str) -> Vec<u8> {
    const SIGNS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for value in text.chars().filter_map(|sign| SIGNS.find(sign)) {
        held = (held << 6) | u32::try_from(value).unwrap();
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xff).unwrap());
        }
    }
    bytes
}

fn unquoted(text: &str) -> Vec<u8> {
    let text = text.replace("=\r\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_str();
    while let Some((plain, coded)) = rest.split_once('=') {
        bytes.extend_from_slice(plain.as_bytes());
        let (code, after) = coded.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).unwrap());
        rest = after;
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}

/// Subject and text of a mail as its reader's program shows them (RFC 2047, 2045).
fn read(mail: &str) -> (String, String) {
    let (head, body) = mail.split_once("\r\n\r\n").unwrap();
    let head = head.replace("\r\n ", " ");
    let line = |name: &str| {
        let found = head.lines().find_map(|line| line.strip_prefix(name));
        found.unwrap_or_default().trim().to_owned()
    };
    let (mut subject, mut was_coded) = (Vec::new(), true);
    for (place, word) in line("Subject:").split(' ').enumerate() {
        let coded = word
            .strip_prefix("=?utf-8?b?")
            .and_then(|word| word.strip_suffix("?="));
        // The blank between two encoded words is none of the text.
        if place > 0 && !(was_coded && coded.is_some()) {
            subject.push(b' ');
        }
        match coded {
            Some(coded) => subject.extend(unbase64(coded)),
            None => subject.extend_from_slice(word.as_bytes()),
        }
        was_coded = coded.is_some();
    }
    let body = body.strip_suffix(".\r\n").unwrap_or(body);
    let body = match line("Content-Transfer-Encoding:").as_str() {
        "base64" => unbase64(body),
        "quoted-printable" => unquoted(body),
        _ => body.as_bytes().to_vec(),
    };
    let text = String::from_utf8(body).unwrap().replace("\r\n", "\n");
    (String::from_utf8(subject).unwrap(), text.trim_end().to_owned())
}

#[tokio::test]
async fn every_name_arrives_whole_in_subject_and_text() {
    let (line, taken) = served().await;
    let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.filter_map(|line| Some(line.split_once('\t')?.0)).collect();
    assert!(names.len() >= 39, "{}", names.len());
    for name in names {
        // What nobody sees leaves a name at the door.
        let name = name.replace(['\u{200b}', '\u{202e}'], "");
        let sent = Mail {
            subject: format!("依申请公开：{name}的申请"),
            text: format!("{name}：\n\n  申请内容：{name}的环评批复"),
            ..mail("zhang@example.com")
        };
        line.send(&sent).await.unwrap();
        let arrived = taken.lock().unwrap().pop().unwrap();
        assert!(arrived.is_ascii(), "{name}: {arrived}");
        assert_eq!(read(&arrived), (sent.subject, sent.text), "{arrived}");
    }
}
