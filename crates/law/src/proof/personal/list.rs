//! A list of persons: a column of names beside a column of what is nobody's business.

use std::collections::BTreeMap;

use super::SOURCE;
use crate::proof::examples::{Example, Step};
use crate::proof::rule::Hit;
use crate::proof::{Class, Context, Manuscript, PartKind, Rule, Severity};

pub(in crate::proof) static LIST: Rule = Rule {
    code: "list.persons",
    label: "含个人信息的名单",
    class: Class::Privacy,
    severity: Severity::Answer,
    source: SOURCE,
    says: "表头同时有姓名和身份证、手机、住址、卡号、病情之一的名单不公开这些栏目。空白表格和已经隐去（*、×）的栏目不算。",
    advice: "请删去或者隐去姓名以外的个人信息栏目（个人信息保护法第六条、第二十五条）。",
    examples: &[
        Example {
            right: &[
                Step::Row(&["姓名", "身份证号", "金额"]),
                Step::Row(&["张某某", "410305********1234", "500"]),
            ],
            wrong: &[
                Step::Row(&["姓名", "家庭住址", "金额"]),
                Step::Row(&["张三", "幸福路12号", "500"]),
            ],
        },
        Example {
            right: &[
                Step::Row(&["姓名", "", "病情", ""]),
                Step::Row(&["学历", "", "备注", ""]),
            ],
            wrong: &[Step::Paragraph("姓名\t病情\n张三\t肺结核")],
        },
    ],
    look,
};

/// Heads of columns that tell of a person what need not be told.
const TELLING: [&str; 22] = [
    "身份证",
    "身份证号",
    "身份证号码",
    "公民身份号码",
    "证件号码",
    "手机",
    "手机号",
    "手机号码",
    "联系手机",
    "住址",
    "家庭住址",
    "家庭地址",
    "现住址",
    "户籍地址",
    "卡号",
    "银行卡号",
    "银行账号",
    "社保卡号",
    "一卡通号",
    "病情",
    "病种",
    "疾病名称",
];

/// A row of a table: the number of the part and its text by column.
type Row<'a> = BTreeMap<usize, (usize, &'a str)>;
type Rows<'a> = Vec<Row<'a>>;

fn look(manuscript: &Manuscript, _context: &Context<'_>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = tables(manuscript).iter().filter_map(list).collect();
    hits.extend(typed(manuscript).iter().filter_map(list));
    hits
}

/// Tables as they are typed or pasted: lines of several fields that follow each other.
fn typed(manuscript: &Manuscript) -> Vec<Rows<'_>> {
    let mut tables: Vec<Rows<'_>> = vec![Rows::new()];
    let lines = manuscript
        .paragraphs()
        .flat_map(|(number, part)| part.text.lines().map(move |line| (number, line)));
    for (number, line) in lines {
        let fields = fields(line);
        if fields.len() < 2 {
            tables.push(Rows::new());
        } else if let Some(table) = tables.last_mut() {
            table.push(
                (0..)
                    .zip(fields.into_iter().map(|field| (number, field)))
                    .collect(),
            );
        }
    }
    tables.retain(|table| table.len() > 1);
    tables
}

fn tables(manuscript: &Manuscript) -> Vec<Rows<'_>> {
    let mut tables: BTreeMap<usize, BTreeMap<usize, Row<'_>>> = BTreeMap::new();
    for (number, part) in manuscript.parts.iter().enumerate() {
        if let PartKind::Cell { table, row, column } = part.kind {
            let row = tables.entry(table).or_default().entry(row).or_default();
            row.entry(column).or_insert((number, part.text.as_str()));
        }
    }
    tables
        .into_values()
        .map(|rows| rows.into_values().collect())
        .collect()
}

/// The fields of a line, as tables are pasted.
fn fields(line: &str) -> Vec<&str> {
    line.split(['\t', '|', ',', '，', '\u{3000}'])
        .map(str::trim)
        .collect()
}

/// The list that a table is: its head, and a row below it that tells something.
fn list(rows: &Rows<'_>) -> Option<Hit> {
    for (at, head) in rows.iter().enumerate() {
        let is_named = head.values().any(|(_, text)| is_name(text));
        let telling = head.iter().find(|(_, (_, text))| is_telling(text));
        if let (true, Some((column, (part, text)))) = (is_named && is_full(head), telling) {
            let below = rows.iter().skip(at + 1);
            let mut values = below.filter_map(|row| row.get(column).map(|(_, value)| value.trim()));
            return values
                .any(tells)
                .then(|| Hit::at(*part, 0..0).shown(format!("姓名、{}", text.trim())));
        }
    }
    None
}

/// Whether this row is a head: a form leaves room beside its labels.
fn is_full(head: &Row<'_>) -> bool {
    let filled = head.values().filter(|(_, text)| !text.trim().is_empty()).count();
    let (first, last) = (head.keys().next(), head.keys().last());
    let width = last.zip(first).map_or(0, |(last, first)| last - first + 1);
    filled * 3 > width * 2
}

fn plain(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace()).collect()
}

fn is_name(text: &str) -> bool {
    text.chars().count() <= 12
        && matches!(
            plain(text).as_str(),
            "姓名" | "户主姓名" | "申请人姓名" | "申请人" | "患者姓名" | "学生姓名" | "享受人" | "户主"
        )
}

fn is_telling(text: &str) -> bool {
    if text.chars().count() > 20 {
        return false;
    }
    let text = plain(text);
    let text = text.split(['（', '(']).next().unwrap_or("");
    TELLING.contains(&text)
        || TELLING
            .iter()
            .any(|word| text.ends_with(word) && text.chars().count() <= 8)
}

/// Whether a value tells anything: it is neither blank nor masked nor another head.
fn tells(value: &str) -> bool {
    let is_masked = value.contains(['*', '＊', '×', '某', '█', '●']);
    let is_blank = value
        .chars()
        .all(|sign| sign.is_whitespace() || matches!(sign, '_' | '-' | '—' | '/' | '无'));
    !is_masked && !is_blank && !is_telling(value) && !is_name(value)
}
