//! The check of the key file: there, whole, its owner's alone, with every key that the sealed values of the database need.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;

use office::sealed::{self, Keys, Use};
use office::{Office, Program, audit};

use super::Check;
use crate::config::Configuration;
use crate::output::causes;
use crate::store;

const NAME: &str = "密钥文件";
const GIVE_BACK: &str =
    "把保管的密钥文件放回原处，所有者为运行本程序的用户；没有它，这些内容打不开，程序也不启动。";

/// The key file can be read, by its owner alone, and opens what is sealed.
pub async fn file(config: &Configuration) -> Check {
    let (used, is_log_sealed) = used(config).await;
    judge(config, &used, is_log_sealed)
}

fn judge(config: &Configuration, used: &[Use], is_log_sealed: bool) -> Check {
    let path = &config.keys_file;
    let read = Keys::read(path).and_then(|keys| Ok((keys.as_ref().map(Keys::list).transpose()?, keys)));
    let (list, keys) = match read {
        Ok((Some(list), Some(keys))) => (list, keys),
        Ok(_) => return absent(config, used, is_log_sealed),
        Err(error) => {
            return Check::failure(
                NAME,
                causes(&error),
                "换回保管的密钥文件，所有者为运行本程序的用户。",
            );
        }
    };
    if let Some(lacking) = lacking(&keys, used) {
        return Check::failure(NAME, format!("{} {lacking}", path.display()), GIVE_BACK);
    }
    let mode = std::fs::metadata(path).map_or(0, |found| found.permissions().mode());
    if mode & 0o077 != 0 {
        return Check::warning(
            NAME,
            format!("{} 别的用户也能读写", path.display()),
            format!("chmod 600 {}", path.display()),
        );
    }
    Check::fine(
        NAME,
        format!(
            "{}，{} 个密钥；备份中没有它，请另行保管",
            path.display(),
            list.len()
        ),
    )
}

/// Without a key file nothing that is sealed can be opened or carried on; where nothing is, the first start makes one.
fn absent(config: &Configuration, used: &[Use], is_log_sealed: bool) -> Check {
    let path = config.keys_file.display();
    let values: u64 = used.iter().map(|used| used.values).sum();
    if values > 0 {
        let found = format!("没有 {path}，而数据库中有 {values} 项加密的内容");
        return Check::failure(NAME, found, GIVE_BACK);
    }
    if is_log_sealed {
        let found = format!("没有 {path}，而审计日志的链尾有它的封印");
        return Check::failure(
            NAME,
            found,
            "把保管的密钥文件放回原处，所有者为运行本程序的用户；没有它，封印无法核验，程序也不启动。",
        );
    }
    Check::warning(
        NAME,
        format!("{path} 还没有"),
        "首次启动时自动生成；如果曾经有过，请把保管的那一份放回原处。",
    )
}

/// The keys that sealed values need and the file has not, in words.
fn lacking(keys: &Keys, used: &[Use]) -> Option<String> {
    let missing = store::missing(keys, used).ok()?;
    let values: u64 = used
        .iter()
        .filter(|used| missing.contains(&used.key))
        .map(|used| used.values)
        .sum();
    let words = || {
        format!(
            "中没有密钥 {}，用它加密的 {values} 项内容打不开",
            missing.join("、")
        )
    };
    (!missing.is_empty()).then(words)
}

/// What is sealed under which key, and whether the log's head is: of all columns that can be asked: the tables of an earlier release have not all of them,
/// and a database that does not open is told by a check of its own.
async fn used(config: &Configuration) -> (Vec<Use>, bool) {
    if !matches!(store::exists(config), Ok(true)) {
        return (Vec::new(), false);
    }
    let Ok(office) = Office::open(&config.database_url, &config.files_folder()).await else {
        return (Vec::new(), false);
    };
    let is_log_sealed = audit::head_is_sealed(&office, Program::itself()).await;
    let mut keys: BTreeMap<String, u64> = BTreeMap::new();
    for column in sealed::SEALED {
        let found = sealed::usage(&office, Program::itself(), &[*column]).await;
        for used in found.unwrap_or_default() {
            *keys.entry(used.key).or_default() += used.values;
        }
    }
    let of = |(key, values)| Use { key, values };
    (keys.into_iter().map(of).collect(), is_log_sealed.unwrap_or(false))
}
