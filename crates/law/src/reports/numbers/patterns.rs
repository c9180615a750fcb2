//! The words in which prose gives the tables' numbers, or denies that there is one.

use std::sync::LazyLock;

use regex::Regex;

use super::subject::Subject;
use super::whose::Place;
use crate::codes::{ApplicantKind, OutcomeGroup, Route, Verdict};
use crate::reports::Table2;

/// A pattern whose first group is the number.
pub(super) struct Pattern {
    pub regex: Regex,
    pub subject: Subject,
}

const UNIT: &str = "(?:件|条|宗|份|个|起)";
/// What stands between a noun and its number.
const LINK: &str = "(?:的|为|共|共计|合计|计|是|有|了|数|数量|总数|申请|信息|：|:)*";

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
fn pattern(text: &str, subject: Subject) -> Pattern {
    Pattern {
        regex: Regex::new(&text.replace('～', LINK).replace('件', UNIT)).unwrap(),
        subject,
    }
}

/// In the patterns 件 stands for any unit and ～ for what links a noun to its number.
pub(super) static PATTERNS: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [received(), outcomes(), kinds(), disputes(), table_two()]
        .into_iter()
        .flatten()
        .collect()
});

fn received() -> Vec<Pattern> {
    vec![
        pattern(
            r"(?:新收|新增|收到|接收|接到|受理|收)(?:到|政府|信息|公开|依|的|各类|群众|公民|共|书面|网络|网上|线上|线下|信函|邮寄|当面|现场|传真|邮件|提交|、)*申请(?:公开|政府|信息|事项|共|共计|合计|总计|总数|总量|数量|数|量|表|为|是|有|了|件|：|:)*(\d+)件",
            Subject::New,
        ),
        pattern(
            r"(?:新收|收到|接收|接到|受理)[\p{Han}、“”]{0,36}?(?:公开的?|信息的?|依)申请(?:公开|办件|政府|信息|事项|共|共计|合计|总计|总数|总量|数量|数|量|为|是|有|了|件|：|:)*(\d+)件",
            Subject::New,
        ),
        // 收到1份依申请公开, 受理27件政府信息公开申请: the number before its noun.
        pattern(
            r"(?:新收|收到|接收|接到|受理)(?:到|了|共|共计|各类)*(\d+)件(?:关于|有关|的)*(?:依申请公开|(?:政府|信息|公开|的)*申请)",
            Subject::New,
        ),
        // 政府信息公开申请共计27件, 政府信息公开申请量为27件: the noun alone begins the clause.
        pattern(
            r"(?:^|[，,、：:)])(?:20\d\d年度?|本年度?|全年|今年|我\p{Han}{0,2}|本局|本机关|本单位|本部门|的)*(?:政府信息公开|信息公开|依申请公开)申请(?:共|共计|合计|总计|总数|总量|数量|数|量|为|是|：|:)+(\d+)件",
            Subject::NewPerhapsAll,
        ),
        // 我局依申请公开26件: received, finished or granted, whichever it is.
        pattern(
            r"依申请公开(?:政府|信息|事项|办件|办结|答复|的|共|共计|合计|计|数量|数|量|为|是|了|：|:)*(\d+)(?:件|项)",
            Subject::OnRequest,
        ),
        pattern(
            r"(?:上年|上一年|上年度|上一年度|去年)(?:度)?结转(?:政府|信息|公开|依|的|至|到|本年度|本年|申请|办理|为|数量|数|量|有|了|共)*(\d+)件",
            Subject::BroughtForward,
        ),
        pattern(
            r"结转(?:至|到)?(?:下|次|明|20\d\d)(?:一)?年(?:度)?(?:继续)?(?:办理|处理|答复)?～(\d+)件",
            Subject::CarriedForward,
        ),
    ]
}

