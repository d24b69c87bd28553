import {
  prepareZXingModule,
  type ReaderOptions,
  type ReadInputBarcodeFormat,
  type ReadResult,
  readBarcodes,
} from "zxing-wasm/reader";
import wasmUrl from "zxing-wasm/reader/zxing_reader.wasm?url";

export interface Frame {
  picture: ImageBitmap;
  formats: ReadInputBarcodeFormat[];
}

/** What stood in the picture; null where nothing could be read. */
export type Decoded = { text: string; symbology: string } | null;

// A label is rarely straight, and rows of pixels miss bars that are turned by 10 degrees or more.
const ANGLES = [0, 12, -12, 24, -24];
const UPSCALE = 1.5;
// The guide box of the viewfinder: a band in the middle, also of an upright picture.
const GUIDE = { width: 0.7, height: 0.6, shape: 0.55 };
const WIDEST = 1350;

prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) =>
      path.endsWith(".wasm") ? wasmUrl : prefix + path,
  },
});

let frames = 0;

self.addEventListener("message", async ({ data }: MessageEvent<Frame>) => {
  const decoded = await decode(data).catch(() => null);
  data.picture.close();
  self.postMessage(decoded);
});

async function decode({ picture, formats }: Frame): Promise<Decoded> {
  frames += 1;
  const options: ReaderOptions = {
    formats,
    tryHarder: true,
    tryInvert: false,
    maxNumberOfSymbols: 1,
    minLineCount: 3,
  };
  // Every third picture whole: QR codes at the edge, labels along the spine (90 degrees).
  if (frames % 3 === 0)
    return best(await readBarcodes(whole(picture), { ...options, tryRotate: true }));
  for (const angle of ANGLES) {
    const found = best(
      await readBarcodes(middle(picture, angle), { ...options, tryRotate: false }),
    );
    if (found) return found;
  }
  return null;
}

function best(results: ReadResult[]): Decoded {
  const result = results.find((candidate) => candidate.isValid && candidate.text !== "");
  return result ? { text: result.text, symbology: result.format } : null;
}

function whole(picture: ImageBitmap): ImageData {
  return draw(picture.width, picture.height, (context) => context.drawImage(picture, 0, 0));
}

/** The guide box, turned by `angle` degrees and enlarged. */
function middle(picture: ImageBitmap, angle: number): ImageData {
  const cropped = picture.width * GUIDE.width;
  const band = Math.min(picture.height * GUIDE.height, picture.width * GUIDE.shape);
  const scale = Math.min(UPSCALE, Math.max(1, WIDEST / cropped));
  const width = Math.round(cropped * scale);
  const height = Math.round(band * scale);
  return draw(width, height, (context) => {
    context.translate(width / 2, height / 2);
    context.rotate((angle * Math.PI) / 180);
    context.scale(scale, scale);
    context.drawImage(picture, -picture.width / 2, -picture.height / 2);
  });
}

function draw(
  width: number,
  height: number,
  paint: (context: OffscreenCanvasRenderingContext2D) => void,
): ImageData {
  const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser has no canvas outside the page.");
  paint(context);
  return context.getImageData(0, 0, width, height);
}
