import { useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";

interface TypeCodeProps {
  label: string | undefined;
  onText: (text: string) => void;
}

/** The number under the bars, typed by hand. */
export function TypeCode({ label, onText }: TypeCodeProps) {
  const [text, setText] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() === "") return;
    onText(text);
    setText("");
  };
  return (
    <form class="type-code" onSubmit={submit}>
      <Field
        label={label ?? t("Number under the bars")}
        value={text}
        onValue={setText}
        inputMode="text"
        autoCapitalize="characters"
        spellcheck={false}
        enterKeyHint="done"
        autoFocus
      />
      <Button type="submit" kind="secondary">
        {t("OK")}
      </Button>
    </form>
  );
}
