//! Whether the prose speaks of this report's year and organ: what was copied from last year's, or from a neighbour's.

use std::sync::LazyLock;

use regex::Regex;

use super::finding::plain;
use super::prose::{sentences, squeezed, title};
use super::years::is_same_organ;
use super::{Check, Example, Finding, Report, Rule, Step};

pub(super) const YEAR: Rule = Rule {
    says: "标题、正文开头、各部分和落款写的是报告年度：统计期限、全年数字和收费说明不写成别的年度，下一步打算不写成本年，落款的日期在年度结束以后。",
    examples: &[
        Example {
            right: &[Step::Prose(6, "本机关2024年度未收取信息处理费。")],
            wrong: &[Step::Prose(6, "本机关2023年度未收取信息处理费。")],
        },
        Example {
            right: &[Step::Adds(1, "2024年，我局公开信息8条，比2023年增加2条。")],
            wrong: &[Step::Adds(1, "2023年，我局公开信息8条。")],
        },
        Example {
            right: &[Step::Prose(5, "栏目更新不够及时。2025年，我局将逐项整改。")],
            wrong: &[Step::Prose(5, "栏目更新不够及时。2024年，我局将逐项整改。")],
        },
        Example {
            right: &[Step::Opening("统计期限自2024年1月1日起至2024年12月31日止。")],
            wrong: &[Step::Opening("统计期限自2023年1月1日起至2023年12月31日止。")],
        },
        Example {
            right: &[Step::Closing("清河县水利局\n2025年1月20日")],
            wrong: &[Step::Closing("清河县水利局\n2024年1月20日")],
        },
    ],
};

pub(super) const ORGAN: Rule = Rule {
    says: "标题、正文开头、编制说明、各部分和落款写的机关，就是报告的机关。",
    examples: &[
        Example {
            right: &[Step::Adds(
                1,
                "2024年，清河县水利局认真落实条例，主动公开政府信息8条。",
            )],
            wrong: &[Step::Adds(
                1,
                "2024年，清河县农业农村局认真落实条例，主动公开政府信息8条。",
            )],
        },
        Example {
            right: &[Step::Opening("本报告由清河县水利局编制。")],
            wrong: &[Step::Opening("本报告由清河县农业农村局编制。")],
        },
        Example {
            right: &[Step::Closing("清河县水利局办公室\n2025年1月20日")],
            wrong: &[Step::Closing("清河县农业农村局\n2025年1月20日")],
        },
    ],
};

/// The checks `text.year` and `text.organ`.
pub(super) fn check(report: &Report) -> Vec<Finding> {
    Part::ALL
        .into_iter()
        .flat_map(|part| {
            let text = squeezed(part.text(report));
            [
                of_other_year(report, part, &text),
                of_other_organ(report, part, &text),
            ]
        })
        .flatten()
        .collect()
}

/// A part of the report that is prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// What stands between the title and section one.
    Opening,
    /// Section 1, 5 or 6.
    Section(usize),
    /// What stands after section six: address, signature, day.
    Closing,
}

impl Part {
    const ALL: [Self; 5] = [
        Self::Opening,
        Self::Section(1),
        Self::Section(5),
        Self::Section(6),
        Self::Closing,
    ];

    fn text(self, report: &Report) -> &str {
        match self {
            Self::Opening => &report.opening,
            Self::Section(number) => report.sections.get(number),
            Self::Closing => &report.closing,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Opening => "正文开头",
            Self::Section(number) => title(number),
            Self::Closing => "落款",
        }
    }

    /// A finding about this part; opening and signature are mended with the report as a whole.
    fn finding(self, check: Check, message: String) -> Finding {
        match self {
            Self::Section(number) => plain(check, message).in_section(number),
            Self::Opening | Self::Closing => plain(check, message),
        }
    }
}

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static YEARS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20\d\d)年").unwrap());

/// `2024年，我局将`: a plan, and the year it is for.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PLANNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(20\d\d)年度?[，,]?(?:我|本)?\p{Han}{0,6}?将(?:继续|进一步|从|以|采取|着力|重点|切实|按|\p{Han})",
    )
    .unwrap()
});

/// `统计期限自2023年1月1日起至2023年12月31日止`.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PERIOD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(20\d\d)年1月1日起?(?:至|到|—|-)(?:(20\d\d)年)?").unwrap());

