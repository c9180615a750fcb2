//! Pages that are laid anew: a case, its decision, its letters, the queue of sign-off. What they said of the case is compared
//! word by word, not where it stands nor what stands around it.

/// Words that such a page says no more, or otherwise, each with the reason. An empty second: they are gone.
const IN_OTHER_WORDS: &[(&str, &str)] = &[
    // The next day stands under the title with the name of its clock, and whose turn it is in a sentence.
    ("下一期限", ""),
    ("待本机关", ""),
    ("待申请人", ""),
    ("待被征求意见方", ""),
    ("获取方式", "提供方式"),
    ("文号", "发文字号"),
    // Parts of the page are called otherwise, or need no name of their own.
    ("附件", "材料"),
    ("申请编号", ""),
    ("今天可以办理", "下一步"),
    ("没有需要您办理的事项。", ""),
    ("查看本件的复议、诉讼", "本件的复议、诉讼"),
    ("复议和诉讼", ""),
    ("文书审签和送达", "审签"),
    ("依申请公开", ""),
    // Messages stand on the page itself where there are some.
    ("申请人来信", ""),
    ("查看和答复", ""),
    // Identity and contacts are opened beside the applicant's name.
    ("证件和联系方式", ""),
    ("已加密保存。每次查看都记入审计日志。", ""),
    ("查看", ""),
    ("申请人证件和联系方式", "证件和联系方式"),
    ("返回", ""),
    // The questions of the decision are asked as an official would.
    ("补不补", "内容是否明确"),
    ("该不该", ""),
    ("有没有", ""),
    ("给不给", ""),
    ("当不当", ""),
    ("处理决定", "作出处理决定"),
    ("都不是", "都不是，下一步"),
    ("下一步：该不该", "下一步：是否属于本机关办理"),
    ("下一步：有没有", "下一步：信息是否存在"),
    ("下一步：给不给", "下一步：能否公开"),
    ("下一步：当不当", "下一步：形式是否妥当"),
    ("是不是向本机关申请公开政府信息", "是否向本机关申请公开政府信息"),
    (
        "该不该由本机关按政府信息公开申请办理？（条例第三十五条",
        "是否应当由本机关按政府信息公开申请办理？（条例第三十五条",
    ),
    (
        "经检索本机关有没有现成的信息？（条例第三十六条第（四）项、第三十八条）",
        "经检索",
    ),
    ("信息能不能给：是否已经主动公开", "信息能否公开：是否已经主动公开"),
    (
        "答复当不当：以什么形式提供和送达",
        "答复的形式是否妥当：以什么形式提供和送达",
    ),
    ("回到本件", ""),
    // A list of letters or files is rows without a head.
    ("状态", ""),
    ("文书", ""),
    ("拟稿", ""),
    ("没有附件。", "没有材料。"),
    ("文件", "版式"),
    // The queue is its cards; what waits is counted on them.
    ("待您审签", ""),
    ("待您审签0", ""),
    ("份", ""),
    // A letter is written on its sheet, without marks.
    ("正文", ""),
    ("一行一段；“#", ""),
    ("”开头是小标题", ""),
    ("“-", ""),
    ("”开头是列项", ""),
    ("“|", ""),
    ("”开头是表格行", ""),
    ("一行一个", ""),
];

/// Whether the page is one of them.
pub fn is_relaid(head: &str) -> bool {
    let path = [" GET /desk/cases/", " POST /desk/cases/"]
        .into_iter()
        .find_map(|method| head.split_once(method));
    let Some((_, path)) = path else {
        return false;
    };
    let mut parts = path.split(['/', '?']);
    let is_case = parts
        .next()
        .is_some_and(|id| !id.is_empty() && id.chars().all(|one| one.is_ascii_digit()));
    let of_case = matches!(
        parts.next(),
        None | Some("particulars" | "decision" | "letters" | "messages")
    );
    path == "letters" || is_case && of_case
}

/// What the page said and says no more.
pub fn lost(was: &[String], now: &[String]) -> Vec<String> {
    // Parted, so that nothing is found over the edge of two of its lines.
    let told = now.iter().map(|line| bare(line)).collect::<Vec<_>>().join("|");
    let is_told = |word: &str| {
        // A day of this year stands without it in the course.
        told.contains(word) || word.strip_prefix("2026-").is_some_and(|day| told.contains(day))
    };
    let is_told_otherwise = |word: &str| {
        let other = IN_OTHER_WORDS.iter().find(|(old, _)| *old == word);
        other.is_some_and(|(_, new)| told.contains(new))
    };
    let words = was.iter().flat_map(|line| line.split([' ', '，', '　']));
    words
        .filter(|word| !is_told(word) && !is_told_otherwise(word))
        .map(str::to_owned)
        .collect()
}

/// The signs alone: how words are parted is the page's.
fn bare(text: &str) -> String {
    text.chars().filter(|one| !one.is_whitespace()).collect()
}
