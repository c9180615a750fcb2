//! `gongkai document read`: what a document from Word or a page becomes, and that nothing that runs ever comes of one.

use std::fs;

use scraper::Html;
use serde_json::Value;

use crate::command::run;

const NOTICE: &[u8] = include_bytes!("../../../paper/src/documents/pasted/notice.docx");

#[test]
fn a_document_of_word_is_told_to_programs_and_to_people() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("通知.docx"), NOTICE).unwrap();
    let ended = run(folder.path(), &["document", "read", "通知.docx", "--json"]);
    let read: Value = serde_json::from_str(&ended.out).unwrap();
    assert_eq!(ended.code, 0, "{}", ended.out);
    assert!(read["html"].as_str().unwrap().contains("<h3>（一）个人</h3>"));
    assert_eq!(read["images"], 1);
    assert_eq!(read["dropped"], serde_json::json!(["页眉、页脚"]));
    let kinds: Vec<&str> = read["health"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "hidden_text",
        "deletion",
        "insertion",
        "comment",
        "author",
        "text_box",
    ] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    let plain = run(folder.path(), &["document", "read", "通知.docx"]);
    assert!(
        plain.out.contains("[隐藏的文字] 正文第5段：内部口径：从宽。"),
        "{}",
        plain.out
    );
}

#[test]
fn what_is_no_document_ends_with_2_and_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("旧.doc"), b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").unwrap();
    let ended = run(folder.path(), &["document", "read", "旧.doc"]);
    assert_eq!(ended.code, 2);
    assert!(ended.err.contains("另存为 DOCX"), "{}", ended.err);
}

/// Ways in which something that runs has come into pages: by events, by addresses, in other languages of marks, by what a
/// parser mends, half closed and doubled.
const HOSTILE: [&str; 46] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<<SCRIPT>alert(1);//<</SCRIPT>",
    "<script/xss src=//evil.example></script>",
    "<img src=x onerror=alert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<img src=\"javascript:alert(1)\">",
    "<img src=`javascript:alert(1)`>",
    "<img/src/onerror=alert(1)>",
    "<a href=\"javascript:alert(1)\">甲</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">甲</a>",
    "<a href=\"jav\nascript:alert(1)\">甲</a>",
    "<a href=\" &#14; javascript:alert(1)\">甲</a>",
    "<a href=\"&#106;avascript:alert(1)\">甲</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD4=\">甲</a>",
    "<a href=\"vbscript:msgbox(1)\">甲</a>",
    "<a href=\"//evil.example\" onmouseover=alert(1)>甲</a>",
    "<a href='x' style='xss:expression(alert(1))'>甲</a>",
    "<p style=\"background:url(javascript:alert(1))\">甲</p>",
    "<p class=\"right\" onclick=\"alert(1)\">甲</p>",
    "<body onload=alert(1)>甲",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>甲</text></a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<textarea><script>alert(1)</script></textarea><script>alert(2)</script>",
    "<title><img src=x onerror=alert(1)></title>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
    "<embed src=\"evil.swf\">",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=\"javascript:alert(1)//\">",
    "<form action=\"javascript:alert(1)\"><input type=submit></form>",
    "<table background=\"javascript:alert(1)\"><tr><td background=\"x\">甲</td></tr></table>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<xml id=i><x><c><![CDATA[<img src=\"javas]]><![CDATA[cript:alert(1)\">]]></c></x></xml>",
    "&lt;script&gt;alert(1)&lt;/script&gt;<b>甲",
];

#[test]
fn nothing_that_runs_comes_of_a_page_whatever_was_written_in_it() {
    for page in HOSTILE {
        let Ok(imported) = paper::documents::read(page.as_bytes()) else {
            continue;
        };
        let once = prose::canonical(&imported.html);
        assert_eq!(
            prose::canonical(&once),
            once,
            "what is clean stays as it is: {page}"
        );
        for html in [once, prose::canonical(page)] {
            let tree = Html::parse_document(&html);
            for element in tree.root_element().descendent_elements().skip(1) {
                let name = element.value().name();
                let is_page = matches!(name, "html" | "head" | "body");
                assert!(
                    is_page || prose::MARKS.contains(&name),
                    "{name} of {page}: {html}"
                );
                for (attribute, value) in element.value().attrs() {
                    let is_known = match attribute {
                        // An address without a scheme leads to a page of this site, or of one under the same scheme.
                        "href" => {
                            let schemes = ["http:", "https:", "mailto:", "tel:"];
                            !value.contains(':') || schemes.iter().any(|scheme| value.starts_with(scheme))
                        }
                        "rel" | "colspan" | "rowspan" | "scope" | "start" => true,
                        "class" => value == "right",
                        _ => false,
                    };
                    assert!(is_known, "{attribute}={value} of {page}: {html}");
                }
            }
        }
    }
}
