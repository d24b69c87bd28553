import type { ComponentChildren, InputHTMLAttributes, JSX, Ref } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./Icon";
import "./pieces.css";

interface Described {
  label: string;
  hint?: string;
  /** What is wrong and what to do, in one sentence. */
  error?: string | undefined;
}

interface FieldProps extends Described {
  value: string;
  onValue: (value: string) => void;
  type?: "text" | "password" | "search" | "tel" | "email" | "date" | "time";
  inputMode?: "text" | "numeric" | "decimal" | "tel" | "email" | "search";
  enterKeyHint?: "done" | "go" | "next" | "search" | "send";
  autocomplete?: "username" | "current-password" | "new-password" | "one-time-code";
  autoCapitalize?: "off" | "characters" | "words";
  autoFocus?: boolean;
  spellcheck?: boolean;
  required?: boolean;
  disabled?: boolean;
  maxLength?: number;
  name?: string;
}

const defaults = { type: "text", autocomplete: "off" } as const;
/** Browsers heed the attribute once a page, and not while a button has the focus. */
const takeFocus = (input: HTMLInputElement | null) => input?.focus();

/** A labelled line to type in. */
export function Field({ label, hint, error, onValue, ...input }: FieldProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => (
        <input
          {...({ ...defaults, ...input, ...wiring } as InputHTMLAttributes<HTMLInputElement>)}
          ref={input.autoFocus ? takeFocus : null}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

interface TextAreaProps extends Described {
  value: string;
  onValue: (value: string) => void;
  rows: number;
  maxLength?: number;
  /** The field itself, for who puts something in where the cursor is. */
  field?: Ref<HTMLTextAreaElement>;
}

/** A labelled field for several lines. */
export function TextArea({ label, hint, error, onValue, field, ...input }: TextAreaProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => (
        <textarea
          {...input}
          {...wiring}
          ref={field}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </Labelled>
  );
}

interface SelectProps extends Described {
  value: string;
  onValue: (value: string) => void;
  /** Pairs of value and text, in the order shown. */
  options: readonly (readonly [string, string])[];
}

/** A labelled choice among a few. */
export function Select({ label, hint, error, value, onValue, options }: SelectProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => (
        <select {...wiring} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {options.map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": boolean | undefined;
}

function Labelled(props: Described & { children: (wiring: Wiring) => JSX.Element }) {
  const id = useId();
  const says = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && <Note id={`${id}-hint`}>{props.hint}</Note>}
      {props.children({
        id,
        "aria-describedby": says || undefined,
        "aria-invalid": props.error ? true : undefined,
      })}
      {props.error && (
        <p id={`${id}-error`} class="field-error">
          <Icon name="warning" /> {props.error}
        </p>
      )}
    </div>
  );
}

function Note({ id, children }: { id: string; children: ComponentChildren }) {
  return (
    <p id={id} class="muted">
      {children}
    </p>
  );
}
