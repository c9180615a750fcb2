//! What proofreading finds, as it is told to people and to programs.

use std::ops::Range;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::explained::is_right_everywhere;
use super::rule::Hit;
use super::{Manuscript, Mark, Rule, Severity};

/// Something that a rule found.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// The number of the part that it stands in; `None` where it stands in no text.
    pub part: Option<usize>,
    pub place: String,
    /// Where it stands in the text of its part, in bytes, between characters.
    pub span: Range<usize>,
    /// What stands there, a person's numbers masked.
    pub text: String,
    /// What to do, as a sentence.
    pub suggestion: String,
    /// What it should read, where the rule knows.
    pub instead: Option<String>,
    /// By what it is known again.
    pub mark: Mark,
}

/// Longer than this nothing is quoted.
const LONGEST: usize = 60;

impl Finding {
    pub(super) fn of(rule: &'static Rule, hit: Hit, manuscript: &Manuscript) -> Self {
        let mark = Mark::of(rule, &hit, manuscript);
        let part = hit.part.and_then(|part| manuscript.parts.get(part));
        let stands = part
            .and_then(|part| part.text.get(hit.span.clone()))
            .unwrap_or("");
        let text = hit.shown.unwrap_or_else(|| excerpt(stands));
        let suggestion = hit.advice.unwrap_or_else(|| match &hit.instead {
            Some(instead) => format!("应为“{instead}”。"),
            None => rule.advice.to_owned(),
        });
        let place = hit.place.or_else(|| part.map(|part| part.place.clone()));
        Self {
            rule,
            severity: hit.severity.unwrap_or(rule.severity),
            part: hit.part,
            place: place.unwrap_or_default(),
            span: hit.span,
            text,
            suggestion,
            instead: hit.instead,
            mark,
        }
    }

    /// Whether what is said of it holds in every text of the organ.
    pub fn is_right_everywhere(&self) -> bool {
        is_right_everywhere(self.rule)
    }

    /// In a sentence: 正文第3段“2024年2月30日”：不存在的日期。应为……
    pub fn told(&self) -> String {
        let quoted = if self.text.is_empty() {
            String::new()
        } else {
            format!("“{}”", self.text)
        };
        format!("{}{quoted}：{}。{}", self.place, self.rule.label, self.suggestion)
    }
}

fn excerpt(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST - 1).collect();
    format!("{head}…")
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", self.rule.code)?;
        map.serialize_entry("class", &self.rule.class)?;
        map.serialize_entry("severity", &self.severity)?;
        map.serialize_entry("place", &self.place)?;
        map.serialize_entry("text", &self.text)?;
        map.serialize_entry("suggestion", &self.suggestion)?;
        map.end()
    }
}
