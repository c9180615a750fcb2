//! Whose number a sentence gives: prose names other organs' requests, other business and other years with the same words.

use std::sync::LazyLock;

use regex::Regex;

use super::patterns::FURTHER;
use super::subject::Subject;
use crate::organs;
use crate::reports::{Report, Table2};

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static OTHER_YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(20\d\d)年").unwrap());

/// The organ named as the one that received: the words before the verb, without what only counts or dates.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<name>\p{Han}{0,12}(?:局|厅|委|委员会|街道|镇|乡|镇\(街道?\)|镇街|部门|公司|学校|医院|中心|县\(市、区\)|区县|县区|各县|各区|各地))(?:共|分别|新|全年|累计|本年度?|今年|20\d\d年度?|总共|合计|已|均|一共)*$",
    )
    .unwrap()
});

/// A match of a pattern in its sentence.
pub(super) struct Place<'a> {
    pub before: &'a str,
    pub matched: &'a str,
    pub after: &'a str,
}

/// Whether the number is not this report's own for the year.
pub(super) fn is_anothers(report: &Report, place: &Place<'_>, subject: Subject) -> bool {
    is_of_other_year(report, place, subject)
        || is_of_other_span(place)
        || is_of_other_organ(report, place, subject)
        || is_of_whole_area(report, place, subject)
        || is_of_other_business(place, subject)
}

/// 上半年, 一季度, 7月至12月, 截至6月30日, 近三年: part of the year, or several years.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"[上下]半年|前半年|后半年|[一二三四1-4]季度|[一二三四]个季度|(?:近|过去|前|这)[两二三四五六2-6]年|[两二三四五六2-6]年(?:来|间)|[年月季]均|(?P<months>\d{1,2}月(?:份|\d{1,2}日)?(?:至|到|-|—|－|~|～)(?:20\d\d年)?\d{1,2}月|^(?:20\d\d年)?\d{1,2}月份?(?:，|$|\p{Han}))|截[至止到](?:20\d\d年)?(?P<until>\d{1,2})月",
    )
    .unwrap()
});

/// Whether the number is of part of the year or of several years. A clause that is nothing but a time speaks for the next:
/// 2024年7月至12月，新办行政许可40件.
fn is_of_other_span(place: &Place<'_>) -> bool {
    let own = clause(place.before);
    let before = place.before.strip_suffix(own).unwrap_or("");
    let time = clause(before.trim_end_matches(['，', ',']));
    let is_time_alone = time.ends_with(['年', '月', '度', '日', '份']) && time.chars().count() <= 16;
    let all = [own, place.matched].concat();
    is_span(&all) || (is_time_alone && is_span(time))
}

fn is_span(text: &str) -> bool {
    // January to December is the year, and its end is where stocks are counted.
    let is_year = WHOLE_YEAR.is_match(text);
    SPAN.captures_iter(text).any(|found| {
        if let Some(until) = found.name("until") {
            return until.as_str() != "12";
        }
        let is_of_months = found.name("months").is_some();
        !(is_of_months && (is_year || has(text, &["截", "底", "末"])))
    })
}

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static WHOLE_YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?:^|[^1])1月(?:份|1日)?(?:至|到|-|—|－|~|～)(?:20\d\d年)?12月").unwrap());

/// 全县共制发规范性文件15件, in the report of one of its departments: the number is its government's. A number of the organ's
/// own behind it (其中我局…) is read by itself.
fn is_of_whole_area(report: &Report, place: &Place<'_>, subject: Subject) -> bool {
    const WHOLE: [&str; 9] = [
        "全省", "全市", "全县", "全区", "全镇", "全乡", "全州", "全盟", "全旗",
    ];
    let speaks_for_all = organs::is_government_by_name(&report.organ)
        || ["办公室", "办公厅", "管理委员会", "管委会", "街道"]
            .iter()
            .any(|name| report.organ.contains(name));
    matches!(subject, Subject::Two(_)) && !speaks_for_all && has(clause(place.before), &WHOLE)
}

pub(super) fn clause(before: &str) -> &str {
    before.rsplit(['，', ',', '：', ':']).next().unwrap_or(before)
}

/// 比上年、2023年 …
fn is_of_other_year(report: &Report, place: &Place<'_>, subject: Subject) -> bool {
    const WORDS: [&str; 10] = [
        "上年",
        "去年",
        "上一年",
        "同比",
        "同期",
        "比",
        "较",
        "历年",
        "以来",
        "每",
    ];
    let clause = clause(place.before);
    // 累计 alone sums up the year; 截至…累计 sums up all years.
    let is_of_all_years = clause.contains("累计") && (clause.contains("截至") || clause.contains("截止"));
    let is_compared = subject != Subject::BroughtForward
        && (is_of_all_years || WORDS.iter().any(|word| clause.contains(word)));
    let other = OTHER_YEAR
        .captures_iter(clause)
        .chain(OTHER_YEAR.captures_iter(place.matched));
    let mut years = other.filter_map(|found| found.get(1)?.as_str().parse::<i16>().ok());
    is_compared || years.any(|year| year != report.year && subject != Subject::CarriedForward)
}

