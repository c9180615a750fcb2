//! The file of a case (案卷): under which headings its pieces lie, in which order. It is handed in when a reconsideration or a
//! suit is answered, with everything the act rests on (行政复议法第五十四条、第七十条; 行政诉讼法第三十四条、第六十七条), and filed when
//! the case is closed (条例第四十五条: 登记、审核、办理、答复、归档).

use crate::labelled::labelled;

labelled! {
    /// What a piece is evidence of, in the order of the file.
    Category {
        Application = "application", "申请";
        Procedure = "procedure", "程序文书";
        Search = "search", "查找核实";
        Reply = "reply", "答复";
        Provided = "provided", "提供的信息";
        Withheld = "withheld", "封存的原件";
        Messages = "messages", "来信";
        Course = "course", "办理过程";
        Audit = "audit", "审计记录";
    }
}

/// A piece as the catalogue names it: `《政府信息公开申请答复书》（孟公复答〔2026〕3号，2026-03-20）`.
pub fn catalogue_line(title: &str, number: &str, on: &str) -> String {
    let about: Vec<&str> = [number, on].into_iter().filter(|part| !part.is_empty()).collect();
    if about.is_empty() {
        return title.to_owned();
    }
    format!("{title}（{}）", about.join("，"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_says_number_and_day_where_there_are_some() {
        assert_eq!(
            catalogue_line("《政府信息公开申请答复书》", "孟公复答〔2026〕3号", "2026-03-20"),
            "《政府信息公开申请答复书》（孟公复答〔2026〕3号，2026-03-20）"
        );
        assert_eq!(catalogue_line("检索记录", "", ""), "检索记录");
    }

    #[test]
    fn the_application_comes_first_and_the_record_of_the_desk_last() {
        assert_eq!(Category::ALL.first(), Some(&Category::Application));
        assert_eq!(Category::ALL.last(), Some(&Category::Audit));
    }
}
