//! Titles and names cut into lines of nearly equal length, whole words kept together as a dictionary and the usual ends of
//! names tell them (GB/T 9704-2012 7.3.1: 回行时，要做到词意完整，排列对称，长短适宜).

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};

static WORDS: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Marks that can't begin a line.
const NEVER_FIRST: &str = "，。、；：？！）》〉】〕”’…—·,.;:?!)]}";
/// Marks that can't end one.
const NEVER_LAST: &str = "（《〈【〔“‘([{";
/// Where the name of a place or an organ mostly ends.
const GOOD_ENDS: &str = "省市县区旗州盟乡镇府局会厅部院处室心）》、的";
/// How far from the middle, in halves of a Chinese character, an end of a name is still better than another end of a word, and
/// that than a cut through a word.
const WORTH_OF_AN_END: usize = 16;
const WORTH_OF_A_WORD: usize = 24;

/// The width of a character: 1 for one of half width, else 2.
fn width_of(character: char) -> usize {
    if character.is_ascii() { 1 } else { 2 }
}

/// The width of a text in halves of a Chinese character.
pub(super) fn halves(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

/// The text in as few lines as hold `longest` Chinese characters each, all of nearly the same length.
/// Line breaks it already has are kept.
pub(crate) fn balanced(text: &str, longest: usize) -> Vec<String> {
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .flat_map(|line| cut(line, longest * 2))
        .collect()
}

fn cut(line: &str, most: usize) -> Vec<String> {
    let mut rest: Vec<char> = line.chars().collect();
    let mut lines = Vec::new();
    loop {
        let left: usize = rest.iter().copied().map(width_of).sum();
        if left <= most {
            lines.push(rest.into_iter().collect());
            return lines;
        }
        let count = left.div_ceil(most);
        // So wide at least that the other lines can hold what is left.
        let widths = left.saturating_sub((count - 1) * most)..=most;
        let tail = rest.split_off(end_of_line(&rest, left.div_ceil(count), &widths));
        lines.push(rest.iter().collect::<String>().trim_end().to_owned());
        rest = tail;
    }
}

/// After how many characters the line ends: the best place near the target width.
fn end_of_line(characters: &[char], target: usize, widths: &RangeInclusive<usize>) -> usize {
    let words = ends_of_words(characters);
    let mut width = 0;
    let mut places = Vec::new();
    for (at, pair) in characters.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        width += width_of(*before);
        if !widths.contains(&width) {
            continue;
        }
        let is_split_word = before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric();
        if is_split_word || NEVER_FIRST.contains(*after) || NEVER_LAST.contains(*before) {
            continue;
        }
        let is_end = GOOD_ENDS.contains(*before) && !GOOD_ENDS.contains(*after);
        let unkept = if is_end { 0 } else { WORTH_OF_AN_END };
        let cut = if words.contains(&(at + 1)) {
            0
        } else {
            WORTH_OF_A_WORD
        };
        places.push((width.abs_diff(target) + unkept + cut, at + 1));
    }
    let forced = characters.len().min(widths.end() / 2).max(1);
    places.into_iter().min().map_or(forced, |(_, at)| at)
}

/// After how many characters a word of the dictionary ends.
fn ends_of_words(characters: &[char]) -> BTreeSet<usize> {
    let text: String = characters.iter().collect();
    let ends = WORDS.segment_str(&text);
    ends.filter_map(|end| Some(text.get(..end)?.chars().count()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_one_line_and_an_empty_one_is_none() {
        assert_eq!(balanced("政府信息公开申请答复书", 20), ["政府信息公开申请答复书"]);
        assert!(balanced(" \n", 20).is_empty());
    }

    #[test]
    fn a_long_name_is_cut_near_its_middle_after_a_whole_word() {
        assert_eq!(
            balanced("某某省某某市某某经济技术开发区管理委员会行政审批服务局", 20),
            ["某某省某某市某某经济技术开发区", "管理委员会行政审批服务局"]
        );
        assert_eq!(
            balanced(
                "某某省某某市某某经济技术开发区管理委员会行政审批服务局（政务服务中心）",
                20
            ),
            [
                "某某省某某市某某经济技术开发区",
                "管理委员会行政审批服务局（政务服务中心）"
            ]
        );
        assert_eq!(
            balanced("洛阳市孟津区先进制造业开发区管理委员会（孟津区招商局）", 20),
            ["洛阳市孟津区先进制造业开发区", "管理委员会（孟津区招商局）"]
        );
    }

    #[test]
    fn a_name_is_cut_after_a_word_and_best_after_the_end_of_a_name() {
        for (lines, longest) in [
            (["巴音郭楞蒙古自治州", "和静县人民政府办公室"], 18),
            (["新疆天山天池国家级自然保护区", "管理委员会"], 18),
            (
                ["内蒙古自治区锡林郭勒盟", "锡林郭勒草原国家级自然保护区管理局"],
                18,
            ),
            (["广州南沙经济技术开发区", "行政审批和社会信用管理局"], 18),
        ] {
            assert_eq!(balanced(&lines.concat(), longest), lines);
        }
    }

    #[test]
    fn lines_hold_every_character_and_none_is_too_long() {
        for text in [
            "字".repeat(61),
            "《".repeat(50),
            "a".repeat(90),
            "（一）".repeat(20),
            "关于Abc2026年10000000件的a".repeat(9),
        ] {
            let lines = balanced(&text, 20);
            assert_eq!(lines.concat(), text);
            assert!(lines.iter().all(|line| halves(line) <= 40), "{lines:?}");
        }
    }

    #[test]
    fn punctuation_does_not_begin_a_line() {
        let lines = balanced("一二三四五六七八九十一二三四五六七八九十）甲乙丙丁", 20);
        assert!(lines.iter().all(|line| !line.starts_with('）')), "{lines:?}");
    }
}
