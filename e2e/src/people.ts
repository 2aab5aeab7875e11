/** The emulator's seeded users, documented in its README. */
export const people = {
  zhangSan: 'ou_00000000000000000000000000000001',
  liSi: 'ou_00000000000000000000000000000002',
  wangWuFrozen: 'ou_00000000000000000000000000000003',
  zhaoLiuUnavailable: 'ou_00000000000000000000000000000004',
  outsider: 'ou_00000000000000000000000000000005',
} as const;

/** Of all of them but the outsider. */
export const tenantOfPeople = '736588c9260f175d';
