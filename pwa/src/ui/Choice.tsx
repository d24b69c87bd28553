import { useId } from "preact/hooks";
import "./pieces.css";

interface ChoiceProps {
  label: string;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Something a person allows, or not. */
export function Choice({ label, hint, checked, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div class="switch">
      <label for={id}>
        {label}
        {hint && <span class="muted choice-hint">{hint}</span>}
      </label>
      <input
        id={id}
        type="checkbox"
        checked={checked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
    </div>
  );
}
