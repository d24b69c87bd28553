import { readFileSync } from "node:fs";
import type { Plugin } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { answers, core, memory, pieces } from "./core-files.mjs";

const manifest = JSON.parse(readFileSync(new URL("../manifest.json", import.meta.url), "utf8"));

/**
 * The styles of the first picture, and the French texts on it, come with the page: they travel while
 * it waits for its code. The link stays, switched off, for those who ask whether it is there.
 */
const firstPictureAtOnce: Plugin = {
  name: "first-picture-at-once",
  apply: "build",
  transformIndexHtml: {
    order: "post",
    handler: (html, { bundle = {} }) => {
      const [link, name = ""] = html.match(/<link rel="stylesheet"[^>]*\/app\/([^"]+)">/) ?? [];
      const styles = bundle[name];
      if (!link || styles?.type !== "asset") throw new Error("The page has no styles.");
      const french = readFileSync(new URL("src/locales/fr.json", import.meta.url), "utf8");
      const texts = JSON.stringify(JSON.parse(french)).replaceAll("<", "\\u003c");
      return html
        .replace(link, link.replace("<link", "<link disabled"))
        .replace(
          "</head>",
          () =>
            `<style>${styles.source}</style>\n` +
            `<script type="application/json" id="texts-fr">${texts}</script>\n</head>`,
        );
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
    firstPictureAtOnce,
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