/// 市公安局收到申请45件, in the report of another organ.
fn is_of_other_organ(report: &Report, place: &Place<'_>, subject: Subject) -> bool {
    if !(subject.is_received() || subject == Subject::Total) {
        return false;
    }
    let Some(found) = NAMED.captures(clause(place.before)) else {
        return false;
    };
    let name = found.name("name").map_or("", |name| name.as_str());
    let name = ["其中", "全年", "今年", "本年度"]
        .into_iter()
        .fold(name, |name, word| name.strip_prefix(word).unwrap_or(name));
    let is_own = name.starts_with(['我', '本', '全'])
        || name.contains("各级")
        || report.organ.ends_with(name)
        || name.ends_with(report.organ.as_str());
    !is_own
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// 办结提案20件; 复议机关办理行政复议案件88件; 公开信息120条.
fn is_of_other_business(place: &Place<'_>, subject: Subject) -> bool {
    match subject {
        Subject::Total => is_other_work(&[place.before, place.matched].concat()),
        Subject::Reconsiderations | Subject::Suits | Subject::Disputes | Subject::Suit(_) => {
            is_other_dispute(place, subject)
        }
        Subject::Result(_) | Subject::SuitResult(_) => is_at_work(place),
        Subject::New | Subject::NewPerhapsAll | Subject::NewAndBrought => {
            is_other_application(place.matched) || is_part_of_all(place)
        }
        Subject::Kind(_) | Subject::Organisations => !is_told_of_received(place.before),
        Subject::Two(cell) => is_other_count(place, cell),
        Subject::BroughtForward | Subject::CarriedForward => false,
        // 依申请公开信息120条 are pieces of information.
        Subject::OnRequest => place.matched.ends_with(['条', '个']) || is_told_of_received(place.before),
        _ => {
            place.matched.ends_with('条') && place.matched.contains("信息") && !place.matched.contains("申请")
        }
    }
}

/// 办结提案20件, 答复留言30件.
fn is_other_work(whole: &str) -> bool {
    const OTHER: [&str; 10] = [
        "建议",
        "提案",
        "工单",
        "热线",
        "留言",
        "来信",
        "信访件",
        "诉求",
        "督办",
        "投诉",
    ];
    // 受理行政许可申请130件，办结120件: finished were those.
    let spoken_of = whole
        .split(['，', ',', '；', ';'])
        .rfind(|clause| clause.contains("申请"));
    has(whole, &OTHER)
        || spoken_of.is_none_or(|clause| is_other_application(clause) && !clause.contains("公开"))
}

/// 收到行政复议申请3件, 受理许可申请50件.
fn is_other_application(matched: &str) -> bool {
    const OTHER: [&str; 19] = [
        "复议", "诉讼", "起诉", "更正", "补正", "信访", "建议", "提案", "投诉", "举报", "许可", "登记",
        "听证", "赔偿", "执行", "仲裁", "救助", "留言", "补贴",
    ];
    has(matched, &OTHER)
}

/// 收到网上申请20件、信函申请6件; 其中收到网上申请20件: one way of many, unless it says that it sums up or goes on with 另.
fn is_part_of_all(place: &Place<'_>) -> bool {
    const WAYS: [&str; 10] = [
        "网上", "网络", "线上", "线下", "信函", "邮寄", "当面", "现场", "传真", "邮件",
    ];
    const ALL: [&str; 4] = ["共", "合计", "总", "各类"];
    let is_among = clause(place.before.trim_end_matches(['，', ','])).contains("其中");
    let is_one_way = has(place.matched, &WAYS) && !has(place.matched, &ALL) && !FURTHER.is_match(place.after);
    is_one_way || (is_among && !place.matched.starts_with('新'))
}

/// The organ that reconsiders tells of its own work: 作为复议机关，审理政府信息公开行政复议案件18件.
fn is_reviewing(place: &Place<'_>) -> bool {
    let whole = [place.before, place.matched].concat();
    let whole = ["尚未审结", "未审结", "正在审理", "在审", "经审理", "审理后"]
        .iter()
        .fold(whole, |whole, word| whole.replace(word, ""));
    let rest = place.after.replace("未审结", "");
    let is_taken_in = has(&whole, &["收到", "受理", "接收"]) && !whole.contains("公开");
    // 被复议机关纠正2件 was done to the organ.
    has(&whole, &["作为复议机关", "作为行政复议机关", "审理", "审结"])
        || (is_taken_in && has(&rest, &["审结", "审理"]))
}

/// 行政复议0件以外的其他行政复议11件: the first number is set aside, the second counts other disputes.
fn is_of_others(place: &Place<'_>) -> bool {
    let rest = place.after.trim_start_matches(['件', '宗', '份', '起']);
    ["以外", "之外", "外的"].iter().any(|word| rest.starts_with(word))
        || ["其他", "其它", "其余"]
            .iter()
            .any(|word| place.before.ends_with(word))
}

/// 收到各类行政复议30件，其中政府信息公开类4件: disputes about anything, of which some are this report's.
fn is_among_all(place: &Place<'_>) -> bool {
    #[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
    static SOME: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"其中[，,]?\p{Han}{0,6}信息公开").unwrap());
    !place.matched.contains("公开") && !clause(place.before).contains("公开") && SOME.is_match(place.after)
}

