//! Section five (存在的主要问题及改进情况; 条例第五十条第四项): problems by name, and what is done about them.

use std::sync::LazyLock;

use regex::Regex;

use super::finding::plain;
use super::prose::squeezed;
use super::{Check, Example, Finding, Report, Rule, Step};

pub(super) const IMPROVEMENT: Rule = Rule {
    says: "第五部分写明具体问题，也写明改进情况；只说“有差距”“有待提高”，措施又是同样的话，不算写明。",
    examples: &[
        Example {
            right: &[Step::Prose(
                5,
                "政策解读形式比较单一，2025年将增加图解和视频解读。",
            )],
            wrong: &[Step::Prose(5, "政策解读形式比较单一，栏目更新也不够及时。")],
        },
        Example {
            right: &[Step::Prose(
                5,
                "存在问题：栏目更新不够及时。改进情况：已逐项整改。",
            )],
            wrong: &[Step::Prose(5, "下一步将继续做好政府信息公开各项工作。")],
        },
        Example {
            right: &[Step::Prose(
                5,
                "存在培训次数偏少等问题，今后每季度培训一次，加强指导。",
            )],
            wrong: &[Step::Prose(
                5,
                "工作中还存在一些问题和不足，今后将进一步加强改进。",
            )],
        },
        Example {
            right: &[Step::Prose(
                5,
                "对照要求，政策解读的通俗性有差距。已邀请企业代表试读解读稿，并据此改写。",
            )],
            wrong: &[Step::Prose(
                5,
                "距离上级要求还有差距，今后将认真学习借鉴先进经验，把工作做得更好。",
            )],
        },
        Example {
            right: &[Step::Prose(
                5,
                "公开质量有待提高，去年有3份答复书被退回修改。改进措施：编印答复书范例，每月抽查。",
            )],
            wrong: &[Step::Prose(
                5,
                "一是公开意识有待进一步增强；二是公开质量有待进一步提高。改进措施：一是增强公开意识；二是提高公开质量。",
            )],
        },
        Example {
            right: &[Step::Prose(
                5,
                "存在两方面短板：解读不及时；下属单位公开不规范。对此，一是明确解读与文件同步报审；二是对下属单位逐一辅导。",
            )],
            wrong: &[Step::Prose(5, "存在两方面短板：解读不及时；下属单位公开不规范。")],
        },
    ],
};

/// The section's own heading, repeated in it, tells neither.
const HEADINGS: [&str; 4] = ["及改进情况", "和改进情况", "及改进措施", "和改进措施"];
/// Words that only say that there is a problem.
const PROBLEM: [&str; 8] = ["问题", "不足", "差距", "短板", "薄弱环节", "困难", "欠缺", "弱项"];
/// Words that say what is wrong.
const SPECIFIC: [&str; 42] = [
    "不够",
    "不高",
    "不强",
    "不多",
    "不全",
    "不及时",
    "不规范",
    "不完善",
    "不健全",
    "不平衡",
    "不均衡",
    "不到位",
    "不准确",
    "不熟",
    "不深",
    "不严",
    "不细",
    "不新",
    "不畅",
    "不丰富",
    "不便",
    "滞后",
    "延迟",
    "单一",
    "偏少",
    "偏低",
    "较少",
    "较低",
    "较慢",
    "薄弱",
    "缺乏",
    "缺少",
    "欠缺",
    "参差",
    "未能",
    "未及时",
    "尚未",
    "有待",
    "需要",
    "还需",
    "尚需",
    "有限",
];
/// Words that say what was or will be done.
const DONE: [&str; 30] = [
    "对此",
    "为此",
    "措施",
    "逐一",
    "逐项",
    "逐个",
    "改进",
    "整改",
    "改正",
    "将",
    "下一步",
    "下步",
    "下一年",
    "打算",
    "建立",
    "拟",
    "今后",
    "加强",
    "强化",
    "完善",
    "提升",
    "提高",
    "优化",
    "加大",
    "健全",
    "规范",
    "拓宽",
    "丰富",
    "推进",
    "已",
];
/// After these a word tells what is wanted, not what is done.
const WANTED: [&str; 7] = ["有待", "还需", "尚需", "需要", "需", "亟待", "亟需"];

/// From how many characters on a section is believed to name its problems in words not known here.
const LONG: usize = 120;

#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("(?:一些|一定|若干|不少|某些|诸多)的?(?:问题|不足|差距|困难|短板)|(?:距|与|同|离)[^，。；]{0,16}(?:要求|期望|期待|需求|需要|地区|单位|目标)[^，。；]{0,6}(?:差距|距离)").unwrap()
});

