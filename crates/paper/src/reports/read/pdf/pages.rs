//! Every page of a file as what it draws, and what makes a file no report.

use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, interpret_page};
use kurbo::{Affine, Rect};
use lopdf::Document;

use super::drawn::Drawn;
use super::glyphs::PageDrawing;
use super::unseen::{self, Hidden};
use super::{guard, orientation, plain};
use crate::reports::read::unreadable::Unreadable;

/// Reads every page. Refuses a document most of whose signs no font gives a meaning.
pub fn pages(bytes: &[u8]) -> Result<Vec<PageDrawing>, Unreadable> {
    let document = guard::open(bytes)?;
    let (pages, _) = drawn(document, &[])?;
    Ok(pages)
}

/// The same of what is seen on them, and what nobody sees.
pub fn seen_pages(bytes: &[u8]) -> Result<(Vec<PageDrawing>, Vec<String>), Unreadable> {
    let document = guard::open(bytes)?;
    let hidden = unseen::signs(&document)?;
    drawn(document, &hidden)
}

fn drawn(document: Document, hidden: &[Hidden]) -> Result<(Vec<PageDrawing>, Vec<String>), Unreadable> {
    let plain = plain::copy(&document)?;
    drop(document);
    let pdf = Pdf::new(plain.bytes).map_err(|_error| Unreadable::Damaged("PDF "))?;
    let cache = InterpreterCache::new();
    let settings = InterpreterSettings::default();
    let (mut pages, mut nameless, mut unseen) = (Vec::new(), 0, Vec::new());
    let mut hidden = hidden.iter();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let mut drawn = Drawn::default();
        let context = context(page, &pdf, &cache, &settings);
        interpret_page(page, &mut { context }, &mut drawn);
        nameless += drawn.nameless;
        let (width, height) = page.render_dimensions();
        let mut page = PageDrawing {
            number,
            width: width.into(),
            height: height.into(),
            ..drawn.page
        };
        unseen.extend(hidden.next().and_then(|hidden| hidden.take_out(&mut page)));
        orientation::upright(&mut page);
        pages.push(page);
    }
    let signs: usize = pages.iter().map(|page| page.glyphs.len()).sum();
    if nameless * 2 > signs || (signs == 0 && plain.shown > 0) {
        return Err(Unreadable::Unencoded);
    }
    Ok((pages, unseen))
}

pub fn context<'a>(
    page: &Page<'a>,
    pdf: &'a Pdf,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
) -> Context<'a> {
    let (width, height) = page.render_dimensions();
    let sheet = Rect::new(0.0, 0.0, width.into(), height.into());
    let place = Affine::new(page.initial_transform(true).as_coeffs());
    Context::new(place, sheet, cache, pdf.xref(), settings.clone())
}
