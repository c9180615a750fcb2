//! Where what is public also stands (发布去向): an outlet is a page of somebody's, a place, or a receiver, and each has its own proof.

use crate::labelled::labelled;

labelled! {
    /// A kind of outlet. The site is the one that publication itself fills.
    OutletKind {
        Site = "site", "本机关网站";
        OfficialAccount = "official_account", "微信公众号";
        HallScreen = "hall_screen", "大厅电子屏";
        NoticeBoard = "notice_board", "公告栏";
        /// 国务院、省、设区的市 run one; everybody else supplies it.
        Gazette = "gazette", "政府公报（供稿）";
        Archives = "archives", "国家档案馆";
        Library = "library", "公共图书馆";
        SuperiorPlatform = "superior_platform", "上级平台";
        /// Posters, loudspeakers: what no adapter and no task knows of, entered by hand with its evidence.
        Elsewhere = "elsewhere", "其他方式（张贴、广播等）";
    }
}

labelled! {
    /// 群发 pushes to the followers and stands in the account's list; 仅发布 makes a page and tells nobody. Two acts, counted apart.
    Push {
        Mass = "mass", "群发";
        PublishOnly = "publish_only", "仅发布";
    }
}

labelled! {
    /// The two kinds of account, as the platform calls them since 2025.
    AccountKind {
        Official = "official", "公众号（原订阅号）";
        Service = "service", "服务号";
    }
}

impl OutletKind {
    /// Those that an organ sets up for itself; publication fills the site, and what stands elsewhere is entered by hand.
    pub const SET_UP: [Self; 7] = [
        Self::OfficialAccount,
        Self::HallScreen,
        Self::NoticeBoard,
        Self::Gazette,
        Self::Archives,
        Self::Library,
        Self::SuperiorPlatform,
    ];

    /// Whether what was placed is proved by its address.
    pub const fn has_link(self) -> bool {
        matches!(self, Self::OfficialAccount)
    }

    /// What the act is called there.
    pub const fn act(self) -> &'static str {
        match self {
            Self::Site | Self::OfficialAccount => "发布",
            Self::HallScreen => "上屏",
            Self::NoticeBoard => "张贴",
            Self::Gazette => "供稿",
            Self::Archives | Self::Library => "移送",
            Self::SuperiorPlatform => "报送",
            Self::Elsewhere => "张贴、广播",
        }
    }

    /// What proves that it was done.
    pub const fn proof(self) -> &'static str {
        match self {
            Self::Site | Self::OfficialAccount => "文章链接",
            Self::HallScreen | Self::NoticeBoard => "位置和起止时间，或者照片、登记簿的编号",
            Self::Gazette => "编辑部的收稿凭据或者刊登的期号",
            Self::Archives | Self::Library => "移送清单编号和签收人",
            Self::SuperiorPlatform => "平台的编号或者网址",
            Self::Elsewhere => "地点、内容和凭据（照片、播出单等）",
        }
    }

    /// How it is taken back there, in steps.
    pub const fn removal(self) -> &'static str {
        match self {
            Self::OfficialAccount => {
                "在公众号后台“发表记录”中找到这一篇，选择“删除”；再打开原链接，看到“该内容已被发布者删除”后登记。已收到的推送卡片收不回，不能说“已收回”。"
            }
            Self::HallScreen => "从播放列表中删除，到现场看过后登记。",
            Self::NoticeBoard | Self::Elsewhere => "到现场取下或者停止播放后登记。",
            Self::Gazette => "书面通知编辑部不再刊登；已刊登的，按其更正办法办理，取得回复后登记。",
            Self::Archives | Self::Library => "书面通知接收单位，取得退回或者注销的凭据后登记。",
            Self::Site | Self::SuperiorPlatform => "在平台上撤下，打开原网址看过后登记。",
        }
    }
}
