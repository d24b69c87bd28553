import { useState } from "preact/hooks";
import { daysText } from "../supervisors/pickup-days";
import { t } from "../texts";
import { Card } from "../ui/Card";
import { FileField } from "../ui/FileField";
import { List, ListRow } from "../ui/List";
import { type Break, changeRounds } from "./rounds";

interface BreaksCardProps {
  breaks: readonly Break[];
  maySet: boolean;
  onDone: () => Promise<void>;
}

/** When schools are closed and the cart stays at home, from the ministry's own file. */
export function BreaksCard({ breaks, maySet, onDone }: BreaksCardProps) {
  const [leftOut, setLeftOut] = useState<string[]>([]);
  const bring = async (file: File | undefined) => {
    if (!file) return;
    const body = { text: await file.text() };
    const seen = await changeRounds<{ left_out: string[] }>("school-breaks", body);
    if (!seen) return;
    setLeftOut(seen.left_out);
    await onDone();
  };
  return (
    <Card title={t("School breaks")}>
      {breaks.length === 0 ? (
        <p class="muted">{t("None is known: the cart comes all the year round.")}</p>
      ) : (
        <List>
          {breaks.map(({ first, last, name }) => (
            <ListRow key={first} title={name} detail={daysText(first, last)} />
          ))}
        </List>
      )}
      {leftOut.length > 0 && (
        <p class="note" role="status">
          {t("Left out, for they are no breaks: {names}.", { names: leftOut.join(", ") })}
        </p>
      )}
      {maySet && (
        <>
          <p class="muted">
            {t(
              "The calendar of your zone as an .ics file, from education.gouv.fr. It takes the place of the one before.",
            )}
          </p>
          <FileField file={undefined} accept=".ics" onFile={(file) => void bring(file)} />
        </>
      )}
    </Card>
  );
}
