import { type Answering, allAnswering, cancelled, listIn, Refusal, requiredIn, textIn } from './answer.ts';
import { askFor, propose } from './ask.ts';

/** What the client does with conversations (pages below "聊天"): which ones there are, the person at the screen says. */
export function createChats(): Record<string, Answering> {
  return allAnswering({
    async chooseChat() {
      const { id, name } = await askChat('chooseChat');
      return { data: [{ id, name, chatType: 1, i18nNames: inThree(name), avatarUrls: [] }], message: '' };
    },
    async getChatInfo(options) {
      requiredIn(options, 'openChatId');
      const { name } = await askFor('会话 getChatInfo', { name: '' });
      return { name, i18nNames: inThree(name), avatarUrls: [], atCount: 0, badge: 0 };
    },
    async sendMessageCard(options) {
      const card = options.cardContent;
      if (typeof card !== 'object' || card === null) throw new Refusal('cardContent is empty', 104, { errCode: -3 });
      const given = listIn(options, 'openChatIDs').map(String);
      if (given.length > 10) throw new Refusal('more than 10 openChatIDs', 104, { errCode: -2 });
      const isChosen = options.shouldChooseChat === true;
      if (!isChosen && given.length === 0) throw new Refusal('openChatIDs is empty', 104, { errCode: -1 });
      const chats = isChosen ? [(await askChat('sendMessageCard').catch(unsent)).id] : given;
      await propose(`sendMessageCard → ${chats.join(', ')}`, JSON.stringify(card, undefined, 2)).catch(unsent);
      const sent = (openChatId: string, at: number) => ({ status: 0, openChatId, openMessageId: `om_simulated_${at}` });
      return { sendCardInfo: chats.map(sent) };
    },
    getTriggerContext: async (options) => {
      requiredIn(options, 'triggerCode');
      return askFor('会话 getTriggerContext', { openChatId: 'oc_', bizType: 'chat' });
    },
    enterChat: (options) => propose('enterChat', textIn(options, 'openChatId', textIn(options, 'openid'))),
    toggleChat: (options) => propose('toggleChat', textIn(options, 'openChatId')),
    enterBot: () => propose('enterBot', ''),
  });
}

const askChat = (name: string) => askFor(`选择会话 ${name}`, { id: 'oc_', name: '' });

const inThree = (name: string): object => ({ zh_cn: name, en_us: name, ja_jp: '' });

/** The number of this page for what the person gives up. */
function unsent(): never {
  const { message, errno } = cancelled();
  throw new Refusal(message, errno, { errCode: -6 });
}
