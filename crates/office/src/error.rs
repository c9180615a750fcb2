//! Why an act was not done. Nothing is stored when one of these comes back.

use law::codes::WhyNot;
use law::staff::Refusal;
use sea_orm::DbErr;

/// Why an act was not done.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    #[error("{0}")]
    Refused(#[from] Refusal),
    #[error("{}", .0.iter().map(|blocker| blocker.message.as_str()).collect::<Vec<_>>().join(" "))]
    Blocked(Vec<WhyNot>),
    #[error("{}", .0.iter().map(|field| field.message.as_str()).collect::<Vec<_>>().join(" "))]
    Invalid(Vec<WhyNot>),
    /// Someone else changed it since it was read.
    #[error("{what}在您编辑期间已由他人修改（现为第{version}版）。您填写的内容仍在，请对照后再保存。")]
    Stale { what: &'static str, version: i64 },
    #[error("没有找到这项内容，可能已被删除或者编号有误。")]
    Missing,
    #[error("数据库错误")]
    Database(#[from] DbErr),
    /// The database is not where it was opened.
    #[error("数据库没有应答，请稍后再试。")]
    Away,
    /// The answer to a commit was lost: the act is stored whole, or not at all.
    #[error("数据库在保存时中断，不能确定是否已经保存。")]
    Unsure(#[source] DbErr),
    /// The place of the files can't be opened.
    #[error("{0}")]
    FilesPlace(String),
    #[error("文件存储错误")]
    Files(#[from] object_store::Error),
    #[error("读写文件出错")]
    Io(#[from] std::io::Error),
    /// A record does not read as it was written: its table, column and row.
    #[error("记录损坏：{0}")]
    Damaged(String),
    #[error("数据库正被另一程序占用，请稍后再试。")]
    Busy,
    /// A schema that is not this program's.
    #[error("{0}")]
    Schema(String),
    /// A backup that can't be taken, or a place it can't be restored to.
    #[error("{0}")]
    Backup(String),
    /// Personal numbers can't be sealed or opened: a key is missing.
    #[error("{0}")]
    Keys(String),
}

/// What fails under the office while nothing is wrong with what was asked: no room, no database, too much at once. The same
/// can be asked again later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing can be written, mostly because the disk is full; reading goes on. Nothing of the act was stored.
    Full,
    /// The database does not answer. Nothing of the act was stored.
    Away,
    /// The database was lost while the act was being stored: all of it is stored, or nothing.
    Unsure,
    /// Others were in the way for too long. Nothing of the act was stored.
    Busy,
}

impl OfficeError {
    /// Whether the engine found its own data spoilt: no start heals that, a backup does.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Database(error) if crate::dialect::is_damage(error))
    }

    /// One wrong field.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![WhyNot {
            field,
            message: message.into(),
        }])
    }

    /// All wrong fields, if there are any.
    pub fn of_fields(fields: Vec<WhyNot>) -> Result<(), Self> {
        if fields.is_empty() {
            Ok(())
        } else {
            Err(Self::Invalid(fields))
        }
    }
}