fn outcomes() -> Vec<Pattern> {
    vec![
        pattern(
            r"公开(?:或|和|及|、|与|或者)(?:者)?部分公开～(\d+)件",
            Subject::GrantedOrPartly,
        ),
        // 其中公开21件、部分公开2件: beside its counterparts the word alone.
        pattern(
            r"(?:其中|[，,：:])公开(\d+)件[，,、](?:部分公开|不予?公开)",
            Subject::Granted,
        ),
        pattern(
            r"(?:^|其中|[，,、：:])不公开～(\d+)件",
            Subject::Of(OutcomeGroup::Refused),
        ),
        pattern(
            r"(?:^|[^不或和及、与])予以公开(?:答复)?～(\d+)件",
            Subject::Granted,
        ),
        pattern(r"(?:^|[^不分])同意公开～(\d+)件", Subject::Agreed),
        pattern(
            r"(?:^|[^或和及、与者])(?:同意)?部分公开(?:答复)?～(\d+)件",
            Subject::Partly,
        ),
        pattern(
            r"不(?:予|同意|予以)公开(?:答复)?～(\d+)件",
            Subject::Of(OutcomeGroup::Refused),
        ),
        pattern(
            r"无法提供(?:答复)?～(\d+)件",
            Subject::Of(OutcomeGroup::Unavailable),
        ),
        pattern(
            r"不予处理(?:答复)?～(\d+)件",
            Subject::Of(OutcomeGroup::NotProcessed),
        ),
        pattern(
            r"(?:其他处理|作其他处理)(?:情形)?～(\d+)件",
            Subject::Of(OutcomeGroup::Otherwise),
        ),
        pattern(
            r"(?:办结|全部办结|已办结)(?:政府|信息|公开|申请|的|共|依|了)*(\d+)件",
            Subject::Total,
        ),
        pattern(
            r"(?:^|[，,、已均共])(?:按期|按时|依法|及时|全部|予以|已)*答复(?:政府|信息|公开|申请|的|共|依|了)*(\d+)件",
            Subject::Total,
        ),
    ]
}

fn kinds() -> Vec<Pattern> {
    let kind = |words: &str, kind| {
        pattern(
            &format!(r"{words}(?:提出|提交|申请|的|为|有|共|：|:)*(\d+)件"),
            Subject::Kind(kind),
        )
    };
    vec![
        kind("(?:自然人|公民|个人)", ApplicantKind::NaturalPerson),
        kind("商业企业", ApplicantKind::Business),
        kind("科研机构", ApplicantKind::Research),
        kind("社会公益组织", ApplicantKind::PublicWelfare),
        kind("法律服务机构", ApplicantKind::LegalService),
        pattern(
            r"法人(?:和|或|及|、|或者)?其他组织(?:提出|提交|申请|的|为|有|共|：|:)*(\d+)件",
            Subject::Organisations,
        ),
    ]
}

fn disputes() -> Vec<Pattern> {
    vec![
        pattern(
            r"(?:行政)?复议(?:案|案件|申请|的|共|为|、|：|:|方面|引发|被)*(\d+)件?",
            Subject::Reconsiderations,
        ),
        pattern(
            r"(?:行政)?诉讼(?:案|案件|的|共|为|、|：|:|方面|引发|被)*(\d+)件?",
            Subject::Suits,
        ),
        pattern(
            r"直接(?:向\p{Han}{0,6})?(?:提起|提出)?(?:行政)?(?:起诉|诉讼)(?:案件)?～(\d+)件",
            Subject::Suit(Route::LitigationDirect),
        ),
        pattern(
            r"复议后(?:再|又)?(?:提起|提出)?(?:行政)?(?:起诉|诉讼)(?:案件)?～(\d+)件",
            Subject::Suit(Route::LitigationAfterReconsideration),
        ),
        pattern(
            r"维持(?:原)?(?:具体)?(?:行政行为|决定|答复|判决)?～(\d+)件",
            Subject::Result(Verdict::Upheld),
        ),
        // 行政复议4件，均获维持.
        pattern(
            r"复议(?:案|案件|申请)?(?:共|计)?(\d+)件[，,](?:全部|均|都)(?:获|被|得到|予以|依法|已|结果)*维持",
            Subject::Result(Verdict::Upheld),
        ),
        pattern(r"(?:纠正|纠错)～(\d+)件", Subject::Result(Verdict::Corrected)),
        pattern(r"败诉(?:案件)?～(\d+)件", Subject::SuitResult(Verdict::Corrected)),
        pattern(r"其他结果～(\d+)件", Subject::Result(Verdict::Other)),
        pattern(
            r"(?:尚未审结|未审结)(?:案件)?～(\d+)件",
            Subject::Result(Verdict::Pending),
        ),
    ]
}

