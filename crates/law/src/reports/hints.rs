//! What each prose section must hold, for the editor beside it (国办公开办函〔2021〕30号).

/// The hint of one section.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    /// Section 1 to 6.
    pub section: usize,
    /// What it must hold, item by item.
    pub items: &'static [&'static str],
    /// A customary upper limit of characters, where there is one; a place's own notice may set another.
    pub at_most: Option<usize>,
}

/// The hints of the sections that are written.
pub const HINTS: [Hint; 3] = [
    Hint {
        section: 1,
        items: &[
            "主动公开：全年公开数量，分渠道（网站、公众号、服务大厅）说明；解读和回应情况",
            "依申请公开：收到和办理的申请数量，答复是否按期",
            "政府信息管理：审核制度、规范性文件清理、公开属性认定",
            "政府信息公开平台建设：网站、新媒体、查阅场所",
            "监督保障：机构人员、培训、考核；各级政府另写工作考核、社会评议和责任追究结果",
        ],
        at_most: Some(1000),
    },
    Hint {
        section: 5,
        items: &["存在的主要问题，要具体", "改进情况：上年问题的整改和下一年的措施"],
        at_most: None,
    },
    Hint {
        section: 6,
        items: &[
            "信息处理费收取情况，未收取的也要写明（国办函〔2020〕109号）",
            "其他需要报告的事项",
        ],
        at_most: None,
    },
];

/// The hint of a section, if it has one.
pub fn hint(section: usize) -> Option<&'static Hint> {
    HINTS.iter().find(|hint| hint.section == section)
}
