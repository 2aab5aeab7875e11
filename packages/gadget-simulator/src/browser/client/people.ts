import { type Answering, allAnswering, listIn, Refusal, requiredIn, textIn } from './answer.ts';
import { askFor, choose, propose } from './ask.ts';

/**
 * What the client does with the person or outside of the mini program. Who would be chosen the simulator cannot know:
 * the person at the screen says it, and a test answers in its own way.
 */
export function createAsking(): Record<string, Answering> {
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
    async docsPicker(options) {
      const title = textIn(options, 'pickerTitle', 'Select Docs');
      return { fileList: [await askFor(`${title} docsPicker`, { filePath: 'https://', fileName: '' })] };
    },
    makePhoneCall: (options) => propose('makePhoneCall', requiredIn(options, 'phoneNumber')),
    openSchema: (options) => propose('openSchema', requiredIn(options, 'schema')),
    mailto: (options) => propose('mailto', JSON.stringify(options)),
    enterProfile: (options) => propose('enterProfile', requiredIn(options, 'openid')),
    share: (options) => propose('share', textIn(options, 'title', textIn(options, 'content'))),
    shareWebContent: (options) => propose(textIn(options, 'title', 'shareWebContent'), requiredIn(options, 'url')),
  });
}
