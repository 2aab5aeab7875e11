import type { Element as TemplateElement } from 'glass-easel';

/** The template's own element behind an element of the document, which keeps attributes as they were given. */
export function templateElement(host: Node): TemplateElement | undefined {
  return (host as { __wxElement?: TemplateElement }).__wxElement;
}

/** What the template gives for an attribute: lists and objects too. `active-color` may be written `activeColor`. */
export function given(host: Element, name: string): unknown {
  const element = templateElement(host);
  const camelCase = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return element?.getAttribute(name) ?? element?.getAttribute(camelCase) ?? undefined;
}

export function textOf(host: Element, name: string, otherwise = ''): string {
  const value = given(host, name);
  return value === undefined || value === false ? otherwise : String(value === true ? '' : value);
}

export function numberOf(host: Element, name: string, otherwise: number): number {
  const text = textOf(host, name);
  return text === '' || Number.isNaN(Number(text)) ? otherwise : Number(text);
}

/** An attribute of type Boolean: there without a value, or with any but `false`. */
export function isSet(host: Element, name: string): boolean {
  const value = given(host, name);
  return value !== undefined && value !== null && value !== false && value !== 'false' && value !== 0;
}

/** Sends an event of the component; such events do not bubble (page "事件系统"). */
export function tell(host: Element, type: string, detail: object): void {
  host.dispatchEvent(new CustomEvent(type, { detail }));
}

/** A length without unit is pixels. */
export function inPixels(length: string): string {
  return /^-?[\d.]+$/.test(length) ? `${length}px` : length;
}
