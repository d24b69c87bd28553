import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import {
  type CameraTrouble,
  closeCamera,
  hasTorch,
  keepFocus,
  openCamera,
  setTorch,
} from "./camera";
import { decodeFrames } from "./decoding";
import { createRepeats } from "./repeats";
import { symbologyOf } from "./symbologies";
import { luhn, type Symbology } from "./validate";
import "./camera.css";

interface CameraViewProps {
  onRead: (text: string, via: Symbology) => void;
  isExpected: (text: string) => boolean;
}

const unproven: ReadonlySet<Symbology> = new Set(["code39", "codabar", "itf"]);

/** The picture of the camera with a guide box. Loaded only when somebody asks for it. */
export default function CameraView(props: CameraViewProps) {
  const video = useRef<HTMLVideoElement>(null);
  const opened = useCamera();
  useDecoder(video, opened, props);
  if (typeof opened === "string") return <p class="note note-amber">{troubleText(opened)}</p>;
  return (
    <div class="viewfinder">
      <video ref={video} playsInline muted autoplay aria-label={t("Camera picture")} />
      <span class="guide" aria-hidden="true" />
      {opened && hasTorch(opened) && <Torch stream={opened} />}
    </div>
  );
}

function useCamera(): MediaStream | CameraTrouble | undefined {
  const [opened, setOpened] = useState<MediaStream | CameraTrouble>();
  useEffect(() => {
    let isLeft = false;
    const opening = openCamera();
    opening.then((result) => !isLeft && setOpened(result));
    return () => {
      isLeft = true;
      opening.then((result) => typeof result !== "string" && closeCamera(result));
    };
  }, []);
  return opened;
}

function useDecoder(
  video: { current: HTMLVideoElement | null },
  opened: MediaStream | CameraTrouble | undefined,
  props: CameraViewProps,
): void {
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!video.current || !opened || typeof opened === "string") return;
    video.current.srcObject = opened;
    video.current.play().catch(() => undefined);
    keepFocus(opened).catch(() => undefined);
    const isScan = createRepeats({
      isExpected: (text) => latest.current.isExpected(text),
      isProven: ({ text, symbology }) => !unproven.has(symbologyOf(symbology)) || hasLuhn(text),
    });
    return decodeFrames(video.current, (text, format) => {
      const read = { text, symbology: format, at: performance.now() };
      if (isScan(read)) latest.current.onRead(text, symbologyOf(format));
    });
  }, [opened]);
}

/** Fourteen digits that check: as good as two pictures. */
function hasLuhn(text: string): boolean {
  const digits = text.replace(/^[A-D]|[A-D]$/g, "");
  return /^\d{14}$/.test(digits) && luhn(digits);
}

function Torch({ stream }: { stream: MediaStream }) {
  const [isOn, setOn] = useState(false);
  const toggle = () => {
    setTorch(stream, !isOn).then(
      () => setOn(!isOn),
      () => undefined,
    );
  };
  return (
    <Button kind="quiet" icon="torch" onClick={toggle} aria-pressed={isOn}>
      {t("Torch")}
    </Button>
  );
}

function troubleText(trouble: CameraTrouble): string {
  const texts: Record<CameraTrouble, () => string> = {
    denied: () =>
      t(
        "The camera is not allowed. Allow it for this site in the browser’s settings, or type the number.",
      ),
    "no-camera": () => t("This device has no camera. Use a hand scanner, or type the number."),
    "in-use": () =>
      t("Another app is using the camera. Close it, then scan again, or type the number."),
    "not-secure": () =>
      t(
        "The camera works only over a secure connection (https). Tell your supervisor; meanwhile, type the number.",
      ),
    failed: () => t("The camera did not start. Try again, or type the number."),
  };
  return texts[trouble]();
}
