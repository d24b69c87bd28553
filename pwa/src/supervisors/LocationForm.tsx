import { useEffect, useState } from "preact/hooks";
import { ApiError, ask } from "../api";
import { gommetteOf } from "../picking/gommette";
import { hrefFor } from "../router";
import { PlaceSigns } from "../shelves/PlaceSigns";
import { t } from "../texts";
import { Button } from "../ui/Button";
import { ButtonLink } from "../ui/ButtonLink";
import { Card } from "../ui/Card";
import { Field, Select } from "../ui/Field";
import { SpineLabel } from "../ui/SpineLabel";
import { toast } from "../ui/toasts";
import {
  asSaid,
  type Location,
  matters,
  orders,
  pictureOptions,
  prefixes,
  schemeText,
  stickerOptions,
  wordsOf,
} from "./locations";

interface LocationFormProps {
  location: Location;
  schemes: readonly string[];
  onClose: () => void;
  onDone: () => void;
}

type Change = (some: Partial<Location>) => void;

/** One location: how its shelves are ordered, and what helps to find it. */
export function LocationForm({ location, schemes, onClose, onDone }: LocationFormProps) {
  const [draft, setDraft] = useState(location);
  const [isSaving, setIsSaving] = useState(false);
  const change: Change = (some) => setDraft({ ...draft, ...some });
  const save = async (event: Event) => {
    event.preventDefault();
    setIsSaving(true);
    try {
      await ask(`/locations/${location.id}`, { body: asSaid(draft) });
      toast(t("{name} is set up.", { name: draft.name }));
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      toast(error.message);
      setIsSaving(false);
    }
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <div class="columns">
        <div class="stack">
          <Card title={location.name}>
            <Signs draft={draft} onChange={change} />
          </Card>
          <Card title={t("Bins and drawers")}>
            <Bins location={location} />
            <SecondStopFields draft={draft} onChange={change} />
          </Card>
        </div>
        <Card title={t("How its shelves are ordered")}>
          <OrderFields draft={draft} schemes={schemes} onChange={change} />
          <InThisOrder draft={draft} />
        </Card>
      </div>
      <Button
        type="submit"
        kind="primary"
        icon="tick"
        disabled={!draft.name.trim()}
        working={isSaving ? t("Putting the documents in order …") : undefined}
      >
        {t("Save the changes")}
      </Button>
      <Button onClick={onClose}>{t("Change nothing")}</Button>
    </form>
  );
}

interface PartProps {
  draft: Location;
  onChange: Change;
}

function Signs({ draft, onChange }: PartProps) {
  return (
    <>
      <Field
        label={t("Name")}
        hint={t("As it stands on the sign, for pickers to find it.")}
        value={draft.name}
        maxLength={120}
        onValue={(name) => onChange({ name })}
      />
      <Field
        label={t("Hint")}
        hint={t("Shown with each of its documents: “upstairs, behind the desk”.")}
        value={draft.hint}
        maxLength={200}
        onValue={(hint) => onChange({ hint })}
      />
      <Select
        label={t("Sticker")}
        hint={t("The colour above the call number, as the sticker has it on the spine.")}
        value={gommetteOf(draft.colour) ?? ""}
        options={stickerOptions()}
        onValue={(colour) => onChange({ colour })}
      />
      <Select
        label={t("Picture")}
        hint={t("Stands beside the call number, for those who read pictures faster than words.")}
        value={draft.pictogram}
        options={pictureOptions()}
        onValue={(pictogram) => onChange({ pictogram })}
      />
      <figure class="signs-shown">
        <figcaption class="muted">{t("On a walk it looks like this:")}</figcaption>
        <SpineLabel lines={[draft.code]} gommette={gommetteOf(draft.colour)} size="small" />
        <PlaceSigns location={draft} />
      </figure>
      <Words
        label={t("Where else to look")}
        hint={t("Separated by commas; offered when a document is not in its place.")}
        words={draft.other_places}
        onWords={(other_places) => onChange({ other_places })}
      />
    </>
  );
}

