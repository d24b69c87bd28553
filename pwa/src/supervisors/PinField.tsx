import { Field } from "../ui/Field";

interface PinFieldProps {
  label: string;
  hint: string;
  pin: string;
  onPin: (pin: string) => void;
}

/** Six digits that somebody will sign in with; shown, for two people choose them together. */
export function PinField({ label, hint, pin, onPin }: PinFieldProps) {
  return (
    <Field
      label={label}
      hint={hint}
      value={pin}
      inputMode="numeric"
      autocomplete="new-password"
      maxLength={6}
      onValue={onPin}
    />
  );
}
