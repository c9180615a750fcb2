//! What a published edition says of itself: which it is, since when, and what it corrects.

use jiff::civil::Date;
use law::codes::spoken;
use law::reports::Report;

use super::prose::printable;

/// The edition printed at the foot of a report and in a file's properties.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// 1 for the first edition; a correction makes the next. 0 while it is a draft.
    pub edition: u32,
    /// The day of publication; `None` while it is a draft.
    pub published_on: Option<Date>,
    /// What a later edition changed, in the organ's words.
    pub correction: Option<String>,
}

/// Every imprint opens with this; no prose of a report does, so a reader knows where the report ends.
pub(crate) const OPENING: &str = "版本说明：";

impl Imprint {
    /// The day in a file's properties: that of publication; for what is not published, the last day reported on.
    /// (Some formats want a day, and a clock would make every copy different.)
    pub(crate) fn day_for(&self, report: &Report) -> Date {
        self.published_on
            .or_else(|| Date::new(report.year, 12, 31).ok())
            .unwrap_or_default()
    }

    /// The lines printed at the foot of the report; none for a draft, which has no edition to speak of.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut facts = Vec::new();
        if self.edition > 0 {
            facts.push(format!("第{}版", self.edition));
        }
        if let Some(date) = self.published_on {
            facts.push(format!("{}发布", spoken(date)));
        }
        let correction = self.correction.as_deref().map(printable).unwrap_or_default();
        let correction = correction.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines = Vec::new();
        if !facts.is_empty() {
            lines.push(format!("{OPENING}{}。", facts.join("，")));
        }
        if !correction.is_empty() {
            let opening = if lines.is_empty() { OPENING } else { "" };
            lines.push(format!("{opening}更正内容：{correction}"));
        }
        lines
    }
}
