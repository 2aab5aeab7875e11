import { type Answering, allAnswering, Refusal, requiredIn } from './answer.ts';
import { askFor, propose } from './ask.ts';
import type { Consent } from './consent.ts';

/** Who somebody is once more, what the tenant has allowed, and the number on the app's icon. */
export function createVerification({ need }: Pick<Consent, 'need'>): Record<string, Answering> {
  const badge = async (): Promise<undefined> => {
    await need('scope.appBadge');
    return undefined;
  };
  return allAnswering({
    async startPasswordVerify() {
      const { password } = await askFor('安全密码 startPasswordVerify', { password: '' }).catch((): never => {
        throw new Refusal('cancel', 107, { errCode: 40101 });
      });
      // Any but none is right: the simulator keeps nobody's.
      if (password === '') throw new Refusal('wrong password', 104, { errCode: 40102 });
      return { token: 'simulated' };
    },
    startDeviceCredential: (options) => propose('startDeviceCredential', requiredIn(options, 'authContent')),
    async applyTenantAppScope() {
      const isAsked = await propose('applyTenantAppScope', '向管理员申请权限 Ask the administrator for scopes').then(
        () => true,
        () => false,
      );
      return { data: { status: isAsked ? 3 : 2 } };
    },
    checkWatermark: () => ({ hasWatermark: false }),
    reportBadge: badge,
    updateBadge: badge,
  });
}
