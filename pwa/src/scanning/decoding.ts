import type { ReadInputBarcodeFormat } from "zxing-wasm/reader";
import type { Decoded, Frame } from "./decoder.worker";
import { usualFormats } from "./symbologies";

const BETWEEN_FRAMES_MS = 40;
const WHILE_HIDDEN_MS = 400;

/**
 * Sends pictures to the decoder, one at a time, and reports each code it reads. Returns how to
 * stop. `formats` are names of zxing.
 */
export function decodeFrames(
  video: HTMLVideoElement,
  onRead: (text: string, format: string) => void,
  formats: ReadInputBarcodeFormat[] = usualFormats,
): () => void {
  const worker = new Worker(new URL("./decoder.worker.ts", import.meta.url), { type: "module" });
  let timer = 0;
  const next = (wait: number) => {
    timer = window.setTimeout(() => void send(), wait);
  };
  const send = async () => {
    const picture = await grab(video);
    if (!picture) return next(WHILE_HIDDEN_MS);
    worker.postMessage({ picture, formats } satisfies Frame, [picture]);
  };
  worker.addEventListener("message", ({ data }: MessageEvent<Decoded>) => {
    if (data) onRead(data.text, data.symbology);
    next(BETWEEN_FRAMES_MS);
  });
  next(0);
  return () => {
    clearTimeout(timer);
    worker.terminate();
  };
}

async function grab(video: HTMLVideoElement): Promise<ImageBitmap | undefined> {
  const isReady = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && !document.hidden;
  return isReady ? createImageBitmap(video).catch(() => undefined) : undefined;
}
