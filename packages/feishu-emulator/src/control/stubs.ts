import type { StubView } from '../control-api/views.ts';
import type { RegisterControl } from '../exchange/router.ts';
import { stubSchema } from '../openapi/stub.ts';
import type { PlacedStub } from '../openapi/stubs.ts';
import { ControlError, readControl, takesNothing } from './request.ts';

/** OpenAPIs that are not emulated, answered as told: list, add, take away. */
export const registerStubControl: RegisterControl = (router, state) => {
  router.get('/_emulator/stubs', takesNothing, (ctx) => {
    ctx.body = { stubs: state.stubs.list().map(stubView) };
  });
  router.post('/_emulator/stubs', async (ctx) => {
    ctx.body = stubView(state.stubs.add(await readControl(ctx, stubSchema)));
  });
  router.delete('/_emulator/stubs', takesNothing, (ctx) => {
    state.stubs.clear();
    ctx.status = 204;
  });
  router.delete('/_emulator/stubs/:id', takesNothing, (ctx) => {
    const id = ctx.params.id ?? '';
    if (!state.stubs.remove(id)) throw new ControlError(404, `There is no stub "${id}".`);
    ctx.status = 204;
  });
};

function stubView({ id, answered, stub: { answer, ...stub } }: PlacedStub): StubView {
  return { id, ...stub, answer: typeof answer === 'function' ? null : answer, answered };
}
