import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Place, Screen, ScreenName, ScreenProps } from "../router";
import { moreTexts, t } from "../texts";

type Shown = ComponentType<ScreenProps>;

const loaded = new Map<ScreenName, Shown>();

/** A screen whose code is here from the start, with its texts: it is drawn without any wait. */
export function keepScreen(name: ScreenName, component: Shown): void {
  loaded.set(name, component);
}

/** Loads the code of a screen the first time it is opened, then shows it. */
export function ScreenOutlet({ place }: { place: Place }) {
  const failure = useLoading(place.screen);
  if (failure) throw failure.error;
  const Shown = loaded.get(place.screen.name);
  if (!Shown) return <Loading />;
  return <Shown key={JSON.stringify(place.params)} params={place.params} />;
}

/** Draws again once the screen is here; what went wrong, if something did. */
function useLoading(screen: Screen): { error: unknown } | undefined {
  const [ended, setEnded] = useState<{ screen: Screen; failure?: { error: unknown } }>();
  useEffect(() => {
    if (loaded.has(screen.name) || !screen.load) return;
    let current = true;
    Promise.all([screen.load(), moreTexts()]).then(
      ([module]) => {
        keepScreen(screen.name, module.default);
        if (current) setEnded({ screen });
      },
      (error: unknown) => current && setEnded({ screen, failure: { error } }),
    );
    return () => {
      current = false;
    };
  }, [screen]);
  return ended?.screen === screen ? ended.failure : undefined;
}

/** Stays invisible for the first moment, so that a quick screen does not flicker. */
function Loading() {
  return <p class="loading muted">{t("Opening…")}</p>;
}
