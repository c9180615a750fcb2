//! A unit's answer as it is typed, at the desk and behind a link: the same fields, the same messages.

use law::calendar::typed_day;
use law::cases::askings::{UnitAnswer, UnitSays};
use law::cases::decision::Search;
use office::OfficeError;
use office::cases::askings::Answered;

use crate::csrf::ProtectedUpload;

/// What is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnswerForm {
    pub says: String,
    pub by: String,
    pub systems: String,
    pub keywords: String,
    pub searched_by: String,
    pub searched_on: String,
    pub result: String,
    pub holding: String,
    pub reason: String,
}

impl AnswerForm {
    /// That of an upload.
    pub fn of_upload(upload: &ProtectedUpload) -> Self {
        let field = |name: &str| upload.field(name).unwrap_or_default().trim().to_owned();
        Self {
            says: field("says"),
            by: field("by"),
            systems: field("systems"),
            keywords: field("keywords"),
            searched_by: field("searched_by"),
            searched_on: field("searched_on"),
            result: field("result"),
            holding: field("holding"),
            reason: field("reason"),
        }
    }

    /// The answer; what it lacks is the law's to say.
    pub fn answer(&self) -> Result<UnitAnswer, OfficeError> {
        let says = UnitSays::from_code(&self.says)
            .ok_or_else(|| OfficeError::invalid("says", "请选择是否掌握、能否提供。"))?;
        let on = match (says.is_held(), self.searched_on.is_empty()) {
            (true, _) | (false, true) => None,
            (false, false) => Some(typed_day(&self.searched_on).ok_or_else(|| {
                OfficeError::invalid("searched_on", "检索日期请按“年-月-日”填写，例如 2026-03-05。")
            })?),
        };
        // What belongs to the other answers is left out, whatever stands in their fields.
        let text = |is_asked: bool, text: &str| if is_asked { text.to_owned() } else { String::new() };
        let is_search = !says.is_held();
        Ok(UnitAnswer {
            says,
            by: self.by.clone(),
            search: Search {
                systems: text(is_search, &self.systems),
                keywords: text(is_search, &self.keywords),
                by: text(is_search, &self.searched_by),
                on,
                result: text(is_search, &self.result),
                files: Vec::new(),
            },
            holding: text(says.is_held(), &self.holding),
            reason: text(says.needs_reason(), &self.reason),
        })
    }
}

/// A line of an answer that is on record: its name and what it says.
pub struct AnswerLine {
    pub label: &'static str,
    pub words: String,
}

/// An answer that is on record, line by line.
pub fn lines(answered: &Answered) -> Vec<AnswerLine> {
    let answer = &answered.answer;
    let search = &answer.search;
    let day = search.on.map(|day| day.to_string()).unwrap_or_default();
    [
        ("答复", answer.says.label().to_owned()),
        ("掌握的信息", answer.holding.clone()),
        ("不宜提供的理由", answer.reason.clone()),
        ("检索范围", search.systems.clone()),
        ("关键词", search.keywords.clone()),
        ("检索人", search.by.clone()),
        ("检索日期", day),
        ("检索结果", search.result.clone()),
        ("答复人", answer.by.clone()),
        (
            "登记",
            format!("{} {}（{}）", answered.on, answered.by, answered.way.label()),
        ),
    ]
    .into_iter()
    .filter(|(_, words)| !words.is_empty())
    .map(|(label, words)| AnswerLine { label, words })
    .collect()
}
