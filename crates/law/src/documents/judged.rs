//! What is judged of a document before it goes out: everything the public will see of it, and where.

use crate::review::{Content, Subject};

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
    pub validity: &'a str,
    /// Name and digest of each file, in order.
    pub attachments: Vec<(String, String)>,
}

impl JudgedEdition<'_> {
    /// The hash a verdict on it names: any change of text, column or attachment makes another.
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
            .with("validity", self.validity);
        for (name, digest) in &self.attachments {
            content = content.with("attachment", name).with("digest", digest);
        }
        content.hash()
    }
}
