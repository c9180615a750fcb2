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
    pub fit: Fit,
}

/// How well a face fits its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fit {
    /// The face GB/T 9704-2012 names.
    Standard,
    /// A free face of the same style of writing.
    Alike,
    /// Another style, readable but not what the standard asks for.
    Instead,
}

const fn standard(name: &'static str) -> Candidate {
    Candidate {
        name,
        weight: 400,
        fit: Fit::Standard,
    }
}

const fn alike(name: &'static str, weight: u16) -> Candidate {
    Candidate {
        name,
        weight,
        fit: Fit::Alike,
    }
}

const fn instead(name: &'static str, weight: u16) -> Candidate {
    Candidate {
        name,
        weight,
        fit: Fit::Instead,
    }
}

const TITLE: &[Candidate] = &[
    standard("xiaobiaosong"),
    standard("小标宋"),
    alike("notoserifcjksc", 700),
    alike("sourcehanserifsc", 700),
    alike("sourcehanserifcn", 700),
    alike("fandolsong", 700),
];
const BODY: &[Candidate] = &[
    standard("fangsonggb2312"),
    standard("仿宋gb2312"),
    standard("fangsong"),
    standard("仿宋"),
    alike("fandolfang", 400),
    instead("notoserifcjksc", 400),
    instead("sourcehanserifsc", 400),
    instead("sourcehanserifcn", 400),
];
const KAI: &[Candidate] = &[
    standard("kaitigb2312"),
    standard("楷体gb2312"),
    standard("kaiti"),
    standard("楷体"),
    alike("fandolkai", 400),
    alike("arplukaicn", 400),
    alike("arplkaitimgb", 400),
    alike("lxgwwenkai", 400),
    instead("notoserifcjksc", 400),
];
const HEI: &[Candidate] = &[
    standard("simhei"),
    standard("黑体"),
    alike("notosanscjksc", 500),
    alike("sourcehansanssc", 500),
    alike("sourcehansanscn", 500),
    alike("fandolhei", 400),
    alike("wenquanyizenhei", 400),
    alike("wenquanyimicrohei", 400),
];
const NUMBERS: &[Candidate] = &[
    standard("timesnewroman"),
    alike("liberationserif", 400),
    alike("texgyretermes", 400),
    alike("tinos", 400),
    alike("notoserifcjksc", 400),
    alike("sourcehanserifsc", 400),
];

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

    /// How to come by a better face, for the operator.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Title => "把方正小标宋的字体文件放进字体文件夹，标题即用规定字体",
            Self::Body => {
                "把仿宋_GB2312的字体文件放进字体文件夹；没有的，可安装 Debian 软件包 texlive-lang-chinese，其中有 FandolFang 仿宋"
            }
            Self::Kai => {
                "把楷体_GB2312的字体文件放进字体文件夹；没有的，可安装 Debian 软件包 fonts-arphic-ukai 或 texlive-lang-chinese"
            }
            Self::Hei => "把黑体的字体文件放进字体文件夹；没有的，可安装 Debian 软件包 fonts-noto-cjk",
            Self::Numbers => {
                "把 Times New Roman 的字体文件放进字体文件夹；没有的，可安装 Debian 软件包 fonts-liberation"
            }
        }
    }

    /// What may serve, best first.
    pub(super) const fn candidates(self) -> &'static [Candidate] {
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
