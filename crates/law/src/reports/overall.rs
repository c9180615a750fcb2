//! Section one (总体情况): its five parts, its length, and what a government adds to them.
//! 国办公开办函〔2021〕30号; 条例第五十条第四项: 各级人民政府 also report 工作考核、社会评议和责任追究结果.

use super::finding::plain;
use super::prose::{is_blank, says_nothing, squeezed};
use super::{Check, Context, Example, Finding, Report, Rule, Step, hint};

pub(super) const PARTS: Rule = Rule {
    says: "总体情况写五个方面：主动公开、依申请公开、政府信息管理、平台建设、监督保障。分了四个以上小标题的看小标题，其余的看文字，不论长短。",
    examples: &[
        Example {
            right: &[Step::Prose(
                1,
                "（一）主动公开。公开信息8条。\n（二）依申请公开。没有收到申请。\n（三）政府信息管理。落实三审三校。\n\
             （四）平台建设。优化网站栏目。\n（五）监督保障。开展培训。",
            )],
            wrong: &[Step::Prose(
                1,
                "（一）主动公开。公开信息8条。\n（二）依申请公开。没有收到申请。\n（三）政府信息管理。落实三审三校。\n\
             （四）监督保障。开展培训。",
            )],
        },
        Example {
            right: &[Step::Prose(
                1,
                "2024年，我局主动公开政府信息8条，没有收到申请，落实了三审三校，维护了网站栏目，开展了培训。",
            )],
            wrong: &[Step::Prose(1, "2024年，我局工作正常开展。")],
        },
    ],
};

pub(super) const LENGTH: Rule = Rule {
    says: "总体情况一般不超过 1000 字；当地通知另有规定的，从其规定。",
    examples: &[Example {
        right: &[Step::Characters(1, 980)],
        wrong: &[Step::Characters(1, 1020)],
    }],
};

pub(super) const GOVERNMENT: Rule = Rule {
    says: "各级人民政府的报告另写工作考核、社会评议和责任追究结果情况，至少提到其中之一。",
    examples: &[Example {
        right: &[
            Step::Organ("清河县人民政府"),
            Step::Adds(1, "公开工作纳入年度考核，社会评议良好，没有需要追究责任的情形。"),
        ],
        wrong: &[Step::Organ("清河县人民政府")],
    }],
};

/// A part of section one: what it is called, the words of its heading, and words that tell of it anywhere.
struct Part {
    name: &'static str,
    headings: &'static [&'static str],
    words: &'static [&'static str],
}

const FIVE: [Part; 5] = [
    Part {
        name: "主动公开",
        headings: &["主动", "政务公开", "信息发布"],
        words: &["主动公开", "主动发布", "公开信息", "公开政府信息", "发布信息"],
    },
    Part {
        name: "依申请公开",
        headings: &["申请"],
        words: &["申请"],
    },
    Part {
        name: "政府信息管理",
        headings: &["管理", "审核", "审查", "制度", "规范"],
        words: &[
            "信息管理",
            "审核",
            "审查",
            "三审",
            "规范性文件",
            "公开属性",
            "制度",
            "目录",
        ],
    },
    Part {
        name: "政府信息公开平台建设",
        headings: &["平台", "载体", "网站", "渠道", "新媒体", "阵地"],
        words: &[
            "平台",
            "网站",
            "新媒体",
            "公众号",
            "专栏",
            "栏目",
            "公开栏",
            "查阅",
        ],
    },
    Part {
        name: "监督保障",
        headings: &["监督", "保障", "监管", "考核", "培训", "组织领导", "机制", "队伍"],
        words: &[
            "监督",
            "保障",
            "监管",
            "考核",
            "培训",
            "检查",
            "督查",
            "督导",
            "领导小组",
            "专人负责",
        ],
    },
];

/// From how many headings on each part is looked for among them.
const BY_HEADINGS: usize = 4;

/// The checks `text.parts`, `text.length` and `text.government`.
pub(super) fn check(report: &Report, context: &Context<'_>) -> Vec<Finding> {
    let text = squeezed(report.sections.get(1));
    // A section that says nothing at all is `text.empty`'s.
    let is_told = !is_blank(report, 1) && !says_nothing(1, &text);
    let parts = is_told.then(|| parts(&text)).flatten();
    [parts, length(&text), government(report, context)]
        .into_iter()
        .flatten()
        .collect()
}

fn parts(text: &str) -> Option<Finding> {
    let headings: Vec<String> = text.lines().filter_map(heading).collect();
    let is_told = |part: &&Part| {
        if headings.len() >= BY_HEADINGS {
            let names = |heading: &String| part.headings.iter().any(|word| heading.contains(word));
            headings.iter().any(names)
        } else {
            part.words.iter().any(|word| text.contains(word))
        }
    };
    let missing: Vec<&str> = FIVE
        .iter()
        .filter(|part| !is_told(part))
        .map(|part| part.name)
        .collect();
    (!missing.is_empty()).then(|| {
        let message = format!(
            "“一、总体情况”没有写{}。这一部分应写主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面。",
            missing.join("、")
        );
        plain(Check::TextParts, message)
    })
}

/// The words of a paragraph's heading: `(一)主动公开情况。…` has `主动公开情况`.
fn heading(line: &str) -> Option<String> {
    const LONGEST: usize = 20;
    let rest = line.strip_prefix('(')?;
    let (number, rest) = rest.split_once(')')?;
    let is_number = number.chars().all(|one| "一二三四五六七八九十".contains(one));
    is_number.then(|| {
        let words = rest.split(['。', '：', ':', '，']).next().unwrap_or(rest);
        words.chars().take(LONGEST).collect()
    })
}

fn length(text: &str) -> Option<Finding> {
    let most = hint(1)?.at_most?;
    let count = text.chars().filter(|one| !one.is_whitespace()).count();
    (count > most).then(|| {
        let message = format!(
            "“一、总体情况”有 {count} 字，一般不超过 {most} 字，请精简；当地通知另有规定的，从其规定。"
        );
        Finding {
            left: Some(count.into()),
            right: Some(most.into()),
            ..plain(Check::TextLength, message)
        }
    })
}

fn government(report: &Report, context: &Context<'_>) -> Option<Finding> {
    const WORDS: [&str; 9] = [
        "考核",
        "考评",
        "评议",
        "测评",
        "评价",
        "追究",
        "追责",
        "问责",
        "责任制",
    ];
    // A missing section one is told already.
    if context.is_government != Some(true) || report.sections.get(1).is_empty() {
        return None;
    }
    let has = |number| {
        WORDS
            .iter()
            .any(|word| report.sections.get(number).contains(word))
    };
    (![1, 5, 6].into_iter().any(has)).then(|| {
        let message = "各级人民政府的报告还应写工作考核、社会评议和责任追究结果情况，正文中没有写，请在第一部分“监督保障”中补充。";
        plain(Check::TextGovernment, message.to_owned())
    })
}
