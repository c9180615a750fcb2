//! Files of older Word and of WPS as DOCX, by the LibreOffice of the machine where it has one: in a folder and with a profile of its own,
//! without macros, within a time. What it makes is read like any other DOCX.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often it is looked whether it is done.
const PAUSE: Duration = Duration::from_millis(50);
/// How long one file may take: the browser waits.
const SECONDS: u64 = 20;
/// Largest DOCX that is read of it, in bytes.
const LARGEST: u64 = 100 << 20;
/// What LibreOffice is called.
const NAMES: [&str; 2] = ["soffice", "libreoffice"];

/// Settings of a profile that was never used: no macro runs, nothing is fetched.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;

/// The LibreOffice of the machine.
#[derive(Clone, Debug)]
pub struct Converter {
    program: PathBuf,
    seconds: u64,
}

impl Converter {
    /// This one.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        Self {
            program: program.into(),
            seconds: SECONDS,
        }
    }

    /// The one that is found in these folders (`PATH`), if any.
    pub fn on_path(path: &std::ffi::OsStr) -> Option<Self> {
        let folders = std::env::split_paths(path);
        let mut programs = folders.flat_map(|folder| NAMES.map(|name| folder.join(name)));
        programs.find(|program| program.is_file()).map(Self::of)
    }

    /// With another limit of time.
    #[must_use]
    pub fn within(self, seconds: u64) -> Self {
        Self { seconds, ..self }
    }

    /// The bytes of a DOCX; the words of an error say why there are none and what to do instead.
    pub fn docx(&self, older: &[u8]) -> Result<Vec<u8>, &'static str> {
        const FAILED: &str = "旧版文件没有转换成功，请用 Word 或者 WPS 打开，另存为 DOCX";
        let room = tempfile::tempdir().map_err(|_error| FAILED)?;
        let made = self.run(room.path(), older)?;
        let length = std::fs::metadata(&made).map_err(|_error| FAILED)?.len();
        if length > LARGEST {
            return Err("转换后的文件过大，请用 Word 或者 WPS 打开，另存为 DOCX");
        }
        std::fs::read(&made).map_err(|_error| FAILED)
    }

    /// Runs it in that folder; where what it made lies.
    fn run(&self, room: &Path, older: &[u8]) -> Result<PathBuf, &'static str> {
        const NOT_STARTED: &str =
            "旧版文件的转换程序没有启动，请告知管理员；也可以用 Word 或者 WPS 打开，另存为 DOCX";
        let (source, out, profile) = (room.join("in.doc"), room.join("out"), room.join("profile"));
        let user = profile.join("user");
        std::fs::create_dir_all(&user).map_err(|_error| NOT_STARTED)?;
        std::fs::create_dir_all(&out).map_err(|_error| NOT_STARTED)?;
        std::fs::write(user.join("registrymodifications.xcu"), PROFILE).map_err(|_error| NOT_STARTED)?;
        std::fs::write(&source, older).map_err(|_error| NOT_STARTED)?;
        let mut command = Command::new(&self.program);
        command
            .args([
                "--headless",
                "--nologo",
                "--norestore",
                "--nofirststartwizard",
                "--nolockcheck",
            ])
            .arg(format!("-env:UserInstallation=file://{}", profile.display()))
            .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
            .arg(&out)
            .arg(&source)
            .current_dir(room)
            .env_clear()
            .env("HOME", room)
            .env("TMPDIR", room)
            .env("LANG", "C.UTF-8")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        // It starts others: whoever is given up takes them along.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|_error| NOT_STARTED)?;
        for _ in 0..self.seconds.saturating_mul(20) {
            if child.try_wait().map_err(|_error| NOT_STARTED)?.is_some() {
                return Ok(out.join("in.docx"));
            }
            std::thread::sleep(PAUSE);
        }
        let _ = Command::new("kill")
            .args(["-KILL", "--", &format!("-{}", child.id())])
            .stderr(Stdio::null())
            .status();
        let _ = child.kill();
        let _ = child.wait();
        Err("旧版文件的转换超过了时间，请用 Word 或者 WPS 打开，另存为 DOCX")
    }
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// A program that stands for LibreOffice: what it was called with is left beside it.
    fn program(folder: &Path, script: &str) -> Converter {
        let file = folder.join("soffice");
        std::fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a folder to write in");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("a file of ours");
        Converter::on_path(folder.as_os_str()).expect("the program just written")
    }

    #[test]
    fn an_older_file_is_converted_apart_from_everything_else_and_read_as_what_came_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let notice = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/documents/pasted/notice.docx");
        let script = format!(
            "echo \"$@\" > {0}/called\nenv > {0}/env\ncp \"$HOME/profile/user/registrymodifications.xcu\" {0}/profile\n\
             cat \"$HOME/in.doc\" > {0}/read\ncp {1} \"$HOME/out/in.docx\"",
            folder.path().display(),
            notice.display()
        );
        let converter = program(folder.path(), &script);
        let made = converter.docx(b"\xD0\xCF\x11\xE0older").unwrap();
        assert_eq!(made, std::fs::read(&notice).unwrap());
        assert!(
            super::super::read(&made)
                .unwrap()
                .html
                .contains("关于发放就业补贴的通知")
        );
        let left = |name: &str| std::fs::read(folder.path().join(name)).unwrap();
        let text = |name: &str| String::from_utf8(left(name)).unwrap();
        assert_eq!(left("read"), b"\xD0\xCF\x11\xE0older");
        assert!(
            text("called").contains("--headless") && text("called").contains("-env:UserInstallation=file://")
        );
        assert!(text("profile").contains("DisableMacrosExecution"));
        assert!(
            !text("env").contains("CARGO"),
            "nothing of our own settings goes along"
        );
    }

    #[test]
    fn what_does_not_come_back_in_time_is_given_up_with_all_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let script = format!("sleep 600 & echo $! > {}/started\nwait", folder.path().display());
        let converter = program(folder.path(), &script).within(1);
        let why = converter.docx(b"older").unwrap_err();
        assert!(why.contains("超过了时间"), "{why}");
        let started = std::fs::read_to_string(folder.path().join("started")).unwrap();
        let state = || std::fs::read_to_string(format!("/proc/{}/stat", started.trim())).unwrap_or_default();
        // A signal takes its time on a machine that has much to do.
        let is_over = |state: &str| state.is_empty() || state.contains(") Z ");
        for _ in 0..100 {
            if is_over(&state()) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("it goes on: {}", state());
    }

    #[test]
    fn what_fails_says_what_to_do_instead() {
        let folder = tempfile::tempdir().unwrap();
        let why = program(folder.path(), "exit 1").docx(b"older").unwrap_err();
        assert!(
            why.contains("没有转换成功") && why.contains("另存为 DOCX"),
            "{why}"
        );
        let gone = Converter::of(folder.path().join("nowhere")).docx(b"older");
        assert!(gone.unwrap_err().contains("没有启动"));
        assert!(Converter::on_path(std::ffi::OsStr::new("/nowhere")).is_none());
    }
}
