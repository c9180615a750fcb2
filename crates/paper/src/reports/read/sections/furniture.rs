//! What stands among the prose and is none: what a site prints around an article, page numbers, the words of tables that
//! were copied cell by cell.

use crate::reports::read::blocks::{bare, is_page_number};
use crate::reports::read::labels;

/// In how many lines a label may stand.
const MOST_PIECES: usize = 5;

/// What a site prints below an article: neighbours, makers, licences.
pub(in crate::reports::read) fn is_furniture(text: &str) -> bool {
    const OPENINGS: [&str; 24] = [
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "【打印",
        "[打印",
        "打印本页",
        "打印此页",
        "关闭窗口",
        "【关闭",
        "扫一扫",
        "相关链接",
        "相关文章",
        "相关信息",
        "责任编辑",
        "分享到",
        "分享：",
        "版权所有",
        "网站标识码",
        "主办：",
        "主办单位",
        "承办单位",
        "技术支持",
        "网站地图",
    ];
    let bare = bare(text);
    let is_licence = bare.contains("ICP备") || bare.contains("公网安备") || bare.contains("网站标识码");
    is_licence || OPENINGS.into_iter().any(|opening| bare.starts_with(opening))
}

/// Lines of a section that is a table, without the table's own words (in one line or in several) and without page numbers.
pub(super) fn without_table_words<'a>(lines: &[&'a str]) -> Vec<&'a str> {
    let mut kept = Vec::new();
    let mut rest = lines;
    while let [first, after @ ..] = rest {
        let joined = |count: &usize| {
            let pieces = rest.get(..*count);
            pieces.is_some_and(|pieces| labels::is_of_tables(&pieces.concat()))
        };
        let words = (1..=MOST_PIECES).rev().find(joined);
        if words.is_none() && !is_page_number(first) {
            kept.push(*first);
        }
        rest = words.and_then(|count| rest.get(count..)).unwrap_or(after);
    }
    kept
}