function OrderFields({ draft, schemes, onChange }: PartProps & { schemes: readonly string[] }) {
  const set = (key: string, value: boolean | string[]) =>
    onChange({ policy: { ...draft.policy, [key]: value } });
  return (
    <>
      <Select
        label={t("Scheme")}
        hint={t("How call numbers are read; every place on a shelf follows from it.")}
        value={draft.scheme}
        options={schemes.map((scheme) => [scheme, schemeText(scheme)])}
        onValue={(scheme) => onChange({ scheme })}
      />
      {prefixes.map(({ key, label, effect }) => (
        <Words
          key={key}
          label={label()}
          hint={effect()}
          words={asWords(draft.policy[key])}
          onWords={(words) => set(key, words)}
        />
      ))}
      {orders
        .filter((order) => matters(order, draft.scheme))
        .map(({ key, label, effect }) => (
          <Select
            key={key}
            label={label()}
            hint={effect()}
            value={draft.policy[key] === true ? "yes" : "no"}
            options={[
              ["yes", t("Yes")],
              ["no", t("No")],
            ]}
            onValue={(answer) => set(key, answer === "yes")}
          />
        ))}
    </>
  );
}

function asWords(value: Location["policy"][string] | undefined): string[] {
  return Array.isArray(value) ? value : [];
}

interface WordsProps {
  label: string;
  hint: string;
  words: readonly string[];
  onWords: (words: string[]) => void;
}

/** Several words in one line; what is typed stays as it is typed. */
function Words({ label, hint, words, onWords }: WordsProps) {
  const [text, setText] = useState(words.join(", "));
  const say = (typed: string) => {
    setText(typed);
    onWords(wordsOf(typed));
  };
  return <Field label={label} hint={hint} value={text} maxLength={400} onValue={say} />;
}

/** Some of its documents as they would stand: whoever knows the shelf sees what is wrong. */
function InThisOrder({ draft }: { draft: Location }) {
  const [look, setLook] = useState<{ call_numbers: string[]; looks_like: string }>();
  const { scheme, policy } = asSaid(draft);
  useEffect(() => {
    let isCurrent = true;
    const path = `/locations/${draft.id}/preview`;
    // Where it cannot be looked at, saving says why.
    ask<typeof look>(path, { body: { scheme, policy } }).then(
      (came) => isCurrent && setLook(came),
      () => isCurrent && setLook(undefined),
    );
    return () => {
      isCurrent = false;
    };
  }, [draft.id, scheme, JSON.stringify(policy)]);
  if (!look || look.call_numbers.length === 0) return null;
  return (
    <div class="stack">
      {look.looks_like !== scheme && (
        <p class="note">
          {t("Most of its call numbers look like another scheme: {scheme}", {
            scheme: schemeText(look.looks_like),
          })}
        </p>
      )}
      <p class="muted">{t("Some of its documents, as they would stand:")}</p>
      <ol class="standing">
        {look.call_numbers.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ol>
    </div>
  );
}

function Bins({ location }: { location: Location }) {
  return (
    <>
      {location.bins.length > 0 && <p>{location.bins.join(" · ")}</p>}
      <p class="muted">
        {t(
          "A bin has no order inside: the phone shows which one, and the whole of it is looked through.",
        )}
      </p>
      <ButtonLink href={hrefFor("survey")} icon="shelf">
        {t("Survey bays and bins")}
      </ButtonLink>
    </>
  );
}

const noStop = { kinds: ["dvd"], name: "", hint: "", number_from: "barcode" } as const;

function SecondStopFields({ draft, onChange }: PartProps) {
  const stop = draft.second_stop ?? { ...noStop, kinds: [...noStop.kinds] };
  const set = (some: Partial<typeof stop>) => onChange({ second_stop: { ...stop, ...some } });
  return (
    <>
      <Field
        label={t("Drawer of the discs")}
        hint={t("Where the other half is when only the case stands here; empty: nowhere.")}
        value={stop.name}
        maxLength={60}
        onValue={(name) => set({ name })}
      />
      {stop.name.trim() && (
        <>
          <Field
            label={t("How to find the drawer")}
            hint={t("Shown with the second stop of a walk.")}
            value={stop.hint}
            maxLength={120}
            onValue={(hint) => set({ hint })}
          />
          <Words
            label={t("Kinds that have one")}
            hint={t("Separated by commas, as in the catalogue: dvd, cd.")}
            words={stop.kinds}
            onWords={(kinds) => set({ kinds: kinds.filter(Boolean) })}
          />
          <Select
            label={t("Number in the drawer")}
            hint={t("What the drawer is sorted by.")}
            value={stop.number_from}
            options={[
              ["barcode", t("The end of the barcode")],
              ["call_number", t("The call number")],
              ["", t("None")],
            ]}
            onValue={(from) => set({ number_from: from as typeof stop.number_from })}
          />
        </>
      )}
    </>
  );
}