/// `现公布清河县水利局2023年政府信息公开工作年度报告`: the title, told in the opening.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static TITLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:现公布|现将|本报告|本报告是|如下)?\p{Han}*?(20\d\d)年度?(?:政府|政务)信息公开(?:工作)?(?:年度)?(?:报告|年报|情况)").unwrap()
});

/// A day on a line of its own.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static DAY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\(?(20\d\d)年(\d{1,2})月\d{1,2}日\)?$").unwrap());

/// A sentence that begins with its year: `2023年，…`, `2023年度…`.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\([一二三四五六七]\)\p{Han}{0,14}[：:]?|本\p{Han}{1,4}|我\p{Han}{1,3})?(20\d\d)年度?(?P<after>[，,]|全年|\p{Han})")
        .unwrap()
});

fn of_other_year(report: &Report, part: Part, text: &str) -> Option<Finding> {
    let all: Vec<i16> = YEARS
        .captures_iter(text)
        .filter_map(|found| year_of(&found, 1))
        .collect();
    let asked = Asked {
        year: report.year,
        part,
        knows_own: all.contains(&report.year),
        plans_ahead: all.contains(&(report.year + 1)),
    };
    let (sentence, written) = (0..).zip(sentences(text)).find_map(|(index, sentence)| {
        asked
            .other_year(sentence, index == 0)
            .map(|year| (sentence, year))
    })?;
    let why = if written > report.year {
        "标题的年度可能没有改"
    } else {
        "可能沿用了上年的文字"
    };
    let message = format!(
        "“{}”写的是 {written} 年，本报告是 {} 年度的，{why}。原文：“{}”。",
        part.title(),
        report.year,
        shortened(sentence)
    );
    Some(part.finding(Check::TextYear, message))
}

fn year_of(found: &regex::Captures<'_>, group: usize) -> Option<i16> {
    found.get(group)?.as_str().parse().ok()
}

/// What is known of a part before its sentences are asked for their year.
struct Asked {
    year: i16,
    part: Part,
    /// Whether the part names the report's own year somewhere.
    knows_own: bool,
    /// Whether it names the year after.
    plans_ahead: bool,
}

impl Asked {
    /// The year that the sentence takes for the report's, where it is another.
    fn other_year(&self, sentence: &str, is_first: bool) -> Option<i16> {
        match self.part {
            Part::Closing => self.signed(sentence),
            Part::Opening => self
                .signed(sentence)
                .or_else(|| self.of_period(sentence))
                .or_else(|| self.another(year_of(&TITLED.captures(sentence)?, 1)))
                .or_else(|| self.of_its_own(sentence, is_first)),
            Part::Section(5) => self.of_period(sentence).or_else(|| self.old_plan(sentence)),
            Part::Section(_) => self
                .of_period(sentence)
                .or_else(|| self.of_its_own(sentence, is_first)),
        }
    }

    fn another(&self, year: Option<i16>) -> Option<i16> {
        year.filter(|year| *year != self.year)
    }

    /// The period of the figures. One that runs over several years is another matter, unless it is said to be that of the
    /// statistics.
    fn of_period(&self, sentence: &str) -> Option<i16> {
        let found = PERIOD.captures(sentence)?;
        let (from, to) = (year_of(&found, 1)?, year_of(&found, 2));
        let is_span = to.is_some_and(|to| to != from);
        if is_span && !sentence.contains("统计") {
            return None;
        }
        self.another(Some(from)).or_else(|| self.another(to))
    }

    /// Plans for the year that is over were written a year ago.
    fn old_plan(&self, sentence: &str) -> Option<i16> {
        let planned = year_of(&PLANNED.captures(sentence)?, 1)?;
        (planned <= self.year && !self.plans_ahead).then_some(planned)
    }

    /// The year a sentence begins with. A part that knows its own year may well look back, but not in its first sentence;
    /// what comes later is planned.
    fn of_its_own(&self, sentence: &str, is_first: bool) -> Option<i16> {
        const PLANS: [&str; 6] = ["将", "计划", "拟", "继续", "下一步", "打算"];
        let opens = self.another(year_of(&OPENS.captures(sentence)?, 1))?;
        let is_plan = opens > self.year && PLANS.iter().any(|word| sentence.contains(word));
        let may_look_back = self.knows_own && !(is_first && self.part != Part::Section(6));
        (!may_look_back && !is_plan && !looks_back(sentence)).then_some(opens)
    }

