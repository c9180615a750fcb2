//! A list of entries as it is brought in and out: which column is which, and what a line says. A line that can't be taken is named with
//! its reason.

use jiff::civil::Date;

use super::{Entry, EntryForm, Openness, RulingKind};

/// The headings of a list, in print order.
pub const HEADINGS: [&str; 12] = [
    "类别",
    "文号",
    "事项",
    "决定日期",
    "汇总起日",
    "件数",
    "金额（元）",
    "公开情况",
    "不公开依据",
    "来源",
    "依据（网址或者案卷号）",
    "备注",
];
/// By what other names lists call a column.
const NAMES: [&[&str]; 12] = [
    &["类型", "种类"],
    &[
        "决定书文号",
        "决定文号",
        "行政决定文书号",
        "许可编号",
        "行政许可决定文书号",
        "行政处罚决定书文号",
        "票据号",
        "票据号码",
    ],
    &[
        "事项名称",
        "许可事项",
        "案由",
        "项目名称",
        "行政许可决定文书名称",
        "收费项目",
    ],
    &[
        "日期",
        "止日",
        "汇总止日",
        "许可决定日期",
        "处罚决定日期",
        "收费日期",
        "决定之日",
    ],
    &["起日", "统计起日"],
    &["数量", "汇总件数"],
    &["金额", "收费金额", "金额(元)", "收费金额（元）", "收费金额(元)"],
    &["是否公开", "公开状态"],
    &["不公开理由", "不予公开依据"],
    &["数据来源", "数据来源单位"],
    &["依据", "证据", "网址", "案卷号", "依据(网址或者案卷号)"],
    &["说明"],
];

/// Where each column stands; the kind, the matter and the day must.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headings([Option<usize>; 12]);

/// A line that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file.
    pub line: u32,
    pub entry: Entry,
}

impl Headings {
    /// The columns that a row of headings names; `None` where it is none.
    pub fn read(row: &[String]) -> Option<Self> {
        let place = |(name, others): (&str, &&[&str])| {
            let is_it = |known: &str| row.iter().position(|cell| cell.trim() == known);
            is_it(name).or_else(|| others.iter().find_map(|other| is_it(other)))
        };
        let found: Vec<Option<usize>> = HEADINGS.into_iter().zip(NAMES.iter()).map(place).collect();
        let places: [Option<usize>; 12] = found.try_into().ok()?;
        let [Some(_), _, Some(_), Some(_), ..] = places else {
            return None;
        };
        Some(Self(places))
    }

    /// What a line says; nothing where it is empty, and why not where it can't be taken. `source` holds where the line names none.
    pub fn line(&self, line: u32, row: &[String], source: &str, today: Date) -> Result<Option<Line>, String> {
        if row.iter().all(|cell| cell.trim().is_empty()) {
            return Ok(None);
        }
        let cell = |place: Option<usize>| {
            let found = place.and_then(|place| row.get(place));
            found.map_or_else(String::new, |text| text.trim().to_owned())
        };
        let [
            kind,
            number,
            matter,
            on,
            from,
            count,
            yuan,
            openness,
            ground,
            own,
            evidence,
            note,
        ] = self.0.map(cell);
        let known = RulingKind::ALL
            .iter()
            .find(|known| is_called(&kind, known.label()));
        let Some(known) = known else {
            return Err(format!(
                "类别应为行政许可、行政处罚、行政强制或者行政事业性收费，现为“{kind}”。"
            ));
        };
        let form = EntryForm {
            kind: known.code().to_owned(),
            number,
            matter,
            on,
            is_summary: !from.is_empty(),
            from,
            count,
            yuan,
            openness: openness_of(&openness),
            ground,
            source: if own.is_empty() { source.to_owned() } else { own },
            evidence,
            note,
        };
        // The file itself is kept with what it brings in: it is the evidence where a line names none.
        let entry = Entry::read(&form, true, today);
        let entry = entry.map_err(|wrong| {
            let why: Vec<String> = wrong.into_iter().map(|why| why.message).collect();
            why.join(" ")
        })?;
        Ok(Some(Line { line, entry }))
    }
}

fn is_called(written: &str, label: &str) -> bool {
    let short = label.trim_start_matches("行政").trim_start_matches("事业性");
    written == label || written == short || written == format!("{label}决定")
}

fn openness_of(written: &str) -> String {
    let known = match written {
        "是" | "公开" | "已公开" | "公示" => Some(Openness::Published),
        "否" | "不公开" | "不予公开" | "依法不公开" => Some(Openness::Withheld),
        "待公开" | "未公开" => Some(Openness::Pending),
        _ => None,
    };
    known.map_or_else(String::new, |known| known.code().to_owned())
}
