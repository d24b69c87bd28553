import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";
import "./pieces.css";

/** On or off; changes at once. */
export function Switch({ label, setting }: { label: string; setting: Signal<boolean> }) {
  const id = useId();
  const change = (event: Event) => {
    setting.value = (event.currentTarget as HTMLInputElement).checked;
  };
  return (
    <div class="switch">
      <label for={id}>{label}</label>
      <input id={id} type="checkbox" checked={setting.value} onChange={change} />
    </div>
  );
}
