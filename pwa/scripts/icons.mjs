// Draws public/icons from the logo. Run by hand after a change of the logo; the pictures are kept.
// Needs a Chromium: CHROME_PATH, or one on the PATH.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

const ui = async (file) => {
  const path = fileURLToPath(new URL(`../src/ui/${file}`, import.meta.url));
  return (await runnerImport(path, { configFile: false })).module;
};
const { icons } = await ui("icons.ts");
const { logoSpokes } = await ui("logo-spokes.ts");

const PAPER = "#f5f2eb";
const INK = "#1b1c20";
const ACCENT = "#8a2d1c";
const target = fileURLToPath(new URL("../public/icons/", import.meta.url));

const band = (x, y, width, height, colour, corner) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${corner}" fill="${colour}"/>`;

const spoke = ({ turn, from, length, width }, colour, label) =>
  `<g transform="rotate(${turn})">${band(-width / 2, -from - length, width, length, colour, 3)}` +
  `${label ? band(-width / 2, -from - 14, width, 7, label, 0) : ""}</g>`;

const wheel = (ink, accent, label) =>
  `<circle r="88" fill="none" stroke="${ink}" stroke-width="9"/>` +
  `${logoSpokes.map((shape) => spoke(shape, accent, label)).join("")}<circle r="13" fill="${ink}"/>`;

/** `share` is how much of the side the wheel takes: 0.8 is the safe zone of a maskable icon. */
const drawing = ({ share, ground, ink = INK, accent = ACCENT, label = PAPER }) => {
  const side = 185 / share;
  const box = [-side / 2, -side / 2, side, side].map((value) => value.toFixed(2)).join(" ");
  const paper = ground
    ? `<rect x="-50%" y="-50%" width="100%" height="100%" fill="${ground}"/>`
    : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}">${paper}${wheel(ink, accent, label)}</svg>`;
};

const shortcut = (name) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -12 48 48">` +
  `<circle cx="12" cy="12" r="24" fill="${PAPER}"/><g fill="none" stroke="${ACCENT}" ` +
  `stroke-width="2" stroke-linecap="round" stroke-linejoin="round">` +
  `${icons[name].map((path) => `<path d="${path}"/>`).join("")}</g></svg>`;

const plain = drawing({ share: 0.94 });
const onPaper = drawing({ share: 0.84, ground: PAPER });
const maskable = drawing({ share: 0.68, ground: PAPER });
const pictures = [
  ["icon-192.png", 192, onPaper],
  ["icon-512.png", 512, onPaper],
  ["maskable-192.png", 192, maskable],
  ["maskable-512.png", 512, maskable],
  ["apple-touch-icon.png", 180, onPaper],
  ["shortcut-today-96.png", 96, shortcut("list")],
  ["shortcut-lookup-96.png", 96, shortcut("search")],
  ["shortcut-board-96.png", 96, shortcut("board")],
];

mkdirSync(target, { recursive: true });
writeFileSync(join(target, "icon.svg"), `${plain}\n`);
const black = drawing({ share: 0.8, ink: "#000000", accent: "#000000", label: null });
writeFileSync(join(target, "monochrome.svg"), `${black}\n`);

const workshop = mkdtempSync(join(tmpdir(), "rayon-icons-"));
for (const [name, side, svg] of pictures) paint(name, side, svg);
rmSync(workshop, { recursive: true });

function paint(name, side, svg) {
  const page = join(workshop, "page.html");
  const style = `html,body{margin:0;background:transparent}svg{display:block;width:${side}px;height:${side}px}`;
  writeFileSync(page, `<!doctype html><style>${style}</style>${svg}`);
  const picture = join(workshop, name);
  execFileSync(process.env.CHROME_PATH ?? "chromium", [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--default-background-color=00000000",
    `--window-size=${side},${side}`,
    `--screenshot=${picture}`,
    `file://${page}`,
  ]);
  renameSync(picture, join(target, name));
}
