//! Signs that PDF makers put for others: a font that draws the radical ⾏ and the word 行 alike has its text layer name
//! either. Browsers that print a page to PDF often name the radical.

/// The words of the radicals U+2F00 to U+2FD5, in order, in the forms that simplified Chinese prints.
const RADICALS: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋\
    比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛\
    辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// Simplified forms among the supplementary radicals, with their words.
const SUPPLEMENT: [(char, char); 27] = [
    ('⺟', '母'),
    ('⺠', '民'),
    ('⻁', '虎'),
    ('⻄', '西'),
    ('⻅', '见'),
    ('⻆', '角'),
    ('⻉', '贝'),
    ('⻋', '车'),
    ('⻓', '长'),
    ('⻔', '门'),
    ('⻘', '青'),
    ('⻙', '韦'),
    ('⻚', '页'),
    ('⻛', '风'),
    ('⻜', '飞'),
    ('⻝', '食'),
    ('⻢', '马'),
    ('⻣', '骨'),
    ('⻤', '鬼'),
    ('⻥', '鱼'),
    ('⻦', '鸟'),
    ('⻨', '麦'),
    ('⻩', '黄'),
    ('⻬', '齐'),
    ('⻮', '齿'),
    ('⻰', '龙'),
    ('⻳', '龟'),
];

/// The text with words for radicals.
pub fn to_words(text: &str) -> String {
    text.chars().map(word).collect()
}

fn word(sign: char) -> char {
    let radical = || {
        let index = u32::from(sign).checked_sub(0x2F00)?;
        RADICALS.chars().nth(usize::try_from(index).ok()?)
    };
    match sign {
        '\u{2F00}'..='\u{2FD5}' => radical().unwrap_or(sign),
        '\u{2E80}'..='\u{2EFF}' => SUPPLEMENT
            .into_iter()
            .find(|(supplement, _)| *supplement == sign)
            .map_or(sign, |(_, word)| word),
        _ => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_are_read_as_the_words_they_look_like() {
        assert_eq!(to_words("⾏政许可⽆⻚⿕⼀"), "行政许可无页龠一");
    }
}
