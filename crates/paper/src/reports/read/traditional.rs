//! Reports in traditional characters, as some sites turn their pages: folded to simplified ones, and that is said.

use law::reports::Slip;
use law::signs::simplified;

use super::blocks::Block;

/// Words that a report has, as only traditional characters write them.
const MARKS: [&str; 3] = ["信息公開", "資訊公開", "年度報告"];

/// Folds the blocks where they are in traditional characters; gives what is said of it.
pub(super) fn fold(blocks: &mut [Block]) -> Option<Slip> {
    let is_traditional = |block: &Block| MARKS.into_iter().any(|mark| block.has_text(mark));
    if !blocks.iter().any(is_traditional) {
        return None;
    }
    for block in blocks.iter_mut() {
        match block {
            Block::Paragraph(paragraph) => paragraph.text = simplified(&paragraph.text),
            Block::Row(row) => {
                for cell in &mut row.cells {
                    cell.text = simplified(&cell.text);
                }
            }
            Block::Picture => {}
        }
    }
    Some(Slip {
        place: "全文".to_owned(),
        printed: "繁体字".to_owned(),
        official: "简体字（已转换，请核对专有名称）".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_as_they_are_meant() {
        let text = "政府信息公開工作年度報告：成效顯著，行政復議、結果維持";
        let mut blocks: Vec<Block> = Block::paragraph("第1段", text).into_iter().collect();
        assert!(fold(&mut blocks).is_some());
        let folded = super::super::blocks::texts(&blocks);
        assert_eq!(folded, ["政府信息公开工作年度报告：成效显著，行政复议、结果维持"]);
        let mut plain: Vec<Block> = Block::paragraph("第1段", "信息公开").into_iter().collect();
        assert!(fold(&mut plain).is_none());
    }
}
