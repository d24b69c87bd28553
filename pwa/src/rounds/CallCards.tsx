import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/toasts";
import { type Callee, changeCalls, type RequestCall, type VisitCall } from "./calls";

interface VisitCardProps {
  call: VisitCall;
  again: () => Promise<void>;
}

/** A visit of the bike cart, told by voice. */
export function VisitCard({ call, again }: VisitCardProps) {
  const called = async (reached: boolean) => {
    await changeCalls(`visits/${call.id}`, { says: call.says, reached });
    await again();
  };
  return (
    <Card title={call.name}>
      <Dial {...call} />
      <ul class="stack">
        {call.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <div class="columns">
        <Button icon="tick" onClick={() => void called(true)}>
          {t("Told in person")}
        </Button>
        <Button onClick={() => void called(false)}>{t("Could not be reached")}</Button>
      </div>
    </Card>
  );
}

interface RequestCardProps {
  call: RequestCall;
  again: () => Promise<void>;
}

/** Was it they who asked, on the page of a stop? */
export function RequestCard({ call, again }: RequestCardProps) {
  const reserve = async () => {
    const said = await changeCalls<{ answers: Answer[] }>(`requests/${call.id}/reserve`, {});
    const left = said?.answers.filter(({ reserved }) => !reserved) ?? [];
    for (const { document, says } of left) toast(`${document} · ${says}`);
    if (said && left.length === 0) toast(t("Reserved"));
    await again();
  };
  const close = async () => {
    await changeCalls(`requests/${call.id}/close`, {});
    await again();
  };
  return (
    <Card title={call.name}>
      <Dial {...call} />
      <p>{t("Somebody asked with this card to have brought to {place}:", { place: call.place })}</p>
      <ul class="stack">
        {call.documents.map((document) => (
          <li key={document} class="row-title">
            {document}
          </li>
        ))}
      </ul>
      <div class="columns">
        <Button icon="tick" onClick={() => void reserve()}>
          {t("They said yes: reserve")}
        </Button>
        <Button icon="cross" onClick={() => void close()}>
          {t("Reserve nothing")}
        </Button>
      </div>
    </Card>
  );
}

interface Answer {
  document: string;
  reserved: boolean;
  says: string;
}

function Dial({ dial, phone }: Callee) {
  return (
    <a class="button button-primary" href={`tel:${dial}`}>
      <Icon name="call" />
      <span>{phone}</span>
    </a>
  );
}
