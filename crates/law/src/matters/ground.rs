//! Why a matter is not accepted (不予受理), and where whoever asked is sent instead: none is turned away without both.

use crate::labelled::labelled;

labelled! {
    /// A ground for not accepting a matter.
    Ground {
        Emergency = "emergency", "紧急求助";
        OtherProcedure = "other_procedure", "已经或者应当通过诉讼、仲裁、复议、纪检监察、信访办理";
        DisclosureRequest = "disclosure_request", "属于政府信息公开申请";
        Duplicate = "duplicate", "同一事项正在办理或者已经答复，没有新的内容";
        Secret = "secret", "涉及国家秘密、商业秘密、他人隐私";
        OutsidePowers = "outside_powers", "不属于本机关职责";
        Unlawful = "unlawful", "违法或者违背公序良俗";
        Unreachable = "unreachable", "无法联系本人，内容也无从办理";
        /// 保障中小企业款项支付条例第二十五条 has a clock of its own.
        LatePayment = "late_payment", "拖欠中小企业款项投诉";
    }
}

impl Ground {
    /// Where whoever asked is sent, as a sentence to them.
    pub const fn route(self) -> &'static str {
        match self {
            Self::Emergency => "请立即拨打110、119、120或者122。",
            Self::OtherProcedure => "请依照该程序向有权机关提出。",
            Self::DisclosureRequest => {
                "请按政府信息公开指南提出申请；经您同意，也可以由本机关转为申请，期限依照政府信息公开条例计算。"
            }
            Self::Duplicate => "请查询原来的办件；有新的情况或者理由的，请写明后再次提出。",
            Self::Secret => "请去掉有关内容后再次提出。",
            Self::OutsidePowers => "请向告知您的有权机关提出。",
            Self::Unlawful => "对本决定有异议的，可以向本机关提出。",
            Self::Unreachable => "请补充联系方式和具体内容后再次提出。",
            Self::LatePayment => {
                "请向受理拖欠中小企业款项投诉的部门提出（保障中小企业款项支付条例第二十五条）。"
            }
        }
    }
}