/// Counts of table two: what was made, repealed and is in force; licences, penalties, coercive measures.
fn table_two() -> Vec<Pattern> {
    let of = |words: &str, cell| {
        let text = words
            .replace('～', "(?:的|了|共|共计|合计|为|计|是|：|:|数|数量|件数)*")
            .replace('＃', r"(\d+)(?:件|份|部|宗|起|次|项)");
        pattern_as_it_is(&text, Subject::Two(cell))
    };
    let document = |name: &str, made, repealed, in_force| {
        let name = format!("(?:行政|各类|政府|部门|的|了|本级|区级|县级|市级)*{name}");
        vec![
            of(
                &format!(
                    "(?:制发|制定|出台|印发|制定出台|制定印发|制定发布)(?:并公开|并公布|并印发|并备案)?{name}～＃"
                ),
                made,
            ),
            of(&format!("{name}(?:本年)?(?:新)?(?:制发|制定|出台)～＃"), made),
            of(&format!("废止{name}～＃"), repealed),
            of(&format!("{name}(?:本年)?废止～＃"), repealed),
            of(
                &format!("(?:现行|目前|现|仍|继续)有效(?:的)?{name}～＃"),
                in_force,
            ),
            of(&format!("{name}(?:现行|目前|现|仍|继续)有效～＃"), in_force),
        ]
    };
    let mut patterns = document(
        "规范性文件",
        Table2::NormativeMade,
        Table2::NormativeRepealed,
        Table2::NormativeInForce,
    );
    patterns.extend(document(
        "规章",
        Table2::RegulationsMade,
        Table2::RegulationsRepealed,
        Table2::RegulationsInForce,
    ));
    patterns.extend([
        // 制发规范性文件3件，废止1件，现行有效12件: after the noun the verbs alone.
        of("(?:^|[，,、])废止～＃", Table2::NormativeRepealed),
        of("(?:^|[，,、])现行有效(?:文件)?～＃", Table2::NormativeInForce),
        of(
            "行政许可(?:处理)?(?:决定书?|事项|办件|案件)?～＃",
            Table2::Licences,
        ),
        of("行政处罚(?:处理)?(?:决定书?|案件)?～＃", Table2::Penalties),
        of(
            "行政强制(?:处理)?(?:措施|执行|决定书?|案件)?～＃",
            Table2::CoerciveMeasures,
        ),
    ]);
    patterns
}

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
fn pattern_as_it_is(text: &str, subject: Subject) -> Pattern {
    Pattern {
        regex: Regex::new(text).unwrap(),
        subject,
    }
}

/// `全区收到申请500件，其中我局26件`: the wider number, then the organ's own.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
pub(super) static WIDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"全(?:省|市|县|区|镇|乡|州|盟|旗|街道|系统|校|院|局)\p{Han}{0,30}?(\d+)(?:件|宗|份|起)[^。]*?其中[，,]?(?:我|本)\p{Han}{0,16}?(\d+)(?:件|宗|份|起)",
    )
    .unwrap()
});

/// `收到网上申请20件，另收到信函申请7件`: more of the same.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
pub(super) static FURTHER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:件|宗|份|起)[，,、]?(?:另|另外|另有|此外)(?:收到|接收|接到|受理|收|有)?(?P<what>\p{Han}{0,16}?)(\d+)(?:件|宗|份|起)").unwrap()
});

