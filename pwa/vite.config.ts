import { readFileSync } from "node:fs";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { core } from "./core-files.mjs";

const manifest = JSON.parse(readFileSync(new URL("../manifest.json", import.meta.url), "utf8"));

export default defineConfig({
  base: "/app/",
  build: {
    outDir: "../server/rayon/app",
    emptyOutDir: true,
    target: "es2022",
    // A data: URI would need an exception in the Content-Security-Policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "core", test: core }] } } },
  },
  worker: { format: "es" },
  plugins: [
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
  test: { include: ["src/**/*.test.{ts,tsx}", "scripts/*.test.mjs"], environment: "node" },
});
