import type { RecordingView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { takesNothing } from './request.ts';

const most = 200;

/** What is recorded, or answered from a recording: as it is in the file, without secrets. */
export const registerRecordingControl: RegisterControl = (router, { replay }, { recorder, replayed }) => {
  const view = (): RecordingView => {
    if (recorder) return { mode: 'record', to: recorder.to, file: recorder.file, calls: recorder.calls.slice(-most) };
    if (replayed === undefined) return { mode: 'off' };
    return { mode: 'replay', file: replayed, calls: replay.calls.slice(-most) };
  };
  router.get('/_emulator/recording', takesNothing, (ctx) => {
    ctx.body = view();
  });
};
