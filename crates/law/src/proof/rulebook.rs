//! The documentation page of the rules (docs/proof-rules.md), written from the rules themselves: name, class, severity, source,
//! what each asks for, and a right and a wrong example with what is found.

use std::fmt::Write;
use std::sync::LazyLock;

use sm3::{Digest, Sm3};

use super::examples::InWords;
use super::words::near::STARTER;
use super::{Class, Finding, RULES, Rule};

const OPENING: &str = "\
# 校对规则

本页由程序生成（`crates/law/src/proof`），逐项列出校对规则的名称、类别、级别、依据和对错示例。发布把关、工作台和 \
`gongkai proof check` 用的是同一套规则；`gongkai proof rules` 列出名称。

- **不得发布**：不改正不能发布，命令以 1 退出。**须答复**：改正，或者说明为什么是对的。**提示**：供写稿和校对的人参考。
- 个别发现可能比规则的级别轻，规则中写明。
- “答复”一类只查对来信、诉求的答复，不查政府信息。
- 名称（如 `identity.number`）供程序使用，不会改变。

";

/// Counted up where a rule finds something else without saying so in the documentation.
const EDITION: u32 = 1;

/// By what it is known that a text was proofread with these rules and these phrases: 64 hex digits.
pub fn known_by() -> &'static str {
    static KNOWN: LazyLock<String> = LazyLock::new(|| {
        let mut hasher = Sm3::new();
        hasher.update(EDITION.to_be_bytes());
        hasher.update(rulebook());
        hasher.update(STARTER);
        hex::encode(hasher.finalize())
    });
    &KNOWN
}

/// The page as Markdown.
pub fn rulebook() -> String {
    let mut page = OPENING.to_owned();
    page.push_str("| 名称 | 规则 | 类别 | 级别 | 依据 |\n|---|---|---|---|---|\n");
    for rule in RULES {
        let (class, severity) = (rule.class.label(), rule.severity.label());
        // Writing into a string can't fail.
        let _ = writeln!(
            page,
            "| `{}` | {} | {class} | {severity} | {} |",
            rule.code, rule.label, rule.source
        );
    }
    for class in Class::ALL {
        let _ = write!(page, "\n## {}\n", class.label());
        for rule in RULES.iter().filter(|rule| rule.class == *class) {
            chapter(&mut page, rule);
        }
    }
    page
}

fn chapter(page: &mut String, rule: &Rule) {
    let _ = write!(
        page,
        "\n### {}（`{}`）\n\n{}\n\n级别：{}。依据：{}。\n",
        rule.label,
        rule.code,
        rule.says,
        rule.severity.label(),
        rule.source
    );
    for example in rule.examples {
        let _ = write!(
            page,
            "\n- 对：{}。\n- 错：{}。\n",
            InWords(example.right),
            InWords(example.wrong)
        );
        let found = example.against_the_wrong();
        let told = found.first().map_or_else(String::new, Finding::told);
        let _ = writeln!(page, "  - 校对结果：{told}");
    }
}
