//! The kinds of what is found, and what the law has against each.

use crate::labelled::labelled;

labelled! {
    /// What is found in a file, the most severe first.
    Kind {
        SecretMark = "secret_mark", "密级标志";
        IdentityNumber = "identity_number", "身份证号码";
        BankCard = "bank_card", "银行卡号";
        Mobile = "mobile", "手机号码";
        /// 涂黑 that only lies over it: whoever copies the text has it.
        CoveredText = "covered_text", "被遮盖的文字";
        HiddenSheet = "hidden_sheet", "隐藏的工作表";
        HiddenRow = "hidden_row", "隐藏的行";
        HiddenColumn = "hidden_column", "隐藏的列";
        HiddenSlide = "hidden_slide", "隐藏的幻灯片";
        HiddenText = "hidden_text", "隐藏的文字";
        FaintText = "faint_text", "与底色相同或者极小的文字";
        /// Beside the sheet, or drawn without being shown.
        UnseenText = "unseen_text", "看不见的文字";
        HiddenLayer = "hidden_layer", "关闭的图层";
        Deletion = "deletion", "修订中删除的内容";
        Insertion = "insertion", "未接受的修订";
        /// What the file was before it was saved again, which stays in it.
        Revision = "revision", "以前保存的内容";
        Comment = "comment", "批注";
        Embedded = "embedded", "嵌入的文件";
        Cached = "cached", "公式、数据透视表或者外部链接中留存的数据";
        /// What stands beside the file's own content: behind its end, or in parts that no program shows.
        Appended = "appended", "附加的数据";
        Script = "script", "打开文件时运行的程序";
        Location = "location", "拍摄位置（GPS）";
        Camera = "camera", "拍摄时间、设备或者作者";
        Property = "property", "文档属性";
        /// Programs differ in what such a file is, and so in what they show of it.
        Ambiguous = "ambiguous", "同时是几种文件";
        /// Numbers that look like an identity number in the form before 1999, or written in several cells.
        LikelyIdentityNumber = "likely_identity_number", "可能是身份证号码的数字";
        /// The words that a program recognised in a scan and laid into the page: as a rule what the picture shows.
        TextLayer = "text_layer", "扫描件中识别出的文字";
        /// What no program could read: a scan, an old format, a password, a part of a kind that is not known.
        Unread = "unread", "没有能够检查的内容";
    }
}

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file may not go out.
    Forbids,
    /// Somebody cleans it, or says why it may go out as it is.
    Warns,
}

impl Kind {
    /// 保密法第三十一条 and 个人信息保护法第二十五条 forbid; everything else is for a person to judge (条例第十七条).
    pub const fn severity(self) -> Severity {
        match self {
            Self::SecretMark | Self::IdentityNumber => Severity::Forbids,
            _ => Severity::Warns,
        }
    }

    /// Whether somebody cleans it or says why it may go out (说明): everything but who wrote a file and with what.
    pub const fn is_to_be_answered(self) -> bool {
        !matches!(self, Self::Property | Self::Camera)
    }

    /// What to do about it, as a sentence.
    pub const fn advice(self) -> &'static str {
        match self {
            Self::SecretMark => {
                "涉密内容不得存入本系统：请立即停止、删除并向保密部门报告（保密法第三十一条）。"
            }
            Self::IdentityNumber => "请隐去个人信息后重新上传（个人信息保护法第二十五条）。",
            Self::BankCard | Self::Mobile | Self::LikelyIdentityNumber => {
                "属于个人信息的，请隐去后重新上传（个人信息保护法第二十五条）。"
            }
            Self::Unread => "请逐页人工核对（条例第十七条）。",
            Self::Ambiguous => "请用原来的软件打开，另存为一种文件后重新上传（条例第十七条）。",
            Self::Embedded => "请打开核对并说明理由，或者删去后重新上传（条例第十七条）。",
            Self::CoveredText => {
                "遮盖的文字可以复制出来：请在原来的文件中删去后重新导出，再重新上传（条例第三十七条）。"
            }
            Self::TextLayer => {
                "扫描件有文字层是常见的；图上涂去的内容，请核对文字层中是否还在（条例第三十七条）。"
            }
            Self::FaintText | Self::UnseenText | Self::HiddenLayer | Self::HiddenSlide => {
                "请用原来的软件删去或者改为看得见后重新上传，或者核对后说明理由（条例第十七条）。"
            }
            _ => "请清理，或者核对后说明理由（条例第十七条）。",
        }
    }

    /// Whether a cleaned copy no longer has it.
    pub const fn is_cleaned(self) -> bool {
        matches!(
            self,
            Self::HiddenSheet
                | Self::HiddenRow
                | Self::HiddenColumn
                | Self::HiddenText
                | Self::Deletion
                | Self::Insertion
                | Self::Revision
                | Self::Comment
                | Self::Cached
                | Self::Appended
                | Self::Script
                | Self::Location
                | Self::Camera
                | Self::Property
        )
    }
}
