import { useAnswer } from "../supervisors/useAnswer";
import { type AgedKind, agesText, type Imports } from "./imports";

/** How old is what we know of the library's own system; nothing where that cannot be asked. */
export function ImportAges({ kinds }: { kinds?: readonly AgedKind[] }) {
  const { answer } = useAnswer<{ imports: Imports }>("/ils/imports");
  const text = answer && agesText(answer.imports, kinds);
  return text ? <p class="muted">{text}</p> : null;
}
