//! The check of the key file: there, whole, its owner's alone. Which keys the database needs is asked at every start.

use std::os::unix::fs::PermissionsExt;

use office::sealed::Keys;

use super::Check;
use crate::config::Configuration;
use crate::output::causes;

/// The key file can be read, by its owner alone.
pub fn file(config: &Configuration) -> Check {
    const NAME: &str = "密钥文件";
    let path = &config.keys_file;
    let keys = match Keys::read(path).and_then(|keys| keys.map(|keys| keys.list()).transpose()) {
        Ok(Some(keys)) => keys,
        Ok(None) => {
            return Check::warning(
                NAME,
                format!("{} 还没有", path.display()),
                "首次启动时自动生成；如果曾经有过，请把保管的那一份放回原处。",
            );
        }
        Err(error) => {
            return Check::failure(
                NAME,
                causes(&error),
                "换回保管的密钥文件，所有者为运行本程序的用户。",
            );
        }
    };
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
            keys.len()
        ),
    )
}
