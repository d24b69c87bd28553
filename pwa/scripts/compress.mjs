// Compresses the built app once, so that the server has nothing to do but send the smaller copy.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const app = fileURLToPath(new URL("../../server/rayon/app", import.meta.url));
const worthIt = /\.(js|css|html|svg|wasm|json|webmanifest)$/;

for (const path of readdirSync(app, { recursive: true }).filter((name) => worthIt.test(name))) {
  const plain = readFileSync(join(app, path));
  writeFileSync(join(app, `${path}.gz`), gzipSync(plain, { level: 9 }));
  writeFileSync(join(app, `${path}.br`), brotliCompressSync(plain));
}
