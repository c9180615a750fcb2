//! The checks of mail and jobs: whether mail is on and its server answers; whether jobs wait in vain or were given up.

use jiff::SignedDuration;
use office::{Office, Program, jobs};

use super::Check;
use crate::clock;
use crate::config::Configuration;
use crate::demo;
use crate::output::causes;

/// A job that is due for longer than this is not being carried out.
const TOO_LONG: SignedDuration = SignedDuration::from_mins(30);

/// Mail is set up, and its server takes a connection now.
pub async fn line(config: &Configuration) -> Check {
    const NAME: &str = "邮件";
    let Some(way) = config.mail.way() else {
        if demo::is_demonstration(&config.data_folder) {
            let folder = demo::mail_folder(&config.data_folder);
            return Check::fine(
                NAME,
                format!("演示：gongkai demo 送往文件夹 {}", folder.display()),
            );
        }
        return Check::warning(
            NAME,
            "没有设置，提醒和通知不发出，留在后台任务中",
            "设置 mail_server、mail_from（见 docs/configuration.md），然后重新启动。",
        );
    };
    let line = match config.mail.line() {
        Ok(Some(line)) => line,
        Ok(None) => return Check::fine(NAME, way),
        Err(error) => return Check::failure(NAME, format!("{error:#}"), "改正 mail_ 开头的配置。"),
    };
    if let Err(error) = line.reach().await {
        return Check::failure(
            NAME,
            format!("{way}：{error}"),
            "核对 mail_server、mail_security、mail_user 和密码，确认防火墙放行；恢复后自动补发。",
        );
    }
    if config.mail.is_password_bare() {
        return Check::warning(
            NAME,
            format!("{way}，密码未加密传输"),
            "把 mail_security 设为 starttls 或 tls。",
        );
    }
    Check::fine(NAME, way)
}

/// No job was given up, and none waits past its time. What a demonstration did on days long past waits for its first start.
pub async fn waiting(office: &Office, is_demonstration: bool) -> Check {
    const NAME: &str = "后台任务";
    let moment = clock::moment();
    let queue = match jobs::queue(office, Program::itself(), moment).await {
        Ok(queue) => queue,
        Err(error) => return Check::failure(NAME, causes(&error), "请检查数据库。"),
    };
    let found = format!("待办 {} 件（其中失败后重试 {} 件）", queue.waiting, queue.failing);
    if queue.gave_up > 0 {
        return Check::warning(
            NAME,
            format!("{found}，放弃 {} 件", queue.gave_up),
            "运行 gongkai jobs list 查看原因，处理后用 gongkai jobs retry 编号 重试，或者在工作台“后台任务”中办理。",
        );
    }
    let is_stuck = queue
        .due_since
        .is_some_and(|since| moment.now.duration_since(since) > TOO_LONG);
    if is_stuck && is_demonstration {
        return Check::fine(NAME, format!("{found}；演示数据，启动后办理"));
    }
    if is_stuck {
        return Check::warning(
            NAME,
            format!("{found}，有的早应办完"),
            "确认 gongkai serve 正在运行；等着发的是邮件的，还要设置 mail_server。",
        );
    }
    Check::fine(NAME, found)
}
