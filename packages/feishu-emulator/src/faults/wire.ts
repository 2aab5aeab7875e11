import type { ServerResponse } from 'node:http';
import { type Answer, amount, type FaultKind, numberParam, param } from './effect.ts';

/** Faults of the connection. */
export const wireFaults: Readonly<Record<string, FaultKind>> = {
  slow: {
    about: 'The answer takes params.ms (default 5000) of real time.',
    params: { ms: param(amount, 'default 5000') },
    effect: { kind: 'delay', standardMs: 5000 },
  },
  reset: {
    about: 'The connection is cut without an answer.',
    effect: { kind: 'wire', send: (res) => void res.socket?.resetAndDestroy() },
  },
  'reset-mid-body': {
    about: 'The connection is cut in the middle of the answer.',
    effect: {
      kind: 'wire',
      send(res, answer) {
        head(res, answer, answer.body.length + 1000);
        res.write(answer.body.subarray(0, Math.ceil(answer.body.length / 2)), () => res.socket?.resetAndDestroy());
      },
    },
  },
  blackhole: {
    about: 'No answer ever comes.',
    effect: { kind: 'wire', send: () => undefined },
  },
  drip: {
    about: 'The answer comes byte by byte, one every params.ms (default 100).',
    params: { ms: param(amount, 'default 100') },
    effect: {
      kind: 'wire',
      send(res, answer, { params }) {
        head(res, answer, answer.body.length);
        let sent = 0;
        const timer = setInterval(
          () => {
            if (sent < answer.body.length) res.write(answer.body.subarray(sent, ++sent));
            else {
              clearInterval(timer);
              res.end();
            }
          },
          numberParam(params, 'ms', 100),
        );
        timer.unref();
        res.on('close', () => clearInterval(timer));
      },
    },
  },
  'endless-drip': {
    about: 'White space without end, a kilobyte every params.ms (default 50).',
    params: { ms: param(amount, 'default 50') },
    effect: {
      kind: 'wire',
      send(res, answer, { params }) {
        head(res, answer, undefined);
        const timer = setInterval(() => res.write(Buffer.alloc(1024, ' ')), numberParam(params, 'ms', 50));
        timer.unref();
        res.on('close', () => clearInterval(timer));
      },
    },
  },
  'huge-body': {
    about: 'params.bytes (default 50 MB) of JSON.',
    params: { bytes: param(amount, 'default 50000000') },
    effect: {
      kind: 'wire',
      send(res, answer, { params }) {
        const total = numberParam(params, 'bytes', 50_000_000);
        head(res, answer, undefined);
        const piece = Buffer.alloc(64 * 1024, 'x');
        res.write('{"code":0,"msg":"');
        let left = total;
        const push = (): void => {
          while (left > 0 && !res.destroyed) {
            left -= piece.length;
            if (!res.write(piece)) {
              res.once('drain', push);
              return;
            }
          }
          res.end('"}');
        };
        push();
      },
    },
  },
};

function head(res: ServerResponse, answer: Answer, length: number | undefined): void {
  res.writeHead(answer.status, {
    ...answer.headers,
    ...(length !== undefined && { 'content-length': String(length) }),
  });
}
