import { startDemo } from './support/demo.mjs';
import { staff } from './support/staff.mjs';
import { open, person } from './support/browser.mjs';
const OUT='/work/look/';
const demo = await startDemo({ day: '2026-03-20' });
const shot = async (page, name) => { await page.screenshot({ path: `${OUT}${name}.png`, fullPage: true }); console.log(name); };
const sizes = async (page, name) => { await shot(page, `${name}-1280`); await page.setViewportSize({width:390,height:844}); await shot(page, `${name}-390`); await page.setViewportSize({width:1280,height:900}); };
const go = async (what, f) => { try { await f(); } catch (e) { console.error(what, e.message.slice(0,300)); } };
try {
  const visitor = await person(demo.origin, {}); const v = visitor.page;
  await new Promise(r=>setTimeout(r,4000));
  for (const [name, path] of [['s-home','/'],['s-search','/search?q='+encodeURIComponent('政府信息公开')],['s-none','/search?q='+encodeURIComponent('火星移民')],['s-404','/nonsense/预算']]) await go(name, async()=>{ await v.goto(demo.origin+path); await sizes(v,name); });
  const editor = await staff(demo.origin, 'bianji', {expected:[/422/]}).catch(async e=>{console.error(e.message.slice(0,200));});
  const p = editor.page;
  await go('d-words', async()=>{ await open(p,'/desk/proof-words'); await sizes(p,'d-words'); });
  await go('d-register', async()=>{ await open(p,'/desk/register'); await sizes(p,'d-register'); });
  await go('d-rechecks', async()=>{ await open(p,'/desk/documents/rechecks'); await sizes(p,'d-rechecks'); });
  await go('d-doc', async()=>{ await open(p,'/desk/documents'); const hrefs = await p.locator('main td a[href^="/desk/documents/"]').evaluateAll(a=>a.map(x=>x.getAttribute('href'))); console.log(hrefs.slice(0,8)); 
    for (const [i,h] of hrefs.slice(0,3).entries()) { await open(p,h.split('?')[0]); await sizes(p,`d-doc${i}`); }
    await open(p, hrefs[0].split('?')[0]+'/life'); await sizes(p,'d-life'); await open(p, hrefs[0].split('?')[0]+'/relations'); await sizes(p,'d-relations'); });
  const rev = await staff(demo.origin,'fuhe',{expected:[/422/]}).catch(()=>null);
  if (rev) await go('d-review', async()=>{ const r=rev.page; await open(r,'/desk/documents/review'); const h = await r.locator('main a[href*="/review"]').first().getAttribute('href'); await open(r,h.split('?')[0]); await sizes(r,'d-review'); });
} catch (e) { console.error(e.message.slice(0,600)); } finally { await demo.stop(); process.exit(0); }
