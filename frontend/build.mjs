// Builds scripts, styles and the icon sprite into src/zhiben/ui/static/built, each named by its content,
// with .gz and .br beside it. Run: node frontend/build.mjs
import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { build } from "esbuild";
import { trim } from "./trim.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "src", "zhiben", "ui", "static", "built");
const fresh = `${target}.new`;
const icons = join(here, "node_modules", "@tabler", "icons", "icons", "outline");
const manifest = {};

async function bundle() {
  const result = await build({
    absWorkingDir: here,
    entryPoints: ["src/app.ts", "src/charts.ts", "src/theme.ts", "src/app.css"],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome87", "firefox90", "safari14.1"],
    outdir: fresh,
    legalComments: "none",
    logOverride: { "direct-eval": "silent" }, // htmx has one; it is switched off by allowEval=false
    logLevel: "warning",
  });
  for (const file of result.outputFiles) {
    const isStyle = file.path.endsWith(".css");
    await put(basename(file.path), Buffer.from(isStyle ? trim(file.text) : file.contents));
  }
}

function shape(path) {
  return `<path d="${path}" fill="currentColor" stroke="none"/>`;
}

// The four grades differ by shape, so that they can be told apart without colour.
const grades = {
  "grade-octagon": shape("M8 2h8l6 6v8l-6 6H8l-6-6V8z"),
  "grade-triangle": shape("M12 3 22.500 21h-21z"),
  "grade-square": shape("M4 4h16v16H4z"),
  "grade-circle": shape("M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z"),
};

async function sprite() {
  const names = (await readFile(join(here, "icons.txt"), "utf8")).split("\n").filter(Boolean);
  const drawn = { ...grades };
  for (const name of names) {
    const text = await readFile(join(icons, `${name}.svg`), "utf8");
    drawn[name] = text.slice(text.indexOf(">", text.indexOf("<svg")) + 1, text.lastIndexOf("</svg>")).replace(/\s*\n\s*/g, "");
  }
  const symbols = Object.entries(drawn).map(([name, inner]) => `<symbol id="${name}" viewBox="0 0 24 24">${inner}</symbol>`);
  const notice = "<!-- Icons: Tabler Icons, MIT licence, Copyright (c) 2020 Paweł Kuna -->";
  await put("icons.svg", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${notice}${symbols.join("")}</svg>`));
  await put("mark.svg", await readFile(join(here, "mark.svg")));
}

async function put(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const kind = extname(name);
  const hashed = `${name.slice(0, -kind.length)}.${hash}${kind}`;
  manifest[name] = hashed;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };
  await Promise.all([
    writeFile(join(fresh, hashed), bytes),
    promisify(gzip)(bytes, { level: 9 }).then((small) => writeFile(join(fresh, `${hashed}.gz`), small)),
    promisify(brotliCompress)(bytes, quality).then((small) => writeFile(join(fresh, `${hashed}.br`), small)),
  ]);
}

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
await Promise.all([bundle(), sprite()]);
await writeFile(join(fresh, "manifest.json"), JSON.stringify(manifest, null, 1));
await rm(target, { recursive: true, force: true });
await rename(fresh, target);
console.log(Object.values(manifest).join("\n"));
