import { useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { toast } from "../ui/toasts";
import { occasionText, type Shown, type Texts } from "./wordings";

interface WordingTrialProps {
  path: string;
  texts: Texts;
  mails: readonly Shown[];
}

/** What an invented patron would read, and the same as a mail to oneself. */
export function WordingTrial({ path, texts, mails }: WordingTrialProps) {
  const [occasion, setOccasion] = useState("");
  const shown = mails.find((mail) => mail.occasion === occasion) ?? mails[0];
  if (!shown) return null;
  return (
    <Card title={t("What a patron would read")}>
      {mails.length > 1 && (
        <Select
          label={t("When")}
          value={shown.occasion}
          options={mails.map((mail) => [mail.occasion, occasionText(mail.occasion)])}
          onValue={setOccasion}
        />
      )}
      <div class="letter">
        <p class="letter-subject">{shown.subject}</p>
        <p class="mail-text">{shown.text}</p>
      </div>
      <SendTest path={path} texts={texts} occasion={shown.occasion} />
    </Card>
  );
}

function SendTest({ path, texts, occasion }: { path: string; texts: Texts; occasion: string }) {
  const [to, setTo] = useState("");
  const [isSending, setIsSending] = useState(false);
  const send = async (event: Event) => {
    event.preventDefault();
    setIsSending(true);
    try {
      await ask(`${path}/test`, { body: { passages: texts, to: to.trim(), occasion } });
      toast(t("The test is on its way to {to}.", { to: to.trim() }));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
    }
    setIsSending(false);
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)}>
      <Field
        label={t("My email address")}
        hint={t("Rayon does not keep it.")}
        type="email"
        value={to}
        maxLength={254}
        onValue={setTo}
      />
      <Button
        type="submit"
        icon="mail"
        disabled={!to.includes("@")}
        working={isSending ? t("Sending …") : undefined}
      >
        {t("Send a test to me")}
      </Button>
    </form>
  );
}