#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
static DENIED: LazyLock<[Pattern; 7]> = LazyLock::new(|| {
    let pattern = |text: &str, subject| Pattern {
        regex: Regex::new(text).unwrap(),
        subject,
    };
    [
        pattern(
            r"(?:没有|未|尚未|暂未)(?:新)?(?:收到|接到|受理|发生|产生)(?:任何|书面|关于|有关|群众|公民|依|公开|政府|信息|的)*申请(?:公开)?(?:政府信息|信息|事项|件|的)*(?:$|[，,、。；])",
            Subject::New,
        ),
        pattern(
            r"(?:^|[，,、：:]|全年|年度?)(?:保持|实现|为)?零申请(?:$|[，,、。；])",
            Subject::New,
        ),
        // 行政复议4件，无被纠错情况; 行政诉讼2件，均胜诉.
        pattern(
            r"复议[^。]*?(?:没有|未|无)(?:一件|1件|一起|1起)?(?:被|出现|发生|有|复议机关)*(?:纠错|纠正)(?:的|情况|情形|案件)*(?:$|[，,、。；])",
            Subject::Result(Verdict::Corrected),
        ),
        pattern(
            r"诉讼[^。]*?(?:全部|均|都)(?:获|已)?(?:胜诉)(?:$|[，,、。；])|诉[^。]*?胜诉率(?:为|达|达到|均为)?100%",
            Subject::SuitResult(Verdict::Corrected),
        ),
        pattern(
            r"(?:没有|未|无)(?:发生|收到|出现|产生|引发|引起|因|涉及|有关|政府|信息|公开|工作|依|申请|被|的|提起|而|、)*行政复议(?:$|[，,、。；和及或案事申的被败]|行政诉讼)",
            Subject::Reconsiderations,
        ),
        pattern(
            r"(?:没有|未|无)(?:发生|收到|出现|产生|引发|引起|因|涉及|有关|政府|信息|公开|工作|依|申请|被|的|提起|而|、|和|及|或|案件|行政复议)*行政诉讼(?:$|[，,、。；案事的被败])",
            Subject::Suits,
        ),
        pattern(
            r"(?:没有|未有|不存在|无)(?:一件|1件|任何|需要?|申请|案件|事项)*结转(?:至|到)?(?:(?:下|次|明)一?年度?)?(?:继续|办理|处理|答复|的|申请|件|案件|事项|情况|情形)*(?:$|[，,、。；])",
            Subject::CarriedForward,
        ),
    ]
});

/// 收到申请26件，全部予以公开: behind the number received that all of them were granted.
#[expect(clippy::unwrap_used, reason = "fixed patterns; every test compiles them")]
pub(super) static ALL_GRANTED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:件|宗|份|起)[^\d。]{0,12}?(?:全部|均|都)(?:已|依法|按时|按期|及时)*(?:予以|同意)公开(?:$|[，,、。；])").unwrap()
});

/// Of what there was none, where it is how disputes ended: 未出现行政复议被撤销或者败诉.
const LOST: [&str; 10] = [
    "败诉", "撤销", "纠错", "纠正", "责令", "违法", "变更", "不利", "被追", "问责",
];

/// What the sentence says there was none of, and where.
pub(super) fn denied(sentence: &str) -> Vec<(Subject, Place<'_>)> {
    let places = DENIED.iter().flat_map(|pattern| {
        pattern.regex.find_iter(sentence).map(|found| {
            let place = Place {
                before: sentence.get(..found.start()).unwrap_or(""),
                matched: found.as_str(),
                after: sentence.get(found.end()..).unwrap_or(""),
            };
            (pattern.subject, place)
        })
    });
    // 各1件以上: how many there were is left open.
    places
        .filter(|(_, place)| !clause_after(place.after).contains("以上"))
        .map(|(subject, place)| match subject {
            Subject::Reconsiderations if is_lost(place.after) => (Subject::Result(Verdict::Corrected), place),
            Subject::Suits if is_lost(place.after) => (Subject::SuitResult(Verdict::Corrected), place),
            _ => (subject, place),
        })
        .collect()
}

fn clause_after(after: &str) -> &str {
    after.split(['，', ',']).next().unwrap_or(after)
}

fn is_lost(after: &str) -> bool {
    let clause = clause_after(after);
    LOST.iter().any(|word| clause.contains(word))
}
