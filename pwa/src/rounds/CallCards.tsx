import { useEffect } from "preact/hooks";
import { t } from "../texts";
import { announce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Icon } from "../ui/Icon";
import { toast } from "../ui/toasts";
import {
  type Answer,
  type Answered,
  type Callee,
  changeCalls,
  type RequestCall,
  type VisitCall,
} from "./calls";

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
  /** Something could not be reserved: whoever calls has to say so. */
  onAnswered: (answered: Answered) => void;
  again: () => Promise<void>;
}

/** Was it they who asked, on the page of a stop? */
export function RequestCard({ call, onAnswered, again }: RequestCardProps) {
  const reserve = async () => {
    const said = await changeCalls<{ answers: Answer[] }>(`requests/${call.id}/reserve`, {});
    const left = said?.answers.filter(({ reserved }) => !reserved) ?? [];
    if (left.length > 0) onAnswered({ call, answers: left });
    else if (said) toast(t("Reserved"));
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

interface AnsweredCardProps {
  answered: Answered;
  onClose: () => void;
}

/** Stays until it was said: they are on the telephone still, or are called once more. */
export function AnsweredCard({ answered: { call, answers }, onClose }: AnsweredCardProps) {
  useEffect(() => {
    announce(answers.map(answerText).join(". "));
  }, []);
  return (
    <Card title={call.name}>
      <p class="note note-amber">{t("Not everything could be reserved. Tell them:")}</p>
      <ul class="stack">
        {answers.map((answer) => (
          <li key={answer.document}>{answerText(answer)}</li>
        ))}
      </ul>
      <Dial {...call} />
      <Button icon="tick" onClick={onClose}>
        {t("Told in person")}
      </Button>
    </Card>
  );
}

function answerText({ document, says }: Answer): string {
  return `${document} · ${says}`;
}

function Dial({ dial, phone }: Callee) {
  return (
    <a class="button button-primary" href={`tel:${dial}`}>
      <Icon name="call" />
      <span>{phone}</span>
    </a>
  );
}
