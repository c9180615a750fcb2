//! The checks one by one.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use office::sealed::Keys;
use office::{Actor, Engine, Office, Program, organs, soundness, staff};
use paper::fonts::{Block, Face, Fit};

use super::Check;
use crate::clock;
use crate::config::{self, Configuration, masked};
use crate::demo;
use crate::output::causes;
use crate::store;

/// The data folder can be written. One that is missing is only made by the server, which runs as the right user.
pub fn folder(config: &Configuration) -> Check {
    let folder = &config.data_folder;
    if !folder.exists() {
        return Check::warning(
            "数据文件夹",
            format!("{} 还没有", folder.display()),
            "首次启动时自动建立；如果这里应当已有数据，请核对 --data。",
        );
    }
    let probe = folder.join(".doctor");
    match std::fs::write(&probe, b"ok").and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Check::fine("数据文件夹", folder.display().to_string()),
        Err(error) if error.kind() == std::io::ErrorKind::StorageFull => Check::failure(
            "数据文件夹",
            format!("{} 所在的磁盘已满", folder.display()),
            "请清理磁盘；腾出空间后自行恢复，不必修复数据。",
        ),
        Err(error) => Check::failure(
            "数据文件夹",
            format!("{} 不能写入（{error}）", folder.display()),
            "把文件夹的所有者改为运行本程序的用户，或者用 --data 指定另一个文件夹。",
        ),
    }
}

/// Nobody but this program's user may look into the folder or read what lies in it: applications and accounts.
pub fn modes(config: &Configuration) -> Option<Check> {
    const NAME: &str = "文件权限";
    let open = readable_by_others(config);
    if open.is_empty() {
        return config
            .data_folder
            .exists()
            .then(|| Check::fine(NAME, "数据只有运行本程序的用户能读写"));
    }
    let all: Vec<String> = open.iter().map(|path| path.display().to_string()).collect();
    let all = all.join(" ");
    Some(Check::warning(
        NAME,
        format!("别的用户也能读写：{all}"),
        format!("chmod -R go-rwx {all}"),
    ))
}

/// The data folder, the database with what SQLite lays beside it, and the files, where others may use them. What lies in
/// a folder that is closed to others is out of their reach, and not named beside it.
fn readable_by_others(config: &Configuration) -> Vec<PathBuf> {
    let is_open = |path: &Path| {
        let found = std::fs::metadata(path);
        found.is_ok_and(|found| found.permissions().mode() & 0o077 != 0)
    };
    let database = office::sqlite_file(&config.database_url);
    let beside = |ending: &str| database.map(|file| PathBuf::from(format!("{}{ending}", file.display())));
    let parts = ["", "-wal", "-shm"].into_iter().filter_map(beside);
    let parts = parts.chain([config.files_folder()]);
    let in_reach = |path: &PathBuf| is_open(&config.data_folder) || !path.starts_with(&config.data_folder);
    std::iter::once(config.data_folder.clone())
        .chain(parts.filter(in_reach))
        .filter(|path| is_open(path))
        .collect()
}

/// There is room to write.
pub fn disk(config: &Configuration) -> Check {
    const LITTLE: u64 = 1 << 30;
    const TOO_LITTLE: u64 = 100 << 20;
    let Some(free) = free_space(&config.data_folder) else {
        return Check::warning(
            "磁盘空间",
            "无法得知剩余空间",
            "请用 df -h 查看数据文件夹所在磁盘。",
        );
    };
    let found = format!("剩余 {} MB", free >> 20);
    let mend = "请清理磁盘，或者把数据文件夹移到更大的磁盘。";
    match free {
        free if free < TOO_LITTLE => Check::failure("磁盘空间", found, mend),
        free if free < LITTLE => Check::warning("磁盘空间", found, mend),
        _ => Check::fine("磁盘空间", found),
    }
}

