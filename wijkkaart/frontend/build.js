// Makes the scripts for the browser: `node build.js OUT` writes kaart.js, editor.js and LICENTIES.txt into the folder OUT.
import { build, transform } from "esbuild";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "static");

// The styles travel inside the script: it adds them before the map is made, so the map is never unstyled.
const styles = {
  name: "styles",
  setup(esbuild) {
    esbuild.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      // Leaflet's own pictures (layers button, default marker) aren't used.
      const text = readFileSync(path, "utf8").replace(/background-image:\s*url\([^)]*\);/g, "");
      const { code } = await transform(text, { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

const made = (entry, name, format) => build({
  entryPoints: [join(here, "src", entry)],
  outfile: join(out, name),
  bundle: true,
  minify: true,
  format,
  target: ["chrome100", "firefox102", "safari16"],
  legalComments: "none",
  metafile: true,
  plugins: [styles],
  logLevel: "warning",
});
// The map is a script of its page; the editor is fetched by who writes.
const results = [await made("main.js", "kaart.js", "iife"), await made(join("editor", "main.js"), "editor.js", "esm")];

function packageOf(path) {
  const match = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(path);
  return match ? [match[2], match[1]] : null;
}

function licenceText([name, folder]) {
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const known = join(here, "licences", `${name}.txt`);
  const text = file ? readFileSync(join(folder, file), "utf8") : existsSync(known) ? readFileSync(known, "utf8") : "";
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
const packages = new Map(inputs.map(packageOf).filter(Boolean));
const licences = [...packages].sort().map(licenceText);
const rule = `\n${"-".repeat(78)}\n\n`;
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "LICENTIES.txt"), `kaart.js en editor.js bevatten de volgende pakketten.\n${rule}${licences.join(rule)}`);
