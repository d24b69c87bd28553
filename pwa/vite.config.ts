import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { answers, core, memory, pieces } from "./core-files.mjs";

const manifest = JSON.parse(readFileSync(new URL("../manifest.json", import.meta.url), "utf8"));

/** Most people here read French: its texts come together with the code, not after it. */
const frenchAtOnce: Plugin = {
  name: "french-at-once",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle = {} }) => {
      const files = Object.keys(bundle).filter((name) => /\/fr-(?!more-)[^/]+\.js$/.test(name));
      return files.map((name) => ({
        tag: "link",
        attrs: { rel: "modulepreload", crossorigin: true, href: `/app/${name}` },
        injectTo: "head" as const,
      }));
    },
  },
};

export default defineConfig({
  base: "/app/",
  build: {
    outDir: "../server/rayon/app",
    emptyOutDir: true,
    target: "es2022",
    // A data: URI would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "memory", test: memory },
            { name: "core", test: core },
            { name: "answers", test: answers },
            { name: "pieces", test: pieces },
          ],
        },
      },
    },
  },
  worker: { format: "es" },
  plugins: [
    frenchAtOnce,
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src",
      filename: "service-worker.ts",
      scope: "/app/",
      registerType: "prompt",
      injectRegister: false,
      manifest,
      injectManifest: {
        // With "es" the worker ends in `export default`, and a classic worker then never installs.
        rollupFormat: "iife",
        globPatterns: ["**/*.{js,css,html,wasm,svg,png}"],
        maximumFileSizeToCacheInBytes: 4e6,
      },
    }),
  ],
  server: { proxy: { "/api": "http://localhost:5000" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "scripts/*.test.mjs"],
    environment: "node",
    testTimeout: 30_000,
  },
});
