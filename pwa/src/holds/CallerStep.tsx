import { n, t } from "../texts";
import { announce } from "../ui/announce";
import { Card } from "../ui/Card";
import { CallerChips } from "./CallerCard";
import { Hit, Hits } from "./Hits";
import type { Caller } from "./order";
import { SearchForm } from "./SearchForm";
import { useSearch } from "./useSearch";

interface Answer {
  patrons: Caller[];
  more: boolean;
}

/** Who calls: a card number or a name; the only one that fits is taken at once. */
export function CallerStep({ onCaller }: { onCaller: (caller: Caller) => void }) {
  const { answer, problem, isSearching, run } = useSearch<Answer>("/orders/patrons");
  const search = async (text: string) => {
    const found = await run(text);
    const [only, ...others] = found?.patrons ?? [];
    if (only && others.length === 0) onCaller(only);
    else if (found) announce(n("{count} patron", "{count} patrons", found.patrons.length));
  };
  const patrons = answer?.patrons ?? [];
  return (
    <Card title={t("Who is calling?")}>
      <SearchForm
        label={t("Card or name")}
        hint={t("A part of the name is enough, in any order, without accents.")}
        isSearching={isSearching}
        problem={problem}
        onSearch={(text) => void search(text)}
      />
      {answer && patrons.length === 0 && (
        <p class="note">
          {t("Nobody has this name or card. Spell it again, or ask for the card.")}
        </p>
      )}
      {patrons.length > 1 && (
        <Hits key={patrons.map(({ id }) => id).join()} label={t("Patrons found")}>
          {patrons.map((caller) => (
            <Hit key={caller.id} onChoose={() => onCaller(caller)}>
              <span class="row-title">{caller.name}</span>
              <CallerChips caller={caller} />
            </Hit>
          ))}
        </Hits>
      )}
      {answer?.more && <p class="muted">{t("There are more: type more of the name.")}</p>}
    </Card>
  );
}
