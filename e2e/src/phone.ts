import { type GadgetRun, runGadget } from '@feishu-login/gadget-simulator';
import { type Behaviour, type ClientAge, clientAges, createHttpBridge, createTt } from 'feishu-emulator/client';
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
  /** Opens the mini program; what it stored before is there again. */
  open(): Promise<GadgetRun>;
}

export function createPhone({ dist, platformUrl, age = 'current', openId, behaviour = {} }: PhoneOptions): Phone {
  const storage = new Map<string, string>();
  return {
    behaviour,
    open() {
      const { tt } = createTt({
        kind: 'gadget',
        appId: seedApp.id,
        openId: openId ?? people.zhangSan,
        version: clientAges[age],
        bridge: createHttpBridge(platformUrl),
        storage,
        behaviour,
      });
      return runGadget({ dist, tt });
    },
  };
}
