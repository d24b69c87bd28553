import { useState } from "preact/hooks";
import { Hit, Hits } from "../holds/Hits";
import { SearchForm } from "../holds/SearchForm";
import { useSearch } from "../holds/useSearch";
import { n, t } from "../texts";
import { announce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Field } from "../ui/Field";
import { type Address, addressText, type Where } from "./address";

interface Answer {
  addresses: Address[];
  more: boolean;
}

interface AddressStepProps {
  onWhere: (where: Where) => void;
  onBack: () => void;
}

/** Where to: found in the town's file, or written where the file lacks it. */
export function AddressStep({ onWhere, onBack }: AddressStepProps) {
  const { answer, problem, isSearching, run } = useSearch<Answer>("/delivery/addresses");
  const [isTyping, setTyping] = useState(false);
  const search = async (text: string) => {
    const found = await run(text);
    if (found) announce(n("{count} address", "{count} addresses", found.addresses.length));
  };
  const addresses = answer?.addresses ?? [];
  return (
    <Card title={t("Where to?")}>
      {isTyping ? (
        <TypedAddress near={addresses[0]} onWhere={onWhere} />
      ) : (
        <>
          <SearchForm
            label={t("Address in town")}
            hint={t("Number and street; the beginnings of words are enough.")}
            isSearching={isSearching}
            problem={problem}
            onSearch={(text) => void search(text)}
          />
          {answer && addresses.length === 0 && (
            <p class="note">{t("The town’s file has no such address. Try the street alone.")}</p>
          )}
          {addresses.length > 0 && (
            <Hits key={addresses.map(({ id }) => id).join()} label={t("Addresses found")}>
              {addresses.map((one) => (
                <Hit
                  key={one.id}
                  onChoose={() => onWhere({ address: one.id, label: addressText(one) })}
                >
                  <span class="row-title">{one.line}</span>
                  <span class="muted">{`${one.postcode} ${one.town}`}</span>
                </Hit>
              ))}
            </Hits>
          )}
          {answer?.more && <p class="muted">{t("There are more: type the number, too.")}</p>}
          {answer && (
            <Button kind="quiet" onClick={() => setTyping(true)}>
              {t("Not among them: write it")}
            </Button>
          )}
        </>
      )}
      <Button icon="back" onClick={isTyping ? () => setTyping(false) : onBack}>
        {t("Back")}
      </Button>
    </Card>
  );
}

interface TypedAddressProps {
  /** The courier's map begins here. */
  near: Address | undefined;
  onWhere: (where: Where) => void;
}

function TypedAddress({ near, onWhere }: TypedAddressProps) {
  const [line, setLine] = useState(near?.line ?? "");
  const [postcode, setPostcode] = useState(near?.postcode ?? "");
  const [town, setTown] = useState(near?.town ?? "");
  const isWhole = Boolean(line.trim() && postcode.trim() && town.trim());
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isWhole) return;
    const typed = { line: line.trim(), postcode: postcode.trim(), town: town.trim() };
    onWhere({ typed: { ...typed, near: near?.id ?? null }, label: addressText(typed) });
  };
  return (
    <form class="stack" onSubmit={submit}>
      {near && (
        <p class="muted">
          {t("It will be placed beside {address} on the courier’s round.", {
            address: near.line,
          })}
        </p>
      )}
      <Field label={t("Number and street")} value={line} onValue={setLine} maxLength={160} />
      <Field label={t("Postcode")} value={postcode} onValue={setPostcode} maxLength={12} />
      <Field label={t("Town")} value={town} onValue={setTown} maxLength={80} />
      <Button type="submit" kind="primary" icon="next" disabled={!isWhole}>
        {t("Go on")}
      </Button>
    </form>
  );
}
