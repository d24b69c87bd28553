import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Field } from "../ui/Field";

interface SearchFormProps {
  label: string;
  hint: string;
  isSearching: boolean;
  problem: string | undefined;
  onSearch: (text: string) => void;
  /** It has the focus when it appears; not where something else comes first on this screen. */
  isFirst?: boolean;
}

/** One line to type or scan into; Enter searches. */
export function SearchForm(props: SearchFormProps) {
  const { label, hint, isSearching, problem, onSearch, isFirst = true } = props;
  const [text, setText] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!isFirst) return;
    // A moment later: a screen that opens puts the focus on its heading first.
    const soon = requestAnimationFrame(() => form.current?.querySelector("input")?.focus());
    return () => cancelAnimationFrame(soon);
  }, []);
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim() && !isSearching) onSearch(text.trim());
  };
  return (
    <form ref={form} class="search-form" onSubmit={submit}>
      <Field
        label={label}
        hint={hint}
        error={problem}
        value={text}
        onValue={setText}
        enterKeyHint="search"
        autoCapitalize="off"
        spellcheck={false}
        maxLength={120}
      />
      <Button type="submit" icon="search" working={isSearching ? t("Searching…") : undefined}>
        {t("Search")}
      </Button>
    </form>
  );
}
