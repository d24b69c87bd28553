import { ApiError, ask } from "../api";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { PrintLink } from "../ui/PrintLink";
import { toast } from "../ui/toasts";

/** A letter to somebody who was called three times in vain. */
export interface Owed {
  id: string;
  name: string;
  /** The end of the card, to look the address up with: Rayon does not know it. */
  card_end: string;
  /** What the letter tells: only that is noted as told. */
  notices: number[];
}

interface LettersProps {
  letters: readonly Owed[];
  again: () => Promise<void>;
}

/** After three calls in vain: print, write the address on it, post it, and say so. */
export function Letters({ letters, again }: LettersProps) {
  const posted = async ({ id, notices }: Owed) => {
    try {
      await ask(`/letters/${id}/posted`, { body: { notices } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
    await again();
  };
  return (
    <section class="stack">
      <h2>{t("Letters to print")}</h2>
      <p class="muted">
        {t("Called three times in vain. The address is in the library’s own system.")}
      </p>
      {letters.map((letter) => (
        <Card
          key={letter.id}
          title={letter.name}
          aside={<span class="muted">{t("card …{end}", { end: letter.card_end })}</span>}
        >
          <PrintLink href={`/api/paper/letters/${letter.id}`}>{t("Print the letter")}</PrintLink>
          <Button icon="tick" onClick={() => void posted(letter)}>
            {t("It is in the post")}
          </Button>
        </Card>
      ))}
    </section>
  );
}
