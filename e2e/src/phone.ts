import {
  type Behaviour,
  type ClientAge,
  clientAges,
  createFetchNetwork,
  createHttpBridge,
  createTt,
  type Network,
} from 'feishu-emulator/client';
import { type GadgetRun, runGadget } from 'gadget-simulator';
import { seedApp } from '../../scripts/emulated-platform.ts';
import { people } from './people.ts';

export interface PhoneOptions {
  /** The built mini program, and the platform its Feishu client is connected to. */
  dist: string;
  platformUrl: string;
  /** How old the Feishu client is. */
  age?: ClientAge;
  openId?: string;
  /** How its user and its network behave; may be changed while it runs. */
  behaviour?: Behaviour;
}

/** A phone with the Feishu client, somebody signed in to it, and our mini program installed. */
export interface Phone {
  readonly behaviour: Behaviour;
  /** What our mini program has asked the server, and the status of the answer: `GET /api/v1/me 200`. */
  readonly exchanges: string[];
  /** Opens the mini program; what it stored before is there again. */
  open(): Promise<GadgetRun>;
}

export function createPhone({ dist, platformUrl, age = 'current', openId, behaviour = {} }: PhoneOptions): Phone {
  const storage = new Map<string, string>();
  const exchanges: string[] = [];
  return {
    behaviour,
    exchanges,
    open() {
      const { tt } = createTt({
        kind: 'gadget',
        appId: seedApp.id,
        openId: openId ?? people.zhangSan,
        version: clientAges[age],
        bridge: createHttpBridge(platformUrl),
        network: noting(exchanges),
        storage,
        behaviour,
      });
      return runGadget({ dist, tt });
    },
  };
}

function noting(exchanges: string[]): Network {
  const network = createFetchNetwork();
  return {
    async send(request) {
      const answer = await network.send(request);
      const { pathname, search } = new URL(request.url);
      exchanges.push(`${request.method} ${pathname}${search} ${answer.status}`);
      return answer;
    },
  };
}

/** Opens the mini program and taps "sign in"; resolves on the home page, once it has nothing more to ask. */
export async function openSignedIn(phone: Phone): Promise<GadgetRun> {
  const gadget = await phone.open();
  const login = await gadget.until(({ path }) => path === 'pages/login/login');
  await login.call('signIn');
  await gadget.until(({ path }) => path === 'pages/home/home' && phone.exchanges.at(-1) === 'GET /api/v1/me 200');
  return gadget;
}
