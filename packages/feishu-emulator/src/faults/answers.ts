import { accessControlErrors, rateLimitHeaders } from '@feishu-login/feishu-types';
import { z } from 'zod';
import { headerText, httpStatus } from '../exchange/answer-values.ts';
import { documentedRow, failureBody } from '../exchange/endpoint-facts.ts';
import {
  type Answer,
  amount,
  type FaultContext,
  type FaultKind,
  jsonAnswer,
  numberParam,
  param,
  textParam,
} from './effect.ts';

/** Faults that replace the platform's answer. With `before` it did nothing, with `after` it did its work first. */
export const answerFaults: Readonly<Record<string, FaultKind>> = {
  'http-500': statusFault(500, 'HTTP 500; the v2 endpoint says 20050, as documented.'),
  'http-502': statusFault(502, 'HTTP 502 with a gateway’s HTML.'),
  'http-503': statusFault(503, 'HTTP 503; the v2 endpoint says 20072, as documented.'),
  'http-504': statusFault(504, 'HTTP 504 with a gateway’s HTML.'),
  'business-error': {
    about: 'A failure at HTTP 200: code != 0.',
    params: {
      code: param(z.int(), 'default 20050'),
      msg: param(z.string(), 'its text'),
      http: param(httpStatus, 'default 200'),
    },
    effect: { kind: 'answer', answer: (context) => businessError(context, numberParam(context.params, 'http', 200)) },
  },
  'platform-error': {
    about: 'The documented failure with this number, in the dialect of the endpoint. A number alone is a name for it.',
    params: { code: param(z.int(), 'default 20050') },
    effect: { kind: 'answer', answer: (context) => businessError(context, undefined) },
  },
  'rate-limited': {
    about: '99991400 with x-ogw-ratelimit-limit and -reset.',
    params: {
      http: param(httpStatus, '429, or 400 as on old APIs'),
      reset: param(amount, 'seconds, default 1'),
      limit: param(amount, 'default 50'),
    },
    effect: {
      kind: 'answer',
      answer: ({ params }) =>
        jsonAnswer(
          numberParam(params, 'http', 429),
          { code: 99991400, msg: 'request trigger frequency limit' },
          {
            [rateLimitHeaders.limit]: String(numberParam(params, 'limit', 50)),
            [rateLimitHeaders.reset]: String(numberParam(params, 'reset', 1)),
          },
        ),
    },
  },
  'access-challenge': accessControl(21000, '21000: the tenant’s access control wants a challenge passed first.'),
  'access-denied': accessControl(21001, '21001: the tenant’s access control says no.'),
  'html-answer': {
    about: 'HTTP 200 with a page instead of JSON.',
    params: { http: param(httpStatus, 'default 200') },
    effect: { kind: 'answer', answer: ({ params }) => htmlAnswer(numberParam(params, 'http', 200)) },
  },
  redirect: {
    about: 'A redirect, which a careful caller does not follow.',
    params: { location: param(headerText, 'default /_emulator/trap'), http: param(httpStatus, '302, 301, 307 or 308') },
    effect: {
      kind: 'answer',
      answer: ({ params }) => ({
        status: numberParam(params, 'http', 302),
        headers: { location: textParam(params, 'location', '/_emulator/trap') },
        body: Buffer.alloc(0),
      }),
    },
  },
  'gzip-garbage': {
    about: 'content-encoding gzip over bytes that are not gzip.',
    effect: {
      kind: 'answer',
      answer: () => ({
        status: 200,
        headers: { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip' },
        body: Buffer.from('this was never compressed'),
      }),
    },
  },
  'echo-request': {
    about: 'A failure whose text repeats everything that was sent, secrets included.',
    params: { http: param(httpStatus, 'default 400') },
    effect: {
      kind: 'answer',
      answer: ({ params, call }) =>
        jsonAnswer(numberParam(params, 'http', 400), {
          code: 20063,
          error: 'invalid_request',
          error_description: `Cannot read ${call.body.raw.toString('utf8')} ${call.headers.authorization ?? ''}`,
          msg: `Cannot read ${call.body.raw.toString('utf8')} ${call.headers.authorization ?? ''}`,
        }),
    },
  },
};

/** The tenant's access control, as the official cli reads it. */
function accessControl(code: keyof typeof accessControlErrors, about: string): FaultKind {
  const { http, msg } = accessControlErrors[code];
  return {
    about,
    params: {
      challenge_url: param(z.string(), 'default https://accounts.feishu.cn/challenge'),
      cli_hint: param(z.string(), 'none when left out'),
    },
    effect: {
      kind: 'answer',
      answer({ params }) {
        const challenge_url = textParam(params, 'challenge_url', 'https://accounts.feishu.cn/challenge');
        const { cli_hint } = params;
        const data = { challenge_url, ...(typeof cli_hint === 'string' && { cli_hint }) };
        return jsonAnswer(http, { code, msg, data });
      },
    },
  };
}

function statusFault(status: number, about: string): FaultKind {
  const documented: Readonly<Record<number, number>> = { 500: 20050, 503: 20072 };
  return {
    about,
    effect: {
      kind: 'answer',
      answer({ endpoint }) {
        const code = documented[status];
        return code !== undefined && endpoint.errors[code]
          ? jsonAnswer(status, failureBody(endpoint, code))
          : htmlAnswer(status);
      },
    },
  };
}

function businessError({ params, endpoint }: FaultContext, http: number | undefined): Answer {
  const code = numberParam(params, 'code', 20050);
  const body = failureBody(endpoint, code);
  const msg = params.msg;
  if (typeof msg === 'string') body['error_description' in body ? 'error_description' : 'msg'] = msg;
  return jsonAnswer(http ?? documentedRow(endpoint, code)?.http ?? 400, body);
}

function htmlAnswer(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: Buffer.from(
      `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>tengine</center>\r\n</body>\r\n</html>\r\n`,
    ),
  };
}
