import { openSheet, type Sheet } from '../sheet.ts';
import { allAnswering, type Options, textIn } from './answer.ts';

type Hear = (result: object) => void;

/** The page "CustomizedInput": a field in a sheet; without mentions, pictures and the choice beside the portrait. */
export function createCustomizedInput(): Record<string, unknown> {
  const heard: Record<string, Hear> = {};
  const field = document.createElement('textarea');
  let sheet: Sheet | undefined;

  const fill = (options: Options): undefined => {
    field.value = textIn(options, 'content', field.value);
    field.placeholder = textIn(options, 'placeholder', field.placeholder);
    return undefined;
  };
  const manager: Record<string, unknown> = {
    ...allAnswering({
      show(options) {
        field.value = '';
        fill(options);
        const shown = openSheet({ title: '', body: [field], cancel: '取消 Cancel', confirm: '发送 Send' });
        sheet = shown;
        field.focus();
        void shown.answer.then((sent) => {
          if (sent) heard.onPublish?.({ content: field.value, userModelSelect: '', at: [], picture: '' });
          heard.onHide?.({ content: field.value, at: [], picture: '' });
        });
        return undefined;
      },
      update: fill,
      hide() {
        sheet?.close(false);
        return undefined;
      },
    }),
  };
  for (const name of ['onPublish', 'onHide', 'onPicSelect', 'onModelSelect', 'onError'])
    manager[name] = (hear: Hear) => {
      heard[name] = hear;
    };
  return { getCustomizedInput: () => manager };
}
