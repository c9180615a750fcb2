//! Who reconsiders what an organ does (行政复议机关), worked out from its kind; names of organs are only suggested. 行政复议法
//! 第二十四条、第二十五条、第二十七条、第二十八条; 最高人民法院关于适用行政诉讼法的解释第二十一条 (开发区管理机构).

use serde::{Deserialize, Serialize};

use super::remedies::Settings;
use crate::codes::WhyNot;
use crate::labelled::labelled;
use crate::organs::Level;

labelled! {
    /// Organs that the general rule does not hold for.
    Special {
        Ordinary = "ordinary", "一般机关";
        Vertical = "vertical", "海关、金融、外汇管理、税务、国家安全等实行垂直领导的机关";
        Justice = "justice", "履行行政复议机构职责的司法行政部门";
    }
}

/// What of an organ decides who reconsiders, beside its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Circumstances {
    pub special: Special,
    /// Of a management committee: it has no standing of its own (没有主体资格), as neither the State Council nor a province has
    /// approved its founding; what it does counts as the founding government's.
    pub has_no_standing: bool,
}

impl Default for Circumstances {
    fn default() -> Self {
        Self {
            special: Special::Ordinary,
            has_no_standing: false,
        }
    }
}

/// Who reconsiders, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconsidered {
    /// As what: 本级人民政府.
    pub who: &'static str,
    pub why: &'static str,
    pub article: &'static str,
    /// Its name as the organ's own name suggests it; `None` where it does not tell.
    pub name: Option<String>,
}

/// Who reconsiders what an organ of this kind and name does.
pub fn reconsidered_by(level: Level, organ: &str, circumstances: Circumstances) -> Reconsidered {
    let told = |who, why, article, name| Reconsidered {
        who,
        why,
        article,
        name,
    };
    let own = || government_of(&places(organ));
    let higher = || {
        let mut places = places(organ);
        places.pop();
        government_of(&places)
    };
    match (circumstances.special, level) {
        (Special::Vertical, _) => told(
            "上一级主管部门",
            "实行垂直领导的行政机关、税务和国家安全机关，由上一级主管部门管辖",
            "行政复议法第二十七条",
            None,
        ),
        (Special::Justice, _) => told(
            "本级人民政府或者上一级司法行政部门",
            "履行行政复议机构职责的司法行政部门，申请人可以选择",
            "行政复议法第二十八条",
            own(),
        ),
        (_, Level::StateCouncilDepartment) => told(
            "本机关",
            "国务院部门管辖对本部门行政行为不服的案件",
            "行政复议法第二十五条第（一）项",
            Some(organ.trim().to_owned()),
        ),
        (_, Level::Province) => told(
            "本机关",
            "省、自治区、直辖市人民政府同时管辖对本机关行政行为不服的案件",
            "行政复议法第二十四条第二款",
            Some(organ.trim().to_owned()),
        ),
        (_, Level::Prefecture | Level::County | Level::Township) => told(
            "上一级人民政府",
            "对下一级人民政府的行政行为不服的，由上一级人民政府管辖；街道办事处是派出机关，由设立它的人民政府管辖",
            "行政复议法第二十四条第一款第（二）项、第（三）项",
            higher(),
        ),
        (_, Level::Department) => told(
            "本级人民政府",
            "对人民政府工作部门的行政行为不服的，由本级人民政府管辖，不再由上级主管部门管辖",
            "行政复议法第二十四条第一款第（一）项",
            own(),
        ),
        (_, Level::ManagementCommittee) if circumstances.has_no_standing => told(
            "设立它的人民政府的上一级人民政府",
            "没有主体资格的管理机构，以设立它的人民政府为被申请人，由该政府的上一级人民政府管辖",
            "行诉解释第二十一条、行政复议法第二十四条第一款第（二）项",
            higher(),
        ),
        (_, Level::ManagementCommittee) => told(
            "设立它的人民政府",
            "经国务院、省级人民政府批准设立的管理机构以自己的名义为被申请人，由设立它的人民政府管辖",
            "行诉解释第二十一条、行政复议法第二十四条第一款第（三）项",
            own(),
        ),
        (_, Level::Authorised) => told(
            "管理它的人民政府",
            "对人民政府或者其工作部门管理的法律、法规、规章授权的组织不服的，由本级人民政府管辖",
            "行政复议法第二十四条第一款第（四）项",
            own(),
        ),
    }
}

