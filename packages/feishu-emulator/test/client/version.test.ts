import { describe, expect, it } from '@jest/globals';
import { ageOf, clientAges } from 'feishu-emulator/client';

describe('the age of a client', () => {
  it.each([
    ['7.50.0', 'current'],
    ['6.9.0', 'current'],
    ['6.10.0', 'current'],
    ['10.0', 'current'],
    ['6.8.9', 'middle'],
    ['5.1.0', 'middle'],
    ['5.1', 'middle'],
    ['5.0.99', 'old'],
    ['4.10.0', 'old'],
  ] as const)('of version %s is %s', (version, age) => {
    expect(ageOf(version)).toBe(age);
  });

  it('has a version that stands for it', () => {
    for (const [age, version] of Object.entries(clientAges)) expect(ageOf(version)).toBe(age);
  });
});
