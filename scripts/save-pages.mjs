// Saves every page of the site map, and the pages it does not list, as files for the HTML checker.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [origin, folder] = process.argv.slice(2);
const map = await (await fetch(`${origin}/sitemap.xml`)).text();
const listed = [...map.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address]) => new URL(address).pathname);
const unlisted = [
  '/sitemap', '/reports/comparison', '/reports/fields', '/check', '/apply', '/apply/help', '/track', '/fees', '/deadline', '/contact',
  '/answered', '/desk/session', '/no/such/page',
];
const paths = new Set([...listed, '/', ...unlisted]);
for (const path of paths) {
  const page = await (await fetch(origin + path)).text();
  const name = decodeURI(path).replace(/[^\p{L}\p{N}]+/gu, '-') || 'home';
  writeFileSync(join(folder, `${name}.html`), page);
}
console.log(`${paths.size} pages saved`);
