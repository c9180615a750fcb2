//! 发文机关代字: what the number of every letter begins with (党政机关公文处理工作条例第九条第（五）项: 发文机关代字、年份、发文顺序号). It is printed
//! with each signature, when nobody can mend it any more, so it is held to what can stand there as it is settled.

/// The most characters of it.
pub const LONGEST_PREFIX: usize = 12;

/// Why these words are no 发文机关代字: anything but Han characters, or too many; nothing is one that is not settled yet.
pub fn unfit_prefix(prefix: &str) -> Option<String> {
    let prefix = prefix.trim();
    if prefix.contains(['〔', '〕', '[', ']', '号']) {
        return Some("请只填写机关代字，例如“孟公开”，不含年份和序号。".to_owned());
    }
    if prefix.chars().count() > LONGEST_PREFIX {
        return Some(format!("机关代字不超过 {LONGEST_PREFIX} 字，例如“孟公开”。"));
    }
    let odd = prefix.chars().find(|sign| !is_han(*sign))?;
    Some(format!(
        "机关代字只用汉字，例如“孟公开”：“{odd}”（U+{:04X}）不是汉字。",
        u32::from(odd)
    ))
}

/// The unified ideographs (Unicode 4.1, Table 4-8): neither private use nor compatibility forms.
const fn is_han(sign: char) -> bool {
    matches!(
        sign,
        '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3347f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_of_a_number_is_of_han_characters() {
        for fit in ["", "孟先开", "孟公开", "豫政办公开", "㐂公开", "\u{20bb7}公开"] {
            assert_eq!(unfit_prefix(fit), None, "{fit}");
        }
        for unfit in [
            "孟先开〔2026〕",
            "孟公开第1号",
            "MJ公开",
            "孟\u{e863}公开",
            "孟\u{f0000}",
            "孟 公开",
            "孟①",
            "一二三四五六七八九十一二三",
        ] {
            assert!(unfit_prefix(unfit).is_some(), "{unfit}");
        }
    }
}
