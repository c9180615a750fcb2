//! The public log of answered requests (依申请公开答复目录): what was asked for and how it was answered, in the organ's own words
//! and without anybody's name. Whoever is about to ask sees what was answered before; what several people ask for may become
//! information that is published (条例第四十四条). An entry is a publication: looked at for secrets and persons before it goes
//! out (条例第十五条、第十七条), and not by who wrote it.

use super::outward::{tells, without_numbers};
use super::state::State;
use crate::codes::{TableThreeRow, WhyNot};
use crate::labelled::labelled;
use crate::review::{Content, Subject};
use crate::signs::{in_one_line, narrow, simplified};

/// The longest title and summary, in characters.
pub const LONGEST_TITLE: usize = 100;
pub const LONGEST_SUMMARY: usize = 500;

labelled! {
    /// How far an entry has come.
    EntryState {
        Draft = "draft", "拟稿";
        Submitted = "submitted", "待审核";
        Published = "published", "已公布";
        Withdrawn = "withdrawn", "已撤下";
    }
}

/// In which field of an entry anything stands that is known of the applicant, or a third party's name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NamesSomebody {
    pub title: bool,
    pub summary: bool,
}

/// What an entry says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What was asked for, rewritten.
    pub title: String,
    /// How it was answered, beside the outcome; may be empty.
    pub summary: String,
}

/// What a request begins with that is no part of what is asked for.
const LEADS: [&str; 16] = [
    "申请人",
    "本人",
    "我单位",
    "我公司",
    "依法",
    "现申请公开",
    "特申请公开",
    "申请公开",
    "请求公开",
    "要求公开",
    "申请提供",
    "请求提供",
    "申请获取",
    "申请查阅",
    "请公开",
    "请提供",
];

impl Entry {
    /// A title to begin with: what was asked for as it was corrected, in one line, without the words of asking and without
    /// numbers of persons, cut at the longest title.
    pub fn proposed_title(request: &str) -> String {
        let line = without_numbers(&in_one_line(request));
        let mut rest = line.as_str();
        while let Some(shorter) = LEADS.iter().find_map(|lead| rest.strip_prefix(lead)) {
            rest = shorter.trim_start_matches(['：', ':', '，', ',', ' ', '　']);
        }
        let title = rest.trim_end_matches(['。', '；', ';', '，', '.', ' ']);
        title.chars().take(LONGEST_TITLE).collect()
    }

    /// The hash of what is judged: the words, and the answer they stand beside.
    pub fn hash(&self, outcome: TableThreeRow, replied_on: &str) -> String {
        Content::of(Subject::LoggedAnswer)
            .with("title", &self.title)
            .with("summary", &self.summary)
            .with("outcome", outcome.code())
            .with("replied_on", replied_on)
            .hash()
    }

    /// What is wrong with the words, each at its field.
    pub fn lacks(&self, names: NamesSomebody) -> Vec<WhyNot> {
        let mut lacks = Vec::new();
        if self.title.trim().is_empty() {
            let message = "请用本机关的话概括申请的信息，例如：滨河路改造项目征收补偿方案。";
            lacks.push(WhyNot::new("title", message));
        }
        let fields = [
            ("title", &self.title, LONGEST_TITLE, names.title),
            ("summary", &self.summary, LONGEST_SUMMARY, names.summary),
        ];
        for (field, text, longest, names_somebody) in fields {
            if text.chars().count() > longest {
                lacks.push(WhyNot::new(field, format!("不超过 {longest} 字，请缩短。")));
            }
            let mut told = tells(text, names_somebody);
            let read = tells(&as_read(text), false);
            told.extend(read.into_iter().filter(|one| !one.contains("密级")));
            told.dedup();
            if !told.is_empty() {
                let message = format!(
                    "{}。答复目录向社会公布，不得出现个人信息和涉密内容，请改写（条例第十四条、第十五条）。",
                    told.join("；")
                );
                lacks.push(WhyNot::new(field, message));
            }
        }
        lacks
    }
}

/// A run of signs that may be a number is read as one from this many on.
const NUMBER: usize = 7;

/// A text as its reader reads it, however it is written: in simplified characters, and each long row of digits in digits, also
/// where they are words (一三七零零) or letters that look like them (1990O101).
pub fn as_read(text: &str) -> String {
    let plain: Vec<char> = simplified(&narrow(text)).chars().collect();
    let (mut read, mut run) = (String::new(), Vec::new());
    for sign in plain {
        if digit_of(sign).is_some() || (is_like_a_digit(sign) && !run.is_empty()) {
            run.push(sign);
        } else {
            read.extend(run_read(&run));
            run.clear();
            read.push(sign);
        }
    }
    read.extend(run_read(&run));
    read
}

fn run_read(run: &[char]) -> Vec<char> {
    if run.len() < NUMBER {
        return run.to_vec();
    }
    let read = |sign: &char| {
        digit_of(*sign).or(if matches!(sign, 'O' | 'o') {
            Some('0')
        } else {
            Some('1')
        })
    };
    run.iter().filter_map(read).collect()
}

const fn digit_of(sign: char) -> Option<char> {
    Some(match sign {
        '0'..='9' => sign,
        '〇' | '零' | '○' => '0',
        '一' | '幺' | '壹' => '1',
        '二' | '贰' => '2',
        '三' | '叁' => '3',
        '四' | '肆' => '4',
        '五' | '伍' => '5',
        '六' | '陆' => '6',
        '七' | '柒' => '7',
        '八' | '捌' => '8',
        '九' | '玖' => '9',
        _ => return None,
    })
}

