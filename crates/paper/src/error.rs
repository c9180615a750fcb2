//! Why a document could not be made, in words an operator can act on.

/// What keeps a document from being written.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// No face on this machine has the characters of an official document.
    #[error(
        "没有找到可用的中文字体，不能生成 PDF。请安装 Debian 软件包 fonts-noto-cjk（apt-get install fonts-noto-cjk），\
         或者把本单位的字体文件（方正小标宋、仿宋_GB2312、楷体_GB2312、黑体）放进配置的字体文件夹后再试"
    )]
    NoChineseFont,
    /// The finished document would show empty boxes for these characters.
    #[error(
        "这些字符在已安装的字体中都没有字形：{characters}。请安装含有它们的字体\
         （多数在 Debian 软件包 fonts-noto-cjk、fonts-noto-core 中），或者改写后再试"
    )]
    NoGlyph { characters: String },
    /// The template and what it was given do not fit together: a fault of this program.
    #[error("排版失败：{0}")]
    Typesetting(String),
    /// A file format's own limit, such as the length of a cell.
    #[error("写{format}文件失败：{reason}")]
    Writing { format: &'static str, reason: String },
}
