// Builds style, behaviour, fonts and icons: `node build.mjs --out DIR` writes hashed files and manifest.json.
// A file's name holds a hash of its content, so the browser may keep it for ever and never sees an old one.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import * as sass from "sass";
import icons from "./icons.json" with { type: "json" };

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");

function option(name) {
  const at = process.argv.indexOf(name);
  if (at < 0 || !process.argv[at + 1]) throw new Error(`say where to build: node build.mjs ${name} DIR`);
  return process.argv[at + 1];
}

/** An esbuild plugin: Sass files through dart-sass, so that one bundler names and hashes everything. */
const throughSass = {
  name: "sass",
  setup({ onLoad }) {
    onLoad({ filter: /\.scss$/ }, ({ path }) => {
      const { css } = sass.compile(path, {
        loadPaths: [modules],
        style: "compressed",
        quietDeps: true,
        silenceDeprecations: ["import", "global-builtin", "color-functions", "if-function"],
      });
      return { contents: css, loader: "css", resolveDir: here };
    });
  },
};

async function bundle(folder) {
  const { metafile } = await build({
    entryPoints: { portal: join(here, "scripts/portal.js"), style: join(here, "styles/portal.scss") },
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: folder,
    bundle: true,
    minify: true,
    metafile: true,
    target: ["es2022", "chrome115", "firefox115", "safari16"],
    loader: { ".woff2": "file" },
    legalComments: "none",
    plugins: [throughSass],
    logLevel: "warning",
  });
  const manifest = {};
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    const name = basename(relative(folder, file));
    if (entryPoint?.endsWith("portal.js")) manifest["portal.js"] = name;
    if (entryPoint?.endsWith("portal.scss")) manifest["portal.css"] = name;
    if (name.endsWith(".woff2")) manifest[name.replace(/-[A-Z0-9]{8}\.woff2$/, ".woff2")] = name;
  }
  return manifest;
}

/** One file with all icons we use; pages refer to `icons-HASH.svg#name`. */
async function sprite() {
  const symbols = await Promise.all(
    icons.map(async (name) => {
      const svg = await readFile(join(modules, "bootstrap-icons/icons", `${name}.svg`), "utf8");
      return svg.replace(/<svg[^>]*>/, `<symbol id="${name}" viewBox="0 0 16 16">`).replace("</svg>", "</symbol>");
    }),
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`.replaceAll(/\n\s*/g, "");
}

function hashed(name, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase();
  return name.replace(/(\.[a-z]+)$/, `-${digest}$1`);
}

async function write(folder, manifest, name, content) {
  manifest[name] = hashed(name, content);
  await writeFile(join(folder, manifest[name]), content);
}

async function compress(folder) {
  const texts = (await readdir(folder)).filter((name) => /\.(css|js|svg)$/.test(name));
  for (const name of texts) {
    const content = await readFile(join(folder, name));
    await writeFile(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
    await writeFile(join(folder, `${name}.br`), brotliCompressSync(content));
  }
}

const out = option("--out");
const fresh = `${out}.new`;
await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
const manifest = await bundle(fresh);
await write(fresh, manifest, "icons.svg", await sprite());
await write(fresh, manifest, "bell.svg", await readFile(join(here, "bell.svg")));
await compress(fresh);
await writeFile(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
// The finished folder takes the old one's place at once: an interrupted build never leaves half a front end.
await rm(out, { recursive: true, force: true });
await rename(fresh, out);
