import { useState } from "preact/hooks";
import { n, t } from "../texts";
import { announce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Hit, Hits } from "./Hits";
import type { Wanted } from "./order";
import { type Choices, describe, type Found, groupMeant, groupText, onlyOne } from "./order";
import { SearchForm } from "./SearchForm";
import { SelectionForm } from "./SelectionForm";
import { NoCopy, Standings } from "./Standings";
import { useSearch } from "./useSearch";

interface DocumentStepProps {
  choices: Choices;
  onWanted: (wanted: Wanted) => void;
}

/** What is wanted: a title, or a selection that the library makes. */
export function DocumentStep({ choices, onWanted }: DocumentStepProps) {
  const [isSelection, setSelection] = useState(false);
  return (
    <Card title={isSelection ? t("A selection to choose") : t("Which document?")}>
      {isSelection ? (
        <SelectionForm kinds={choices.kinds} onSelection={(selection) => onWanted({ selection })} />
      ) : (
        <TitleSearch onWanted={onWanted} />
      )}
      <Button kind="quiet" onClick={() => setSelection(!isSelection)}>
        {isSelection ? t("A title instead") : t("A selection instead of a title")}
      </Button>
    </Card>
  );
}

interface Answer {
  titles: Found[];
  more: boolean;
}

function TitleSearch({ onWanted }: { onWanted: (wanted: Wanted) => void }) {
  const { answer, problem, isSearching, run } = useSearch<Answer>("/orders/titles");
  const [title, setTitle] = useState<Found>();
  const search = async (text: string) => {
    setTitle(undefined);
    const found = await run(text);
    if (!found) return;
    const only = onlyOne(found.titles);
    if (only) onWanted(only);
    else announce(n("{count} title", "{count} titles", found.titles.length));
  };
  const choose = (found: Found) => {
    const group = groupMeant(found);
    if (group) onWanted({ title: found, group });
    else setTitle(found);
  };
  const titles = answer?.titles ?? [];
  return (
    <>
      <SearchForm
        label={t("Title, author, barcode or ISBN")}
        hint={t("Words in any order, without articles or accents.")}
        isSearching={isSearching}
        problem={problem}
        onSearch={(text) => void search(text)}
      />
      {answer && titles.length === 0 && (
        <p class="note">{t("No title has these words. Try fewer of them, or the author.")}</p>
      )}
      {title ? (
        <Volumes title={title} onWanted={onWanted} />
      ) : (
        titles.length > 0 && <Titles titles={titles} onChoose={choose} />
      )}
      {answer?.more && !title && <p class="muted">{t("There are more: type another word.")}</p>}
    </>
  );
}

function Titles({ titles, onChoose }: { titles: Found[]; onChoose: (title: Found) => void }) {
  return (
    <Hits key={titles.map(({ id }) => id).join()} label={t("Titles found")}>
      {titles.map((title) => (
        <Hit key={title.id} disabled={title.groups.length === 0} onChoose={() => onChoose(title)}>
          <span class="row-title">{title.title}</span>
          <span class="muted">{describe(title)}</span>
          <Copies title={title} />
        </Hit>
      ))}
    </Hits>
  );
}

function Copies({ title: { groups } }: { title: Found }) {
  const [first, ...others] = groups;
  if (!first) return <NoCopy />;
  if (others.length === 0) return <Standings group={first} />;
  return <span>{n("{count} volume", "{count} volumes", groups.length)}</span>;
}

interface VolumesProps {
  title: Found;
  onWanted: (wanted: Wanted) => void;
}

function Volumes({ title, onWanted }: VolumesProps) {
  return (
    <>
      <p class="row-title">{title.title}</p>
      <Hits label={t("Which volume?")}>
        {title.groups.map((group) => (
          <Hit key={`${group.volume} ${group.kind}`} onChoose={() => onWanted({ title, group })}>
            <span class="row-title">{groupText(group)}</span>
            <Standings group={group} />
          </Hit>
        ))}
      </Hits>
    </>
  );
}
