//! Sentences of the report with numbers in them: a wording is text with places, each place a number that opens into its records, or a
//! name. What an organ writes is its own; the shipped ones are those of two real reports.

use super::Figures;
use super::name::CountName;
use crate::codes::WhyNot;

/// Wordings to begin with, each with its name.
pub const WORDINGS: [(&str, &str); 3] = [
    (
        "网站和公众号两个数",
        "{year} 年主动公开政府信息 {site_documents} 条，在{account}发布信息 {articles} 条。",
    ),
    (
        "大厅窗口",
        "在{halls}开设政务服务窗口，提供{hall_services}等服务，满足企业群众对政府信息公开的实际需求。",
    ),
    (
        "分类列出",
        "{year}年，积极在{site}转载国办信息{state_council}条，发布概况类信息{overview}条，政务动态信息{news}条，行政规范性文件{normative}件，其他文件{papers}件，文字解读{text_interpretations}篇、图文解读{picture_interpretations}篇、音视频解读{media_interpretations}篇、新闻发布会{press_conferences}篇，政府公开信箱信件办理办结{letters_closed}件，通过{account}推送政务信息{articles}条。",
    ),
];

/// The names a wording may have a place for.
pub const NAMES: [&str; 4] = ["account", "halls", "hall_services", "site"];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Year,
    Number(CountName),
    Name(String),
}

/// A sentence with places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording(Vec<Part>);

/// A piece of a sentence: text, or a number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub text: String,
    pub count: Option<CountName>,
}

/// A sentence as it is offered, its numbers linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence(pub Vec<Piece>);

impl Wording {
    /// Reads `…政府信息 {site_documents} 条…`; what is wrong with a place that nobody knows, or that does not end.
    pub fn read(text: &str) -> Result<Self, WhyNot> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (place, behind) = after
                .split_once('}')
                .ok_or_else(|| WhyNot::new("wording", "有“{”没有“}”。"))?;
            parts.push(Part::Text(before.to_owned()));
            parts.push(place_of(place)?);
            rest = behind;
        }
        if rest.contains('}') {
            return Err(WhyNot::new("wording", "有“}”没有“{”。"));
        }
        parts.push(Part::Text(rest.to_owned()));
        parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
        Ok(Self(parts))
    }

    /// The sentence of these figures; what is missing where a name is not given.
    pub fn filled(&self, figures: &Figures<'_>, names: &[(&str, &str)]) -> Result<Sentence, WhyNot> {
        let piece = |part: &Part| {
            let text = match part {
                Part::Text(text) => text.clone(),
                Part::Year => figures.period.to.year().to_string(),
                Part::Number(name) => figures.count(*name).total().to_string(),
                Part::Name(name) => {
                    let given = names.iter().find(|(known, _)| known == name);
                    let given = given.filter(|(_, value)| !value.trim().is_empty());
                    let (_, value) =
                        given.ok_or_else(|| WhyNot::new("names", format!("没有填写“{name}”。")))?;
                    (*value).to_owned()
                }
            };
            let count = match part {
                Part::Number(name) => Some(*name),
                _ => None,
            };
            Ok(Piece { text, count })
        };
        self.0.iter().map(piece).collect::<Result<_, _>>().map(Sentence)
    }
}

fn place_of(place: &str) -> Result<Part, WhyNot> {
    if place == "year" {
        return Ok(Part::Year);
    }
    if NAMES.contains(&place) {
        return Ok(Part::Name(place.to_owned()));
    }
    CountName::from_code(place)
        .map(Part::Number)
        .ok_or_else(|| WhyNot::new("wording", format!("没有“{{{place}}}”这个数或者名称。")))
}

impl Sentence {
    /// In words.
    pub fn text(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }
}
