//! Which faces may serve which role of an official document, best first.
//! GB/T 9704-2012 names 小标宋, 仿宋, 楷体 and 黑体; what stands in for them is our choice of free ones.

/// What a face is for in an official document (GB/T 9704-2012).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The title, 小标宋.
    Title,
    /// The text, 仿宋.
    Body,
    /// Headings of the second level, 楷体.
    Kai,
    /// Headings of the first level, 黑体.
    Hei,
    /// Digits and Latin letters.
    Numbers,
}

/// A face that may serve: part of its family name, reduced by [`plain`], and the weight to take of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub name: &'static str,
    pub weight: u16,
    /// Whether it is the face the standard names, and not a stand-in.
    pub is_standard: bool,
}

const fn standard(name: &'static str) -> Candidate {
    Candidate {
        name,
        weight: 400,
        is_standard: true,
    }
}

const fn stand_in(name: &'static str, weight: u16) -> Candidate {
    Candidate {
        name,
        weight,
        is_standard: false,
    }
}

impl Role {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Title, Self::Body, Self::Kai, Self::Hei, Self::Numbers];

    /// What the role is called.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Title => "标题（小标宋）",
            Self::Body => "正文（仿宋）",
            Self::Kai => "二级标题（楷体）",
            Self::Hei => "一级标题（黑体）",
            Self::Numbers => "数字和西文",
        }
    }

    /// The key under which templates find it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Kai => "kai",
            Self::Hei => "hei",
            Self::Numbers => "numbers",
        }
    }

    /// What may serve, best first.
    pub(super) const fn candidates(self) -> &'static [Candidate] {
        const TITLE: &[Candidate] = &[
            standard("xiaobiaosong"),
            standard("小标宋"),
            stand_in("notoserifcjksc", 700),
            stand_in("sourcehanserifsc", 700),
            stand_in("sourcehanserifcn", 700),
            stand_in("fandolsong", 700),
        ];
        const BODY: &[Candidate] = &[
            standard("fangsonggb2312"),
            standard("仿宋gb2312"),
            standard("fangsong"),
            standard("仿宋"),
            stand_in("fandolfang", 400),
            stand_in("notoserifcjksc", 400),
            stand_in("sourcehanserifsc", 400),
            stand_in("sourcehanserifcn", 400),
        ];
        const KAI: &[Candidate] = &[
            standard("kaitigb2312"),
            standard("楷体gb2312"),
            standard("kaiti"),
            standard("楷体"),
            stand_in("fandolkai", 400),
            stand_in("arplukaicn", 400),
            stand_in("arplkaitimgb", 400),
            stand_in("lxgwwenkai", 400),
            stand_in("notoserifcjksc", 400),
        ];
        const HEI: &[Candidate] = &[
            standard("simhei"),
            standard("黑体"),
            stand_in("notosanscjksc", 500),
            stand_in("sourcehansanssc", 500),
            stand_in("sourcehansanscn", 500),
            stand_in("fandolhei", 400),
            stand_in("wenquanyizenhei", 400),
            stand_in("wenquanyimicrohei", 400),
        ];
        const NUMBERS: &[Candidate] = &[
            standard("timesnewroman"),
            stand_in("liberationserif", 400),
            stand_in("texgyretermes", 400),
            stand_in("tinos", 400),
            stand_in("notoserifcjksc", 400),
            stand_in("sourcehanserifsc", 400),
        ];
        match self {
            Self::Title => TITLE,
            Self::Body => BODY,
            Self::Kai => KAI,
            Self::Hei => HEI,
            Self::Numbers => NUMBERS,
        }
    }

    /// Characters a face must have to serve: what every report prints.
    pub(super) const fn probe(self) -> &'static str {
        match self {
            Self::Numbers => "0123456789.",
            _ => "政府信息公开工作年度报告主动依申请总体情况规章处罚诉讼复议监督保障",
        }
    }
}

/// A family name without what varies from file to file: case, spaces, hyphens and underlines.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|character| !matches!(character, ' ' | '-' | '_'))
        .flat_map(char::to_lowercase)
        .collect()
}
