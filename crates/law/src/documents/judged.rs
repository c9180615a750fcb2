//! What is judged of a document before it goes out: everything the public will see of it, and where.

use crate::review::{Content, Subject};

/// A relation as it is judged.
#[derive(Clone, Debug, Default)]
pub struct JudgedRelation<'a> {
    pub kind: &'a str,
    /// The other's id, where it is one of the organ's own.
    pub document: String,
    /// Its name, where it is not.
    pub named: &'a str,
    pub address: &'a str,
    /// Form and maker of a 解读.
    pub form: &'a str,
    pub maker: &'a str,
    /// From which day the other no longer binds.
    pub from: &'a str,
}

/// An edition as it is judged; codes as they are stored.
#[derive(Clone, Debug, Default)]
pub struct JudgedEdition<'a> {
    pub column: i64,
    pub title: &'a str,
    pub document_number: &'a str,
    pub issuer: &'a str,
    pub formed_on: &'a str,
    pub summary: &'a str,
    pub body: &'a str,
    /// How the body is written down, where it is not as releases before the editor kept it: the same signs say another thing.
    pub format: &'a str,
    pub category: &'a str,
    pub subject: &'a str,
    pub publicity: &'a str,
    pub publicity_reason: &'a str,
    pub joint_with: &'a str,
    pub lead_organ: &'a str,
    pub source: &'a str,
    pub source_publicity: &'a str,
    pub norm: &'a str,
    pub effective_on: &'a str,
    pub valid_until: &'a str,
    /// Why there is no 解读.
    pub exemption: &'a str,
    pub validity: &'a str,
    /// What it says of other documents, in order.
    pub relations: Vec<JudgedRelation<'a>>,
    /// Codes of the outlets it is meant for; none where that is the organ's website alone.
    pub outlets: Vec<&'a str>,
    /// What it is called and summed up as in the account, where that is not its own title and summary.
    pub article_title: &'a str,
    pub article_digest: &'a str,
    /// When it is to go out; empty where whoever publishes it chooses the moment.
    pub planned_at: &'a str,
    /// When it is to be taken down by itself.
    pub take_down_at: &'a str,
    /// How much it changes of what is out, and what.
    pub change: &'a str,
    pub change_note: &'a str,
    /// Name and digest of each file, in order.
    pub attachments: Vec<(String, String)>,
}

impl JudgedEdition<'_> {
    /// The hash a verdict on it names: any change of text, column, attachment, outlet or planned time makes another.
    pub fn hash(&self) -> String {
        let mut content = Content::of(Subject::Document)
            .with("column", &self.column.to_string())
            .with("title", self.title)
            .with("document_number", self.document_number)
            .with("issuer", self.issuer)
            .with("formed_on", self.formed_on)
            .with("summary", self.summary)
            .with("body", self.body)
            .with("format", self.format)
            .with("category", self.category)
            .with("subject_matter", self.subject)
            .with("publicity", self.publicity)
            .with("validity", self.validity)
            .with("planned_at", self.planned_at)
            .with("take_down_at", self.take_down_at)
            .with("change", self.change)
            .with("change_note", self.change_note)
            .with("publicity_reason", self.publicity_reason)
            .with("joint_with", self.joint_with)
            .with("lead_organ", self.lead_organ)
            .with("source", self.source)
            .with("source_publicity", self.source_publicity)
            .with("norm", self.norm)
            .with("effective_on", self.effective_on)
            .with("valid_until", self.valid_until)
            .with("exemption", self.exemption)
            .with("article_title", self.article_title)
            .with("article_digest", self.article_digest);
        for relation in &self.relations {
            content = content
                .with("relation", relation.kind)
                .with("relation_document", &relation.document)
                .with("relation_named", relation.named)
                .with("relation_address", relation.address)
                .with("relation_form", relation.form)
                .with("relation_maker", relation.maker)
                .with("relation_from", relation.from);
        }
        for outlet in &self.outlets {
            content = content.with("outlet", outlet);
        }
        for (name, digest) in &self.attachments {
            content = content.with("attachment", name).with("digest", digest);
        }
        content.hash()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(change: impl FnOnce(&mut JudgedEdition<'_>)) -> String {
        let mut edition = JudgedEdition {
            column: 7,
            title: "关于示例的通知",
            body: "正文。",
            attachments: vec![("名单.pdf".to_owned(), "aa".to_owned())],
            ..JudgedEdition::default()
        };
        change(&mut edition);
        edition.hash()
    }

    fn repeals(document: &str, from: &'static str) -> JudgedRelation<'static> {
        JudgedRelation {
            kind: "repeals",
            document: document.to_owned(),
            from,
            ..JudgedRelation::default()
        }
    }

    #[test]
    fn whatever_is_changed_is_judged_anew() {
        let before = hash(|_| ());
        let changed = [
            hash(|edition| edition.body = "正文"),
            hash(|edition| edition.column = 8),
            hash(|edition| edition.outlets = vec!["wechat"]),
            hash(|edition| edition.article_title = "短标题"),
            hash(|edition| edition.article_digest = "短标题"),
            hash(|edition| edition.planned_at = "2026-12-01T09:00"),
            hash(|edition| edition.planned_at = "2026-12-01T10:00"),
            hash(|edition| edition.take_down_at = "2026-12-01T10:00"),
            hash(|edition| edition.change = "major"),
            hash(|edition| edition.change_note = "major"),
            hash(|edition| edition.attachments = vec![("名单.pdf".to_owned(), "bb".to_owned())]),
            hash(|edition| edition.publicity = "on_request"),
            hash(|edition| edition.publicity_reason = "on_request"),
            hash(|edition| edition.joint_with = "示例局"),
            hash(|edition| edition.lead_organ = "示例局"),
            hash(|edition| edition.source = "示例局"),
            hash(|edition| edition.source_publicity = "on_request"),
            hash(|edition| edition.norm = "regulation"),
            hash(|edition| edition.effective_on = "2026-12-01"),
            hash(|edition| edition.valid_until = "2026-12-01"),
            hash(|edition| edition.exemption = "示例局"),
            hash(|edition| edition.relations = vec![repeals("1", "2026-12-01")]),
            hash(|edition| edition.relations = vec![repeals("2", "2026-12-01")]),
            hash(|edition| edition.relations = vec![repeals("1", "2026-12-02")]),
        ];
        for (place, one) in changed.iter().enumerate() {
            assert_ne!(*one, before);
            assert!(!changed.iter().skip(place + 1).any(|other| other == one));
        }
    }

    #[test]
    fn what_an_edition_does_not_have_leaves_no_trace_in_its_hash() {
        // What was judged before there were outlets and planned times still is what it was.
        let before = Content::of(Subject::Document)
            .with("column", "7")
            .with("title", "关于示例的通知")
            .with("body", "正文。")
            .with("attachment", "名单.pdf")
            .with("digest", "aa");
        assert_eq!(hash(|_| ()), before.hash());
    }
}
