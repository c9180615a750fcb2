//! Why something public is taken back (撤回), and what the public is told of it from then on: 误发 and 更正 say so, 并入 leads on, and of
//! what is secret or private nothing at all stays public (保密法第三十一条、个人信息保护法第四十七条). And how much a new edition
//! changes of what stood before (修改), and to whom what is public is handed over (移送).

use crate::labelled::labelled;

labelled! {
    /// Why something public is taken back.
    WithdrawalKind {
        /// It comes back once it is put right.
        Correction = "correction", "内容有误，更正后重新发布";
        Mistake = "mistake", "误发";
        Merged = "merged", "并入其他信息";
        Sealed = "sealed", "涉及国家秘密、工作秘密或者个人隐私";
        /// By the clock: the time it was to be public for is over.
        TermOver = "term_over", "公开期满";
    }
}

impl WithdrawalKind {
    /// Those that somebody may choose.
    pub const CHOSEN: [Self; 4] = [Self::Correction, Self::Mistake, Self::Merged, Self::Sealed];

    /// Whether title and reason stay at the public address; otherwise it tells nothing but that there is nothing.
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::Sealed)
    }

    /// Whether the public address leads to another document.
    pub const fn leads_on(self) -> bool {
        matches!(self, Self::Merged)
    }
}

labelled! {
    /// To whom what is public is handed over in time (条例第二十五条).
    Receiver {
        Archives = "archives", "国家档案馆";
        Library = "library", "公共图书馆";
    }
}

labelled! {
    /// How much a new edition changes of what is out.
    Change {
        /// What people have to do or may do changes: it stands anew at the head of lists and feeds.
        Major = "major", "重大修改";
        /// Words, links, pictures: it stays where it stood.
        Minor = "minor", "轻微修改";
    }
}

impl Change {
    /// Whether lists and feeds show it with the day of the change.
    pub const fn moves_the_date(self) -> bool {
        matches!(self, Self::Major)
    }
}
