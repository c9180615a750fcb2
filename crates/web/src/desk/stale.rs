//! When somebody else saved first: who it was, when, and which fields they left otherwise than what is typed here.

use law::audit::Subject;
use office::audit::last_change;

use super::layout::Desk;
use crate::errors::Problem;
use crate::when::minute;

/// One field as it stands now, where it differs from what is typed.
pub struct Difference {
    pub label: String,
    pub now: String,
}

/// What the page says above the form.
pub struct Meanwhile {
    /// `王某于 2024-05-06 10:32 修改过`, as far as the log knows.
    pub who: String,
    pub differences: Vec<Difference>,
}

impl Meanwhile {
    /// Names the last person who changed the record, and the fields that differ.
    pub async fn of(
        desk: &Desk,
        subject: impl Into<Subject>,
        differences: Vec<Difference>,
    ) -> Result<Self, Problem> {
        let last = last_change(desk.office(), &desk.actor, subject).await?;
        let who = last.map_or_else(
            || "他人已修改过".to_owned(),
            |last| format!("{}于 {} 修改过", last.actor, minute(last.at)),
        );
        Ok(Self { who, differences })
    }

    /// The same where the record itself says who and when.
    pub fn by(who: &str, at: jiff::Timestamp, differences: Vec<Difference>) -> Self {
        Self {
            who: format!("{who}于 {} 修改过", minute(at)),
            differences,
        }
    }
}

/// The fields that differ: label, as it stands now, as typed.
pub fn differing<'a>(fields: impl IntoIterator<Item = (&'a str, String, String)>) -> Vec<Difference> {
    // A browser sends line breaks of its own.
    let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
    let changed = fields
        .into_iter()
        .filter(|(_, now, typed)| plain(now) != plain(typed));
    changed
        .map(|(label, now, _)| Difference {
            label: label.to_owned(),
            now: if now.trim().is_empty() {
                "（空）".to_owned()
            } else {
                now
            },
        })
        .collect()
}