const fn is_like_a_digit(sign: char) -> bool {
    matches!(sign, 'O' | 'o' | 'l' | 'I')
}

/// Whether a text holds a name of three characters or more with signs between them (张，网申), or in traditional characters.
pub fn names_in_pieces(text: &str, name: &str) -> bool {
    const SHORTEST: usize = 3;
    let letters = |text: &str| -> String {
        simplified(text)
            .chars()
            .filter(|sign| sign.is_alphanumeric())
            .collect()
    };
    let name = letters(name);
    name.chars().count() >= SHORTEST && letters(text).contains(&name)
}

/// Why a case can't stand in the log: only what was answered, and told to whoever asked. `None` when it can.
pub fn not_in_log(state: State, outcome: Option<TableThreeRow>) -> Option<&'static str> {
    match (state, outcome) {
        (State::Delivered, Some(_)) => None,
        (State::Withdrawn, _) => Some("申请已撤回，不列入答复目录。"),
        _ => Some("答复送达申请人以后，才能列入答复目录。"),
    }
}

/// What the reviewer is told to look at, for answers whose very title may give away what was refused.
pub fn hint(outcome: TableThreeRow) -> Option<&'static str> {
    match outcome {
        TableThreeRow::RefusedStateSecret => {
            Some("本件因属于国家秘密不予公开，标题不得透露秘密事项本身（条例第十四条）。")
        }
        TableThreeRow::RefusedThirdParty => {
            Some("本件因损害第三方合法权益不予公开，标题不得让人看出第三方是谁（条例第十五条）。")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(title: &str, summary: &str) -> Entry {
        Entry {
            title: title.to_owned(),
            summary: summary.to_owned(),
        }
    }

    fn fields(entry: &Entry, names: &str) -> Vec<&'static str> {
        let names = NamesSomebody {
            title: entry.title.contains(names),
            summary: entry.summary.contains(names),
        };
        let lacks = entry.lacks(names);
        lacks.iter().map(|lack| lack.field).collect()
    }

    #[test]
    fn an_entry_names_nobody_and_no_secret() {
        let whole = entry("滨河路改造项目征收补偿方案", "已向申请人提供方案全文。");
        assert_eq!(fields(&whole, "张三"), Vec::<&str>::new());
        assert_eq!(fields(&entry(" ", ""), "张三"), ["title"]);
        assert_eq!(
            fields(&entry("张三的补偿档案", "张三领取"), "张三"),
            ["title", "summary"]
        );
        let numbers = entry("证件 11010519491231002X 的登记", "联系 13800001234");
        assert_eq!(fields(&numbers, "张三"), ["title", "summary"]);
        assert_eq!(fields(&entry("机密★1年 的方案", ""), "张三"), ["title"]);
        let long = entry(&"信".repeat(LONGEST_TITLE + 1), &"息".repeat(LONGEST_SUMMARY + 1));
        assert_eq!(fields(&long, "张三"), ["title", "summary"]);
    }

    /// 个人信息保护法第四条: what identifies somebody does so however it is written.
    #[test]
    fn a_number_and_a_name_are_read_however_they_are_written() {
        for held in [
            "联系一三七零零零零一二三四",
            "联系 1370000l234",
            "证件 11010519491231oo2X 的登记",
            "證件 1101O519491231002X",
        ] {
            assert_eq!(fields(&entry(held, ""), "张三"), ["title"], "{held}");
        }
        for free in [
            "二〇二四年第一二三批项目",
            "三四五六号地块",
            "LOGO 设计费 1000O 元",
        ] {
            assert_eq!(fields(&entry(free, ""), "张三"), Vec::<&str>::new(), "{free}");
        }
        assert_eq!(as_read("張網申"), "张网申");
        assert!(names_in_pieces("关于張網申的档案", "张网申"));
        assert!(names_in_pieces("张，网申的档案", "张网申"));
        assert!(!names_in_pieces("纸张，三份", "张三"));
        assert!(!names_in_pieces("张网的申请", "张网申"));
    }

    #[test]
    fn a_title_begins_with_what_was_asked_for() {
        let of = Entry::proposed_title;
        assert_eq!(of("本人申请公开：2024年度部门预算。"), "2024年度部门预算");
        assert_eq!(
            of("申请人依法请求提供滨河路改造项目征收补偿方案"),
            "滨河路改造项目征收补偿方案"
        );
        assert_eq!(of("\n 请公开 "), "");
        assert_eq!(of("公开招聘名单"), "公开招聘名单");
        assert_eq!(
            of("请公开征收补偿方案。另外，宅基地资料。\n2026-03-10 补正：只要方案，电话 13800001234"),
            "征收补偿方案。另外，宅基地资料。2026-03-10 补正：只要方案，电话 ***"
        );
    }

    #[test]
    fn only_what_was_answered_and_told_is_logged() {
        let granted = Some(TableThreeRow::Granted);
        assert_eq!(not_in_log(State::Delivered, granted), None);
        for state in State::ALL.iter().filter(|state| **state != State::Delivered) {
            assert!(not_in_log(*state, granted).is_some(), "{state:?}");
        }
        assert!(not_in_log(State::Delivered, None).is_some());
    }

    #[test]
    fn another_answer_is_another_thing_to_judge() {
        let one = entry("滨河路改造项目征收补偿方案", "");
        let hash = one.hash(TableThreeRow::Granted, "2026-03-20");
        assert_eq!(hash, one.clone().hash(TableThreeRow::Granted, "2026-03-20"));
        assert_ne!(hash, one.hash(TableThreeRow::PartlyGranted, "2026-03-20"));
        assert_ne!(hash, one.hash(TableThreeRow::Granted, "2026-03-21"));
    }
}
