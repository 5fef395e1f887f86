// Builds what the pages use when it is there and do without when it is not:
// two scripts and the fonts. Names carry a hash of their content, and
// manifest.json, written last, says which names are current.
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "../src/careo/web/site/static/careo/built");
const require = createRequire(import.meta.url);

// The ranges of the Latin subsets, as the font packages divide them.
const LATIN =
  "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD";
const LATIN_EXT =
  "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

// [family, package, variant of the file, style, weights]
const FACES = [
  ["Newsreader", "newsreader", "opsz-normal", "normal", "200 800"],
  ["Newsreader", "newsreader", "wght-italic", "italic", "200 800"],
  ["Public Sans", "public-sans", "wght-normal", "normal", "100 900"],
];

const manifest = {};

async function emit(logical, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const { name, ext } = path.parse(logical);
  const file = `${name}-${hash}${ext}`;
  await writeFile(path.join(out, file), bytes);
  manifest[logical] = file;
  return file;
}

async function script(entry) {
  const result = await build({
    entryPoints: [path.join(here, "src", `${entry}.ts`)],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    write: false,
  });
  await emit(`${entry}.js`, result.outputFiles[0].contents);
}

async function font(pkg, subset, variant) {
  const file = `${pkg}-${subset}-${variant}.woff2`;
  const from = require.resolve(`@fontsource-variable/${pkg}/files/${file}`);
  return emit(file, await readFile(from));
}

async function fonts() {
  const rules = [];
  for (const [family, pkg, variant, style, weight] of FACES) {
    for (const [subset, range] of [["latin-ext", LATIN_EXT], ["latin", LATIN]]) {
      const file = await font(pkg, subset, variant);
      rules.push(
        `@font-face{font-family:"${family}";font-style:${style};font-weight:${weight};` +
          `font-display:swap;src:url(${file}) format("woff2");unicode-range:${range}}`,
      );
    }
  }
  await emit("fonts.css", Buffer.from(rules.join("\n")));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([script("theme"), script("careo"), fonts()]);
const sorted = Object.fromEntries(Object.entries(manifest).sort());
await writeFile(path.join(out, "manifest.json"), JSON.stringify(sorted, null, 1));
console.log(`built ${Object.keys(sorted).length} files`);
