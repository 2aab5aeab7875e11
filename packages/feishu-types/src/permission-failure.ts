/** 如何解决 99991679 错误 and 如何为应用申请所需权限 (常见问题/问题排查). The bodies of a missing scope. */
export interface PermissionViolation {
  /** `action_privilege_required`: the user has not granted it. `action_scope_required`: the app has not enabled it. */
  type: 'action_privilege_required' | 'action_scope_required';
  subject: string;
}

/** 99991679: the user's token lacks the scope; ask for it again with the missing scopes. */
export interface UserPermissionFailure {
  code: 99991679;
  msg: string;
  error: {
    log_id: string;
    permission_violations: PermissionViolation[];
    troubleshooter?: string;
  };
}

/** 99991672: the app itself has not enabled the scope. */
export interface AppPermissionFailure {
  code: 99991672;
  msg: string;
  error: {
    message: string;
    log_id: string;
    permission_violations: PermissionViolation[];
    helps: { url: string; description: string }[];
  };
}

/** The body of every other refusal of the gateway. */
export interface GatewayFailure {
  code: number;
  msg: string;
  error?: { log_id: string; message?: string; troubleshooter?: string };
}
