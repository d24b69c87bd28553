import { spoken } from "./announce";

/** The two places that a screen reader listens to. */
export function LiveRegions() {
  return (
    <>
      <div class="sr-only" role="status">
        {spoken.value.polite}
      </div>
      <div class="sr-only" role="alert">
        {spoken.value.assertive}
      </div>
    </>
  );
}
