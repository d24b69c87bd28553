import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { hrefFor } from "../router";
import { language, languages, t } from "../texts";
import { AppFrame } from "../ui/AppFrame";
import { BackLink } from "../ui/BackLink";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Dialog } from "../ui/Dialog";
import { Select } from "../ui/Field";
import { toast } from "../ui/toasts";
import { PassageField } from "./PassageField";
import { useAnswer } from "./useAnswer";
import { useUnsaved } from "./useUnsaved";
import { WordingTrial } from "./WordingTrial";
import { WordingVersions } from "./WordingVersions";
import {
  inForce,
  isSame,
  isUnsaved,
  mails,
  type Shown,
  type Texts,
  type Wording,
} from "./wordings";
import "./set-up.css";
import "./wordings.css";

/** How long somebody has to pause before what is written is looked at. */
const PAUSE_MS = 500;

/** What patrons read: each mail in each language, in words of our own or in Rayon's. */
export default function WordingsScreen() {
  const [kind, setKind] = useState(mails[0]?.[0] ?? "");
  const [inLanguage, setInLanguage] = useState<string>(language.value);
  const [draft, setDraft] = useState<Texts>();
  const path = `/wordings/${kind}/${inLanguage}`;
  const { answer, problem, again } = useAnswer<Wording>(path);
  const wording = answer?.kind === kind && answer.language === inLanguage ? answer : undefined;
  const texts = draft ?? (wording ? inForce(wording) : {});
  // Rayon's own text is never sent as words of our own: it changes with Rayon.
  const said = wording && isSame(texts, wording.ours) ? {} : texts;
  const { shown, flaw } = usePreview(wording && path, said);
  const [isSaving, setIsSaving] = useState(false);
  const [next, setNext] = useState<() => void>();
  const save = async () => {
    setIsSaving(true);
    if (await putInForce(path, said)) {
      await again();
      // What was written meanwhile stays.
      setDraft((now) => (now === draft ? undefined : now));
    }
    setIsSaving(false);
  };
  const isAtStake = Boolean(draft && wording && isUnsaved(draft, wording));
  const askFirst = (goOn: () => void) => setNext(() => goOn);
  /** Goes on at once where nothing is lost; else it asks first. */
  const leave = (goOn: () => void) => (isAtStake ? askFirst(goOn) : goOn());
  useUnsaved(isAtStake, askFirst);
  return (
    <AppFrame
      wide
      title={t("Wording of the mails")}
      back={<BackLink href={hrefFor("today")} />}
      bar={
        wording &&
        !isSame(texts, inForce(wording)) && (
          <Button
            kind="primary"
            icon="tick"
            disabled={Boolean(flaw)}
            working={isSaving ? t("Putting it in force…") : undefined}
            onClick={() => void save()}
          >
            {t("Put in force")}
          </Button>
        )
      }
    >
      {problem && <p class="note note-amber">{problem}</p>}
      <WhichMail
        kind={kind}
        inLanguage={inLanguage}
        onChoose={(other, code) =>
          leave(() => {
            setDraft(undefined);
            setKind(other);
            setInLanguage(code);
          })
        }
      />
      {wording && (
        <div class="columns">
          <Passages wording={wording} texts={texts} flaw={flaw} onTexts={setDraft} />
          <div class="stack">
            <WordingTrial path={path} texts={said} mails={shown} />
            <WordingVersions
              wording={wording}
              texts={texts}
              onTake={(take) => leave(() => setDraft(take))}
            />
          </div>
        </div>
      )}
      <Leaving next={next} onClose={() => setNext(undefined)} />
    </AppFrame>
  );
}

/** Asks before what was written is dropped. */
function Leaving({ next, onClose }: { next: (() => void) | undefined; onClose: () => void }) {
  const drop = () => {
    onClose();
    next?.();
  };
  return (
    <Dialog
      open={next !== undefined}
      title={t("Drop what you wrote?")}
      onClose={onClose}
      actions={
        <>
          <Button kind="danger" onClick={drop}>
            {t("Drop it")}
          </Button>
          <Button onClick={onClose}>{t("Go on writing")}</Button>
        </>
      }
    >
      <p>{t("It is not in force, and is kept nowhere.")}</p>
    </Dialog>
  );
}

interface WhichMailProps {
  kind: string;
  inLanguage: string;
  onChoose: (kind: string, inLanguage: string) => void;
}

function WhichMail({ kind, inLanguage, onChoose }: WhichMailProps) {
  return (
    <Card>
      <div class="columns">
        <Select
          label={t("Mail")}
          value={kind}
          options={mails.map(([one, text]) => [one, text()])}
          onValue={(next) => onChoose(next, inLanguage)}
        />
        <Select
          label={t("Language")}
          value={inLanguage}
          options={Object.entries(languages)}
          onValue={(code) => onChoose(kind, code)}
        />
      </div>
    </Card>
  );
}

interface Flaw {
  passage: string;
  message: string;
}

interface PassagesProps {
  wording: Wording;
  texts: Texts;
  flaw: Flaw | undefined;
  onTexts: (texts: Texts) => void;
}

function Passages({ wording, texts, flaw, onTexts }: PassagesProps) {
  return (
    <Card title={t("The passages")}>
      <p class="muted">
        {t(
          "What stands in braces is filled in for each patron. A passage is written where it is true.",
        )}{" "}
        {t("Everywhere: {names}.", {
          names: wording.everywhere.map((name) => `{${name}}`).join(" "),
        })}
      </p>
      {wording.passages.map((passage) => (
        <PassageField
          key={passage.name}
          passage={passage}
          text={texts[passage.name] ?? ""}
          problem={flaw?.passage === passage.name ? flaw.message : undefined}
          onText={(text) => onTexts({ ...texts, [passage.name]: text })}
        />
      ))}
    </Card>
  );
}

async function putInForce(path: string, passages: Texts): Promise<boolean> {
  try {
    await ask(path, { body: { passages } });
    toast(t("In force from now on."));
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    toast(error.message);
    return false;
  }
}

/** What would be read, a moment after the last letter was typed; or what stands in the way. */
function usePreview(path: string | undefined, passages: Texts) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const [flaw, setFlaw] = useState<Flaw>();
  useEffect(() => {
    if (!path) return;
    let isCurrent = true;
    const look = async () => {
      try {
        const answer = await ask<{ mails: Shown[] }>(`${path}/preview`, { body: { passages } });
        if (!isCurrent) return;
        setShown(answer.mails);
        setFlaw(undefined);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (!isCurrent) return;
        setFlaw({ passage: String(error.body.passage ?? ""), message: error.message });
      }
    };
    const timer = setTimeout(() => void look(), shown.length > 0 ? PAUSE_MS : 0);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [path, JSON.stringify(passages)]);
  return { shown, flaw };
}
