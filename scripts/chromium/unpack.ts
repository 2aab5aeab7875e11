import chromium from '@sparticuz/chromium';

/**
 * A program of its own, because the package unpacks into the temporary folder, and adds the shared libraries that a
 * bare machine lacks only where it takes the machine for Amazon's.
 */
process.env.TMPDIR = process.argv[2];
process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';
await chromium.executablePath();
