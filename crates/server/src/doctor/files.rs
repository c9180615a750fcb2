//! The check of the files that the records hold: each is there and is what was put in.

use office::files::{self, Examined};
use office::{Office, Program};

use super::Check;
use crate::output::causes;

const NAME: &str = "文件";
/// Files named one by one; how many more there are is counted.
const NAMED: usize = 20;

/// Reads all files and names those that are missing or damaged.
pub async fn whole(office: &Office) -> Check {
    let found = match files::examine(office, Program::itself()).await {
        Ok(found) => found,
        Err(error) => return Check::failure(NAME, causes(&error), "请检查附件目录所在的磁盘和它的权限。"),
    };
    let wrong = found.missing.len() + found.damaged.len();
    if wrong == 0 {
        let size = found.bytes >> 20;
        return Check::fine(
            NAME,
            format!("{} 个文件齐全，校验值相符，共 {size} MB", found.whole),
        );
    }
    Check::failure(
        NAME,
        format!("{} 个文件齐全；{}", found.whole, named(&found)),
        "从备份取回：tar --zstd -xf 备份文件 -C 数据文件夹 files/以上路径，再运行 gongkai doctor 核对；备份中也没有的，请找原件重新上传。",
    )
}

fn named(found: &Examined) -> String {
    let missing = found.missing.iter().map(|place| format!("缺失 {place}"));
    let damaged = found.damaged.iter().map(|place| format!("损坏 {place}"));
    let all: Vec<String> = missing.chain(damaged).collect();
    let more = all.len().saturating_sub(NAMED);
    let mut words: Vec<String> = all.into_iter().take(NAMED).collect();
    if more > 0 {
        words.push(format!("另有 {more} 个"));
    }
    words.join("，")
}
