import { deflateRawSync } from 'node:zlib';
import { type BuiltFile, type Problem, placeAt } from './built-files.ts';

/** What must not be in any text of the mini program, because everybody who opens it can read it. */
const forbidden: readonly { pattern: RegExp; message: string }[] = [
  {
    pattern: /[\w-]*secret[\w-]*/gi,
    message: 'the app secret stays on the server; its name has no place here',
  },
  {
    // As the developer console shows app secrets: 32 letters and digits.
    pattern: /(?<=["'`])(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{32}(?=["'`])/g,
    message: 'looks like an app secret, which stays on the server',
  },
  {
    pattern:
      /[\w-]+(?:\.[\w-]+)*\.(?:feishu|feishucdn|larksuite|larkoffice)\.(?:cn|com|net)|\b(?:feishu|larksuite)\.(?:cn|com)/gi,
    message: 'the mini program talks to our server alone, never to a Feishu host',
  },
  { pattern: /\/open-apis\//g, message: 'OpenAPI is called by the server alone' },
  { pattern: /sourceMappingURL=/g, message: 'refers to a source map, which is not to be uploaded' },
];

const textFile = /\.(?:js|json|ttml|ttss|sjs|wxs)$/;

/** Secrets, calls past our server, and files that do not belong into an upload. */
export function checkForbidden(files: readonly BuiltFile[]): Problem[] {
  return files.flatMap((file) => {
    const problems: Problem[] = [];
    if (/\.tsx?$/.test(file.path))
      problems.push({ file: file.path, message: 'TypeScript is not understood by Feishu' });
    if (file.path.endsWith('.map')) problems.push({ file: file.path, message: 'a source map is not to be uploaded' });
    if (!textFile.test(file.path)) return problems;
    for (const { pattern, message } of forbidden) {
      for (const match of file.text.matchAll(pattern)) {
        problems.push({ ...placeAt(file, match.index), message: `${match[0]}: ${message}` });
      }
    }
    return problems;
  });
}

/** Of the zip that is uploaded (page "upload"). */
const maxBytes = 10 * 1024 * 1024;

export function checkSize(files: readonly BuiltFile[]): Problem[] {
  const sizes = files.map(({ path, bytes }) => ({ path, size: deflateRawSync(bytes, { level: 1 }).length }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  if (total <= maxBytes) return [];
  const biggest = sizes.reduce((one, other) => (other.size > one.size ? other : one));
  return [
    {
      file: biggest.path,
      message: `is the biggest of an upload of ${inMiB(total)}; Feishu takes 10 MiB, compressed`,
    },
  ];
}

function inMiB(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}