/// What this user may still write, in bytes, where the folder is or will be.
fn free_space(folder: &Path) -> Option<u64> {
    let folder = std::path::absolute(folder).ok()?;
    let there = folder.ancestors().find(|folder| folder.exists())?;
    let disk = rustix::fs::statvfs(there).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Which face serves which role.
pub fn fonts(config: &Configuration) -> Vec<Check> {
    match paper::Fonts::scan(&config.web.fonts_folders) {
        Ok(fonts) => {
            let faces = fonts.faces().iter().map(face);
            faces.chain([blocks(&fonts.blocks())]).collect()
        }
        Err(error) => vec![Check::failure(
            "字体",
            error.to_string(),
            "Debian：apt-get install fonts-noto-cjk；公文字体放入 fonts_folders 所指的文件夹。",
        )],
    }
}

/// Which of the blocks that names are taken from have a face.
fn blocks(blocks: &[Block]) -> Check {
    let of = |is_covered| {
        let found = blocks.iter().filter(|block| block.is_covered == is_covered);
        found.map(|block| block.label).collect::<Vec<_>>().join("、")
    };
    let lacking = of(false);
    if lacking.is_empty() {
        return Check::fine("生僻字", format!("都有字形：{}", of(true)));
    }
    Check::warning(
        "生僻字",
        format!("有字形：{}；没有字形：{lacking}", of(true)),
        "没有字形的字符，文书在送审前提示，打印件上印成代码〔U+…〕，由经办人手写补上。要直接印出的，安装含有它们的字体（Debian：fonts-noto-core、fonts-noto-color-emoji、fonts-hanazono），或者把本单位的字体放入 fonts_folders 所指的文件夹。",
    )
}

fn face(face: &Face) -> Check {
    let found = format!("{}用 {}", face.role.label(), face.family);
    match face.fit {
        Fit::Instead => Check::warning("字体", found, face.role.advice()),
        Fit::Standard | Fit::Alike => Check::fine("字体", found),
    }
}

/// The database opens, is up to date, and what stands in it is in order.
pub async fn database(config: &Configuration) -> Vec<Check> {
    let url = &config.database_url;
    if let Ok(false) = store::exists(config) {
        return vec![Check::warning(
            "数据库",
            format!("{} 还没有", masked(url)),
            "首次启动时自动建立；如果这里应当已有数据，请核对 --data 和 --database。",
        )];
    }
    let office = match Office::open(url, &config.files_folder()).await {
        Ok(office) => at_hand(office, config),
        Err(error) => {
            let found = format!("{} 打不开（{}）", masked(url), causes(&error));
            return vec![Check::failure(
                "数据库",
                found,
                "核对 database 配置；PostgreSQL 请确认服务已启动、用户和密码正确。",
            )];
        }
    };
    let mut list = vec![version(&office, url).await, pages(&office).await];
    match office.is_migrated().await {
        Ok(true) => {
            list.push(Check::fine("数据库结构", "已是最新"));
            list.extend(records(&office, demo::is_demonstration(&config.data_folder)).await);
        }
        Ok(false) => list.push(Check::warning(
            "数据库结构",
            "还有未执行的升级",
            "运行 gongkai migrate，或者直接启动（启动时自动升级）。",
        )),
        Err(error) => list.push(Check::failure(
            "数据库结构",
            causes(&error),
            "数据库可能已损坏，请从备份恢复。",
        )),
    }
    list
}

/// With what the audit log is verified by. A key file that does not read is told by a check of its own.
fn at_hand(office: Office, config: &Configuration) -> Office {
    let office = office.with_mark(store::mark(config));
    match Keys::read(&config.keys_file) {
        Ok(Some(keys)) => office.with_keys(keys),
        _ => office,
    }
}

async fn version(office: &Office, url: &str) -> Check {
    match office.database_version(Program::itself()).await {
        Ok(version) => {
            let mode = if office.engine() == Engine::Sqlite {
                "，WAL，synchronous=FULL"
            } else {
                ""
            };
            Check::fine(
                "数据库",
                format!(
                    "{}，{}{mode}",
                    masked(url),
                    version.chars().take(60).collect::<String>()
                ),
            )
        }
        Err(error) => Check::failure("数据库", causes(&error), "数据库没有应答，请检查数据库服务。"),
    }
}

/// Every page can be read: what a disk has spoilt is found here, not by the clerk who needs it.
async fn pages(office: &Office) -> Check {
    const NAME: &str = "数据页";
    const MEND: &str = store::RESTORE;
    match soundness::damage(office, Program::itself()).await {
        Ok(damage) if damage.is_empty() => Check::fine(NAME, "全部可以读出"),
        Ok(damage) => Check::failure(NAME, format!("数据库已损坏：{}", damage.join("；")), MEND),
        Err(error) => Check::failure(NAME, causes(&error), MEND),
    }
}

async fn records(office: &Office, is_demonstration: bool) -> Vec<Check> {
    let mut list = vec![
        holidays(office).await,
        chain(office).await,
        super::files::whole(office).await,
        super::mail::waiting(office, is_demonstration).await,
    ];
    match organs::first(office).await {
        Ok(Some(organ)) => {
            let gaps = organ.guide.gaps();
            list.push(if gaps.is_empty() {
                Check::fine("公开指南", "条例第十二条的各项均已填写")
            } else {
                Check::warning(
                    "公开指南",
                    format!("还缺：{}", gaps.join("、")),
                    "在工作台“机关资料”中补充。",
                )
            });
            list.extend(samples(office, organ.id, is_demonstration).await);
        }
        Ok(None) => list.push(Check::warning(
            "机关",
            "还没有登记机关",
            "运行 gongkai organ create，或者用 gongkai demo 查看演示。",
        )),
        Err(error) => list.push(Check::failure("机关", causes(&error), "请从备份恢复。")),
    }
    list
}

/// The clock is not obviously wrong: statutory days are counted by it.
pub fn clock() -> Check {
    let moment = crate::clock::moment();
    let oldest = Date::constant(2026, 1, 1);
    if moment.today < oldest {
        let found = format!("系统日期是 {}", moment.today);
        return Check::failure(
            "时钟",
            found,
            "系统时间不对，期限会算错。请启用时间同步（timedatectl set-ntp true）。",
        );
    }
    Check::fine("时钟", format!("北京时间 {}", moment.today))
}

/// The holiday notice of this year, and from November on of the next.
async fn holidays(office: &Office) -> Check {
    let today = clock::moment().today;
    let calendar = match office::calendar::holidays(office).await {
        Ok(calendar) => calendar,
        Err(error) => return Check::failure("节假日", causes(&error), "请在工作台重新导入。"),
    };
    let published = calendar.published();
    let next = if today.month() >= 11 {
        Some(today.year() + 1)
    } else {
        None
    };
    let missing: Vec<String> = std::iter::once(today.year())
        .chain(next)
        .filter(|year| !published.contains(year))
        .map(|year| format!("{year} 年"))
        .collect();
    if missing.is_empty() {
        return Check::fine(
            "节假日",
            format!("已有至 {} 年", published.last().copied().unwrap_or(0)),
        );
    }
    Check::warning(
        "节假日",
        format!("缺少 {}的安排，跨入该年的期限为暂定", missing.join("、")),
        "国务院办公厅通知公布后，在工作台“节假日”中导入。",
    )
}

async fn chain(office: &Office) -> Check {
    match office::audit::verify(office, Program::itself()).await {
        Ok(Ok(verified)) => {
            let entries = format!("前后相连，共 {} 条", verified.entries);
            match verified.seal.caution() {
                None => Check::fine("审计日志", format!("完整，共 {} 条", verified.entries)),
                Some(caution) => Check::warning("审计日志", entries, caution),
            }
        }
        Ok(Err(broken)) => Check::failure(
            "审计日志",
            format!("第 {} 条不成立：{}", broken.seq, broken.why),
            "保留现场，核对数据库访问记录，并从可信备份比对；数据库是有意换成较早的一份的，见 docs/running.md 第十节。",
        ),
        Err(error) => Check::failure("审计日志", causes(&error), "请检查数据库。"),
    }
}

/// Accounts whose password anybody can read: in a demonstration they belong there.
async fn samples(office: &Office, organ: office::OrganId, is_demonstration: bool) -> Option<Check> {
    const NAME: &str = "示例账号";
    let accounts = staff::list(office, &Actor::system(organ, "命令行"), clock::moment())
        .await
        .ok()?;
    let open = accounts
        .iter()
        .filter(|account| account.is_sample && account.disabled_at.is_none())
        .count();
    let found = format!("有 {open} 个示例账号，密码公开");
    match (open, is_demonstration) {
        (0, _) => None,
        (_, true) => Some(Check::fine(NAME, format!("{found}；演示数据，不要用于正式业务"))),
        (_, false) => Some(Check::warning(
            NAME,
            found,
            "正式使用前请停用示例账号，或者另建数据库。",
        )),
    }
}

/// The public address.
pub fn address(config: &Configuration) -> Check {
    let url = config.web.public_url.as_deref().unwrap_or_default();
    let is_local = config.listen.ip().is_loopback();
    if url.starts_with("https://") {
        Check::fine("公开网址", url)
    } else if is_local {
        Check::fine("公开网址", "只在本机访问")
    } else {
        Check::warning(
            "公开网址",
            "没有设置 https 网址",
            "对外服务请设置 public_url（https://…），并由反向代理提供证书。",
        )
    }
}

/// Variables that look like settings and are none.
pub fn settings() -> Vec<Check> {
    config::misspelt_variables()
        .into_iter()
        .map(|slip| Check::warning("配置", slip, "改正变量名；全部配置项见 gongkai config --table。"))
        .collect()
}
