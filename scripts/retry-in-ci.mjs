import { jest } from '@jest/globals';

// Real servers, browsers and clocks on a shared machine: a failed test runs once more in CI, and says so.
if (process.env.CI) jest.retryTimes(1, { logErrorsBeforeRetry: true });
