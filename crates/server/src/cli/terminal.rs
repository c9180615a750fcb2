//! What is typed at a terminal and must not be seen there: a password.

use std::io::{BufRead, IsTerminal, Stdin};

use anyhow::bail;
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

use crate::output::tell;

/// A new password: at a terminal asked for twice and not shown; from a pipe its first line.
pub fn new_password() -> anyhow::Result<String> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return line(&stdin);
    }
    tell!("初始密码至少 10 位，大小写字母、数字、其他字符至少三类。输入时不显示。");
    let first = unseen(&stdin, "请输入初始密码：")?;
    let second = unseen(&stdin, "请再输入一遍：")?;
    if first != second {
        bail!("两次输入的密码不一样，没有开通账号");
    }
    Ok(first)
}

/// The echo is off before the words appear: nothing that is typed after them is seen.
fn unseen(stdin: &Stdin, words: &str) -> anyhow::Result<String> {
    let quiet = Quiet::at(stdin)?;
    eprint!("{words}");
    let typed = line(stdin);
    drop(quiet);
    tell!("");
    typed
}

fn line(stdin: &Stdin) -> anyhow::Result<String> {
    let mut line = String::new();
    stdin.lock().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// A terminal that echoes nothing, until it is let go of.
struct Quiet<'a> {
    stdin: &'a Stdin,
    before: Termios,
}

impl<'a> Quiet<'a> {
    fn at(stdin: &'a Stdin) -> anyhow::Result<Self> {
        let before = tcgetattr(stdin)?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        tcsetattr(stdin, OptionalActions::Flush, &quiet)?;
        Ok(Self { stdin, before })
    }
}

impl Drop for Quiet<'_> {
    fn drop(&mut self) {
        // A terminal that is gone has nothing to be put back.
        let _ = tcsetattr(self.stdin, OptionalActions::Now, &self.before);
    }
}
