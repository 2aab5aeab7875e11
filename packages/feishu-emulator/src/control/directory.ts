import { rootDepartmentId } from '@feishu-login/feishu-types';
import { departmentChange, groupChange } from '../control-api/requests.ts';
import type { RegisterControl } from '../exchange/router.ts';
import type { Platform } from '../state/platform.ts';
import type { Department } from '../state/records.ts';
import { requireTenants, requireUser } from './named.ts';
import { ControlError, defined, readControl, readId, readPush, takesNothing } from './request.ts';

/** Departments and user groups, as an administrator keeps them. */
export const registerDirectoryControl: RegisterControl = (router, state) => {
  const { directory } = state;

  router.get('/_emulator/departments', takesNothing, (ctx) => {
    ctx.body = { departments: directory.departments() };
  });

  router.put('/_emulator/departments/:id', async (ctx) => {
    const id = readId(ctx.params.id);
    if (!id.startsWith('od-')) throw new ControlError(400, 'An open_department_id begins with od-.');
    const { push, ...change } = await readControl(ctx, departmentChange);
    requireTenants(state, 'tenant_key', [change.tenant_key]);
    requireParent(state, id, change.parent_department_id);
    const before = directory.department(id);
    const after = directory.saveDepartment({ ...defined(change), open_department_id: id });
    if (push) await state.events.departmentChanged(before, after);
    ctx.body = after;
  });

  router.delete('/_emulator/departments/:id', async (ctx) => {
    const department = directory.department(ctx.params.id ?? '');
    if (!department) throw new ControlError(404, `There is no department "${ctx.params.id}".`);
    const push = await readPush(ctx);
    requireEmpty(state, department);
    directory.removeDepartment(department);
    if (push) await state.events.departmentChanged(department, undefined);
    ctx.status = 204;
  });

  router.get('/_emulator/groups', takesNothing, (ctx) => {
    ctx.body = { groups: directory.groups() };
  });

  router.put('/_emulator/groups/:id', async (ctx) => {
    const group_id = readId(ctx.params.id);
    const { members, ...change } = await readControl(ctx, groupChange);
    requireTenants(state, 'tenant_key', [change.tenant_key]);
    const keys = members?.map((openId) => requireUser(state, openId).open_id);
    ctx.body = directory.saveGroup({
      ...defined(change),
      ...(keys !== undefined && { members: keys }),
      group_id,
    });
  });

  router.delete('/_emulator/groups/:id', takesNothing, (ctx) => {
    const group = directory.group(ctx.params.id ?? '');
    if (!group) throw new ControlError(404, `There is no user group "${ctx.params.id}".`);
    directory.removeGroup(group);
    ctx.status = 204;
  });
};

function requireParent({ directory }: Platform, id: string, parent: string | undefined): void {
  if (parent === undefined || parent === rootDepartmentId) return;
  const found = directory.department(parent);
  if (!found) throw new ControlError(400, `There is no department "${parent}" to be the parent.`);
  if ([found, ...directory.parentsOf(found)].some(({ open_department_id }) => open_department_id === id))
    throw new ControlError(400, 'A department cannot be under itself.');
}

/** 删除部门: 43011 with people in it, 43012 with departments. */
function requireEmpty({ directory, users }: Platform, { open_department_id: id }: Department): void {
  if (users.all().some(({ department_ids }) => department_ids.includes(id)))
    throw new ControlError(400, 'There are people in the department; give them another one first.');
  if (directory.departments().some(({ parent_department_id }) => parent_department_id === id))
    throw new ControlError(400, 'There are departments under it; move them first.');
}
