// Finds pages as a visitor does, by following links, so that a new page is tested without being told of.

/**
 * Breadth-first from `start`, within the paths that `isWanted` accepts. Paths that differ only in a number or a query
 * look alike: of each kind a few are enough.
 */
export async function crawl(page, start, isWanted, perKind = 3) {
  const seen = new Set([start]);
  const open = [start];
  const kinds = new Map();
  const found = [];
  while (open.length > 0) {
    const path = open.shift();
    const answer = await page.goto(path, { waitUntil: 'domcontentloaded' });
    const type = answer.headers()['content-type'] ?? '';
    if (!type.startsWith('text/html')) continue;
    found.push({ path, status: answer.status() });
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.href));
    for (const link of links) {
      const url = new URL(link);
      const next = url.pathname + url.search;
      if (url.origin !== new URL(page.url()).origin || seen.has(next) || !isWanted(url)) continue;
      seen.add(next);
      const kind = kindOf(url);
      const count = kinds.get(kind) ?? 0;
      if (count >= perKind) continue;
      kinds.set(kind, count + 1);
      open.push(next);
    }
  }
  return found;
}

const kindOf = (url) => decodeURI(url.pathname).replace(/\d+/g, '0') + [...url.searchParams.keys()].sort().join('&');

/** Whether a public path is a page rather than a file to download. */
export const isPublicPage = ({ pathname }) =>
  !/^\/(desk|assets|attachments|display)|\/files\//.test(pathname) && !/\.(xml|txt|json|csv|pdf|docx|xlsx|ico|svg|png)$/.test(pathname);

/** A file's name for a path. */
export const nameOf = (path) => decodeURI(path).replace(/^\//, '').replace(/[^\p{L}\p{N}]+/gu, '-') || 'home';
