//! The index as a whole: a small office's texts, and what a reader types.

use std::sync::Arc;

use jiff::civil::{Date, date};
use tempfile::TempDir;

use super::*;

mod answers;
mod bounds;
mod corpus;
mod life;

const TODAY: Date = date(2026, 11, 30);

/// An index in a folder of its own.
struct Shelf {
    folder: TempDir,
    index: Arc<Index>,
}

impl Shelf {
    fn of(entries: Vec<Entry>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = Arc::new(Index::open(folder.path()));
        let mut rebuild = index.rebuild().unwrap();
        for entry in entries {
            rebuild.add(entry).unwrap();
        }
        rebuild.finish(1).unwrap();
        Self { folder, index }
    }

    fn find(&self, words: &str) -> Found {
        self.index.find(&asked(words)).unwrap()
    }

    fn titles(&self, words: &str) -> Vec<String> {
        titles(&self.find(words))
    }
}

fn titles(found: &Found) -> Vec<String> {
    found.hits.iter().map(|hit| hit.entry.title.clone()).collect()
}

fn asked(words: &str) -> Asked {
    Asked::plain(words, TODAY)
}

fn entry(number: usize, title: &str, text: &str) -> Entry {
    Entry {
        key: format!("document:{number}"),
        organ: "MJ01".to_owned(),
        title: title.to_owned(),
        address: format!("/documents/{number}"),
        day: Some(date(2026, 1, 1)),
        kind: "document".to_owned(),
        columns: vec!["policies".to_owned()],
        parts: vec![Part::of_page(text)],
        ..Entry::default()
    }
}

fn marked(spans: &[Span]) -> String {
    let told = |span: &Span| {
        if span.is_marked {
            format!("[{}]", span.text)
        } else {
            span.text.clone()
        }
    };
    spans.iter().map(told).collect()
}

/// What a district publishes.
fn office() -> Shelf {
    let mut now = entry(
        1,
        "关于印发《孟津区先进制造业开发区企业技术改造和数字化转型奖补办法》的通知",
        "第一条　为支持企业技术改造，制定本办法。\n第十二条　企业技术改造项目按照实际设备投资额给予一次性奖补，首次申报的提高一个百分点。",
    );
    now.numbers = vec!["孟先开〔2026〕12号".to_owned(), "MJ01-2026-01-00012".to_owned()];
    now.validity = Some("in_force".to_owned());
    now.day = Some(date(2026, 11, 6));
    let mut before = entry(
        2,
        "关于印发《孟津区先进制造业开发区企业技术改造奖补实施办法》的通知",
        "企业技术改造奖补，企业技术改造奖补，企业应当在项目竣工后三个月内提交技术改造奖补申请表。",
    );
    before.numbers = vec!["孟先开〔2026〕3号".to_owned()];
    before.validity = Some("repealed".to_owned());
    before.has_ended = true;
    let mut list = entry(3, "2025年度企业项目公示", "公示期五个工作日。");
    list.day = Some(date(2025, 12, 15));
    list.columns = vec!["list".to_owned(), "policies".to_owned()];
    list.parts.push(Part {
        place: "名单.pdf".to_owned(),
        page: Some(3),
        text: "奖补企业名单、项目名称、奖补金额：河南喆堃机械有限公司。".to_owned(),
    });
    let insured = entry(
        4,
        "社会保险费缴纳指南",
        "用人单位应当自行申报、按时足额缴纳社会保险费。",
    );
    let tax = entry(5, "税务事项公告", "契税由纳税人申报。");
    let traditional = entry(6, "關於開放臺商投資園區的公告", "臺資企業可以申請入駐。");
    Shelf::of(vec![now, before, list, insured, tax, traditional])
}
