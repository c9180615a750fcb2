//! What was seen of a file, as it is proofread.

use super::{Kind, Passage, Seen};
use crate::proof::{Manuscript, PartKind, Unseen, Weight};

/// Longer than this a title is a paragraph.
const LONGEST_TITLE: usize = 60;
/// Among how many paragraphs the title stands.
const TITLE_WITHIN: usize = 6;

impl Seen {
    /// The texts at their places, with what nobody sees told beside them.
    pub fn into_manuscript(self) -> Manuscript {
        let mut manuscript = Manuscript::default();
        for mark in &self.marks {
            if let Some(weight) = mark.kind.weight() {
                manuscript.unseen.push(Unseen {
                    what: mark.kind.label(),
                    place: mark.place.clone(),
                    shown: mark.shown.clone(),
                    weight,
                });
            }
        }
        for passage in self.passages {
            add(&mut manuscript, passage);
        }
        for passage in self.beside {
            manuscript.add(PartKind::Aside, passage.place, passage.text);
        }
        name_title(&mut manuscript);
        manuscript
    }
}

impl Kind {
    /// What a mark of this kind is to whoever proofreads; none for what the rules find themselves.
    pub const fn weight(self) -> Option<Weight> {
        match self {
            Self::SecretMark
            | Self::IdentityNumber
            | Self::BankCard
            | Self::Mobile
            | Self::LikelyIdentityNumber => None,
            Self::Location | Self::Camera | Self::Property | Self::TextLayer => Some(Weight::Property),
            Self::Unread | Self::Ambiguous => Some(Weight::Unread),
            _ => Some(Weight::Hidden),
        }
    }
}

fn add(manuscript: &mut Manuscript, passage: Passage) {
    if passage.kind != PartKind::Paragraph || !passage.text.contains('\n') {
        let text = passage.own().to_owned();
        manuscript.add(passage.kind, passage.place, text);
        return;
    }
    // A page ends its lines where the paper ends.
    for paragraph in flowing(&passage.text) {
        manuscript.add(PartKind::Paragraph, passage.place.clone(), paragraph);
    }
    manuscript.add(PartKind::Aside, passage.place, passage.text);
}

/// The paragraphs of a page: a line that reaches the margin and ends no sentence goes on in the next.
fn flowing(page: &str) -> Vec<String> {
    const SHORTER: usize = 2;
    let lines = page.lines().map(str::trim).filter(|line| !line.is_empty());
    let widest = lines.clone().map(|line| line.chars().count()).max().unwrap_or(0);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut goes_on = false;
    for line in lines {
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => paragraph.push_str(line),
            _ => paragraphs.push(line.to_owned()),
        }
        let ends = line.ends_with(['。', '；', '：', '！', '？', '.', ';']);
        goes_on = !ends && line.chars().count() + SHORTER >= widest;
    }
    paragraphs
}

/// The first short line that reads like a title is one.
fn name_title(manuscript: &mut Manuscript) {
    if manuscript.title().is_some() {
        return;
    }
    let mut paragraphs = manuscript.parts.iter_mut();
    let mut first = paragraphs
        .by_ref()
        .filter(|part| part.kind == PartKind::Paragraph)
        .take(TITLE_WITHIN);
    if let Some(part) = first.find(|part| is_title(part.text.trim())) {
        part.kind = PartKind::Title;
    }
}

fn is_title(text: &str) -> bool {
    const KINDS: [&str; 22] = [
        "通知", "公告", "通告", "决定", "意见", "方案", "办法", "规定", "细则", "报告", "总结", "清单",
        "公示", "简报", "通报", "批复", "函", "纪要", "计划", "要点", "指南", "目录",
    ];
    let plain = text.split(['（', '(']).next().unwrap_or("").trim();
    let is_kind = KINDS.iter().any(|kind| plain.ends_with(kind));
    let reads_so = is_kind || (plain.starts_with("关于") && plain.contains('的'));
    // An item, a label or a sentence is none.
    let is_other = plain.starts_with("附件")
        || text.contains(['：', ':'])
        || text.ends_with(['。', '；'])
        || plain.starts_with(|sign: char| sign.is_ascii_digit())
        || plain
            .split_once('、')
            .is_some_and(|(number, _)| number.chars().all(|sign| "一二三四五六七八九十".contains(sign)));
    text.chars().count() <= LONGEST_TITLE && reads_so && !is_other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::{Context, proofread};

    #[test]
    fn a_page_flows_where_its_lines_reach_the_margin() {
        let page = "关于清单的通知\n根据《中华人民共和国行政许可\n法》的规定，现予公布。\n一、总则";
        assert_eq!(
            flowing(page),
            [
                "关于清单的通知",
                "根据《中华人民共和国行政许可法》的规定，现予公布。",
                "一、总则"
            ]
        );
    }

    #[test]
    fn what_a_page_shows_is_proofread_and_its_lines_are_sought_for_numbers() {
        let mut seen = Seen::default();
        seen.read_as(
            PartKind::Paragraph,
            "第1页",
            "关于2024年清单的通知\n2024年2月30日前报送。\n身份证号110105194\n91231002X",
        );
        seen.mark(Kind::HiddenSheet, "工作表“底稿”", "");
        seen.mark(Kind::LikelyIdentityNumber, "某处", "");
        let found = proofread(&seen.into_manuscript(), &Context::default());
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|finding| (finding.rule.code, finding.place.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                ("identity.number", "第1页"),
                ("file.hidden", "工作表“底稿”"),
                ("date.impossible", "第1页"),
                ("identity.parted", "第1页"),
            ]
        );
    }

    #[test]
    fn a_cell_is_proofread_without_the_words_above_it() {
        let mut seen = Seen::default();
        let cell = |row| PartKind::Cell {
            table: 1,
            row,
            column: 2,
        };
        seen.read_as(cell(1), "工作表“名单”第1行B列", "序号");
        seen.read_below(cell(2), "工作表“名单”第2行B列", "序号", "12");
        let manuscript = seen.into_manuscript();
        assert_eq!(manuscript.parts[1].text, "12");
    }
}
