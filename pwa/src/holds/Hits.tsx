import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface HitsProps {
  label: string;
  children: ComponentChildren;
}

/** What was found, to choose one from: the first has the focus, arrows move, Enter takes it. */
export function Hits({ label, children }: HitsProps) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    const shown = list.current;
    shown?.querySelector("button")?.focus();
    shown?.addEventListener("keydown", move);
    return () => shown?.removeEventListener("keydown", move);
  }, []);
  return (
    <ul ref={list} class="list hits" aria-label={label}>
      {children}
    </ul>
  );
}

function move(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const buttons = [...(event.currentTarget as Element).querySelectorAll("button")];
  const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
  event.preventDefault();
  next?.focus();
}

interface HitProps {
  onChoose: () => void;
  disabled?: boolean;
  children: ComponentChildren;
}

/** One of them: the whole row is the button. */
export function Hit({ onChoose, disabled = false, children }: HitProps) {
  return (
    <li>
      <button type="button" class="hit" disabled={disabled} onClick={onChoose}>
        {children}
      </button>
    </li>
  );
}
