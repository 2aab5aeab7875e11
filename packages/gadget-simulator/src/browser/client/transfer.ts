import { answering, type Options, Refusal, requiredIn, textIn } from './answer.ts';
import type { Files, StoredFile } from './files.ts';

/** The given client's `tt.request`, which knows how to reach servers. */
type Request = (options: object) => { abort?(): void } | undefined;

interface Exchanged {
  statusCode: number;
  header: Record<string, string>;
  data: unknown;
}

type Progress = (progress: object) => void;

/** `uploadFile` and `downloadFile` by the client's `request` (the pages of these names). */
export function createTransfers(files: Files, request: () => Request | undefined): Record<string, unknown> {
  return {
    uploadFile: task('uploadFile', request, async (options, send, progress) => {
      const content = files.find(requiredIn(options, 'filePath'));
      const { body, type } = await multipart(options, content);
      const header = { ...Object(options.header), 'content-type': type };
      progress({ progress: 0, totalBytesSent: 0, totalBytesExpectedToSend: body.byteLength });
      const { statusCode, data } = await send({
        url: requiredIn(options, 'url'),
        method: 'POST',
        header,
        data: body,
        dataType: 'text',
      });
      progress({ progress: 100, totalBytesSent: body.byteLength, totalBytesExpectedToSend: body.byteLength });
      return { statusCode, data: typeof data === 'string' ? data : JSON.stringify(data) };
    }),
    downloadFile: task('downloadFile', request, async (options, send, progress) => {
      const url = requiredIn(options, 'url');
      const { statusCode, header, data } = await send({ url, header: options.header, responseType: 'arraybuffer' });
      const bytes = new Uint8Array(data as ArrayBuffer);
      const name = new URL(url).pathname.split('/').pop() || 'file';
      progress({ progress: 100, totalBytesWritten: bytes.length, totalBytesExpectedToWrite: bytes.length });
      const path = textIn(options, 'filePath');
      const content = { bytes, type: header?.['content-type'] ?? '' };
      return { statusCode, tempFilePath: files.keep(content, name, ...(path === '' ? [] : [path])) };
    }),
  };
}

/** Runs with a task that can be aborted and tells progress. */
function task(
  name: string,
  request: () => Request | undefined,
  run: (options: Options, send: (options: object) => Promise<Exchanged>, progress: Progress) => Promise<object>,
) {
  return (options: Options = {}) => {
    const heard: Progress[] = [];
    let abort = (): void => {};
    const send = (sent: object): Promise<Exchanged> =>
      new Promise((resolve, reject) => {
        const ask = request();
        if (ask === undefined) throw new Refusal('the client that was given has no request', 103);
        const running = ask({
          ...sent,
          success: resolve,
          fail: (error: { errMsg?: string; errno?: number }) =>
            reject(new Refusal(String(error.errMsg ?? '').replace(/^request:fail /, ''), error.errno ?? 305)),
        });
        abort = () => running?.abort?.();
      });
    const progress: Progress = (told) => {
      for (const hear of heard) hear(told);
    };
    answering(name, (given) => run(given, send, progress))(options);
    return { abort: () => abort(), onProgressUpdate: (hear: Progress) => void heard.push(hear) };
  };
}

/** The browser knows how a form with a file is written. */
async function multipart(options: Options, { bytes, type }: StoredFile): Promise<{ body: ArrayBuffer; type: string }> {
  const form = new FormData();
  for (const [key, value] of Object.entries(Object(options.formData))) form.append(key, String(value));
  const path = requiredIn(options, 'filePath');
  form.append(requiredIn(options, 'name'), new Blob([bytes], { type }), path.slice(path.lastIndexOf('/') + 1));
  const written = new Response(form);
  return { type: written.headers.get('content-type') ?? '', body: await written.arrayBuffer() };
}