/// 未发现问题: the section asks for problems by name.
#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static NONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?:未发现|没有发现|无|没有|不存在)(?:明显|突出|重大|严重|较大|主要|相关|有关|的)*(?:问题|不足)",
    )
    .unwrap()
});

/// What is done to anything: with these verbs alone a problem is not named and no measure is.
const GENERAL: &str =
    "增强|加强|提高|提升|改善|改进|完善|健全|优化|强化|加大|拓宽|拓展|丰富|规范|深化|细化|扩大";

/// 公开意识有待进一步增强.
#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static WANTING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("^(\\p{{Han}}{{2,12}}?)(?:还|仍|尚)?(?:有待|需要|需|亟待|亟需)(?:于)?(?:进一步|不断|持续|继续)?(?:{GENERAL})$")).unwrap()
});

/// 增强公开意识.
#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static GENERAL_MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!("^(?:今后|下一步|我\\p{{Han}}|将|要|进一步|不断|持续|继续|切实|着力|努力)*(?:{GENERAL})(\\p{{Han}}{{2,12}})$")).unwrap()
});

/// 加强学习: a measure against anything.
#[expect(clippy::unwrap_used, reason = "a fixed pattern; every test compiles it")]
static ANY_MEASURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(
        "^(?:今后|下一步|我\\p{{Han}}|将|要|进一步|不断|持续|继续|切实|着力|努力)*(?:{GENERAL})(?:学习|培训|管理|教育|指导|宣传|领导|监督|学习培训|组织领导)$"
    ))
    .unwrap()
});

/// The check `text.improvement`; a section that says nothing at all is `text.empty`'s.
pub(super) fn check(report: &Report) -> Option<Finding> {
    let text = HEADINGS
        .iter()
        .fold(squeezed(report.sections.get(5)), |text, words| {
            text.replace(words, "")
        });
    if text.chars().filter(|one| one.is_alphanumeric()).count() < 10 {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let message = if !has(&PROBLEM) && !has(&SPECIFIC) {
        "第五部分没有写存在的主要问题，请写明具体问题。"
    } else if !tells_improvement(&text) {
        "第五部分只写了问题，没有写改进情况，请写明已经采取和将要采取的措施。"
    } else if is_hollow(&text) {
        "第五部分只说存在问题，没有写明是什么问题，请写具体。"
    } else {
        return None;
    };
    Some(plain(Check::TextImprovement, message.to_owned()))
}

fn tells_improvement(text: &str) -> bool {
    let is_done = |(at, _): (usize, &str)| {
        let before = text.get(..at).unwrap_or("");
        let before = before.strip_suffix("进一步").unwrap_or(before);
        // 不丰富、不规范 say what is wrong.
        !before.ends_with('不')
            && !before.ends_with("不够")
            && !WANTED.iter().any(|wanted| before.ends_with(wanted))
    };
    DONE.iter().flat_map(|word| text.match_indices(word)).any(is_done)
}

/// Whether it only says that there are 一些问题, or that all that is wanting is to be raised: no word of what they are.
fn is_hollow(text: &str) -> bool {
    let is_named = SPECIFIC.iter().any(|word| text.contains(word));
    let is_short = text.chars().count() < LONG;
    ((VAGUE.is_match(text) || NONE.is_match(text)) && !is_named && is_short) || is_mirrored(text)
}

/// 公开意识有待增强；增强公开意识: every problem is that something is wanting, every measure that the same is raised.
fn is_mirrored(text: &str) -> bool {
    const MARKS: [&str; 8] = ["一是", "二是", "三是", "四是", "五是", "六是", "(一)", "(二)"];
    const LEADS: [&str; 10] = [
        "存在问题",
        "存在的问题",
        "主要问题",
        "存在的主要问题",
        "改进措施",
        "改进情况",
        "整改措施",
        "下一步",
        "措施",
        "问题",
    ];
    let plain = MARKS
        .iter()
        .fold(text.to_owned(), |text, mark| text.replace(mark, ""));
    let clauses: Vec<&str> = plain
        .split(['，', ',', '。', '；', ';', '：', ':', '\n'])
        .filter(|clause| !clause.is_empty() && !LEADS.contains(clause))
        .collect();
    let object = |pattern: &Regex, clause: &str| Some(pattern.captures(clause)?.get(1)?.as_str().to_owned());
    let wanting: Vec<String> = clauses
        .iter()
        .filter_map(|clause| object(&WANTING, clause))
        .collect();
    let is_same = |clause: &str| {
        WANTING.is_match(clause)
            || ANY_MEASURE.is_match(clause)
            || object(&GENERAL_MEASURE, clause).is_some_and(|measured| wanting.contains(&measured))
    };
    !wanting.is_empty() && clauses.into_iter().all(is_same)
}
