import { deflateRawSync } from 'node:zlib';
import { type GadgetFile, type GadgetFiles, type Problem, type Profile, placeAt, type Severity } from './files.ts';

/**
 * What must not be in any text of the mini program, because everybody who opens it can read it. Each pattern begins with
 * fixed letters or a quote, so that reading a file takes time in proportion to its length.
 */
const forbidden: readonly { pattern: RegExp; message: string; source: Severity; built: Severity }[] = [
  {
    pattern: /app_?secret/gi,
    message: 'the app secret stays on the server; its name has no place here',
    source: 'error',
    built: 'error',
  },
  {
    // As the developer console shows app secrets: 32 letters and digits, small and big ones.
    pattern: /(?<=["'`])(?=\d*[A-Za-z])[A-Za-z0-9]{32}(?=["'`])/g,
    message: 'looks like an app secret, which stays on the server',
    source: 'warning',
    built: 'error',
  },
  {
    // Links into the client (`applink.…`), documents and pictures are no calls of the platform.
    pattern: /\b(?:open|accounts|passport|internal-api[\w-]*)\.(?:feishu|larksuite|larkoffice)\.(?:cn|com|net)\b/gi,
    message: 'the mini program talks to our server alone, never to a Feishu host',
    source: 'warning',
    built: 'error',
  },
  { pattern: /\/open-apis\//g, message: 'OpenAPI is called by the server alone', source: 'warning', built: 'error' },
  {
    pattern: /sourceMappingURL=/g,
    message: 'refers to a source map, which is not to be uploaded',
    source: 'warning',
    built: 'error',
  },
];

const textFile = /\.(?:js|json|ttml|ttss|sjs|wxs)$/;

/** Secrets, calls past our server, and files that do not belong into an upload. */
export function checkForbidden(files: GadgetFiles, profile: Profile): Problem[] {
  return [...files.values()].flatMap((file) => [
    ...(profile === 'built' ? notToBeUploaded(file) : []),
    ...(textFile.test(file.path) ? forbiddenIn(file, profile) : []),
  ]);
}

function notToBeUploaded({ path }: GadgetFile): Problem[] {
  if (/\.tsx?$/.test(path))
    return [{ severity: 'error', file: path, message: 'TypeScript is not understood by Feishu' }];
  if (path.endsWith('.map')) return [{ severity: 'error', file: path, message: 'a source map is not to be uploaded' }];
  return [];
}

function forbiddenIn(file: GadgetFile, profile: Profile): Problem[] {
  return forbidden.flatMap(({ pattern, message, ...severity }) =>
    [...file.text.matchAll(pattern)]
      .filter(([found]) => !/^[A-Za-z0-9]{32}$/.test(found) || looksRandom(found))
      .map((match) => ({
        severity: severity[profile],
        ...placeAt(file, match.index),
        message: `${match[0]}: ${message}`,
      })),
  );
}

/** Digests and ids are of one case, words have no digits. */
function looksRandom(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}

/** Of the zip that is uploaded (page "upload"). */
const maxBytes = 10 * 1024 * 1024;

export function checkSize(files: GadgetFiles): Problem[] {
  const all = [...files.values()];
  if (all.reduce((sum, { bytes }) => sum + bytes.length, 0) <= maxBytes) return [];
  const sizes = all.map(({ path, bytes }) => ({ path, size: deflateRawSync(bytes, { level: 1 }).length }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  if (total <= maxBytes) return [];
  const biggest = sizes.reduce((one, other) => (other.size > one.size ? other : one));
  return [
    {
      severity: 'error',
      file: biggest.path,
      message: `is the biggest of an upload of ${inMiB(total)}; Feishu takes 10 MiB, compressed`,
    },
  ];
}

function inMiB(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