/// 驳回复议申请2件 says how disputes ended.
fn is_rejected(place: &Place<'_>) -> bool {
    const ENDED: [&str; 6] = ["驳回", "撤回", "终止", "中止", "不予受理", "不受理"];
    let before = place.before.trim_end_matches(['的', '了', '其']);
    ENDED.iter().any(|word| before.ends_with(word))
}

fn is_at_work(place: &Place<'_>) -> bool {
    if is_reviewing(place) {
        return true;
    }
    let words = ["委员会", "办理", "审理", "承办", "审结", "应诉", "收案"];
    (has(clause(place.before), &words) || place.matched.contains("应诉")) && !place.before.contains("公开")
}

fn is_other_dispute(place: &Place<'_>, subject: Subject) -> bool {
    // 行政诉讼2类案件, 行政复议3起典型案例.
    let counts_other = [
        "起典型",
        "件典型",
        "个典型",
        "类",
        "种",
        "项",
        "次",
        "年",
        "月",
        "日",
        "%",
        "场",
        "期",
        "人",
        "名",
    ];
    let is_counted_otherwise = counts_other.iter().any(|word| place.after.starts_with(word));
    let ways = ["直接", "复议后"];
    // 未经复议直接提起行政诉讼1件 is one way of two.
    let is_one_way = subject == Subject::Suits && has(clause(place.before), &ways);
    is_reviewing(place)
        || is_of_others(place)
        || is_among_all(place)
        || is_rejected(place)
        || (is_at_work(place) && !place.matched.contains("公开"))
        || is_counted_otherwise
        || is_one_way
}

/// 自然人25件 counts applicants only where applications received were spoken of, not their outcomes.
fn is_told_of_received(before: &str) -> bool {
    let last = |words: &[&str]| words.iter().filter_map(|word| before.rfind(word)).max();
    let received = last(&["收到", "新收", "接收", "受理", "接到"]);
    let decided = last(&[
        "予以公开",
        "部分公开",
        "不予",
        "无法提供",
        "办结",
        "答复",
        "同意公开",
        "结转",
    ]);
    received.is_some() && received > decided
}

/// Counts of what was published, of items in a catalogue, or of another's documents.
fn is_other_count(place: &Place<'_>, cell: Table2) -> bool {
    const PUBLISHED: [&str; 14] = [
        "公开", "公示", "归集", "发布", "公布", "上传", "推送", "录入", "清理", "梳理", "集中", "目录",
        "清单", "受理",
    ];
    const HELPED: [&str; 7] = ["协助", "配合", "参与", "移送", "指导", "督促", "转办"];
    const ANOTHERS: [&str; 12] = [
        "名义", "代", "备案", "审查", "审核", "起草", "报送", "修订", "解读", "涉及", "其中", "评估",
    ];
    let clause = clause(place.before);
    let is_document = !matches!(
        cell,
        Table2::Licences | Table2::Penalties | Table2::CoerciveMeasures | Table2::FeesWanYuan
    );
    // Without their noun the verbs speak of what was named last.
    let is_bare = is_document && !place.matched.contains("规范性文件") && !place.matched.contains("规章");
    let last_named = place.before.rfind("规范性文件");
    let is_unnamed = is_bare && (last_named.is_none() || last_named < place.before.rfind("规章"));
    has(clause, &PUBLISHED)
        || has(clause, &HELPED)
        || (is_document && has(clause, &ANOTHERS))
        || is_unnamed
        || is_other_than_total(place)
}

/// 修改行政许可3项, 行政许可事项20项: kinds of licences, not licences; 行政处罚0.5万件.
fn is_other_than_total(place: &Place<'_>) -> bool {
    let is_of_kinds = place.matched.ends_with('项') && !place.matched.contains("决定");
    is_of_kinds
        || ["余", "多", "以上"]
            .iter()
            .any(|word| place.after.starts_with(word))
}
