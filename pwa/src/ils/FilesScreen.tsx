import { hrefFor } from "../router";
import { useAnswer } from "../supervisors/useAnswer";
import { t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { BringIn } from "./BringIn";
import { type ImportKind, type Imports, importName, isOld, runText } from "./imports";
import { type Shelf, ShelfCard } from "./ShelfCard";
import { type Vanished, VanishedCard } from "./VanishedCard";
import "./ils.css";

interface Files {
  imports: Imports;
  shelf: Shelf;
  vanished: Vanished | null;
}

/** What the library's own system told us this morning, and how old it is. */
export default function FilesScreen() {
  const { answer, problem, again } = useAnswer<Files>("/ils/files");
  return (
    <AppFrame title={t("The morning’s files")} back={<BackLink href={hrefFor("today")} />} wide>
      {problem && <p class="note note-amber">{problem}</p>}
      {answer && (
        <div class="columns">
          <div class="stack">
            <Ages files={answer} />
            <ShelfCard shelf={answer.shelf} onDone={again} />
            {answer.vanished && answer.vanished.holds.length > 0 && (
              <VanishedCard vanished={answer.vanished} onDone={again} />
            )}
          </div>
          <BringIn onDone={again} />
        </div>
      )}
    </AppFrame>
  );
}

function Ages({ files }: { files: Files }) {
  const daily: ImportKind[] = ["holds", "status"];
  if (files.shelf.loans_in === "ils") daily.push("loans");
  const kinds: ImportKind[] = [...daily, "patrons", "items"];
  return (
    <Card title={t("From the ILS")}>
      <dl class="ils-runs">
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{importName(kind)}</dt>
            <dd>
              {runText(files.imports[kind])}{" "}
              {daily.includes(kind) && isOld(files.imports[kind]) && (
                <Chip colour="amber" icon="clock">
                  {t("not today")}
                </Chip>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
