import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icon";

const LENGTH = 6;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

interface PinPadProps {
  /** For password managers. */
  name: string;
  error: string | undefined;
  isWorking: boolean;
  onPin: (pin: string) => void;
}

/** Six digits, on big keys, a keyboard, by pasting or from a password manager. */
export function PinPad({ name, error, isWorking, onPin }: PinPadProps) {
  const [pin, setPin] = useState("");
  const field = useRef<HTMLInputElement>(null);
  // A desk types at once; a phone shows no keyboard for this field (inputMode "none").
  useEffect(() => field.current?.focus(), [error, isWorking]);
  useEffect(() => {
    if (error) setPin("");
  }, [error, isWorking]);
  const change = (text: string) => {
    const digits = text.replace(/\D/g, "").slice(0, LENGTH);
    setPin(digits);
    if (digits.length === LENGTH && !isWorking) onPin(digits);
  };
  return (
    <form class="pin" onSubmit={(event) => event.preventDefault()}>
      <input
        class="sr-only"
        type="text"
        autocomplete="username"
        value={name}
        readOnly
        tabIndex={-1}
        aria-hidden="true"
      />
      <label class="pin-field">
        <span class="muted">{isWorking ? t("One moment…") : t("PIN, six digits")}</span>
        <input
          ref={field}
          type="password"
          inputMode="none"
          autocomplete="current-password"
          maxLength={LENGTH}
          value={pin}
          disabled={isWorking}
          aria-invalid={error ? true : undefined}
          onInput={(event) => change(event.currentTarget.value)}
        />
      </label>
      <p class="field-error pin-error" role="alert">
        {error && <Icon name="warning" />}
        {error}
      </p>
      <div class="pin-keys" data-each-tap>
        {keys.map((digit) => (
          <Button key={digit} disabled={isWorking} onClick={() => change(pin + digit)}>
            {digit}
          </Button>
        ))}
        <span />
        <Button disabled={isWorking} onClick={() => change(`${pin}0`)}>
          {"0"}
        </Button>
        <Button
          icon="left"
          disabled={isWorking || pin === ""}
          aria-label={t("Delete the last digit")}
          onClick={() => setPin(pin.slice(0, -1))}
        />
      </div>
    </form>
  );
}
