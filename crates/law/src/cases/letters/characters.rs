//! Characters of a letter that this machine has no glyph for: nothing is signed before somebody has agreed to see their
//! code points printed instead. A name is printed right or not at all (个人信息保护法第八条: 保证个人信息的质量).

use super::Letter;
use crate::codes::WhyNot;

impl Letter {
    /// Everything that is printed of it, a line to each part.
    pub fn printed(&self) -> String {
        let mut lines = vec![
            self.text(),
            self.organ.clone(),
            self.signed_by.clone(),
            self.contact.clone(),
        ];
        lines.extend(self.enclosures.iter().cloned());
        lines.join("\n")
    }
}

/// What is told of characters without a glyph in words that every letter prints; nothing where there are none.
pub fn without_glyph(lacking: &[char]) -> Option<String> {
    let told: Vec<String> = lacking.iter().map(|one| shown(*one)).collect();
    (!told.is_empty()).then(|| {
        format!(
            "{}在本机的字体中没有字形，文书上会印成代码：请安装含有它们的字体，或者改写。",
            told.join("、")
        )
    })
}

fn shown(character: char) -> String {
    format!("“{character}”（U+{:04X}）", u32::from(character))
}

/// What is said of the characters that lack a glyph and that nobody has accepted yet; nothing where there are none.
pub fn unaccepted(lacking: &[char], accepted: &str) -> Option<WhyNot> {
    let told: Vec<String> = lacking
        .iter()
        .filter(|character| !accepted.contains(**character))
        .map(|character| shown(*character))
        .collect();
    (!told.is_empty()).then(|| {
        WhyNot::new(
            "characters",
            format!(
                "这些字符在本机的字体中没有字形：{}。请安装含有它们的字体，或者改写；都不能的，勾选“没有字形的字符印成代码”后保存，打印件上印成〔U+…〕，盖章前由经办人手写补上。",
                told.join("、")
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_without_a_glyph_is_told_with_its_code_point_until_somebody_accepts_it() {
        let lacking = ['\u{31350}', '\u{E863}'];
        let told = unaccepted(&lacking, "").unwrap();
        assert_eq!(told.field, "characters");
        assert!(told.message.contains("（U+31350）") && told.message.contains("（U+E863）"));
        let rest = unaccepted(&lacking, "\u{31350}").unwrap();
        assert!(!rest.message.contains("U+31350") && rest.message.contains("U+E863"));
        assert_eq!(unaccepted(&lacking, "\u{E863}\u{31350}"), None);
        assert_eq!(unaccepted(&[], ""), None);
        assert_eq!(without_glyph(&[]), None);
        let told = without_glyph(&lacking).unwrap();
        assert!(
            told.starts_with("“\u{31350}”（U+31350）、") && told.contains("印成代码"),
            "{told}"
        );
    }
}
