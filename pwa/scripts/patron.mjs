// The two scripts of the patrons’ pages: small, and apart from the app.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const made = { push: "push.ts", "push-worker": "push.worker.ts" };

for (const [name, source] of Object.entries(made)) {
  const file = at(`../../server/rayon/app/patron/${name}.js`);
  const options = ["--format=iife", "--minify", "--file", file, "--log-level=silent"];
  execFileSync(at("../node_modules/.bin/rolldown"), [at(`../src/patron/${source}`), ...options]);
}
