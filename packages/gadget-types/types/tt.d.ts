/**
 * The Feishu client's `tt` as types alone: nothing global comes with this file. Written from Feishu's documentation,
 * because WeChat's and Douyin's typings accept calls that Feishu does not know. What a client may be too old for is
 * optional, so that the compiler asks for the way around it.
 * @see https://open.feishu.cn/document/client-docs/gadget/gadget-api-list
 */
import type { Device } from './tt/device.js';
import type { Feedback } from './tt/feedback.js';
import type { Media } from './tt/media.js';
import type { Navigation } from './tt/navigation.js';
import type { Network } from './tt/network.js';
import type { Nodes } from './tt/nodes.js';
import type { PageFrame } from './tt/page-frame.js';
import type { People } from './tt/people.js';
import type { SignIn } from './tt/sign-in.js';
import type { Storage } from './tt/storage.js';

export interface Tt extends SignIn, People, Feedback, PageFrame, Navigation, Network, Storage, Device, Media, Nodes {}

export type * from './tt/callbacks.js';
export type * from './tt/device.js';
export type * from './tt/feedback.js';
export type * from './tt/media.js';
export type * from './tt/navigation.js';
export type * from './tt/network.js';
export type * from './tt/nodes.js';
export type * from './tt/page-frame.js';
export type * from './tt/people.js';
export type * from './tt/sign-in.js';
export type * from './tt/storage.js';
