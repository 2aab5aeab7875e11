import { z } from 'zod';
import { identifier, knownId, leavingFlags, optionalText } from './answers.ts';

/** An entry that is no id is left out, not the whole list. */
const ids = z.array(knownId);
const more = {
  has_more: z.boolean().catch(false),
  page_token: z.string().min(1).max(4096).optional().catch(undefined),
};

/** 获取单个用户信息, of which each field has its own scope: missing is not known. */
export const contactFactsAnswer = z.object({
  data: z.object({
    user: z.object({
      department_ids: z.array(identifier).max(100).optional().catch(undefined),
      job_title: optionalText,
      employee_no: optionalText,
      status: leavingFlags,
    }),
  }),
});

/** 批量获取部门信息, which has no pages, and 获取父部门信息. */
export const departmentListAnswer = z.object({
  data: z.object({
    items: z
      .array(
        z
          .object({ open_department_id: identifier, department_id: knownId, name: optionalText })
          .optional()
          .catch(undefined),
      )
      .default([]),
    ...more,
  }),
});

/** 查询用户所属用户组. */
export const groupListAnswer = z.object({ data: z.object({ group_list: ids.default([]), ...more }) });
