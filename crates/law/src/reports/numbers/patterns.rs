//! The words in which prose gives the tables' numbers, or denies that there is one.

use std::sync::LazyLock;

use regex::Regex;

use super::Subject;
use super::whose::Place;
use crate::codes::OutcomeGroup;

/// A pattern whose first group is the number.
pub(super) struct Pattern {
    pub regex: Regex,
    pub subject: Subject,
}

const UNIT: &str = "(?:件|条|宗|份|个|起)";

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
pub(super) static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    let pattern = |text: &str, subject| Pattern {
        regex: Regex::new(&text.replace("件", UNIT)).unwrap(),
        subject,
    };
    vec![
        pattern(
            r"(?:新收|新增|收到|接收|受理|收)(?:到|政府|信息|公开|依|的|各类|群众|公民|共|书面|网络|提交|、)*申请(?:公开|政府|信息|事项|共|共计|总数|数量|表|为|是|：|:)*(\d+)件",
            Subject::New,
        ),
        pattern(
            r"(?:上年|上一年|上年度|上一年度)(?:度)?结转(?:政府|信息|公开|依|的|至|本年|申请|办理|为)*(\d+)件",
            Subject::BroughtForward,
        ),
        pattern(
            r"予以公开(?:或|和|及|、|与|或者)(?:者)?部分公开(?:的|为|共|申请|信息|：|:)*(\d+)件",
            Subject::GrantedOrPartly,
        ),
        pattern(
            r"(?:^|[^不或和及、与])予以公开(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Granted,
        ),
        pattern(
            r"(?:^|[^或和及、与者])部分公开(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Partly,
        ),
        pattern(
            r"不予公开(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Of(OutcomeGroup::Refused),
        ),
        pattern(
            r"无法提供(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Of(OutcomeGroup::Unavailable),
        ),
        pattern(
            r"不予处理(?:的|为|共|申请|信息|答复|：|:)*(\d+)件",
            Subject::Of(OutcomeGroup::NotProcessed),
        ),
        pattern(
            r"(?:其他处理|作其他处理)(?:的|为|共|申请|信息|情形|：|:)*(\d+)件",
            Subject::Of(OutcomeGroup::Otherwise),
        ),
        pattern(
            r"(?:办结|全部办结|已办结)(?:政府|信息|公开|申请|的|共|依)*(\d+)件",
            Subject::Total,
        ),
        pattern(
            r"结转(?:至|到)?(?:下|次|明|20\d\d)(?:一)?年(?:度)?(?:继续)?(?:办理|处理|答复)?(?:的|为|共|申请|：|:)*(\d+)件",
            Subject::CarriedForward,
        ),
        pattern(
            r"(?:行政)?复议(?:案|案件|申请|的|共|为|、|：|:|方面|引发|被)*(\d+)件?",
            Subject::Reconsiderations,
        ),
        pattern(
            r"(?:行政)?诉讼(?:案|案件|的|共|为|、|：|:|方面|引发|被)*(\d+)件?",
            Subject::Suits,
        ),
    ]
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static DENIED: LazyLock<[Pattern; 3]> = LazyLock::new(|| {
    let pattern = |text: &str, subject| Pattern {
        regex: Regex::new(text).unwrap(),
        subject,
    };
    [
        pattern(
            r"(?:没有|未|尚未|暂未)(?:新)?(?:收到|接到|受理)(?:任何|书面|关于|有关|群众|公民|依|公开|政府|信息|的)*申请(?:$|[，,、。；])",
            Subject::New,
        ),
        pattern(
            r"(?:没有|未|无)(?:发生|收到|出现|产生|引发|引起|因|涉及|有关|政府|信息|公开|工作|依|申请|被|的|提起|而|、)*行政复议(?:$|[，,、。；和及或案事申的]|行政诉讼)",
            Subject::Reconsiderations,
        ),
        pattern(
            r"(?:没有|未|无)(?:发生|收到|出现|产生|引发|引起|因|涉及|有关|政府|信息|公开|工作|依|申请|被|的|提起|而|、|和|及|或|案件|行政复议)*行政诉讼(?:$|[，,、。；案事的])",
            Subject::Suits,
        ),
    ]
});

/// What the sentence says there was none of, and where.
pub(super) fn denied(sentence: &str) -> Vec<(Subject, Place<'_>)> {
    let places = DENIED.iter().flat_map(|pattern| {
        pattern.regex.find_iter(sentence).map(|found| {
            let place = Place {
                before: sentence.get(..found.start()).unwrap_or(""),
                matched: found.as_str(),
                after: sentence.get(found.end()..).unwrap_or(""),
            };
            (pattern.subject, place)
        })
    });
    places.collect()
}
