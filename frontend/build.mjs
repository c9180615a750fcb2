// Bundles the style sheets and scripts, names each file by its content, and keeps a compressed copy beside it, so that
// the program serves them without work. Output: dist/ and dist/manifest.json (plain name -> hashed name).
import { build } from 'esbuild'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const entries = {
  'site.css': 'src/site/site.css',
  'site.js': 'src/site/site.js',
  'desk.css': 'src/desk/desk.css',
  'desk.js': 'src/desk/desk.js',
  'chart.js': 'src/desk/chart.js',
  'editor.js': 'src/desk/writing/writing.js',
}

rmSync('dist', { recursive: true, force: true })
mkdirSync('dist', { recursive: true })
const manifest = {}
for (const [name, source] of Object.entries(entries)) {
  const result = await build({
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    target: ['chrome100', 'firefox100', 'safari15'],
    // Icon fonts and pictures of the libraries are not used: whatever would be fetched stays out.
    loader: { '.woff': 'empty', '.woff2': 'empty', '.ttf': 'empty', '.svg': 'dataurl' },
    legalComments: 'none',
    logLevel: 'warning',
  })
  const bytes = Buffer.from(result.outputFiles[0].contents)
  const [stem, kind] = name.split('.')
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const hashed = `${stem}.${hash}.${kind}`
  manifest[name] = hashed
  writeFileSync(`dist/${hashed}`, bytes)
  writeFileSync(`dist/${hashed}.gz`, gzipSync(bytes, { level: 9 }))
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  writeFileSync(`dist/${hashed}.br`, brotli)
  console.log(`${name.padEnd(10)} ${String(bytes.length).padStart(8)} bytes, ${brotli.length} compressed`)
}
writeFileSync('dist/manifest.json', JSON.stringify(manifest, null, 2) + '\n')