/// What the settled name lacks: one that is not the one worked out needs a reason.
pub fn lacks(level: Level, organ: &str, settings: &Settings) -> Option<WhyNot> {
    let named = settings.reconsiderer.trim();
    if named.is_empty() || !settings.reconsiderer_reason.trim().is_empty() {
        return None;
    }
    let by_law = reconsidered_by(level, organ, settings.circumstances);
    let is_it = match &by_law.name {
        // The name may be written with the places it lies in before it.
        Some(name) => named.ends_with(name.as_str()),
        None => by_law.who == "上一级主管部门" || named.ends_with("人民政府"),
    };
    (!is_it).then(|| {
        let name = by_law.name.map(|name| format!("，即{name}")).unwrap_or_default();
        WhyNot::new(
            "reconsiderer",
            format!(
                "按机关的类别，行政复议机关是{}{name}（{}：{}）。确实不是的，请在下面写明理由。",
                by_law.who, by_law.article, by_law.why
            ),
        )
    })
}

/// Zones of development end like districts and are none.
const ZONES: [&str; 12] = [
    "开发区",
    "园区",
    "新区",
    "示范区",
    "试验区",
    "高新区",
    "集聚区",
    "工业区",
    "保税区",
    "功能区",
    "产业区",
    "合作区",
];

/// The places an organ's name begins with, the widest first: 洛阳市, 洛阳市孟津区.
fn places(organ: &str) -> Vec<String> {
    let organ = organ.trim();
    let mut places = Vec::new();
    let mut so_far = String::new();
    let mut length = 0;
    for character in organ.chars() {
        so_far.push(character);
        length += 1;
        let is_zone = ZONES.iter().any(|zone| so_far.ends_with(zone));
        if length > 1 && "省市县区旗州盟镇乡".contains(character) && !is_zone {
            places.push(so_far.clone());
            length = 0;
        }
        // A place's name is short: what comes later names the organ.
        if length > 5 {
            break;
        }
    }
    places
}

fn government_of(places: &[String]) -> Option<String> {
    places.last().map(|place| format!("{place}人民政府"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(level: Level, organ: &str, circumstances: Circumstances) -> Option<String> {
        reconsidered_by(level, organ, circumstances).name
    }

    #[test]
    fn who_reconsiders_follows_from_the_kind_of_organ() {
        let usual = Circumstances::default();
        let without = Circumstances {
            has_no_standing: true,
            ..usual
        };
        for (level, organ, circumstances, name) in [
            (
                Level::Department,
                "洛阳市孟津区教育局",
                usual,
                "洛阳市孟津区人民政府",
            ),
            (Level::County, "洛阳市孟津区人民政府", usual, "洛阳市人民政府"),
            (
                Level::Township,
                "洛阳市孟津区城关镇人民政府",
                usual,
                "洛阳市孟津区人民政府",
            ),
            (Level::Province, "河南省人民政府", usual, "河南省人民政府"),
            (
                Level::ManagementCommittee,
                "洛阳市孟津区先进制造业开发区管理委员会",
                usual,
                "洛阳市孟津区人民政府",
            ),
            (
                Level::ManagementCommittee,
                "洛阳市孟津区先进制造业开发区管理委员会",
                without,
                "洛阳市人民政府",
            ),
        ] {
            assert_eq!(
                named(level, organ, circumstances).as_deref(),
                Some(name),
                "{organ}"
            );
        }
        assert_eq!(named(Level::ManagementCommittee, "示例管理委员会", usual), None);
        let vertical = Circumstances {
            special: Special::Vertical,
            ..usual
        };
        let tax = reconsidered_by(Level::Department, "国家税务总局洛阳市孟津区税务局", vertical);
        assert_eq!((tax.who, tax.name), ("上一级主管部门", None));
    }

    #[test]
    fn another_reconsiderer_than_the_laws_needs_a_reason() {
        let mut settings = Settings {
            reconsiderer: "洛阳市教育局".into(),
            ..Settings::default()
        };
        let organ = "洛阳市孟津区教育局";
        let why = lacks(Level::Department, organ, &settings).unwrap();
        assert_eq!(why.field, "reconsiderer");
        assert!(why.message.contains("洛阳市孟津区人民政府"), "{}", why.message);
        settings.reconsiderer_reason = "本局由市教育局垂直管理".into();
        assert_eq!(lacks(Level::Department, organ, &settings), None);
        settings.reconsiderer_reason.clear();
        settings.reconsiderer = "洛阳市孟津区人民政府".into();
        assert_eq!(lacks(Level::Department, organ, &settings), None);
        let short = Settings {
            reconsiderer: "洛阳市孟津区人民政府".into(),
            ..Settings::default()
        };
        assert_eq!(lacks(Level::Department, "孟津区教育局", &short), None);
        let committee = |named: &str| Settings {
            reconsiderer: named.into(),
            ..Settings::default()
        };
        let of = |named: &str| lacks(Level::ManagementCommittee, "示例管理委员会", &committee(named));
        assert_eq!(of("某市人民政府"), None);
        assert!(of("某市商务局").is_some());
    }
}
