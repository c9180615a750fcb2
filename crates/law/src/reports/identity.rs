//! Whether the prose speaks of this report's year and organ: what was copied from last year's, or from a neighbour's.

use std::sync::LazyLock;

use regex::Regex;

use super::finding::plain;
use super::prose::{sentences, squeezed, title};
use super::years::is_same_organ;
use super::{Check, Example, Finding, Report, Rule, Step};

pub(super) const YEAR: Rule = Rule {
    says: "正文写的是报告年度：统计期限、全年数字和收费说明不写成上一年，下一步打算不写成本年。",
    examples: &[
        Example {
            right: &[Step::Prose(6, "本机关2024年度未收取信息处理费。")],
            wrong: &[Step::Prose(6, "本机关2023年度未收取信息处理费。")],
        },
        Example {
            right: &[Step::Prose(1, "2024年，我局公开信息8条，比2023年增加2条。")],
            wrong: &[Step::Prose(1, "2023年，我局公开信息8条。")],
        },
        Example {
            right: &[Step::Prose(5, "栏目更新不够及时。2025年，我局将逐项整改。")],
            wrong: &[Step::Prose(5, "栏目更新不够及时。2024年，我局将逐项整改。")],
        },
    ],
};

pub(super) const ORGAN: Rule = Rule {
    says: "正文开头、标题和编制说明写的机关，就是报告的机关。",
    examples: &[Example {
        right: &[Step::Prose(
            1,
            "2024年，清河县水利局认真落实条例，主动公开政府信息8条。",
        )],
        wrong: &[Step::Prose(
            1,
            "2024年，清河县农业农村局认真落实条例，主动公开政府信息8条。",
        )],
    }],
};

/// The checks `text.year` and `text.organ`.
pub(super) fn check(report: &Report) -> Vec<Finding> {
    [1, 5, 6]
        .into_iter()
        .flat_map(|number| [of_other_year(report, number), of_other_organ(report, number)])
        .flatten()
        .collect()
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

/// `统计期限自2023年1月1日起`.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static PERIOD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20\d\d)年1月1日起?(?:至|到|—|-)").unwrap());

/// A sentence that begins with its year: `2023年，…`, `2023年度…`.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static OPENS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:\([一二三四五六七]\)\p{Han}{0,14}[：:]?|本\p{Han}{1,4}|我\p{Han}{1,3})?(20\d\d)年度?(?P<after>[，,]|全年|\p{Han})")
        .unwrap()
});

fn of_other_year(report: &Report, number: usize) -> Option<Finding> {
    let text = squeezed(report.sections.get(number));
    let year_of = |found: regex::Captures<'_>| found.get(1)?.as_str().parse::<i16>().ok();
    let all: Vec<i16> = YEARS.captures_iter(&text).filter_map(year_of).collect();
    let last = report.year - 1;
    let (sentence, written) = sentences(&text).find_map(|sentence| {
        let period = PERIOD.captures(sentence).and_then(year_of);
        let planned = PLANNED.captures(sentence).and_then(year_of);
        // Plans for the year that is over were written a year ago.
        let is_old_plan = number == 5 && planned == Some(report.year) && !all.contains(&(report.year + 1));
        let opens = OPENS.captures(sentence).and_then(year_of);
        // A section that knows its own year may well look back on the last one.
        let is_old =
            opens == Some(last) && !all.contains(&report.year) && !looks_back(sentence) && number != 5;
        let written = if is_old_plan {
            planned
        } else if is_old {
            opens
        } else {
            period.filter(|year| *year == last)
        };
        written.map(|written| (sentence, written))
    })?;
    let message = format!(
        "“{}”写的是 {written} 年，本报告是 {} 年度的，可能沿用了上年的文字。原文：“{}”。",
        title(number),
        report.year,
        shortened(sentence)
    );
    Some(plain(Check::TextYear, message).in_section(number))
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
static NAMED: LazyLock<[Regex; 2]> = LazyLock::new(|| {
    let organ = r"(?P<organ>\p{Han}{1,8}?(?:省|市|县|区|旗|州|镇|乡|街道)\p{Han}{1,16}?(?:局|厅|委员会|管委会|办事处|人民政府|中心))";
    let verbs = "认真|深入|严格|全面|坚持|积极|按照|根据|紧紧|紧扣|围绕|高度|切实|持续|以习近平|主动公开|共|未收到|没有收到|收到|贯彻|在";
    [
        Regex::new(&format!(
            r"^(?:\([一二三四五六七]\)\p{{Han}}{{0,14}}[：:])?(?:20\d\d年度?[，,]?)?{organ}(?:{verbs})"
        ))
        .unwrap(),
        Regex::new(&format!(r"^(?:现公布|现将)?{organ}20\d\d年度?政府信息公开")).unwrap(),
    ]
});

fn of_other_organ(report: &Report, number: usize) -> Option<Finding> {
    let text = squeezed(report.sections.get(number));
    let (sentence, name) = sentences(&text).find_map(|sentence| {
        let found = NAMED.iter().find_map(|pattern| pattern.captures(sentence))?;
        let name = found.name("organ")?.as_str().to_owned();
        is_another(&name, &report.organ).then_some((sentence, name))
    })?;
    let message = format!(
        "“{}”写的是“{name}”，本报告是“{}”的，可能沿用了别的机关的文字。原文：“{}”。",
        title(number),
        report.organ,
        shortened(sentence)
    );
    Some(plain(Check::TextOrgan, message).in_section(number))
}

/// Whether the name is of an organ of the same rank elsewhere or beside: not this one, not one of its own, not above it.
fn is_another(name: &str, organ: &str) -> bool {
    const ABOVE: [&str; 4] = ["人民政府", "办公厅", "委员会办公室", "政府"];
    // 市科委 for 上海市科学技术委员会: its signs in their order.
    let mut signs = organ.chars();
    let is_short_for = name.chars().all(|one| signs.any(|sign| sign == one));
    let is_governments = ABOVE.iter().any(|ending| name.ends_with(ending))
        && organ.ends_with(['局', '厅', '委', '会', '办', '室', '心']);
    let is_of_government = ["人民政府", "市", "县", "区"]
        .iter()
        .any(|ending| organ.ends_with(ending));
    // A government's report names its departments; another government is another.
    let is_unlike = !is_of_government || name.ends_with("人民政府");
    is_unlike && !is_short_for && !is_governments && !is_same_organ(name, organ)
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
