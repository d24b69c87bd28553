import type { ReadInputBarcodeFormat } from "zxing-wasm/reader";
import type { Symbology } from "./validate";

// Interleaved 2 of 5 is left out: it caused nearly all misreads when decoders were compared.
export const usualFormats: ReadInputBarcodeFormat[] = [
  "Codabar",
  "Code39",
  "Code128",
  "EAN13",
  "EAN8",
  "QRCode",
];

const names: readonly (readonly [start: string, symbology: Symbology])[] = [
  ["Code39", "code39"],
  ["Code128", "code128"],
  ["Codabar", "codabar"],
  ["EAN8", "ean8"],
  ["ITF", "itf"],
  ["QR", "qr"],
];

/** Our name for what the decoder calls "Code39Std", "ISBN", "QRCodeModel2" ... */
export function symbologyOf(format: string): Symbology {
  return names.find(([start]) => format.startsWith(start))?.[1] ?? "ean13";
}
