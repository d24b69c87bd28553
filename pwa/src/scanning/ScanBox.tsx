import type { ComponentType } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { late } from "../ui/late";
import { lazily } from "../ui/lazily";
import { allowSound } from "./audio";
import type { Scan, Symbology } from "./validate";
import { listenToWedge } from "./wedge";

interface ScanBoxProps {
  /** One validated scan, from the camera, a hand scanner or the keyboard. */
  onScan: (scan: Scan) => void;
  /** The barcodes that this screen waits for: they need no second look. */
  isExpected?: (text: string) => boolean;
  /** What the big button says; "Scan" unless told. */
  label?: string;
  /** What the field for typing says; "Number under the bars" unless told. */
  typedLabel?: string;
  /** "secondary" where something else comes first on this screen. */
  kind?: "primary" | "secondary";
  disabled?: boolean;
}

const TypeCode = lazily(async () => (await import("./TypeCode")).TypeCode);

type Mode = "rest" | "camera" | "typing";
const nothing = () => false;

/** The one way to give a barcode: camera, hand scanner (always listening) or typing. */
export function ScanBox({
  onScan,
  isExpected = nothing,
  label,
  typedLabel,
  kind = "primary",
  disabled = false,
}: ScanBoxProps) {
  const [mode, setMode] = useState<Mode>("rest");
  const take = async (raw: string, via: Symbology) => {
    const rules = await late(() => import("./rules"));
    if (rules) onScan(rules.understand(raw, via, isExpected));
  };
  useWedge((text) => {
    if (!disabled) void take(text, "keyboard");
  });
  const toggle = (wanted: Mode) => () => {
    allowSound();
    setMode(mode === wanted ? "rest" : wanted);
  };
  return (
    <div class="scan-box">
      {mode === "camera" && (
        <LazyCamera onRead={(text, via) => void take(text, via)} isExpected={isExpected} />
      )}
      {mode === "typing" && (
        <TypeCode label={typedLabel} onText={(text) => void take(text, "typed")} />
      )}
      <div class="scan-actions">
        <Button kind={kind} icon="scan" disabled={disabled} onClick={toggle("camera")}>
          {mode === "camera" ? t("Stop") : (label ?? t("Scan"))}
        </Button>
        <Button
          icon="keyboard"
          disabled={disabled}
          onClick={toggle("typing")}
          aria-expanded={mode === "typing"}
          aria-label={t("Type the number")}
        />
      </div>
    </div>
  );
}

function useWedge(onText: (text: string) => void): void {
  const latest = useRef(onText);
  latest.current = onText;
  // From the moment the screen is drawn: a scanner does not wait.
  useLayoutEffect(() => listenToWedge((text) => latest.current(text)), []);
}

type CameraProps = {
  onRead: (text: string, via: Symbology) => void;
  isExpected: (text: string) => boolean;
};

function LazyCamera(props: CameraProps) {
  const [View, setView] = useState<{ component: ComponentType<CameraProps> | null }>();
  useEffect(() => {
    import("./CameraView").then(
      (module) => setView({ component: module.default }),
      () => setView({ component: null }),
    );
  }, []);
  if (!View) return <p class="note">{t("Starting the camera…")}</p>;
  if (View.component) return <View.component {...props} />;
  return <p class="note note-amber">{t("The scanner could not be loaded. Type the number.")}</p>;
}
