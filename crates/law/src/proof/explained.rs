//! What somebody said of a finding, so that it is not asked again: why it is right as it stands (说明). 三审三校.
//!
//! A finding is known again by its mark: the rule and the words, with what stands around them where the sense hangs on that.
//! A word is right wherever it stands; a number of a person, a date or a heading is right in one document only.

use super::rule::Hit;
use super::{Class, Manuscript, Rule};
use crate::framed::Framed;
use jiff::ToSpan;
use jiff::civil::Date;

/// How many signs on either side of the words belong to a mark.
const AROUND: usize = 12;

/// By what a finding is known again: 64 lower-case hex digits, from which no personal number can be read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(String);

impl Mark {
    /// The mark of something found in a file, told in words.
    pub(crate) fn of_file(digest: &str, told: &str) -> Self {
        Self::of_fields(&["file", digest, told])
    }

    /// The mark of a kind of document in a column that does not take it in.
    pub(crate) fn of_column(column: &str, kind: &str) -> Self {
        Self::of_fields(&["column", column, kind])
    }

    pub(super) fn of(rule: &Rule, hit: &Hit, manuscript: &Manuscript) -> Self {
        let text = hit
            .part
            .and_then(|part| manuscript.parts.get(part))
            .map_or("", |part| part.text.as_str());
        let words = text.get(hit.span.clone()).unwrap_or("");
        if is_right_everywhere(rule) && !words.is_empty() {
            return Self::of_fields(&[rule.code, words]);
        }
        let before = text.get(..hit.span.start).unwrap_or("");
        let behind = text.get(hit.span.end..).unwrap_or("");
        let ahead: String = before.chars().rev().take(AROUND).collect();
        let after: String = behind.chars().take(AROUND).collect();
        let advice = hit.advice.as_deref().or(hit.instead.as_deref()).unwrap_or("");
        Self::of_fields(&[rule.code, words, &ahead, &after, advice])
    }

    fn of_fields(fields: &[&str]) -> Self {
        Self(Framed::hash_of(fields.iter().copied()))
    }

    /// As it is stored and as a form names it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether what is right once is right in every text of the organ: a matter of words alone.
pub(super) fn is_right_everywhere(rule: &Rule) -> bool {
    rule.class == Class::Words
}

/// Why a finding is right as it stands, as somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    pub mark: String,
    pub reason: String,
    pub by: String,
    pub on: Date,
}

impl Explanation {
    /// The last day on which it is remembered: a year from when it was given.
    pub fn until(&self) -> Date {
        self.on.saturating_add(1.year())
    }

    /// Whether it answers that finding on that day.
    pub fn answers(&self, mark: &Mark, today: Date) -> bool {
        self.mark == mark.0 && today <= self.until()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::proof::{Context, PartKind, proofread};

    fn mark_of(rule: &str, title: &str, body: &str) -> Option<Mark> {
        let mut manuscript = Manuscript::default();
        manuscript.add(PartKind::Title, "标题", title);
        manuscript.add_body(body);
        let context = Context {
            today: Some(date(2026, 3, 2)),
            ..Context::default()
        };
        let found = proofread(&manuscript, &context).into_iter();
        found
            .filter(|finding| finding.rule.code == rule)
            .map(|finding| finding.mark)
            .next()
    }

    #[test]
    fn words_are_known_again_wherever_they_stand_and_other_findings_where_they_stood() {
        let near = |body| mark_of("phrase.near", "通知", body).expect("a near miss");
        assert_eq!(
            near("坚持实是求是。"),
            near("要求全体干部实是求是地工作。"),
            "a word is right everywhere"
        );
        let day = |body| mark_of("date.impossible", "通知", body).expect("no such day");
        assert_eq!(
            day("报名截止2026年2月30日。"),
            day("一、报名\n报名截止2026年2月30日。"),
            "the paragraph moved"
        );
        assert_ne!(
            day("报名截止2026年2月30日。"),
            day("公示截止2026年2月30日。"),
            "another day of another thing"
        );
    }

    #[test]
    fn a_mark_shows_no_personal_number() {
        let mark = mark_of("phone.mobile", "通知", "联系人手机13800138000。").expect("a number");
        assert_eq!(mark.as_str().len(), 64);
        assert!(!mark.as_str().contains("13800138000"));
    }

    #[test]
    fn an_explanation_is_remembered_for_a_year() {
        let mark = mark_of("phrase.near", "通知", "坚持实是求是。").expect("a near miss");
        let explanation = Explanation {
            mark: mark.as_str().to_owned(),
            reason: "引文如此".to_owned(),
            by: "王编辑".to_owned(),
            on: date(2026, 3, 2),
        };
        assert!(explanation.answers(&mark, date(2027, 3, 2)));
        assert!(!explanation.answers(&mark, date(2027, 3, 3)));
        let other = mark_of("phrase.near", "通知", "统筹推进疫情防空。");
        assert!(other.is_none_or(|other| !explanation.answers(&other, date(2026, 3, 2))));
    }
}