    /// The day of the report: after the year is over, or in its last month.
    fn signed(&self, line: &str) -> Option<i16> {
        let found = DAY.captures(line)?;
        let (year, month) = (year_of(&found, 1)?, year_of(&found, 2)?);
        (year < self.year || (year == self.year && month < 12)).then_some(year)
    }
}

/// 2023年以来、2023年收到的意见: it tells from when, or of what, not for which year.
fn looks_back(sentence: &str) -> bool {
    let after = sentence.split_once('年').map_or("", |(_, after)| after);
    ["以来", "起", "底", "末", "至", "至今", "相比", "的"]
        .iter()
        .any(|word| after.starts_with(word))
        || ["同比", "较上年", "比上年"]
            .iter()
            .any(|word| sentence.contains(word))
}

/// The organ a sentence begins with, by its full name: `2024年，清河县农业农村局认真…`, `现公布清河县农业农村局2024年…报告`.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static NAMED: LazyLock<[Regex; 3]> = LazyLock::new(|| {
    let organ = r"(?P<organ>\p{Han}{1,8}?(?:省|市|县|区|旗|州|镇|乡|街道)\p{Han}{1,16}?(?:局|厅|委员会|管委会|办事处|人民政府|中心))";
    let verbs = "认真|深入|严格|全面|坚持|积极|按照|根据|紧紧|紧扣|围绕|高度|切实|持续|以习近平|主动公开|共|未收到|没有收到|收到|贯彻|在";
    [
        Regex::new(&format!(
            r"^(?:\([一二三四五六七]\)\p{{Han}}{{0,14}}[：:])?(?:20\d\d年度?[，,]?)?{organ}(?:{verbs})"
        ))
        .unwrap(),
        Regex::new(&format!(
            r"(?:^|[，,])(?:现公布|现将)?{organ}20\d\d年度?政府信息公开"
        ))
        .unwrap(),
        Regex::new(&format!(
            r"(?:^|[，,])(?:本|本年度)?报告由{organ}(?:办公室)?(?:负责)?(?:编制|编写|撰写)"
        ))
        .unwrap(),
    ]
});

/// A name of an organ on a line of its own, as a report is signed.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static SIGNED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<organ>\p{Han}{2,24}(?:局|厅|委员会|管委会|办事处|人民政府|中心|镇|乡|街道))(?:办公室)?(?:\([^)]*\))?$")
        .unwrap()
});

fn of_other_organ(report: &Report, part: Part, text: &str) -> Option<Finding> {
    let (sentence, name) = sentences(text).find_map(|sentence| {
        let signed = SIGNED.captures(sentence).filter(|_| part == Part::Closing);
        let found = signed.or_else(|| NAMED.iter().find_map(|pattern| pattern.captures(sentence)))?;
        let name = found.name("organ")?.as_str().to_owned();
        is_another(&name, &report.organ).then_some((sentence, name))
    })?;
    let message = format!(
        "“{}”写的是“{name}”，本报告是“{}”的，可能沿用了别的机关的文字。原文：“{}”。",
        part.title(),
        report.organ,
        shortened(sentence)
    );
    Some(part.finding(Check::TextOrgan, message))
}

/// Whether the name is of an organ of the same rank elsewhere or beside: not this one, not one of its own, not above it.
fn is_another(name: &str, organ: &str) -> bool {
    const ABOVE: [&str; 4] = ["人民政府", "办公厅", "委员会办公室", "政府"];
    let is_short_for = is_abbreviated(name, organ) || is_abbreviated(organ, name);
    let is_governments = ABOVE.iter().any(|ending| name.ends_with(ending))
        && organ.ends_with(['局', '厅', '委', '会', '办', '室', '心']);
    let is_of_government = ["人民政府", "市", "县", "区"]
        .iter()
        .any(|ending| organ.ends_with(ending));
    // A government's report names its departments; another government is another.
    let is_unlike = !is_of_government || name.ends_with("人民政府");
    is_unlike && !is_short_for && !is_governments && !is_same_organ(name, organ)
}

/// 市科委 for 上海市科学技术委员会: its signs in their order.
fn is_abbreviated(short: &str, name: &str) -> bool {
    let mut signs = name.chars();
    short.chars().all(|one| signs.any(|sign| sign == one))
}

fn shortened(sentence: &str) -> String {
    const LONGEST: usize = 60;
    let short: String = sentence.chars().take(LONGEST).collect();
    if short.len() < sentence.len() {
        format!("{short}…")
    } else {
        short
    }
}

#[cfg(test)]
mod tests;
