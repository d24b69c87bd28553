import { useRef } from "preact/hooks";
import { t } from "../texts";
import { TextArea } from "../ui/Field";
import { type Passage, passageWords } from "./wordings";

interface PassageFieldProps {
  passage: Passage;
  text: string;
  problem: string | undefined;
  onText: (text: string) => void;
}

/** A passage to edit, and what it may name, each a button that puts it in where the cursor is. */
export function PassageField({ passage, text, problem, onText }: PassageFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { label, when } = passageWords(passage.name);
  const names = [...passage.must, ...passage.may];
  const isSubject = passage.name === "subject";
  const put = (name: string) => {
    const at = field.current;
    if (!at) return;
    const [from, to] = [at.selectionStart, at.selectionEnd];
    const written = `{${name}}`;
    onText(text.slice(0, from) + written + text.slice(to));
    at.focus();
    requestAnimationFrame(() => at.setSelectionRange(from + written.length, from + written.length));
  };
  return (
    <div class="passage">
      <TextArea
        label={passage.optional ? t("{label} (may stay empty)", { label }) : label}
        hint={when}
        error={problem}
        value={text}
        rows={isSubject ? 2 : Math.min(8, text.split("\n").length + 1)}
        maxLength={isSubject ? 120 : 1500}
        field={field}
        onValue={(value) => onText(isSubject ? value.replace(/\s*\n\s*/g, " ") : value)}
      />
      {names.length > 0 && (
        <ul class="placeholders" aria-label={t("Put in: {label}", { label })}>
          {names.map((name) => (
            <li key={name}>
              <button
                type="button"
                class={passage.must.includes(name) ? "placeholder is-needed" : "placeholder"}
                onClick={() => put(name)}
              >
                {`{${name}}`}
                {passage.must.includes(name) && <span class="sr-only">{t("needed")}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
