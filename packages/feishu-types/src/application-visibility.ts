/** 查询用户或部门是否在应用的可用或禁用名单 (应用信息/应用管理). Tenant token. */
export const applicationVisibilityEndpoint = {
  method: 'POST',
  path: '/open-apis/application/v6/applications/:app_id/visibility/check_white_black_list',
  page: '查询用户或部门是否在应用的可用或禁用名单',
} as const;

/** One of these. */
export const applicationVisibilityScopes = ['application:application:self_manage', 'admin:app.info:readonly'] as const;

export interface ApplicationVisibilityRequest {
  /** Each list at most 100. */
  user_ids?: string[];
  department_ids?: string[];
  group_ids?: string[];
}

/** Visible = (white or paid) and not black. */
export interface UserVisibility {
  user_id: string;
  in_white_list: boolean;
  in_black_list: boolean;
  in_paid_list: boolean;
}

export interface ApplicationVisibilityReply {
  code: 0;
  msg: 'success';
  data: { user_visibility_list: UserVisibility[] };
}
