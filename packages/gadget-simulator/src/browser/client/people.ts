import { type Answering, allAnswering, listIn, Refusal, requiredIn, textIn } from './answer.ts';
import { askFor, choose, propose } from './ask.ts';
import type { Consent } from './consent.ts';

/**
 * What the client does with the person or outside of the mini program. Who would be chosen and where the device is, the
 * simulator cannot know: the person at the screen says it, and a test answers in its own way.
 */
export function createAsking({ need }: Pick<Consent, 'need'>): Record<string, Answering> {
  return allAnswering({
    async showActionSheet(options) {
      const items = listIn(options, 'itemList').map(String);
      if (items.length === 0 || items.length > 6) throw new Refusal('invalid parameter: itemList has 1 to 6 items');
      return { tapIndex: await choose('', items) };
    },
    async showPrompt(options) {
      const placeholder = textIn(options, 'placeholder', 'Please enter your content here');
      const said = await askFor(textIn(options, 'title', placeholder), { '': '' }).catch(() => undefined);
      return { confirm: said !== undefined, cancel: said === undefined, inputValue: said?.[''] ?? '' };
    },
    async scanCode() {
      return await askFor('扫一扫 scanCode', { result: '' });
    },
    async chooseContact() {
      const { openId, name } = await askFor('选择联系人 chooseContact', { openId: 'ou_', name: '' });
      const i18nNames = { zh_cn: name, en_us: name, ja_jp: '' };
      return {
        data: [{ openId, name, unionId: openId.replace(/^ou_/, 'on_'), i18nNames, avatarUrls: [] }],
        department_data: [],
      };
    },
    async chooseChat() {
      const { id, name } = await askFor('选择会话 chooseChat', { id: 'oc_', name: '' });
      return {
        data: [{ id, name, chatType: 1, i18nNames: { zh_cn: name, en_us: name, ja_jp: '' }, avatarUrls: [] }],
        message: '',
      };
    },
    async getLocation() {
      await need('scope.userLocation');
      return {
        ...(await place('getLocation')),
        accuracy: 65,
        verticalAccuracy: 0,
        horizontalAccuracy: 65,
        timestamp: Date.now(),
      };
    },
    async chooseLocation() {
      await need('scope.userLocation');
      const { name, address } = await askFor('选择位置 chooseLocation', { name: '', address: '' });
      return { name, address, ...(await place('chooseLocation')) };
    },
    openLocation: (options) =>
      propose('openLocation', `${textIn(options, 'latitude')}, ${textIn(options, 'longitude')}`),
    makePhoneCall: (options) => propose('makePhoneCall', requiredIn(options, 'phoneNumber')),
    openSchema: (options) => propose('openSchema', requiredIn(options, 'schema')),
    mailto: (options) => propose('mailto', JSON.stringify(options)),
    enterProfile: (options) => propose('enterProfile', requiredIn(options, 'openid')),
    enterChat: (options) => propose('enterChat', textIn(options, 'openChatId', textIn(options, 'openid'))),
    toggleChat: (options) => propose('toggleChat', textIn(options, 'openChatId')),
    enterBot: () => propose('enterBot', ''),
    share: (options) => propose('share', textIn(options, 'title', textIn(options, 'content'))),
    showShareMenu: () => undefined,
    hideShareMenu: () => undefined,
  });
}

async function place(title: string): Promise<{ latitude: number; longitude: number }> {
  const { latitude, longitude } = await askFor(`位置 ${title}`, { latitude: '39.90', longitude: '116.40' });
  return { latitude: Number(latitude), longitude: Number(longitude) };
}
