// Safari reads the file only some time after the click.
const READ_AFTER_MS = 60_000;

/** Hands a text to the browser, which saves it as a file of this name. */
export function download(name: string, text: string): void {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_AFTER_MS);
}
