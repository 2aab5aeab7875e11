import type { Component } from 'glass-easel';
import { templateElement } from './elements/attributes.ts';

/** Where things stand in the templates: by the template's path, by the tag or by `@` and the handler's name. */
export type Places = Readonly<Record<string, Readonly<Record<string, string>>>>;

type GetMethod = typeof Component.getMethod;

/** Finds where in the templates something stands, and tells handlers that nobody has (page "事件系统"). */
export function createPlaces(places: Places, report: (message: string) => void) {
  const told = new Set<string>();
  /** In the template itself, else in one that it may import. */
  const find = (path: string, name: string): string =>
    places[path]?.[name] ?? Object.values(places).find((one) => one[name] !== undefined)?.[name] ?? '';
  return {
    of: (host: HTMLElement, tag: string): string =>
      find(templateElement(host)?.ownerShadowRoot?.getHostNode().is ?? '', tag),
    watchHandlers: (getMethod: GetMethod): GetMethod =>
      function watched(component, name) {
        const method = getMethod(component, name);
        const message = `${find(component.is, `@${name}`)}: handler ${name} does not exist in ${component.is}.js`;
        if (method === undefined && name !== '' && !told.has(message)) {
          told.add(message);
          report(message);
        }
        return method;
      },
  };
}
