import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import type { Call } from "./useCall";

/** The one button that reserves. */
export function PlaceBar({ call }: { call: Call }) {
  const { check, isPlacing } = call;
  return (
    <Focused isReady={check !== undefined}>
      <Button
        kind="primary"
        icon="tick"
        disabled={!check}
        working={isPlacing ? t("Reserving…") : undefined}
        onClick={() => void call.place("")}
      >
        {t("Reserve")}
      </Button>
    </Focused>
  );
}

/** Moves the focus to its button once that can be pressed: Enter, and it is done. */
function Focused({ isReady, children }: { isReady: boolean; children: ComponentChildren }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isReady) place.current?.querySelector("button")?.focus();
  }, [isReady]);
  return (
    <div ref={place} class="place-bar">
      {children}
    </div>
  );
}
