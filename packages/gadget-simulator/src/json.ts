/** Json files are trusted to have the documented shape: `gadget:check` is what looks at them closely. */
export function parseJson<Shape>(path: string, text: string): Shape {
  try {
    return JSON.parse(text) as Shape;
  } catch (cause) {
    throw new Error(`${path} is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
